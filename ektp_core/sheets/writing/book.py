"""The file: typed cells, Indonesian formats, texts that no program takes for a formula, and pages that are read from paper."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from ektp_core.reading.calendar import AsOf
from ektp_core.sheets.progress import EVERY, Hear, unheard
from ektp_core.sheets.sheet import Cell, Degrees, Note, Percent, Sheet
from ektp_core.sheets.word import Word
from ektp_core.sheets.writing.chart import SHEET_NAME, add_chart
from ektp_core.sheets.writing.paper import BOTTOM_MM, SIDE_MM, TOP_MM, laid_out
from ektp_core.sheets.writing.widths import columns_of, header_lines, lines_of, note_text, text_of, title_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chartsheet import Chartsheet
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
AMOUNTS = frozenset({"number", "percent"})
"""What is compared by its last digit; days and texts are read from their first letter."""

PLAIN_NUMBERS = frozenset({"year", "number", "visit", "place"})
"""Numbers that name something are written without separators: the year is not 2.026."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Texts that a program might take for a formula when somebody edits the cell or saves the sheet as CSV."""

LONGEST_TEXT = 32_767
"""Characters that fit in a cell."""

HEADER_ROW = 1
LINE_POINTS = 15
"""Of a row of one line."""

HIGHEST = 409
"""Points that a row can have; the rest of what it says is in the cell."""

LONGEST_ABOVE = 200
"""Letters in the line above a printed page, which with its format takes 255."""

A4 = 9
RULE = {"bottom": 4, "bottom_color": "#8A9BA8"}
"""Under each row, so that the eye stays in it across a page."""


def workbook(sheets: Sequence[Sheet], words: Mapping[str, str], heading: str, example: str, hear: Hear = unheard) -> bytes:
    """The file: on each sheet a line with `heading` (and `example`, where the demo set is inside), then a frozen header, then the rows.

    On paper the line and the header stand on every page, with the file's name and the page's number below; a sheet's chart follows it.
    `words` gives sheets, columns and words their names; KeyError when one is missing. `hear` is told how many rows are written.
    """
    from xlsxwriter import Workbook

    file, before = BytesIO(), 0
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        formats = _formats(book)
        for sheet in sheets:
            page = book.add_worksheet(words[f"sheet_{sheet.name}"][:SHEET_NAME])
            title = " · ".join([title_of(sheet, words), heading, *([example] if sheet.example else [])])
            page.write_string(0, 0, title, formats["heading"])
            _fill(page, sheet, words, formats, partial(_after, hear, before))
            _print(page, title, words)
            if sheet.chart:
                _print(add_chart(book, sheet, sheet.chart, words, example, HEADER_ROW + 1), title, words)
            before += len(sheet.rows)
    return file.getvalue()


def _after(hear: Hear, before: int, rows: int) -> None:
    """Rows of one sheet as rows of all."""
    hear(before + rows)


def _formats(book: "Workbook") -> dict[str, "Format"]:
    cell = {"valign": "top", **RULE}
    side = {name: {"align": "right" if name in AMOUNTS else "left", "indent": 1} for name in FORMATS}
    formats = {name: book.add_format({"num_format": pattern, **side[name], **cell}) for name, pattern in FORMATS.items()}
    formats["text"] = book.add_format({"text_wrap": True, "indent": 1, **cell})
    formats["inert"] = book.add_format({"text_wrap": True, "indent": 1, "quote_prefix": True, **cell})
    formats["heading"] = book.add_format({"bold": True, "italic": True})
    formats["plain"] = book.add_format({"align": "center", **cell})
    formats["header"] = book.add_format({"bold": True, "bg_color": "#DDE8F0", "bottom": 1, "text_wrap": True, "indent": 1, "valign": "top"})
    formats["note"] = book.add_format({"text_wrap": True, "valign": "top"})
    return formats


def _fill(page: "Worksheet", sheet: Sheet, words: Mapping[str, str], formats: Mapping[str, "Format"], hear: Hear) -> None:
    layout = laid_out(columns_of(sheet, words), sheet.keys, sheet.columns.index(sheet.second) if sheet.second else 0)
    headers = [words[f"column_{column}"] for column in sheet.columns]
    for place, (header, width) in enumerate(zip(headers, layout.widths, strict=True)):
        page.write_string(HEADER_ROW, place, header, formats["header"])
        page.set_column_pixels(place, place, width)
    page.set_row(HEADER_ROW, LINE_POINTS * max(header_lines(header, width) for header, width in zip(headers, layout.widths, strict=True)))
    for number, row in enumerate(sheet.rows, 1):
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, (HEADER_ROW + number, place), column, cell, words, formats)
        if (lines := _lines(row, layout.widths, words)) > 1:
            page.set_row(HEADER_ROW + number, min(LINE_POINTS * lines, HIGHEST))
        if not number % EVERY:
            hear(number)
    last_row, last_column = HEADER_ROW + max(len(sheet.rows), 1), len(sheet.columns) - 1
    page.freeze_panes(HEADER_ROW + 1, 0)
    page.autofilter(HEADER_ROW, 0, last_row, last_column)
    first_page = layout.widths[: layout.breaks[0]] if layout.breaks else layout.widths
    last_row = _write_notes(page, sheet.notes, last_row + 1, first_page, words, formats)
    page.print_area(HEADER_ROW, 0, last_row, last_column)
    page.repeat_rows(HEADER_ROW)
    page.set_print_scale(layout.scale)
    if layout.breaks:
        page.repeat_columns(0, sheet.keys - 1)
        page.set_v_pagebreaks(list(layout.breaks))
        page.print_across()


def _write_notes(
    page: "Worksheet", notes: Sequence[Note], row: int, widths: Sequence[int], words: Mapping[str, str], formats: Mapping[str, "Format"]
) -> int:
    """Below the table, each across the columns of the first page and as high as its lines; the last row that is written."""
    for note in notes:
        row += 1
        text = note_text(note, words)
        page.merge_range(row, 0, row, len(widths) - 1, "", formats["note"])
        page.write_string(row, 0, text, formats["note"])
        page.set_row(row, min(LINE_POINTS * lines_of(text, sum(widths)), HIGHEST))
    return row if notes else row - 1


def _lines(row: Sequence[Cell], widths: Sequence[int], words: Mapping[str, str]) -> int:
    """Of the cell with the most: not every program makes a row as high as its folded texts."""
    texts = ((text_of(cell, words), width) for cell, width in zip(row, widths, strict=True) if isinstance(cell, str | Word))
    return max((lines_of(text, width) for text, width in texts), default=1)


def _print(page: "Worksheet | Chartsheet", title: str, words: Mapping[str, str]) -> None:
    """A4 landscape; `title` above, the file's name and the page's number below."""
    page.set_landscape()
    page.set_paper(A4)
    inches = [millimetres / 25.4 for millimetres in (SIDE_MM, SIDE_MM, TOP_MM, BOTTOM_MM)]
    page.set_margins(*inches)
    page.set_header(f'&L&"-,Bold"&12{title[:LONGEST_ABOVE].replace("&", "&&")}')
    page.set_footer(f"&L&9&F · &A&R&9{words['page'].format(page='&P', pages='&N')}")


def _write(
    page: "Worksheet", at: tuple[int, int], column: str, cell: Cell, words: Mapping[str, str], formats: Mapping[str, "Format"]
) -> None:
    """One cell, by its type: never by what its text looks like."""
    match cell:
        case None | "":
            page.write_blank(*at, None, formats["text"])
        case bool():
            page.write_string(*at, words["yes" if cell else "no"], formats["text"])
        case int():
            page.write_number(*at, cell, formats["plain" if column in PLAIN_NUMBERS else "number"])
        case Degrees():
            page.write_number(*at, cell.value, formats["plain"])
        case Percent():
            page.write_number(*at, float(cell.value / 100), formats["percent"])
        case datetime():
            page.write_datetime(*at, cell.replace(tzinfo=None), formats["moment"])
        case date():
            page.write_datetime(*at, cell, formats["day"])
        case AsOf():
            page.write_datetime(*at, cell.first_day, formats["day" if cell.day else "month" if cell.month else "year"])
        case _:
            text = text_of(cell, words)[:LONGEST_TEXT]
            page.write_string(*at, text, formats["inert" if text.startswith(FORMULA_STARTS) else "text"])
