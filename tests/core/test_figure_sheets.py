"""Figures to take away: places with the figures behind them, what is true of all of them said once, and drawn where it can be compared."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from ektp_core.board import Board
from ektp_core.coverage.figure import Figure, HeadCounts, Percentages
from ektp_core.exports import figure_sheets
from ektp_core.reading.calendar import AsOf
from ektp_core.sheets.sheet import Note, Percent, Sheet
from ektp_core.sheets.word import Word
from tests.core.builders import a_figure, demo_board, published_board

DEMO, PUBLISHED = demo_board(), published_board()


def sheets(board: Board) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in figure_sheets(board, AsOf.iso)}


def with_figures(*figures: Figure) -> Board:
    return replace(PUBLISHED, figures=figures)


def column(sheet: Sheet, name: str) -> list[Any]:
    return [row[sheet.columns.index(name)] for row in sheet.rows]


def counted(area: str, early: int | None = 10_500, as_of: str = "2026-10-31") -> Figure:
    return a_figure(area, HeadCounts(150_000, 147_000, early, 140_000), as_of=as_of, source="laporan bulanan")


def test_figures_come_with_their_coverage_and_the_districts_with_their_places() -> None:
    values = {"Bangka": 99.1, "Belitung": 99.1, "Bangka Tengah": 105.0}
    figures = [a_figure(name, value, as_of="2026-10-31") for name, value in values.items()]
    found = sheets(with_figures(counted("Bangka Tengah", as_of="2026-09-30"), *figures))
    statements = found["figures"]
    assert column(statements, "as_of")[-1] == AsOf(2026, 9, 30)
    assert statements.rows[-1][5:12] == (150_000, 147_000, 10_500, 140_000, *(Percent(Fraction(each)) for each in (105, 98, 7)))
    assert column(found["ranking"], "place") == [1, 2, 2, *[Word("no_figure")] * 4]


def test_the_demos_ranking_gives_each_district_its_place() -> None:
    found = sheets(DEMO)
    assert column(found["ranking"], "place") == [1, 2, 3, 4, 5, 6, 6]
    assert column(found["ranking"], "area")[0] == "Bangka Tengah"
    assert column(found["ranking"], "percent")[0] == Percent(Fraction(105))
    assert len(found["ranking_home"].rows) == 6
    assert found["ranking"].example


def test_dates_that_differ_are_shown_without_places_and_not_drawn() -> None:
    found = sheets(with_figures(a_figure("Bangka", as_of="2022-11-22"), a_figure("Belitung", as_of="2023-01-01")))["ranking"]
    assert column(found, "place") == [Word("not_comparable")] * 2
    assert column(found, "as_of") == [AsOf(2022, 11, 22), AsOf(2023, 1, 1)]
    assert (found.chart, found.notes, found.example) == (None, (), False)


def test_a_place_stands_beside_the_counts_it_comes_from_and_date_definition_and_source_below() -> None:
    found = sheets(with_figures(counted("Bangka"), counted("Belitung")))["ranking"]
    assert found.rows[0][2:5] == (150_000, 147_000, 10_500)
    said = Note("as_of", "2026-10-31"), Note("definition", Word("definition_with_early")), Note("source", "laporan bulanan")
    assert found.notes == said


@pytest.mark.parametrize(
    ("early", "said"),
    [((10_500, 10_500), []), ((None, None), []), ((10_500, None), ["Belitung"])],
    ids=["all known", "none known", "one not known"],
)
def test_a_bar_that_is_low_because_its_early_are_not_known_is_named(early: tuple[int | None, int | None], said: list[str]) -> None:
    notes = sheets(with_figures(counted("Bangka", early[0]), counted("Belitung", early[1])))["ranking"].notes
    assert [note.value for note in notes if note.column == "early_unknown"] == said


@pytest.mark.parametrize(
    ("measure", "stacked"),
    [
        pytest.param(Percentages(105.0, 98.0, 7.0), ("percent_recorded", "percent_early"), id="parts are told"),
        pytest.param(Percentages(105.0), ("percent",), id="only the sum is told"),
    ],
)
def test_the_parts_are_drawn_on_each_other_where_all_tell_them(measure: Percentages, stacked: tuple[str, ...]) -> None:
    figures = counted("Bangka"), a_figure("Belitung", measure, as_of="2026-10-31")
    found = sheets(with_figures(*figures))["ranking"]
    assert found.chart is not None
    assert (found.chart.rows, found.chart.stacked) == (2, stacked)
    assert found.title == Word("title_ranking", {"as_of": "2026-10-31"})


@pytest.mark.parametrize(
    ("board", "order"),
    [
        pytest.param(DEMO, ["ranking_home", "ranking", "figures"], id="all comparable"),
        pytest.param(with_figures(counted("Bangka"), counted("Belitung")), ["ranking", "figures", "ranking_home"], id="the province's"),
        pytest.param(PUBLISHED, ["figures", "ranking_home", "ranking"], id="none"),
    ],
)
def test_what_has_places_to_show_is_opened_first(board: Board, order: list[str]) -> None:
    assert list(sheets(board)) == order
