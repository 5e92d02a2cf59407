"""The events of a visit: each keeps its number whatever becomes of the visit, so that a phone changes the entry that it has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain, count

from ektp_core.visits.schedule import Place, Visit


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry of people's calendars; `number` counts the entries of one visit.

    One that does not `stand` marks a day that was announced once and that the team does not come on: it is told as called off, never just
    left out, because a phone keeps what it is not told about. `sequence` grows with every change of the visit. The visit of a `removed` one
    is gone, and its number may be another visit's by now.
    """

    visit: int
    number: int
    day: date
    stands: bool
    place: Place
    sequence: int
    modified: datetime
    example: bool = False
    removed: bool = False


def kept_up(known: Iterable[CalendarEvent], visit: Visit, modified: datetime) -> tuple[CalendarEvent, ...]:
    """The events of a visit after it was planned or changed, by number; `known` are all that were ever made under the visit's number.

    A day that stays keeps its event. The event of a day that is left moves to a new day, the first to the first, so that a phone that gets
    a file once more moves the entry that it has. Every other day that was ever announced is called off by an event of its own.
    """
    known = tuple(known)
    ours = [event for event in known if not event.removed]
    fresh = count(max((event.number for event in known), default=0) + 1)
    stood = {event.day: event.number for event in ours if event.stands}
    off = {event.day: event.number for event in ours if not event.stands}
    stands = _standing(stood, off, sorted(visit.days), fresh)
    numbers = stands | _called_off(stood, off, {*stood, *off, *visit.moved_from} - stands.keys(), stands, fresh)
    sequence = max((event.sequence for event in ours), default=-1) + 1
    events = (
        CalendarEvent(visit.id, number, day, day in stands, visit.place, sequence, modified, visit.example)
        for day, number in numbers.items()
    )
    return tuple(sorted(events, key=lambda event: event.number))


def taken_out(known: Iterable[CalendarEvent], modified: datetime) -> tuple[CalendarEvent, ...]:
    """The events of a visit that was removed as if never planned: people who have them are told that the team does not come."""
    return tuple(
        replace(event, stands=False, removed=True, sequence=event.sequence + 1, modified=modified) for event in known if not event.removed
    )


def _standing(stood: Mapping[date, int], off: Mapping[date, int], days: Sequence[date], fresh: Iterator[int]) -> dict[date, int]:
    """The number of each day that the team comes on; a new one that no day was left for gets the event that called it off before."""
    new = [day for day in days if day not in stood]
    left = [stood[day] for day in sorted(stood.keys() - set(days))]
    own = (off[day] if day in off else next(fresh) for day in new[len(left) :])
    return {day: stood[day] for day in days if day in stood} | dict(zip(new, [*left[: len(new)], *own], strict=True))


def _called_off(
    stood: Mapping[date, int], off: Mapping[date, int], days: Iterable[date], stands: Mapping[date, int], fresh: Iterator[int]
) -> dict[date, int]:
    """The number of each day that the team does not come on (any more): its own, unless that has moved to another day."""
    used = set(stands.values())
    own = {day: number for day in days if (number := off.get(day, stood.get(day))) is not None and number not in used}
    spare = sorted(number for number in off.values() if number not in used and number not in own.values())
    return own | dict(zip(sorted(set(days) - own.keys()), chain(spare, fresh), strict=False))
