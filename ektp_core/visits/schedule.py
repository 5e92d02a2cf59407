"""When the recording team comes: visits to schools, subdistrict offices and villages (docs/domain.md#going-to-the-schools)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from types import MappingProxyType


class PlaceKind(StrEnum):
    """Where a visit goes."""

    SCHOOL = "school"
    SUBDISTRICT_OFFICE = "subdistrict_office"
    VILLAGE = "village"
    OTHER = "other"


class VisitState(StrEnum):
    """How sure a visit is. A moved visit has its new days and remembers the old ones."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    DONE = "done"
    CANCELLED = "cancelled"


class TallyKind(StrEnum):
    """What is counted on the day."""

    RECORDED = "recorded"
    ABSENT = "absent"
    FAILED = "failed"


MOVES: Mapping[VisitState, frozenset[VisitState]] = MappingProxyType(
    {
        VisitState.PLANNED: frozenset({VisitState.CONFIRMED, VisitState.MOVED, VisitState.CANCELLED}),
        VisitState.CONFIRMED: frozenset({VisitState.MOVED, VisitState.DONE, VisitState.CANCELLED}),
        VisitState.MOVED: frozenset({VisitState.CONFIRMED, VisitState.MOVED, VisitState.DONE, VisitState.CANCELLED}),
        VisitState.DONE: frozenset(),
        VisitState.CANCELLED: frozenset(),
    }
)
"""The allowed moves of a visit's state."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where: `subdistrict` is a code, `npsn` the school's number for schools."""

    kind: PlaceKind
    name: str
    subdistrict: str
    npsn: str | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when, for one class if wanted by class, so that nobody waits in a crowd."""

    start: time
    end: time
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Recap:
    """What a visit came to: pupils recorded, absent, and failed to record."""

    recorded: int
    absent: int
    failed: int

    @property
    def pupils(self) -> int:
        """All pupils that the visit has seen."""
        return self.recorded + self.absent + self.failed


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to a place on one or more days; `catch_up` says where to go when it was missed."""

    id: int
    place: Place
    days: tuple[date, ...]
    hours: tuple[Hours, ...]
    kits: int
    state: VisitState
    updated: datetime
    source: str
    moved_from: tuple[date, ...] = ()
    catch_up: str | None = None
    note: str | None = None
    example: bool = False
    expected: int | None = None
    recap: Recap | None = None
    version: int = 1

    @property
    def first_day(self) -> date:
        return self.days[0]

    @property
    def last_day(self) -> date:
        return self.days[-1]

    @property
    def called_off(self) -> tuple[date, ...]:
        """The days that a visit which ended early did not come to."""
        return tuple(day for day in self.moved_from if day > self.last_day) if self.state is VisitState.DONE else ()

    def is_upcoming(self, today: date) -> bool:
        """Whether people can still go there."""
        return self.state not in (VisitState.DONE, VisitState.CANCELLED) and self.last_day >= today


@dataclass(frozen=True, slots=True)
class SchoolVisits:
    """One school's visits: the next, those after it by day; past ones and cancelled ones that are not over yet, the latest first."""

    next: Visit | None
    later: tuple[Visit, ...]
    past: tuple[Visit, ...]
    cancelled: tuple[Visit, ...]


class Schedule:
    """All visits, by day."""

    def __init__(self, visits: Iterable[Visit]) -> None:
        self._visits = tuple(sorted(visits, key=lambda visit: (visit.first_day, visit.place.name)))
        self._by_number = {visit.id: visit for visit in self._visits}

    def __iter__(self) -> Iterator[Visit]:
        return iter(self._visits)

    def find(self, number: int) -> Visit | None:
        """A visit by its number."""
        return self._by_number.get(number)

    def upcoming(self, today: date) -> tuple[Visit, ...]:
        """The visits that people can still go to, by day."""
        return tuple(visit for visit in self._visits if visit.is_upcoming(today))

    def at_school(self, npsn: str, today: date) -> SchoolVisits:
        """Everything about one school."""
        ours = [visit for visit in self._visits if visit.place.npsn == npsn]
        coming = [visit for visit in ours if visit.is_upcoming(today)]
        past = [visit for visit in reversed(ours) if visit.state is not VisitState.CANCELLED and not visit.is_upcoming(today)]
        cancelled = [visit for visit in reversed(ours) if visit.state is VisitState.CANCELLED and visit.last_day >= today]
        return SchoolVisits(coming[0] if coming else None, tuple(coming[1:]), tuple(past), tuple(cancelled))

    def in_subdistrict(self, code: str, today: date) -> tuple[Visit, ...]:
        """The visits to come in one subdistrict, by day."""
        return tuple(visit for visit in self._visits if visit.place.subdistrict == code and visit.is_upcoming(today))

    def on(self, day: date) -> tuple[Visit, ...]:
        """The visits of one day; cancelled ones and those moved away from it too, so that nobody waits in vain."""
        return self.between(day, day)

    def between(self, first: date, last: date) -> tuple[Visit, ...]:
        """The same of several days, both included."""
        return tuple(visit for visit in self._visits if any(first <= day <= last for day in (*visit.days, *visit.moved_from)))

    def near(self, subdistrict: str | None, today: date) -> Visit | None:
        """The next visit in a subdistrict, else the next anywhere."""
        coming = self.upcoming(today)
        return next((visit for visit in coming if visit.place.subdistrict == subdistrict), coming[0] if coming else None)
