"""An edition of the area codes as it is published: a file of codes and names, read whole and believed only when it is one."""

import csv
import lzma
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ektp_core.areas import LEVELS, Area, Level
from ektp_core.country import files
from ektp_core.sheets.delimited import SEPARATORS

CODE = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?", re.ASCII)
"""19, 19.04, 19.04.01, 19.04.01.2001: of a province, a district, a subdistrict, a village."""

CODE_HEADINGS, NAME_HEADINGS = frozenset({"code", "kode"}), frozenset({"name", "nama"})
KINDS_OF_DISTRICT = ("Kabupaten ", "Kota ")
LONGEST_NAME = 80
LARGEST_FILE = 40_000_000
"""Bytes, unpacked: eight times the edition of 2025."""


class RegisterFault(StrEnum):
    """Why a file is no edition of the area codes."""

    UNREADABLE = "unreadable"
    COLUMNS = "columns"
    CODE = "code"
    NAME = "name"
    KIND = "kind"
    """A district is no "Kabupaten …" or "Kota …"."""

    TWICE = "twice"
    ALONE = "alone"
    """What the area lies in is not in the file."""

    PARTS = "parts"
    """It goes no further than districts, or than subdistricts."""

    EMPTY = "empty"


class NotARegister(Exception):
    """The file is no edition of the area codes; the line of it that says so, and the words there."""

    def __init__(self, fault: RegisterFault, line: int = 0, words: str = "") -> None:
        super().__init__(fault, line, words)
        self.fault = fault
        self.line = line
        self.words = words[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Register:
    """Every area of an edition by its code, each after what it lies in."""

    areas: Mapping[str, Area]

    def within(self, code: str) -> tuple[Area, ...]:
        """A province or district with everything in it."""
        return tuple(area for area in self.areas.values() if files.is_within(area.code, code))


def read_register(path: Path) -> Register:
    """Read a file `code,name`, plain or packed with xz, of the country or of some provinces. Raises NotARegister.

    Nothing in it is passed over: a row that cannot be an area means that the file is something else, or damaged.
    """
    named: dict[str, tuple[int, str]] = {}
    for line, code, name in _rows(_text_of(path)):
        _check(line, code, name)
        if code in named:
            raise NotARegister(RegisterFault.TWICE, line, code)
        named[code] = line, name
    areas = {code: files.area(code, named[code][1]) for code in sorted(named, key=lambda code: (code.count("."), code))}
    for area in areas.values():
        if area.parent and area.parent not in areas:
            raise NotARegister(RegisterFault.ALONE, named[area.code][0], area.code)
    if not areas:
        raise NotARegister(RegisterFault.EMPTY)
    if {area.level for area in areas.values()} != set(LEVELS):
        raise NotARegister(RegisterFault.PARTS)
    return Register(areas)


def _check(line: int, code: str, name: str) -> None:
    if not CODE.fullmatch(code):
        raise NotARegister(RegisterFault.CODE, line, code)
    if not any(letter.isalpha() for letter in name) or not name.isprintable() or len(name) > LONGEST_NAME:
        raise NotARegister(RegisterFault.NAME, line, code)
    if LEVELS[code.count(".")] is Level.DISTRICT and not name.startswith(KINDS_OF_DISTRICT):
        raise NotARegister(RegisterFault.KIND, line, name)


def _text_of(path: Path) -> str:
    """The text of the file, unpacked no further than an edition can be large; only UTF-8, for a guess would misspell names."""
    try:
        with lzma.open(path) if path.suffix == ".xz" else path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
        text = data.decode("utf-8-sig")
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise NotARegister(RegisterFault.UNREADABLE) from error
    if len(data) > LARGEST_FILE or "\0" in text:
        raise NotARegister(RegisterFault.UNREADABLE)
    return text


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    """The number of each line, and its code and name without the space around them; empty lines are passed over."""
    heading, _, _ = text.partition("\n")
    separator = max(SEPARATORS, key=heading.count)
    rows = csv.reader(text.splitlines(), delimiter=separator)
    try:
        code, name = _columns(next(rows, []))
        for row in rows:
            if any(cell.strip() for cell in row):
                if len(row) <= max(code, name):
                    raise NotARegister(RegisterFault.NAME, rows.line_num, row[0])
                yield rows.line_num, row[code].strip(), " ".join(row[name].split())
    except csv.Error as error:
        raise NotARegister(RegisterFault.UNREADABLE, rows.line_num) from error


def _columns(headings: Sequence[str]) -> tuple[int, int]:
    """Where code and name stand; two columns of one of them are none, for nothing says which is meant."""
    words = [heading.strip().casefold() for heading in headings]
    codes = [at for at, word in enumerate(words) if word in CODE_HEADINGS]
    names = [at for at, word in enumerate(words) if word in NAME_HEADINGS]
    if len(codes) != 1 or len(names) != 1:
        raise NotARegister(RegisterFault.COLUMNS, 1, ", ".join(words))
    return codes[0], names[0]
