"""Writes a sheet as CSV (RFC 4180) and as rows for JSON: ISO dates, decimal points, machine words; nothing depends on a language."""

import csv
from datetime import date, datetime
from io import StringIO

from ektp_core.coverage.parts import SHOWN_DECIMALS
from ektp_core.reading.calendar import AsOf
from ektp_core.sheets.sheet import Cell, Degrees, Percent, Sheet
from ektp_core.sheets.word import Word
from ektp_core.sheets.writing import FORMULA_STARTS

INERT = "'"
"""Before a text that a table calculation might take for a formula."""

Plain = str | int | float | bool | None
"""What JSON has."""

DECIMALS = 6
"""Of a degree: the length of a step. Percentages are rounded before."""


def csv_of(sheet: Sheet) -> bytes:
    """A header with the keys of the columns, then the rows, in UTF-8 with CRLF; texts are quoted where they need it."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        writer.writerow([_in_csv(cell) for cell in row])
    return file.getvalue().encode()


def rows_of(sheet: Sheet) -> list[dict[str, Plain]]:
    """Each row as an object with every column."""
    return [{column: plain(cell) for column, cell in zip(sheet.columns, row, strict=True)} for row in sheet.rows]


def plain(cell: Cell) -> Plain:
    """A cell as JSON has it; percentages with the decimals that are shown everywhere."""
    match cell:
        case Percent():
            return float(round(cell.value, SHOWN_DECIMALS))
        case Degrees():
            return round(cell.value, DECIMALS)
        case datetime() | date():
            return cell.isoformat()
        case AsOf():
            return cell.iso()
        case Word():
            return cell.key
        case "":
            return None
        case _:
            return cell


def _in_csv(cell: Cell) -> str:
    value = plain(cell)
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
        case str():
            return INERT + value if isinstance(cell, str) and value.startswith(FORMULA_STARTS) else value
        case _:
            return str(value)
