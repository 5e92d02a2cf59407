"""Open data holds what citizens are told, and nothing else; the same board gives the same rows."""

import csv
import json
from dataclasses import fields, replace
from datetime import date
from io import StringIO

import pytest

from ektp_core.board import Board
from ektp_core.coverage.figure import Fragment, HeadCounts, Percentages
from ektp_core.open_data import COLUMNS, Dataset, csv_of, dataset, rows_of
from ektp_core.schools.register import School, Schools
from ektp_core.visits.schedule import Recap, Schedule, Visit, VisitState
from tests.core.builders import TODAY, a_figure, a_visit, demo_board, published_board
from tests.core.hostile_texts import FORMULAS

PRIVATE_OF_VISITS = {"kits", "note", "expected", "recap", "version", "id"}
PRIVATE_OF_SCHOOLS = {"address", "version"}


def with_visits(*visits: Visit) -> Board:
    return replace(published_board(), schedule=Schedule(visits))


def with_schools(*names: str) -> Board:
    board = published_board()
    schools = [School(f"1099{number:04d}", name, "SMA", "19.04.01", "", None, None, "a list") for number, name in enumerate(names)]
    return replace(board, schools=Schools(schools, board.areas))


def read(board: Board, which: Dataset) -> list[dict[str, str]]:
    return [*csv.DictReader(StringIO(csv_of(dataset(board, which)).decode()), strict=True)]


@pytest.mark.parametrize("which", Dataset)
def test_csv_and_json_hold_the_same_rows(which: Dataset) -> None:
    sheet = dataset(demo_board(), which)
    table, rows = read(demo_board(), which), rows_of(sheet)
    assert len(table) == len(rows) > 0
    for line, row in zip(table, rows, strict=True):
        assert list(line) == list(row) == list(sheet.columns)
        for column, value in row.items():
            written = "" if value is None else str(value).lower() if isinstance(value, bool) else value
            assert line[column] == str(written).removesuffix(".0") if isinstance(value, float) else line[column] == str(written)


def test_csv_ends_its_lines_as_rfc_4180_says_and_is_utf_8_without_a_mark() -> None:
    body = csv_of(dataset(with_schools('SMA "Bakti", Ω\nKoba'), Dataset.SCHOOLS))
    assert body.startswith(b"npsn,")
    assert body.count(b"\r\n") == 2
    assert '"SMA ""Bakti"", Ω\nKoba"' in body.decode()


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_a_table_calculation_and_json_has_it_as_it_is(text: str) -> None:
    board = with_schools(text)
    (line,) = read(board, Dataset.SCHOOLS)
    assert line["name"].lstrip("'") == text.lstrip("'")
    assert not line["name"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert json.loads(json.dumps(rows_of(dataset(board, Dataset.SCHOOLS))))[0]["name"] == text


def test_a_latitude_of_the_south_is_a_number_and_no_formula() -> None:
    line = next(line for line in read(published_board(), Dataset.SCHOOLS) if line["latitude"])
    assert -3 < float(line["latitude"]) < -1


def test_a_percentage_is_what_everybody_reads_and_its_parts_add_up() -> None:
    board = replace(published_board(), figures=(a_figure(measure=HeadCounts(30_000, 29_001, 1_234)),))
    (row,) = rows_of(dataset(board, Dataset.COVERAGE))
    assert (row["percent"], row["percent_recorded"], row["percent_early"]) == (100.78, 96.67, 4.11)


def test_a_published_percentage_has_no_counts_and_a_fragment_no_row() -> None:
    figures = (a_figure(measure=Percentages(98.5)), a_figure(measure=Fragment(100, 7, None)), a_figure(measure=HeadCounts(0, 0)))
    (row,) = rows_of(dataset(replace(published_board(), figures=figures), Dataset.COVERAGE))
    assert (row["percent"], row["obliged"], row["recorded"], row["early"]) == (98.5, None, None, None)


@pytest.mark.parametrize("as_of", ["2022", "2022-11", "2022-11-22"])
def test_a_date_is_as_precise_as_its_source(as_of: str) -> None:
    (row,) = rows_of(dataset(replace(published_board(), figures=(a_figure(as_of=as_of),)), Dataset.COVERAGE))
    assert row["as_of"] == as_of


def test_a_visit_has_a_row_for_each_day_and_keeps_those_it_was_moved_from() -> None:
    days = date(2026, 11, 30), date(2026, 12, 2)
    visit = a_visit(*days, state=VisitState.MOVED, moved_from=(date(2026, 11, 25), date(2026, 11, 26)))
    rows = rows_of(dataset(with_visits(visit), Dataset.VISITS))
    assert [row["day"] for row in rows] == ["2026-11-30", "2026-12-02"]
    assert {row["moved_from"] for row in rows} == {"2026-11-25; 2026-11-26"}
    assert {row["state"] for row in rows} == {"moved"}


def test_a_cancelled_visit_stays_so_that_nobody_waits() -> None:
    (row,) = rows_of(dataset(with_visits(a_visit(TODAY, state=VisitState.CANCELLED)), Dataset.VISITS))
    assert row["state"] == "cancelled"


def test_nothing_that_only_staff_know_is_in_it() -> None:
    said = replace(a_visit(TODAY), note="catatan petugas", expected=4711, recap=Recap(4712, 4713, 4714), kits=4715)
    board = replace(demo_board(), schedule=Schedule([said]))
    board = replace(board, figures=tuple(replace(figure, note="catatan angka") for figure in board.figures))
    written = b"".join(csv_of(dataset(board, which)) for which in Dataset).decode()
    assert not [secret for secret in ("catatan", "4711", "4712", "4713", "4714", "4715") if secret in written]


def test_whoever_adds_a_field_decides_whether_it_is_public() -> None:
    known = {"place", "days", "hours", "state", "updated", "source", "moved_from", "catch_up", "example"}
    assert {field.name for field in fields(Visit)} == known | PRIVATE_OF_VISITS
    of_schools = {"npsn", "name", "level", "subdistrict", "latitude", "longitude", "source", "register_year"}
    closed = {"is_closed", "closed_since", "successor"}
    assert {field.name for field in fields(School)} == of_schools | PRIVATE_OF_SCHOOLS | closed


@pytest.mark.parametrize("which", Dataset)
def test_columns_are_named_once(which: Dataset) -> None:
    names = COLUMNS[which].split()
    assert len(names) == len(set(names))
