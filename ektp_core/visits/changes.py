"""What staff do with a visit: confirm, move, cancel, close. Pure: each gives the visit as it will be."""

from dataclasses import replace
from datetime import date, datetime

from ektp_core.audit import Changed, Seen, Subject, Thing
from ektp_core.refusal import Refusal
from ektp_core.visits.line import VisitLine
from ektp_core.visits.schedule import MOVES, Recap, Schedule, Visit, VisitState


class NoSuchMove(Refusal):
    """A visit in this state cannot become that. Values: visit, wanted."""

    key = "staff/visit_no_move"


def as_seen(schedule: Schedule, seen: Seen) -> Visit:
    """The visit that somebody saw. Raises Changed when it is another version by now, or gone."""
    found = schedule.find(seen.id)
    if found is None or found.version != seen.version:
        raise Changed(Subject(Thing.VISIT, seen.id))
    return found


def planned(line: VisitLine, now: datetime, source: str, number: int = 0) -> Visit:
    """The visit that a complete line describes; one kit unless more are said. ValueError when place or days are missing."""
    if line.place is None or not line.days:
        raise ValueError("a visit needs a place and days")
    return Visit(number, line.place, line.days, line.hours, line.kits or 1, VisitState.PLANNED, now, source, expected=line.expected)


def confirmed(visit: Visit, now: datetime) -> Visit:
    """It is certain. Raises NoSuchMove."""
    return _moved_to(VisitState.CONFIRMED, visit, now)


def changed(visit: Visit, line: VisitLine, now: datetime) -> Visit:
    """Other days (then it is moved, and remembers the days that were announced), hours, kits or pupils. Raises NoSuchMove."""
    _must_be_open(visit, VisitState.MOVED)
    new = replace(
        visit,
        hours=line.hours or visit.hours,
        kits=line.kits or visit.kits,
        expected=line.expected or visit.expected,
        updated=now,
    )
    if not line.days or line.days == visit.days:
        return new
    left = tuple(sorted({*visit.moved_from, *visit.days} - set(line.days)))
    return replace(new, days=line.days, moved_from=left, state=VisitState.MOVED)


def cancelled(visit: Visit, catch_up: str | None, now: datetime) -> Visit:
    """It will not take place; where to go instead. Raises NoSuchMove."""
    return replace(_moved_to(VisitState.CANCELLED, visit, now), catch_up=catch_up or visit.catch_up)


def closed(visit: Visit, recap: Recap, catch_up: str | None, now: datetime, *, today: date) -> Visit:
    """It took place: what it came to, and where those go who were not recorded. Days that are still to come are called off, never done.

    A visit that took place was certain, so a planned one may be closed as well. Raises NoSuchMove.
    """
    certain = confirmed(visit, now) if visit.state is VisitState.PLANNED else visit
    done = replace(_moved_to(VisitState.DONE, certain, now), recap=recap, catch_up=catch_up or visit.catch_up)
    left = days_left(visit, today)
    came = tuple(day for day in visit.days if day not in left)
    return replace(done, days=came, moved_from=tuple(sorted({*visit.moved_from, *left}))) if came and left else done


def days_left(visit: Visit, today: date) -> tuple[date, ...]:
    """The days of a visit that are still to come."""
    return tuple(day for day in visit.days if day > today)


def recap_corrected(visit: Visit, recap: Recap, now: datetime) -> Visit:
    """A closed visit with other numbers: it stays closed. Raises NoSuchMove."""
    if visit.state is not VisitState.DONE:
        raise NoSuchMove(visit=visit, wanted=VisitState.DONE)
    return replace(visit, recap=recap, updated=now)


def _must_be_open(visit: Visit, state: VisitState) -> None:
    if state not in MOVES[visit.state]:
        raise NoSuchMove(visit=visit, wanted=state)


def _moved_to(state: VisitState, visit: Visit, now: datetime) -> Visit:
    _must_be_open(visit, state)
    return replace(visit, state=state, updated=now)
