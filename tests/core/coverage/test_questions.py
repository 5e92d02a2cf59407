"""Who is last and first, which are below or above, who has which place; and what is told where there is no figure."""

from dataclasses import replace

import pytest

from ektp_core.areas import Level
from ektp_core.coverage.comparisons import Comparison, NotPlaced
from ektp_core.coverage.extremes import Beyond, Extreme
from ektp_core.coverage.figure import Definition, Fragment, HeadCounts
from ektp_core.coverage.questions import Asked, CoverageQuestion, Shown, answer_question
from ektp_core.coverage.side_by_side import Apart, NoFigures, SideBySide, group_of, percent_only
from ektp_core.reading.calendar import Days
from tests.core.builders import TODAY, a_figure, demo_board, names, published_board
from tests.core.coverage.asking import JUNE, OCTOBER, asked, counted, of_date, place

# Whose parts are meant


@pytest.mark.parametrize(
    ("area", "level", "inside", "count"),
    [
        ("Bangka Tengah", None, "Bangka Tengah", 6),
        ("Koba", None, "Koba", 11),
        ("19", None, "Kepulauan Bangka Belitung", 7),
        ("Bangka Tengah", Level.DISTRICT, "Kepulauan Bangka Belitung", 7),
        ("Koba", Level.DISTRICT, "Kepulauan Bangka Belitung", 7),
        ("Koba", Level.SUBDISTRICT, "Bangka Tengah", 6),
        ("Bangka Tengah", Level.VILLAGE, "Bangka Tengah", 63),
        ("Bangka Tengah", Level.PROVINCE, "Kepulauan Bangka Belitung", 1),
    ],
)
def test_the_areas_that_a_level_means(area: str, level: Level | None, inside: str, count: int) -> None:
    group = group_of(published_board().areas, place(area), level)
    assert (group.inside.short_name, len(group.areas)) == (inside, count)


# Last, first, below, above


def test_all_that_tie_are_named_also_where_only_the_third_decimal_differs() -> None:
    figures = [counted("Koba", 99_001, obliged=100_000), counted("Namang", 99_000, obliged=100_001), counted("Lubuk Besar", 999)]
    found = asked(figures, CoverageQuestion(Asked.LOWEST))
    assert isinstance(found, Extreme)
    assert names(row.area for row in found.found) == ["Koba", "Namang"]
    assert names(row.area for row in found.following) == ["Lubuk Besar"]


@pytest.mark.parametrize(("percent", "below"), [(100, []), (100.01, ["Koba"])])
def test_what_reads_100_is_not_below_100(percent: float, below: list[str]) -> None:
    figures = [counted("Koba", 99_996, obliged=100_000), counted("Namang", 1050)]
    found = asked(figures, CoverageQuestion(Asked.BELOW, percent=percent))
    assert isinstance(found, Beyond)
    assert names(row.area for row in found.found) == below


def test_without_a_value_the_offices_target_is_meant() -> None:
    found = asked(of_date(OCTOBER, Koba=99, Namang=101), CoverageQuestion(Asked.BELOW))
    assert isinstance(found, Beyond)
    assert (found.percent, names(row.area for row in found.found)) == (100, ["Koba"])


def test_of_several_dates_nobody_is_last_yet_each_is_held_against_a_value() -> None:
    figures = [*of_date(OCTOBER, Koba=99), *of_date(JUNE, Namang=98)]
    assert isinstance(asked(figures, CoverageQuestion(Asked.LOWEST)), Apart)
    found = asked(figures, CoverageQuestion(Asked.BELOW, percent=98.5))
    assert isinstance(found, Beyond)
    assert isinstance(found.table, Apart)
    assert names(row.area for row in found.found) == ["Namang"]


def test_who_is_left_out_and_who_has_a_newer_figure_is_told() -> None:
    figures = [*of_date(JUNE, Koba=99, Namang=98, Lubuk_Besar=97, Pangkalan_Baru=96), *of_date("2025", Sungai_Selan=90)]
    found = asked([*figures, *of_date(OCTOBER, Koba=101)], CoverageQuestion(Asked.LOWEST))
    assert isinstance(found, Extreme)
    table = found.table
    assert names(row.area for row in table.of_another_date) == ["Sungai Selan"]
    assert names(table.without_figure) == ["Simpang Katis"]
    assert [(row.area.short_name, row.percent) for row in table.newer] == [("Koba", 101)]


def test_percentages_beside_head_counts_are_named() -> None:
    found = asked([counted("Koba", 990), a_figure("Namang", 98, as_of=OCTOBER)], CoverageQuestion(Asked.HIGHEST))
    assert isinstance(found, Extreme)
    assert names(row.area for row in percent_only(found.table.rows)) == ["Namang"]
    assert percent_only(found.table.rows[1:]) == ()


def test_cards_held_count_only_where_no_recordings_are_shared() -> None:
    owned = [replace(figure, definition=Definition.OWNED) for figure in of_date(OCTOBER, Koba=90, Namang=80)]
    recorded = of_date(JUNE, Koba=98, Namang=99)
    for figures in ([*owned, *recorded], [*recorded, *owned]):
        compared = asked(figures, CoverageQuestion(Asked.COMPARE, areas=(place("Koba"), place("Namang"))))
        assert isinstance(compared, Comparison)
        assert compared.points == 1
    alone = asked(owned, CoverageQuestion(Asked.COMPARE, areas=(place("Koba"), place("Namang"))))
    assert isinstance(alone, Comparison)
    assert alone.points == 10


# What there is instead


def test_where_no_village_has_a_figure_the_subdistricts_are_named_and_the_district() -> None:
    found = answer_question(CoverageQuestion(Asked.LOWEST, level=Level.VILLAGE), demo_board(), TODAY)
    assert isinstance(found, NoFigures)
    assert found.parts
    assert found.instead
    assert (found.parts.level, found.instead.area.short_name) == (Level.SUBDISTRICT, "Bangka Tengah")


def test_a_village_without_a_figure_is_answered_by_what_it_lies_in() -> None:
    found = asked(of_date(OCTOBER, Koba=99), CoverageQuestion(Asked.GAP, place("19.04.01.1001")))
    assert isinstance(found, NoFigures)
    assert found.instead
    assert found.instead.area == place("Koba")


@pytest.mark.parametrize("measure", [Fragment(None, 1029, None), HeadCounts(0, 0)])
def test_what_no_coverage_follows_from_is_no_figure(measure: HeadCounts | Fragment) -> None:
    assert isinstance(asked([a_figure("Koba", measure)], CoverageQuestion(Asked.UNRECORDED, place("Koba"))), NoFigures)


# Position, one figure


def test_an_area_whose_figure_is_of_another_date_has_no_place() -> None:
    figures = [*of_date(OCTOBER, Koba=99, Namang=98, Lubuk_Besar=97, Sungai_Selan=96), *of_date(JUNE, Simpang_Katis=100)]
    for name, value in (("Simpang Katis", 100), ("Pangkalan Baru", None)):
        found = asked(figures, CoverageQuestion(Asked.POSITION, place(name)))
        assert isinstance(found, NotPlaced)
        assert (found.here.percent if found.here else None) == value


def test_the_figure_of_a_period_is_shown_where_there_is_one() -> None:
    figures = [*of_date(JUNE, Koba=99), *of_date(OCTOBER, Koba=101)]
    of_june, of_may = (asked(figures, CoverageQuestion(Asked.SHOW, place("Koba"), since=Days.of_month(2026, month))) for month in (6, 5))
    assert isinstance(of_june, Shown)
    assert isinstance(of_may, Shown)
    assert (of_june.here.percent, of_june.lacking) == (99, None)
    assert (of_may.here.percent, of_may.lacking) == (101, Days.of_month(2026, 5))


def test_the_board_answers_every_kind_of_question() -> None:
    for kind in Asked:
        for board in (demo_board(), published_board(), replace(published_board(), figures=())):
            assert answer_question(CoverageQuestion(kind), board, TODAY)


def test_a_table_shows_equal_values_together() -> None:
    found = answer_question(CoverageQuestion(Asked.LOWEST, level=Level.DISTRICT), demo_board(), TODAY)
    assert isinstance(found, Extreme)
    assert isinstance(found.table, SideBySide)
    assert names(row.area for row in found.found) == ["Bangka", "Belitung Timur"]
