"""Sheets of any province, with people invented for every village of the country: the sum of its parts is an area's."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any
from zlib import crc32

from ektp_core.areas import Area, Areas, Level
from ektp_core.country import files
from ektp_core.country.offices import offices
from ektp_core.figures import FiguresFile, Finding, Kind
from ektp_core.figures.reading import figures_of
from ektp_core.reading.cells import Grid, Worksheet

TODAY = date(2026, 11, 24)
DATED = ["KEADAAN 30 SEPTEMBER 2026"]
COUNTED = ["WAJIB KTP", "SUDAH REKAM"]

Rows = Sequence[Sequence[Any]]
People = Mapping[str, tuple[int, int]]


@cache
def areas_of(province: str, home: str | None = None) -> Areas:
    """The areas of a province, as the office of `home` has them."""
    return Areas(files.areas(province), home)


@cache
def people(province: str) -> People:
    """Obliged and recorded of every area of a province."""
    sums: dict[str, tuple[int, int]] = {}
    for area in areas_of(province):
        if area.level is Level.VILLAGE:
            obliged = 500 + crc32(area.code.encode()) % 2000
            recorded = obliged - crc32(area.code[::-1].encode()) % 40
            code = area.code
            while code:
                before = sums.get(code, (0, 0))
                sums[code] = (before[0] + obliged, before[1] + recorded)
                code = code.rpartition(".")[0]
    return sums


def of(code: str) -> tuple[int, int]:
    """The people of any area."""
    return people(code[:2])[code]


def inside(code: str, level: Level) -> list[Area]:
    """The areas of a level inside another."""
    return [area for area in areas_of(code[:2]) if area.level is level and area.code.startswith(f"{code}.")]


def above(area: Area, level: Level) -> Area:
    """What an area lies in."""
    return areas_of(area.code[:2])[".".join(area.code.split(".")[: list(Level).index(level) + 1])]


def kab(area: Area) -> str:
    """A district as sheets write it: "KAB. BOGOR", "KOTA ADM. JAKARTA PUSAT"."""
    return area.name.upper().replace("KABUPATEN", "KAB.").replace("ADMINISTRASI", "ADM.")


def provinces() -> list[Area]:
    """The 38, in the order of their codes."""
    return [area for area in offices() if area.level is Level.PROVINCE]


def _opened(rows: Rows) -> Grid:
    return Grid(iter(rows))


def read(home: str, rows: Rows | Mapping[str, Rows]) -> FiguresFile:
    """What the office of a district reads from a sheet, or from several by their names."""
    sheets = rows if isinstance(rows, Mapping) else {"Data": rows}
    opened = [Worksheet(name, partial(_opened, grid)) for name, grid in sheets.items()]
    return figures_of(opened, areas_of(home[:2], home), TODAY, home=home)


def wrong(found: FiguresFile, expected: People) -> dict[str, Any]:
    """The areas whose people are not as expected, and those that are none of the expected."""
    have = {code: (counts.obliged, counts.recorded) for code, counts in found.areas.items()}
    return {code: (have.get(code), expected.get(code)) for code in {*have, *expected} if have.get(code) != expected.get(code)}


def said(found: FiguresFile) -> list[Kind]:
    """The kinds of errors and doubts."""
    return [finding.kind for finding in (*found.errors, *found.doubts)]


def the(found: FiguresFile, kind: Kind) -> Finding:
    """The only finding of a kind."""
    finding, *more = (each for each in (*found.errors, *found.doubts, *found.notes) if each.kind is kind)
    assert not more
    return finding
