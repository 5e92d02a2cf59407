"""Reports as offices send them, written by the tests: invented numbers, real areas, any layout."""

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

from ektp_core.areas import Areas
from ektp_core.country import files
from ektp_core.figures import Counts, FiguresFile, Finding, Kind, read_figures

TODAY = date(2026, 11, 24)
HOME = "19.04"
Grid = Sequence[Any]


@cache
def areas() -> Areas:
    """All areas of the province."""
    return Areas(files.areas("19"))


@dataclass(frozen=True)
class People:
    """Men and women obliged, recorded, printed."""

    obliged: tuple[int, int]
    recorded: tuple[int, int]
    printed: tuple[int, int]

    def three(self, measure: str) -> list[int]:
        male, female = getattr(self, measure)
        return [male, female, male + female]

    def missing(self) -> list[int]:
        return [one - other for one, other in zip(self.three("obliged"), self.three("recorded"), strict=True)]

    def unprinted(self) -> list[int]:
        return [one - other for one, other in zip(self.three("recorded"), self.three("printed"), strict=True)]

    def total(self, measure: str) -> int:
        return sum(getattr(self, measure))


@cache
def villages() -> Mapping[str, People]:
    """Invented people for each village of Bangka Tengah, always the same."""
    chance = random.Random(1904)
    people = {}
    for area in areas():
        if area.code.startswith(f"{HOME}.") and area.code.count(".") == 3:
            obliged = (chance.randint(500, 2200), chance.randint(500, 2200))
            recorded = (obliged[0] - chance.randint(0, 60), obliged[1] - chance.randint(0, 50))
            printed = (recorded[0] - chance.randint(0, 30), recorded[1] - chance.randint(0, 30))
            people[area.code] = People(obliged, recorded, printed)
    return people


@cache
def people_of(code: str) -> People:
    """The people of an area of Bangka Tengah."""
    inside = [people for village, people in villages().items() if village == code or village.startswith(f"{code}.")]

    def both(measure: str) -> tuple[int, int]:
        return sum(getattr(one, measure)[0] for one in inside), sum(getattr(one, measure)[1] for one in inside)

    return People(both("obliged"), both("recorded"), both("printed"))


SUBDISTRICTS = ("19.04.01", "19.04.02", "19.04.03", "19.04.04", "19.04.05", "19.04.06")
DISTRICTS: Mapping[str, tuple[int, int]] = {
    "19.01": (107886, 110620),
    "19.02": (216603, 223175),
    "19.03": (97083, 97092),
    "19.04": (173284, 169938),
    "19.05": (191991, 189560),
    "19.06": (136803, 135775),
    "19.71": (233554, 232341),
}
"""Obliged and recorded; 110,620 and 189,560 lose their last zero as fractions."""


def name(code: str) -> str:
    return areas()[code].short_name.upper()


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def percent(people: int, obliged: int, mark: str = ",") -> str:
    return f"{100 * people / obliged:.2f}".replace(".", mark)


def write_workbook(
    path: Path, *sheets: tuple[str, Grid], merges: Iterable[tuple[int, int, int, int]] = (), hidden: Iterable[str] = ()
) -> Path:
    """An XLSX of these sheets; merges (first row, first column, last row, last column) are those of the last sheet."""
    with xlsxwriter.Workbook(path, {"default_date_format": "d/m/yyyy"}) as book:
        for title, grid in sheets:
            sheet = book.add_worksheet(title)
            for row, cells in enumerate(grid):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("#"):
                        sheet.write_formula(row, column, "=A1", None, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)
            if title in set(hidden):
                sheet.hide()
        for top, left, bottom, right in merges:
            sheet.merge_range(top, left, bottom, right, sheets[-1][1][top][left])
    return path


def write_csv(path: Path, grid: Grid, separator: str = ";", encoding: str = "utf-8") -> Path:
    text = StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows([["" if cell is None else cell for cell in row] for row in grid])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read(path: Path, in_force: Mapping[str, Counts] | None = None) -> FiguresFile:
    return read_figures(path, areas(), TODAY, in_force=in_force, home=HOME)


def kinds(findings: Iterable[Finding]) -> list[Kind]:
    return [finding.kind for finding in findings]


def assert_true_to_villages(found: FiguresFile, codes: Iterable[str] = (*SUBDISTRICTS, HOME), *, printed: bool = True) -> None:
    """The figures of these areas are those of the invented people, and nothing is called an error."""
    assert found.errors == ()
    for code in codes:
        people = people_of(code)
        counts = found.areas[code]
        assert (counts.obliged, counts.recorded) == (people.total("obliged"), people.total("recorded")), code
        assert counts.printed == (people.total("printed") if printed else None), code


def assert_true_to_districts(found: FiguresFile) -> None:
    assert found.errors == ()
    for code, (obliged, recorded) in DISTRICTS.items():
        assert (found.areas[code].obliged, found.areas[code].recorded) == (obliged, recorded), code
    province = (found.areas["19"].obliged, found.areas["19"].recorded)
    assert province == (sum(obliged for obliged, _ in DISTRICTS.values()), sum(recorded for _, recorded in DISTRICTS.values()))
