"""What an announcement says of a visit, held against the schedule (docs/understanding.md#what-an-announcement-says)."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.targets import visit_of
from ektp_core.board import Board
from ektp_core.reading.calendar import Days
from ektp_core.reading.classes import SchoolClass, class_of
from ektp_core.reading.hours import HourSpan
from ektp_core.visits.schedule import Hours, Visit, VisitState

LONGEST_RUN = 31
"""Days of a run that are each meant; a longer one is a period."""

LARGEST_MARK = 2**31 - 2


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A school or subdistrict as it is called, with the NPSNs or the code that it may be; none for one on no list."""

    name: str
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HoursOfClasses:
    """Hours that stand beside classes, as these are written."""

    hours: HourSpan
    classes: frozenset[SchoolClass]
    words: str


@dataclass(frozen=True, slots=True)
class Announced:
    """What words say: days that are named, weeks and months, hours of the clock, places, and what may be several of them."""

    days: frozenset[Days] = frozenset()
    periods: frozenset[Days] = frozenset()
    hours: frozenset[HourSpan] = frozenset()
    of_classes: frozenset[HoursOfClasses] = frozenset()
    """Hours that are said of some classes; they are not among `hours`."""

    places: frozenset[NamedPlace] = frozenset()
    unclear: frozenset[str] = frozenset()
    """As it was written: "12 atau 13 maret", "Rabu 26 November" where that is a Thursday."""

    def __or__(self, other: "Announced") -> "Announced":
        return Announced(
            self.days | other.days,
            self.periods | other.periods,
            self.hours | other.hours,
            self.of_classes | other.of_classes,
            self.places | other.places,
            self.unclear | other.unclear,
        )


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something that words say and the schedule does not, of these visits: a day, an hour or a place; `words` for an unclear day.

    Hours may be those of the classes that `classes` names. A `fee` contradicts the law, whatever the visit.
    """

    visits: tuple[Visit, ...]
    days: Days | None = None
    hours: HourSpan | None = None
    place: str = ""
    words: str = ""
    classes: str = ""
    fee: str = ""


def visits_meant(audience: Audience | None, board: Board, today: date) -> tuple[tuple[Visit, ...], ...]:
    """The visits that an announcement to these people is about, a group for each place: one visit, or what is to come at each school."""
    if audience is None:
        return ()
    if audience.kind is AudienceKind.VISIT:
        visit = visit_of(audience, board)
        return ((visit,),) if visit else ()
    if audience.kind is not AudienceKind.SCHOOLS:
        return ()
    coming = [board.schedule.at_school(npsn, today) for npsn in audience.targets]
    return tuple((each.next, *each.later) for each in coming if each.next)


def contradictions(said: Announced, about: Sequence[tuple[Visit, ...]], audience: Audience | None) -> tuple[Contradiction, ...]:
    """What is said that no visit of these places has; of several places each has to be spoken of, where days are named."""
    visits = tuple(visit for each in about for visit in each)
    return _of_visits(said, about, visits, audience) if visits else ()


def mark_of(found: Sequence[Contradiction]) -> int:
    """What a button carries of the contradictions that its screen has shown: 0 for none."""
    told = [_told(each) for each in found]
    return zlib.crc32(repr(told).encode()) % LARGEST_MARK + 1 if told else 0


def _told(found: Contradiction) -> tuple[object, ...]:
    beside = tuple(each for each in (found.classes, found.fee) if each)
    return found.days, found.hours, found.place, found.words, [(visit.id, visit.version) for visit in found.visits], *beside


def _of_visits(
    said: Announced, about: Sequence[tuple[Visit, ...]], visits: tuple[Visit, ...], audience: Audience | None
) -> tuple[Contradiction, ...]:
    of_hours = (*_of_hours(said, visits), *_of_hours_of_classes(said, visits))
    return *_of_days(said, about, visits), *of_hours, *_of_places(said, visits, audience)


def _of_days(said: Announced, about: Sequence[tuple[Visit, ...]], visits: tuple[Visit, ...]) -> Iterator[Contradiction]:
    planned = _days_of(visits)
    runs = {days for days in said.days if (days.last - days.first).days < LONGEST_RUN}
    wrong = [days for days in runs if not planned.issuperset(days.each)]
    wrong += [days for days in (said.days | said.periods) - runs if not any(day in days for day in planned)]
    yield from (Contradiction(visits, days=days) for days in sorted(wrong, key=lambda days: (days.first, days.last)))
    yield from (Contradiction(visits, words=words) for words in sorted(said.unclear))
    named = frozenset().union(*(place.codes for place in said.places))
    for each in about:
        is_spoken_of = not named or any(visit.place.npsn in named or visit.place.subdistrict in named for visit in each)
        if runs and not wrong and is_spoken_of and _days_of(each).isdisjoint(day for days in runs for day in days.each):
            yield Contradiction(each, days=min(runs, key=lambda days: days.first))


def _of_hours(said: Announced, visits: tuple[Visit, ...]) -> Iterator[Contradiction]:
    timed = [visit for visit in visits if visit.hours]
    spans = [(min(each.start for each in visit.hours), max(each.end for each in visit.hours)) for visit in timed]
    for hours in sorted(said.hours, key=lambda each: (each.start, each.end)):
        if timed and not any(first <= hours.start and hours.end <= last for first, last in spans):
            yield Contradiction(tuple(timed), hours=hours)


def _of_hours_of_classes(said: Announced, visits: tuple[Visit, ...]) -> Iterator[Contradiction]:
    """Hours beside a class are held against its own, those of several against all of theirs; hours without a class are of all."""
    timed = [visit for visit in visits if visit.hours]
    for each in sorted(said.of_classes, key=lambda each: (each.hours.start, each.hours.end, each.words)):
        if timed and not any(_fits_classes(each, visit) for visit in timed):
            yield Contradiction(tuple(timed), hours=each.hours, classes=each.words)


def _fits_classes(said: HoursOfClasses, visit: Visit) -> bool:
    theirs = [[hours for hours in visit.hours if _is_of(hours, school_class)] for school_class in said.classes]
    if not all(theirs):
        return False
    first, last = min(hours.start for each in theirs for hours in each), max(hours.end for each in theirs for hours in each)
    # One hour alone is when somebody is to be there: the end of a class's hours is too late.
    is_in_time = said.hours.end < last if said.hours.start == said.hours.end else said.hours.end <= last
    return first <= said.hours.start and is_in_time


def _is_of(hours: Hours, school_class: SchoolClass) -> bool:
    planned = class_of(hours.group) if hours.group else None
    return planned is None or planned.may_be(school_class)


def _of_places(said: Announced, visits: tuple[Visit, ...], audience: Audience | None) -> Iterator[Contradiction]:
    meant = {code for visit in visits for code in (visit.place.npsn, visit.place.subdistrict)}
    meant |= set(audience.targets) if audience and audience.kind is AudienceKind.SCHOOLS else set()
    for place in sorted(said.places, key=lambda each: each.name):
        if place.codes.isdisjoint(meant):
            yield Contradiction(visits, place=place.name)


def _days_of(visits: Iterable[Visit]) -> set[date]:
    return {day for visit in visits if visit.state is not VisitState.CANCELLED for day in visit.days}
