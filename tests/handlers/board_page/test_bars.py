"""Bars begin at 0, reach as far as the numbers say, and are never clamped."""

from fractions import Fraction

import pytest

from ektp_core.coverage.figure import HeadCounts, Percentages
from ektp_core.coverage.parts import coverage
from handlers.board_page.bars import AXIS, axis_of, bar_of
from handlers.board_page.coverage import SHADES, Line
from tests.core.builders import DISTRICTS, a_figure


@pytest.mark.parametrize("total", [0, 0.01, 50, 99.97, 100, 105, 140, 250])
def test_a_bar_ends_where_its_percentage_does(total: float) -> None:
    parts = coverage(a_figure(measure=Percentages(total)))
    axis = axis_of([parts])
    bar = bar_of(parts, axis)
    assert (bar.recorded, bar.early) == (0, 0)
    assert abs(bar.end - total / float(axis) * AXIS) <= 1
    assert bar.end <= AXIS
    assert bar.line == round(100 / axis * AXIS) < AXIS


@pytest.mark.parametrize(("recorded", "early"), [(0, 0), (98, 7), (100, 40), (20, 0), (0, 5)])
def test_the_parts_of_a_bar_meet_its_end(recorded: int, early: int) -> None:
    parts = coverage(a_figure(measure=HeadCounts(100, recorded, early)))
    bar = bar_of(parts, Fraction(150))
    assert bar.whole == 0
    assert bar.end == round(Fraction(recorded + early) / 150 * AXIS)
    assert abs(bar.recorded - recorded / 150 * AXIS) <= 1


def test_bars_of_one_list_have_one_axis_so_that_they_may_be_compared() -> None:
    low, high = (coverage(a_figure(measure=Percentages(total))) for total in (50.0, 140.0))
    axis = axis_of([low, high])
    assert bar_of(low, axis).line == bar_of(high, axis).line
    assert bar_of(high, axis).end > 2.5 * bar_of(low, axis).end


def test_an_unknown_early_part_is_no_empty_one() -> None:
    parts = coverage(a_figure(measure=HeadCounts(100, 98)))
    bar = bar_of(parts, Fraction(110))
    assert bar.early == bar.recorded == 0
    assert bar.whole > 0


@pytest.mark.parametrize(
    ("total", "shade"),
    [(0, 4), (79.99, 4), (79.996, 4), (80, 3), (90, 2), (94.99, 2), (95, 1), (99.97, 1), (99.996, 1), (100, 0), (140, 0)],
)
def test_a_shade_follows_the_percentage_that_is_read(total: float, shade: int) -> None:
    figure = a_figure(measure=HeadCounts(100_000, round(total * 1000), 0))
    assert Line(DISTRICTS[0], figure=figure, parts=coverage(figure)).shade == shade
    assert SHADES[shade] <= total
