"""Workbooks of visits as offices make them, and what is read in them."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from xlsxwriter import Workbook

from ektp_core.visits.line import Wrong
from ektp_core.visits.places import Places
from ektp_core.visits.row import RoundRow
from ektp_core.visits.sheet import VisitSheet, read_visit_sheet
from tests.core.builders import TODAY, published_board

BOARD = published_board()
PLACES = Places(BOARD.schools, BOARD.areas, BOARD.home.code)
DAY = date(2026, 12, 15)
"""A Tuesday."""

MORNING = (time(8), time(11))

SCHOOL = "SMAN 1 KOBA"
ERROR = "=1/0"
Cells = Sequence[object]
Merges = Sequence[tuple[int, int, int, int]]


def a_book(folder: Path, rows: Sequence[Cells], merges: Merges = (), hidden: Sequence[int] = (), name: str = "Jadwal") -> Path:
    """A workbook of one sheet; dates and times are Excel's own, `merges` from first to last row and column, counted from 0."""
    path = folder / "jadwal.xlsx"
    with Workbook(str(path)) as book:
        _fill(book, name, rows, merges, hidden)
    return path


def a_book_of_sheets(folder: Path, sheets: dict[str, Sequence[Cells]]) -> Path:
    """A workbook of several sheets."""
    path = folder / "jadwal.xlsx"
    with Workbook(str(path)) as book:
        for name, rows in sheets.items():
            _fill(book, name, rows)
    return path


def _fill(book: Workbook, name: str, rows: Sequence[Cells], merges: Merges = (), hidden: Sequence[int] = ()) -> None:
    page = book.add_worksheet(name)
    formats = {kind: book.add_format({"num_format": shown}) for kind, shown in ((date, "dd/mm/yyyy"), (time, "hh:mm"))}
    for top, left, bottom, right in merges:
        page.merge_range(top, left, bottom, right, "")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell == ERROR:
                page.write_formula(number, place, ERROR, None, "#DIV/0!")
            elif isinstance(cell, date | time):
                shown = book.add_format({"num_format": "dd/mm/yyyy hh:mm"}) if isinstance(cell, datetime) else formats[type(cell)]
                page.write_datetime(number, place, cell, shown)
            elif cell is not None:
                page.write(number, place, cell)
    for place in hidden:
        page.set_column(place, place, None, None, {"hidden": True})


def found(path: Path) -> VisitSheet:
    """What a workbook says."""
    return read_visit_sheet(path, PLACES, TODAY)


def a_row(folder: Path, headers: Cells, cells: Cells) -> RoundRow:
    """What one row under headers says."""
    (row,) = found(a_book(folder, [headers, cells])).round
    return row


def faults(row: RoundRow) -> list[str]:
    return [str(wrong.fault) for wrong in row.line.wrongs]


def the_fault(row: RoundRow) -> Wrong:
    (wrong,) = row.line.wrongs
    return wrong
