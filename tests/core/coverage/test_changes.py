"""Since when and by how much, and what may be foretold: dates that overlap, periods without a figure, paces that differ."""

from datetime import date
from fractions import Fraction

import pytest

from ektp_core.coverage.changes import Difference, Estimate, NoDifference, NoEstimate, WhyNot
from ektp_core.coverage.gaps import Gap
from ektp_core.coverage.questions import Asked, CoverageQuestion, answer_question
from ektp_core.reading.calendar import AsOf, Days
from tests.core.builders import TODAY, a_figure, published_board
from tests.core.coverage.asking import JUNE, OCTOBER, asked, counted, of_date, place

# Changes


def test_a_change_is_what_the_two_shown_figures_differ_by() -> None:
    before, after = (counted("Koba", each, obliged=3000, as_of=day) for each, day in ((2951, "2026-09-30"), (2961, OCTOBER)))
    found = asked([before, after], CoverageQuestion(Asked.CHANGE, place("Koba")))
    assert isinstance(found, Difference)
    assert (found.points, found.recorded, found.obliged) == (Fraction("98.7") - Fraction("98.37"), 10, 0)


@pytest.mark.parametrize(
    ("since", "start", "lacking"),
    [
        (None, "2026-09-30", False),
        ("2026-09-01/2026-09-30", "2026-09-30", False),
        ("2025-01-01/2025-12-31", "2025-12-31", False),
        ("2026-07-01/2026-07-31", JUNE, True),
        ("2024-01-01/2024-12-31", "2025-06-30", True),
        ("2026-01-01/2026-12-31", "2025-12-31", False),
        ("2026-10-01/2026-10-31", "2026-09-30", False),
        ("2026-11-16/2026-11-22", "2026-09-30", True),
    ],
)
def test_where_a_change_begins(since: str | None, start: str, lacking: bool) -> None:
    days = ("2025-06-30", "2025-12-31", JUNE, "2026-09-30", OCTOBER)
    figures = [counted("Koba", 900 + number, as_of=day) for number, day in enumerate(days)]
    found = asked(figures, CoverageQuestion(Asked.CHANGE, place("Koba"), since=Days.parse(since) if since else None))
    assert isinstance(found, Difference)
    assert (found.before.figure.as_of.iso(), found.lacking is not None) == (start, lacking)


@pytest.mark.parametrize("earlier", ["2026", "2026-10", OCTOBER])
def test_dates_that_overlap_have_no_order(earlier: str) -> None:
    figures = [counted("Koba", 900, as_of=earlier), counted("Koba", 990)]
    assert isinstance(asked(figures, CoverageQuestion(Asked.CHANGE, place("Koba"))), NoDifference)


def test_another_definition_is_no_earlier_figure_of_the_same_but_is_told() -> None:
    found = answer_question(CoverageQuestion(Asked.CHANGE), published_board(), TODAY)
    assert isinstance(found, NoDifference)
    assert [row.figure.as_of for row in found.others] == [AsOf(2017)]


def test_a_fall_across_a_half_year_is_the_denominators() -> None:
    figures = [counted("Koba", 990, as_of=JUNE), counted("Koba", 990, obliged=1020)]
    found = asked(figures, CoverageQuestion(Asked.CHANGE, place("Koba")))
    assert isinstance(found, Difference)
    assert found.half_yearly_fall


def test_people_are_told_only_where_both_figures_count_the_same() -> None:
    found = asked([counted("Koba", 980, None, as_of=JUNE), counted("Koba", 980, 30)], CoverageQuestion(Asked.CHANGE, place("Koba")))
    assert isinstance(found, Difference)
    assert found.recorded is None


# If it goes on so


def foretold(*points: tuple[str, float], today: date = TODAY) -> Estimate | NoEstimate:
    found = asked([a_figure("Koba", value, as_of=day) for day, value in points], CoverageQuestion(Asked.FORECAST, place("Koba")), today)
    assert isinstance(found, Estimate | NoEstimate)
    return found


def test_the_range_is_from_the_fastest_to_the_slowest_pace() -> None:
    # 3 points are missing; 2 points in 100 days are 150 days more, 3 in 200 are 200.
    found = foretold(("2026-04-14", 94), ("2026-07-23", 95), (OCTOBER, 97))
    assert isinstance(found, Estimate)
    assert (found.first, found.last, found.since.percent) == (AsOf(2027, 3), AsOf(2027, 5), 94)


@pytest.mark.parametrize(
    ("points", "why"),
    [
        (((JUNE, 95), (OCTOBER, 97)), WhyNot.TOO_FEW),
        ((("2026-10-10", 95), ("2026-10-20", 96), (OCTOBER, 97)), WhyNot.TOO_FEW),
        ((("2023-01-31", 80), (JUNE, 95), (OCTOBER, 97)), WhyNot.TOO_FEW),
        ((("2025", 90), (JUNE, 95), (OCTOBER, 97)), WhyNot.TOO_FEW),
        ((("2026-03-31", 98), (JUNE, 97), (OCTOBER, 97)), WhyNot.NOT_RISING),
        ((("2026-03-31", 94), (JUNE, 98), (OCTOBER, 97)), WhyNot.UNSTEADY),
        ((("2026-03-31", 94.9), (JUNE, 94.95), (OCTOBER, 95)), WhyNot.TOO_FAR),
        ((("2024-12-31", 90), ("2025-03-31", 92), ("2025-06-30", 95)), WhyNot.TOO_OLD),
        ((("2025-12-31", 90), ("2026-03-31", 95), (JUNE, 99.9)), WhyNot.TOO_OLD),
        ((("2024-12-31", 90), ("2025-03-31", 92), ("2026", 95)), WhyNot.TOO_OLD),
    ],
)
def test_nothing_is_foretold_without_reason(points: tuple[tuple[str, float], ...], why: WhyNot) -> None:
    found = foretold(*points)
    assert isinstance(found, NoEstimate)
    assert found.why is why


def test_what_is_reached_needs_no_estimate() -> None:
    found = asked(of_date(OCTOBER, Koba=100), CoverageQuestion(Asked.FORECAST, place("Koba")))
    assert isinstance(found, Gap)
    assert found.is_reached
