"""The register of schools as staff type or send it: one line, or the rows of a sheet."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ektp_core.reading.fields import WrongValue, read_words
from ektp_core.reading.names import joined
from ektp_core.refusal import Refusal
from ektp_core.schools.register import School, tidy_name

LEVELS = ("SMA", "SMK", "MA", "SLB", "PKBM")
LONGEST_NAME = 60
LONGEST_ADDRESS = 120
MOST_SCHOOLS = 200
HEADERS = {
    "npsn": {"npsn", "nomorpokoksekolahnasional"},
    "name": {"nama", "namasekolah", "sekolah", "name", "school"},
    "level": {"jenjang", "bentuk", "bentukpendidikan", "level"},
    "subdistrict": {"kecamatan", "kec", "namakecamatan", "subdistrict"},
    "address": {"alamat", "address"},
}
NEEDED = ("npsn", "name", "level", "subdistrict")
ROWS_ABOVE_THE_HEADER = 10

FindSubdistrict = Callable[[str], str | None]
"""The code of a subdistrict that a text names."""


class NoSchoolsSheet(Refusal):
    """No row of the sheet names the columns NPSN, nama, jenjang and kecamatan, or there are too many rows."""

    key = "staff/no_schools_sheet"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet, counted from 1: the school that it holds, or what is wrong with it."""

    number: int
    text: str
    values: Mapping[str, str] | None
    wrong: str | None = None


def read_npsn(text: str) -> str:
    """A school's national number. Raises WrongValue."""
    digits = text.strip().removesuffix(".0")
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise WrongValue("npsn")
    return digits


def read_school_name(text: str) -> str:
    """A name as the school writes it; a register's capitals are made readable. Raises WrongValue."""
    name = read_words(text, "school_name", LONGEST_NAME)
    return tidy_name(name, "") if name.isupper() else name


def read_level(text: str) -> str:
    """SMA, SMK, MA, SLB or PKBM, with or without the N of a state school. Raises WrongValue."""
    word = text.strip().upper()
    level = next((level for level in LEVELS if word in {level, f"{level}N", f"{level}S"}), None)
    if level is None:
        raise WrongValue("school_level")
    return level


def read_subdistrict(text: str, find: FindSubdistrict) -> str:
    """The code of a subdistrict of the home district. Raises WrongValue."""
    code = find(text.strip())
    if code is None:
        raise WrongValue("subdistrict")
    return code


def read_school_line(text: str, find: FindSubdistrict) -> dict[str, str]:
    """ "10901234, SMAN 2 Namang, SMA, Namang", an address behind if wanted. Raises WrongValue."""
    parts = [part.strip() for part in text.split(",", 4)]
    return read_school(dict(zip(HEADERS, parts, strict=False)), find)


def read_school(cells: Mapping[str, str], find: FindSubdistrict) -> dict[str, str]:
    """The values of one school from its cells. Raises WrongValue for the first that cannot be read."""
    values = {
        "npsn": read_npsn(cells.get("npsn", "")),
        "name": read_school_name(cells.get("name", "")),
        "level": read_level(cells.get("level", "")),
        "subdistrict": read_subdistrict(cells.get("subdistrict", ""), find),
    }
    address = cells.get("address", "").strip()
    return values | {"address": read_words(address, "school_address", LONGEST_ADDRESS) if address else ""}


def read_school_sheet(path: Path, find: FindSubdistrict) -> list[SheetRow]:
    """The rows of the first sheet that has the columns. Raises NoSchoolsSheet, and the refusals of `figures.refusals` for harmful files."""
    from ektp_core.sheets.opening import open_sheets

    for sheet in open_sheets(path):
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
        double = row.values is not None and row.values["npsn"] in seen
        seen |= {row.values["npsn"]} if row.values else set()
        yield SheetRow(row.number, row.text, None, "npsn_twice") if double else row


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def new_school(values: Mapping[str, str], source: str) -> School:
    """A school of the register, without coordinates until somebody trusts them."""
    return School(values["npsn"], values["name"], values["level"], values["subdistrict"], values["address"], None, None, source)
