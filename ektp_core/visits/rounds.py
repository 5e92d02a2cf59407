"""Rounds of visits: half a year each, as the schools count (one or two rounds a year), and the weeks of the agenda."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ektp_core.areas import Area, Level
from ektp_core.schools.register import School
from ektp_core.visits.schedule import PlaceKind, Visit, VisitState

FIRST_OF_SECOND = 7
FIRST_YEAR, LAST_YEAR = 2001, 2199
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Round:
    """January to June is the first round of a year, July to December the second. ValueError for a half or a year that is none."""

    year: int
    half: int

    def __post_init__(self) -> None:
        if self.half not in (1, 2) or not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"no round: {self.year}, {self.half}")

    @property
    def first_day(self) -> date:
        return date(self.year, 1 if self.half == 1 else FIRST_OF_SECOND, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def after(self) -> "Round | None":
        """The next one; None after the last year."""
        if self.half == 1:
            return Round(self.year, 2)
        return Round(self.year + 1, 1) if self.year < LAST_YEAR else None

    @property
    def before(self) -> "Round | None":
        """The one before; None before the first year."""
        if self.half == 2:
            return Round(self.year, 1)
        return Round(self.year - 1, 2) if self.year > FIRST_YEAR else None


def round_of(day: date) -> Round:
    """The round that a day belongs to."""
    return Round(day.year, 1 if day.month < FIRST_OF_SECOND else 2)


def unreached(schools: Iterable[School], visits: Iterable[Visit], of: Round) -> tuple[School, ...]:
    """The schools without a visit in a round, planned or done; cancelled ones reached nobody. By name."""
    reached = {
        visit.place.npsn
        for visit in visits
        if visit.state is not VisitState.CANCELLED and any(of.first_day <= day <= of.last_day for day in visit.days)
    }
    return tuple(sorted((school for school in schools if school.npsn not in reached), key=lambda school: school.name))


def unreached_areas(areas: Iterable[Area], visits: Iterable[Visit], of: Round) -> tuple[Area, ...]:
    """The subdistricts and villages without a visit in a round, planned or done, in their order.

    A subdistrict is reached by every visit inside it, a village only by one to itself: in which village a school lies nobody has written
    down.
    """
    places = [
        visit.place
        for visit in visits
        if visit.state is not VisitState.CANCELLED and any(of.first_day <= day <= of.last_day for day in visit.days)
    ]
    subdistricts = {place.subdistrict for place in places}
    villages = {(place.subdistrict, place.name) for place in places if place.kind is PlaceKind.VILLAGE}
    return tuple(
        area
        for area in areas
        if ((area.parent, area.full_name) not in villages if area.level is Level.VILLAGE else area.code not in subdistricts)
    )


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(day.weekday())


def in_week(visits: Iterable[Visit], monday: date) -> tuple[Visit, ...]:
    """The visits with a day in the week from a Monday, by day."""
    found = [visit for visit in visits if any(monday <= day < monday + WEEK for day in visit.days)]
    return tuple(sorted(found, key=lambda visit: (next(day for day in visit.days if day >= monday), visit.place.name)))
