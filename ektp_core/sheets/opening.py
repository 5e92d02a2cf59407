"""Opens a file: its visible sheets, row by row. The only module of the reader that touches the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from ektp_core.reading.cells import BROKEN, Cell, Grid, Merge, Row, Worksheet, cleaned
from ektp_core.sheets.archive import with_slashes
from ektp_core.sheets.delimited import Understood, decode, delimited_rows
from ektp_core.sheets.hostile import FileType, Inspection, check_extent, check_size, inspect
from ektp_core.sheets.progress import Hear, counted, furthest, unheard
from ektp_core.sheets.refusals import FileBroken, FileEncrypted
from ektp_core.sheets.web_tables import WebTable, web_tables
from ektp_core.sheets.workbook_xml import Position


def open_sheets(path: Path, understood: Understood, hear: Hear = unheard) -> list[Worksheet]:
    """The visible worksheets of a file, of a CSV its only one, with the separator whose first rows are `understood` best.

    While their rows are read, `hear` is told how many.

    Raises the refusals of `sheets.refusals`; OSError when there is no file.
    """
    hear = furthest(hear)
    return [Worksheet(sheet.name, partial(_heard, sheet, hear)) for sheet in _opened(path, understood)]


def _heard(sheet: Worksheet, hear: Hear) -> Grid:
    grid = sheet.open()
    return replace(grid, rows=counted(grid.rows, hear))


def _opened(path: Path, understood: Understood) -> list[Worksheet]:
    check_size(path.stat().st_size)
    data = path.read_bytes()
    if data.startswith(b"PK"):
        data = with_slashes(data)
    inspection = inspect(data, path.suffix)
    if inspection.type is FileType.CSV:
        return [Worksheet(path.stem, lambda: Grid(_text_rows(data, understood)))]
    if inspection.type is FileType.HTML:
        return [_page_sheet(path.stem, number, table) for number, table in enumerate(web_tables(data), start=1)]
    return list(_workbook_sheets(data, inspection))


def _text_rows(data: bytes, understood: Understood) -> Iterator[Row]:
    for number, row in enumerate(delimited_rows(decode(data), understood), start=1):
        check_extent(number, len(row))
        yield [cleaned(cell) for cell in row]


def _page_sheet(page: str, number: int, table: WebTable) -> Worksheet:
    return Worksheet(f"{page} {number}", lambda: Grid(iter([[cleaned(cell) for cell in row] for row in table.rows]), tuple(table.merges)))


def _workbook_sheets(data: bytes, inspection: Inspection) -> Iterator[Worksheet]:
    with _damage_refused():
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        about_sheets = book.sheets_metadata
    for position, about in enumerate(about_sheets):
        if about.typ is SheetTypeEnum.WorkSheet and about.visible is SheetVisibleEnum.Visible:
            broken = inspection.broken.get(about.name) or inspection.broken.get(position) or frozenset()
            hidden = inspection.hidden.get(about.name, frozenset())
            yield Worksheet(about.name, partial(_open_sheet, book, about.name, broken, hidden))


def _open_sheet(book: CalamineWorkbook, name: str, broken: frozenset[Position], hidden: frozenset[int]) -> Grid:
    with _damage_refused():
        sheet = book.get_sheet_by_name(name)
    merges = tuple(Merge(*first, *last) for first, last in sheet.merged_cell_ranges or [])
    return Grid(_sheet_rows(sheet, broken), merges, hidden)


def _sheet_rows(sheet: CalamineSheet, broken: frozenset[Position]) -> Iterator[Row]:
    """Rows from the first of the sheet on; the library leaves out empty columns on the left, and shows failed formulas as empty."""
    offset = sheet.start[1] if sheet.start else 0
    failed: dict[int, list[int]] = {}
    for row, column in broken:
        failed.setdefault(row, []).append(column)
    for number, cells in enumerate(sheet.iter_rows()):
        row_cells: list[Cell] = [*[None] * offset, *cells] if offset else cells  # type: ignore[assignment]  # a list of fewer kinds of cell, only read
        for column in failed.get(number, ()):
            row_cells += [None] * (column + 1 - len(row_cells))
            row_cells[column] = BROKEN
        yield [cleaned(cell) for cell in row_cells]


@contextmanager
def _damage_refused() -> Iterator[None]:
    """The library's errors as refusals; its panic is no Exception and has no importable name."""
    try:
        yield
    except PasswordError as reason:
        raise FileEncrypted from reason
    except (CalamineError, ValueError, OSError) as reason:
        raise FileBroken from reason
    except BaseException as reason:
        if type(reason).__name__ == "PanicException":
            raise FileBroken from reason
        raise
