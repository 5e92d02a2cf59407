"""Schools as staff send them: the rows of a sheet, each read like a typed line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ektp_core.reading.cells import Row
from ektp_core.reading.fields import WrongValue
from ektp_core.reading.names import joined
from ektp_core.refusal import Refusal
from ektp_core.schools.line import HEADERS, FindSubdistrict, SchoolLine, read_school

MOST_SCHOOLS = 200
NEEDED = ("npsn", "name", "level", "subdistrict")
ROWS_ABOVE_THE_HEADER = 10


class NoSchoolsSheet(Refusal):
    """No row of the sheet names the columns NPSN, nama, jenjang and kecamatan, or there are too many rows."""

    key = "staff/no_schools_sheet"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet, counted from 1: the school that it holds, or what is wrong with it."""

    number: int
    text: str
    school: SchoolLine | None
    wrong: str | None = None


def read_school_sheet(path: Path, find: FindSubdistrict) -> list[SheetRow]:
    """The rows of the first sheet that has the columns. Raises NoSchoolsSheet, and the refusals of `sheets.refusals` for harmful files."""
    from ektp_core.sheets.opening import open_sheets

    for sheet in open_sheets(path, _understood):
        columns: dict[str, int] = {}
        found: list[SheetRow] = []
        for number, row in enumerate(sheet.open().rows, 1):
            cells = [_text(cell) for cell in row]
            if not columns:
                if number > ROWS_ABOVE_THE_HEADER:
                    break
                columns = _columns(cells)
            elif any(cells):
                found.append(_row(number, {name: cells[place] for name, place in columns.items() if place < len(cells)}, find))
            if len(found) > MOST_SCHOOLS:
                raise NoSchoolsSheet()
        if found:
            return list(_without_doubles(found))
    raise NoSchoolsSheet()


def _understood(rows: Sequence[Row]) -> int:
    return max((len(_columns([_text(cell) for cell in row])) for row in rows[:ROWS_ABOVE_THE_HEADER]), default=0)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Where each column stands; empty when the row is not the header."""
    places = {name: place for place, cell in enumerate(cells) for name, words in HEADERS.items() if joined(cell) in words}
    return places if set(NEEDED) <= set(places) else {}


def _row(number: int, cells: Mapping[str, str], find: FindSubdistrict) -> SheetRow:
    text = cells.get("name") or cells.get("npsn") or ""
    try:
        return SheetRow(number, text, read_school(cells, find))
    except WrongValue as refusal:
        return SheetRow(number, text, None, refusal.values["what"])
    except Refusal:
        return SheetRow(number, text, None, "school_name")


def _without_doubles(rows: Sequence[SheetRow]) -> Iterator[SheetRow]:
    """A number that stands twice is wrong the second time."""
    seen: set[str] = set()
    for row in rows:
        double = row.school is not None and row.school.npsn in seen
        seen |= {row.school.npsn} if row.school else set()
        yield SheetRow(row.number, row.text, None, "npsn_twice") if double else row


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
