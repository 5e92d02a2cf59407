"""Writes sheets as one XLSX file: typed cells, Indonesian formats, and texts that no program takes for a formula."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ektp_core.reading.calendar import AsOf
from ektp_core.sheets.sheet import Cell, Percent, Sheet
from ektp_core.sheets.word import Word

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

INDONESIAN = "[$-421]"
"""Windows' number of the language: names of months, and decimal commas where a program follows the format rather than the computer."""

FORMATS = {
    "number": INDONESIAN + "#,##0",
    "percent": INDONESIAN + "#,##0.00%",
    "day": INDONESIAN + "d mmmm yyyy",
    "month": INDONESIAN + "mmmm yyyy",
    "year": INDONESIAN + "yyyy",
    "moment": INDONESIAN + "d mmmm yyyy hh:mm",
}
PLAIN_NUMBERS = frozenset({"year", "number", "visit"})
"""Numbers that name something are written without separators: the year is not 2.026."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Texts that a program might take for a formula when somebody edits the cell or saves the sheet as CSV."""

LONGEST_TEXT = 32_767
"""Characters that fit in a cell."""

HEADER_ROW, NARROWEST, WIDEST = 1, 8, 60
SHEET_NAME = 31


def workbook(sheets: Sequence[Sheet], words: Mapping[str, str], heading: str, example: str) -> bytes:
    """The file: on each sheet a line with `heading` (and `example`, where the demo set is inside), then a frozen header, then the rows.

    `words` gives sheets, columns and words their names; KeyError when one is missing.
    """
    from xlsxwriter import Workbook

    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        formats = {name: book.add_format({"num_format": pattern, "valign": "top"}) for name, pattern in FORMATS.items()}
        formats["text"] = book.add_format({"valign": "top"})
        formats["inert"] = book.add_format({"valign": "top", "quote_prefix": True})
        formats["heading"] = book.add_format({"bold": True, "italic": True})
        formats["header"] = book.add_format({"bold": True, "bg_color": "#DDE8F0", "bottom": 1, "text_wrap": True, "valign": "top"})
        for sheet in sheets:
            page = book.add_worksheet(words[f"sheet_{sheet.name}"][:SHEET_NAME])
            page.write_string(
                0, 0, " · ".join([words[f"sheet_{sheet.name}"], heading, *([example] if sheet.example else [])]), formats["heading"]
            )
            _fill(page, sheet, words, formats)
    return file.getvalue()


def _fill(page: "Worksheet", sheet: Sheet, words: Mapping[str, str], formats: Mapping[str, "Format"]) -> None:
    headers = [words[f"column_{column}"] for column in sheet.columns]
    for place, header in enumerate(headers):
        page.write_string(HEADER_ROW, place, header, formats["header"])
        longest = max((_width(row[place], words) for row in sheet.rows), default=0)
        page.set_column(place, place, min(max(longest + 2, len(header) + 3, NARROWEST), WIDEST))
    for number, row in enumerate(sheet.rows, HEADER_ROW + 1):
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, (number, place), column, cell, words, formats)
    page.freeze_panes(HEADER_ROW + 1, 0)
    page.autofilter(HEADER_ROW, 0, HEADER_ROW + max(len(sheet.rows), 1), len(headers) - 1)
    page.set_landscape()
    page.repeat_rows(HEADER_ROW)
    page.fit_to_pages(1, 0)


def _write(
    page: "Worksheet", at: tuple[int, int], column: str, cell: Cell, words: Mapping[str, str], formats: Mapping[str, "Format"]
) -> None:
    """One cell, by its type: never by what its text looks like."""
    match cell:
        case None | "":
            return
        case bool():
            page.write_string(*at, words["yes" if cell else "no"], formats["text"])
        case int():
            page.write_number(*at, cell, formats["text" if column in PLAIN_NUMBERS else "number"])
        case Percent():
            page.write_number(*at, float(cell.value / 100), formats["percent"])
        case datetime():
            page.write_datetime(*at, cell.replace(tzinfo=None), formats["moment"])
        case date():
            page.write_datetime(*at, cell, formats["day"])
        case AsOf():
            page.write_datetime(*at, cell.first_day, formats["day" if cell.day else "month" if cell.month else "year"])
        case _:
            text = _text(cell, words)
            page.write_string(*at, text, formats["inert" if text.startswith(FORMULA_STARTS) else "text"])


def _text(cell: Any, words: Mapping[str, str]) -> str:
    return (cell.said(words) if isinstance(cell, Word) else str(cell))[:LONGEST_TEXT]


def _width(cell: Cell, words: Mapping[str, str]) -> int:
    """About how many letters a cell shows."""
    match cell:
        case None:
            return 0
        case str() | Word():
            return max(map(len, _text(cell, words).splitlines()), default=0)
        case datetime():
            return len("22 September 2026 12:00")
        case date() | AsOf():
            return len("22 September 2026")
    return len("1.000.000")
