"""Which visit is nearest to a point, by the coordinates of the schools (docs/domain.md#the-register-of-schools)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from ektp_core.schools.register import Schools
from ektp_core.visits.schedule import Place, Visit

EARTH_KM = 6371.0
"""The mean radius: a distance is right to half a percent, far better than the coordinates of the register."""


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the earth, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest visit and the kilometres to it in a straight line; `unplaced` are those whose place has no trusted coordinates.

    Any of these may be nearer: whoever says which visit is the nearest must say that they were left out.
    """

    visit: Visit | None
    kilometres: float
    unplaced: tuple[Visit, ...]


def nearest_visit(here: Position, visits: Sequence[Visit], schools: Schools) -> Nearest:
    """The visit with the least way to it; of several to one place the earliest."""
    placed: list[tuple[float, Visit]] = []
    unplaced: list[Visit] = []
    for visit in visits:
        there = position_of(visit.place, schools)
        if there is None:
            unplaced.append(visit)
        else:
            placed.append((kilometres_between(here, there), visit))
    kilometres, found = min(placed, key=lambda each: (each[0], each[1].first_day), default=(0.0, None))
    return Nearest(found, kilometres, tuple(unplaced))


def kilometres_between(one: Position, other: Position) -> float:
    """In a straight line over the globe."""
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    half = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, max(0.0, half))))


def position_of(place: Place, schools: Schools) -> Position | None:
    """Where a school is, by the trusted coordinates of the register."""
    school = schools.get(place.npsn)
    if school is None or school.latitude is None or school.longitude is None:
        return None
    return Position(school.latitude, school.longitude)
