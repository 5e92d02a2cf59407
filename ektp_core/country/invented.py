"""What an office rehearses with, invented for any district: believable counts, schools that are visited, a trend. Never published.

The numbers follow from the areas' codes alone, so that an office rehearses with the same ones on every machine.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from ektp_core.areas import Area, Areas, Level
from ektp_core.country.files import population
from ektp_core.schools.register import School, Schools

OBLIGED_OF_PEOPLE = 0.72
"""About so many of all people are 17 or older."""

LEAST_RECORDED, MOST_RECORDED = 0.955, 0.998
LEAST_EARLY, MOST_EARLY = 0.015, 0.085
"""Of the obliged."""

HALF_YEARS = 4
"""Of the trend: two years."""

GROWTH, GAIN = 0.012, 0.011
"""A half-year: how many more are obliged, and how much larger a share of them is recorded."""

VISITED_FIRST = ("SMA", "SMK", "MA")
PERSONS_A_DISTRICT = 250_000
"""Where the register of people knows none."""

Counts = tuple[int, int, int]
"""Obliged, recorded, early."""


@dataclass(frozen=True, slots=True)
class Invented:
    """Counts by area now; the district's own counts half-years ago, the oldest first; schools in the order of visiting them."""

    counts: Mapping[str, Counts]
    earlier: Sequence[Counts]
    schools: Sequence[School]


def invented_for(home: Area, areas: Areas, schools: Schools) -> Invented:
    """The subdistricts differ, and together they are the district."""
    people = population()
    others = [district for district in areas.children(home.parent or "") if district != home]
    counts = {district.code: _counts(district.code, people.get(district.code, PERSONS_A_DISTRICT)) for district in others}
    parts = _shared_out(people.get(home.code, PERSONS_A_DISTRICT), home, areas)
    total = tuple(sum(part[position] for part in parts.values()) for position in range(3))
    whole: Counts = (total[0], total[1], total[2])
    return Invented({**counts, **parts, home.code: whole}, earlier_than(whole), _visited(home, areas, schools))


def _counts(code: str, people: int) -> Counts:
    obliged = round(people * OBLIGED_OF_PEOPLE, -1)
    recorded = obliged * (LEAST_RECORDED + (MOST_RECORDED - LEAST_RECORDED) * _share(code, "recorded"))
    early = obliged * (LEAST_EARLY + (MOST_EARLY - LEAST_EARLY) * _share(code, "early"))
    return int(obliged), round(recorded, -1).__int__(), round(early, -1).__int__()


def _share(code: str, of: str) -> float:
    """Between 0 and 1, the same whenever it is asked."""
    return crc32(f"{code} {of}".encode()) / 2**32


def _shared_out(people: int, home: Area, areas: Areas) -> dict[str, Counts]:
    """The district's people by how many villages a subdistrict has, more or less."""
    parts = areas.children(home.code)
    weights = {part.code: (1 + len(areas.children(part.code))) * (0.6 + 0.8 * _share(part.code, "people")) for part in parts}
    whole = sum(weights.values())
    return {code: _counts(code, max(500, int(people * weight / whole))) for code, weight in weights.items()}


def earlier_than(now: Counts) -> tuple[Counts, ...]:
    """Counts of the half-years before, the oldest first: fewer obliged, and a smaller share of them recorded."""
    found = []
    for back in range(HALF_YEARS, 0, -1):
        obliged = round(now[0] * (1 - GROWTH * back))
        found.append((obliged, round(obliged * (now[1] / now[0] - GAIN * back)), round(now[2] * (1 - 0.12 * back))))
    return tuple(found)


def _kind_order(school: School) -> int:
    return VISITED_FIRST.index(school.level) if school.level in VISITED_FIRST else len(VISITED_FIRST)


def _visited(home: Area, areas: Areas, schools: Schools) -> tuple[School, ...]:
    """One school of each subdistrict in turn, state schools first: a round goes through the district."""
    by_subdistrict: dict[str, list[School]] = defaultdict(list)
    for school in sorted(schools, key=lambda school: (not schools.spoken(school).is_state, _kind_order(school), school.name)):
        by_subdistrict[school.subdistrict].append(school)
    order = [by_subdistrict[part.code] for part in areas.children(home.code) if part.level is Level.SUBDISTRICT]
    longest = max(map(len, order), default=0)
    return tuple(of_one[turn] for turn in range(longest) for of_one in order if turn < len(of_one))
