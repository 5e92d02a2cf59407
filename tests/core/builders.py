"""Values with sensible defaults: a test names only what its rule is about."""

import asyncio
import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache

from ektp_core.areas import Area, Areas, Level
from ektp_core.awards import Award
from ektp_core.board import Board
from ektp_core.country.beginning import PROFILES as DATA
from ektp_core.coverage.figure import Definition, Figure, Fragment, HeadCounts, Percentages
from ektp_core.kits.loans import Loan
from ektp_core.reading.calendar import AsOf
from ektp_core.schools.register import School, Schools
from ektp_core.store import load_board
from ektp_core.store.demo import load_demo
from ektp_core.visits.schedule import Hours, Place, PlaceKind, Schedule, Visit, VisitState
from tests.databases import Filled, in_memory

TODAY = date(2026, 11, 24)
"""A Tuesday without a holiday near."""

HOME = "19.04"
DISTRICT_CODES = {
    "Bangka": "19.01",
    "Belitung": "19.02",
    "Bangka Selatan": "19.03",
    "Bangka Tengah": "19.04",
    "Bangka Barat": "19.05",
    "Belitung Timur": "19.06",
    "Pangkalpinang": "19.71",
}
SUBDISTRICT_CODES = {
    "Koba": "19.04.01",
    "Pangkalan Baru": "19.04.02",
    "Sungai Selan": "19.04.03",
    "Simpang Katis": "19.04.04",
    "Namang": "19.04.05",
    "Lubuk Besar": "19.04.06",
}
CODES = DISTRICT_CODES | SUBDISTRICT_CODES
DISTRICTS = tuple(Area(code, f"Kabupaten {name}", Level.DISTRICT, "19") for name, code in DISTRICT_CODES.items())

Measure = HeadCounts | Percentages | Fragment


def a_figure(
    area: str = "Bangka Tengah",
    measure: float | Measure = 105.0,
    *,
    as_of: str = "2022-11-22",
    definition: Definition = Definition.WITH_EARLY,
    source: str = "a newspaper",
    example: bool = False,
) -> Figure:
    """A figure of an area by its name; a bare number is a published percentage."""
    taken = Percentages(float(measure)) if isinstance(measure, int | float) else measure
    return Figure(CODES.get(area, area), AsOf.parse(as_of), definition, taken, source, example=example)


def a_visit(
    *days: date,
    school: str | None = "SMAN 1 Koba",
    place: str = "Kantor Camat Koba",
    kind: PlaceKind = PlaceKind.SUBDISTRICT_OFFICE,
    subdistrict: str = "Koba",
    kits: int = 1,
    state: VisitState = VisitState.CONFIRMED,
    moved_from: tuple[date, ...] = (),
    hours: tuple[Hours, ...] = (),
    number: int = 1,
) -> Visit:
    """A visit to a school, today unless days are given; with school=None to `place`."""
    to = Place(kind, place, CODES[subdistrict]) if school is None else Place(PlaceKind.SCHOOL, school, CODES[subdistrict], npsn_of(school))
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    return Visit(number, to, days or (TODAY,), hours, kits, state, moment, "the office", moved_from)


def a_schedule(*visits: Visit) -> Schedule:
    return Schedule(visits)


def a_loan(first: date = TODAY, last: date | None = None, *, kits: int = 2, number: int = 1) -> Loan:
    """So many kits on one day, or until `last`."""
    return Loan(number, first, last or first, kits)


def a_school(name: str, *, npsn: str | None = None, subdistrict: str = "Koba") -> School:
    return School(npsn or npsn_of(name), name, name[:3], CODES[subdistrict], "a street", None, None, "a register")


def some_schools(*schools: str | School) -> Schools:
    """Only these schools, by name."""
    return Schools((school if isinstance(school, School) else a_school(school) for school in schools), Areas([]))


def an_award(category: str = "Pelayanan Terbaik", year: int = 2022, *, area: str | None = "Bangka Tengah") -> Award:
    return Award(year, category, CODES[area] if area else None, None, None, None, None, "a newspaper")


def npsn_of(school: str) -> str:
    """A number of its own for each name."""
    return f"1{sum(position * ord(letter) for position, letter in enumerate(school, 1)):07d}"


def register(name: str) -> list[dict[str, str]]:
    """The rows of a file of `ektp_core/data`, to compare with what was made of them."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def published_board() -> Board:
    """The board of a first start: what is published, and nothing else."""
    return asyncio.run(_board(None))


@cache
def demo_board(today: date = TODAY) -> Board:
    """The board with the demo set of a day."""
    return asyncio.run(_board(today))


@cache
def board_of_office(code: str) -> Board:
    """The board of any office's first start, without a profile of its own."""
    return asyncio.run(_board_of_office(code))


async def _board(demo_day: date | None) -> Board:
    store = await in_memory(Filled.FIRST_START)
    try:
        if demo_day:
            await load_demo(store, demo_day)
        return await load_board(store)
    finally:
        await store.close()


async def _board_of_office(code: str) -> Board:
    store = await in_memory(Filled.FIRST_START, code)
    try:
        return await load_board(store)
    finally:
        await store.close()


def names(areas: Iterable[Area]) -> list[str]:
    return [area.short_name for area in areas]
