"""Which automatic notices are due, by what each visit's followers know and the clock (docs/reliability.md#reminders-come-once)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import blake2s
from types import MappingProxyType
from zoneinfo import ZoneInfo

from ektp_core.subscriptions.quiet_hours import QUIET_FROM, is_quiet, out_of_night
from ektp_core.subscriptions.subscribers import Topic
from ektp_core.visits.schedule import Schedule, Visit, VisitState


class NoticeKind(StrEnum):
    """What is told automatically; staff may switch each off."""

    CONFIRMED = "confirmed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    EVE = "eve"
    """17:00 on the day before a visit."""

    CATCH_UP = "catch_up"
    """Once staff have closed a visit."""

    SCHOOL_WEEK = "school_week"
    """Seven days before, to the school, with a checklist."""

    SCHOOL_EVE = "school_eve"
    """The day before, to the school, with a checklist."""


TOPICS: Mapping[NoticeKind, Topic] = MappingProxyType(
    {
        NoticeKind.CONFIRMED: Topic.CHANGES,
        NoticeKind.MOVED: Topic.CHANGES,
        NoticeKind.CANCELLED: Topic.CHANGES,
        NoticeKind.CATCH_UP: Topic.CATCH_UP,
        NoticeKind.EVE: Topic.EVE,
    }
)
"""What followers may switch off. The others are for the people of the school."""

SETTLES_AFTER = timedelta(minutes=10)
"""A change is told when it is this old: an undo, or the staff's own announcement, comes first."""

EVE_HOUR = time(17)
"""When followers hear of tomorrow's visit."""

SCHOOL_HOUR = time(9)
WEEK_BEFORE, DAY_BEFORE = timedelta(days=7), timedelta(days=1)
FIRST_HOUR, LAST_HOUR = time(8), time(16)
"""Of a visit whose hours are not set."""

CATCH_UP_USEFUL_FOR = timedelta(days=7)
EVER = datetime.min.replace(tzinfo=UTC)

CERTAIN = frozenset({VisitState.CONFIRMED, VisitState.MOVED})
CHANGES = frozenset({NoticeKind.CONFIRMED, NoticeKind.MOVED, NoticeKind.CANCELLED, NoticeKind.CATCH_UP})
REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Announced:
    """Staff's own announcement of a visit: which, since when, and whether it is still being sent."""

    number: int
    started: datetime
    is_under_way: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What has been told before: each visit as its followers know it, when staff last acted on one, and announced one themselves."""

    visits: Mapping[int, Visit]
    acted: Mapping[int, datetime]
    announced: Mapping[int, Announced]
    off: frozenset[NoticeKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell, once a `key`: useful from `due` until `expires`, but not at night.

    `visit` is the visit as it is now (a removed one as it was told), `before` as its followers knew it, `changed` when it last changed,
    `day` the first of the days that an eve or a school's checklist is about.
    """

    kind: NoticeKind
    visit: Visit
    key: str
    due: datetime
    expires: datetime
    changed: datetime
    before: Visit | None = None
    day: date | None = None
    without: int | None = None
    """Staff's own announcement of this change: whoever has a copy of it is not told again."""

    @property
    def is_of_removed(self) -> bool:
        """Whether the visit is no longer in the schedule."""
        return self.before is self.visit

    @property
    def known_days(self) -> tuple[date, ...]:
        """The days that followers expect the team on."""
        if not (self.before and self.before.state in CERTAIN):
            return self.visit.days
        return _days_off(self.before, self.visit) or self.before.days


@dataclass(frozen=True, slots=True)
class _Window:
    """When something about a day is of use."""

    kind: NoticeKind
    day: date
    opens: datetime
    expires: datetime


def due_notices(schedule: Schedule, known: Known, now: datetime, zone: ZoneInfo, since: datetime = EVER) -> list[Notice]:
    """What is to be told now. Nothing at night, nothing that was due before `since`: that counts as missed."""
    if is_quiet(now, zone):
        return []
    unheard = [
        notice for notice in _changes(schedule, known, now, zone) if not (_is_heard(notice, known, since) or _is_being_told(notice, known))
    ]
    ahead = [notice for notice in _ahead(schedule, known, now, zone) if notice.kind not in known.off and notice.due >= since]
    return [notice for notice in (*unheard, *ahead) if notice.due <= now < notice.expires]


def coming(schedule: Schedule, known: Known, now: datetime, until: datetime, zone: ZoneInfo) -> list[Notice]:
    """What is to be told up to a moment, by what the schedule says now; also what has come and waits for the morning."""
    ahead = (*_changes(schedule, known, now, zone), *_ahead(schedule, known, now, zone))
    return [notice for notice in ahead if notice.kind not in known.off and notice.due <= until and now < notice.expires]


def heard_already(schedule: Schedule, known: Known, now: datetime, zone: ZoneInfo, since: datetime = EVER) -> list[Notice]:
    """Changes that count as told without a notice: it is switched off, or was due before `since`."""
    return [notice for notice in _changes(schedule, known, now, zone) if _is_heard(notice, known, since)]


def still_holds(key: str, schedule: Schedule) -> bool:
    """Whether what a notice says is still so: a copy of one that does not hold any more must not be sent."""
    _, number, kind, said, *_ = key.split(":")
    visit = schedule.find(int(number))
    if NoticeKind(kind) in CHANGES:
        return said == (_signature(visit) if visit else REMOVED)
    return visit is not None and visit.state in CERTAIN and date.fromisoformat(said) in first_days(visit.days)


def is_settled(number: int, schedule: Schedule, known: Known, now: datetime) -> bool:
    """Whether the last change of a visit is old enough to stay, also that it was removed."""
    visit = schedule.find(number)
    return now - max(visit.updated if visit else EVER, known.acted.get(number, EVER)) >= SETTLES_AFTER


def first_days(days: Iterable[date]) -> tuple[date, ...]:
    """The first day of each run of consecutive days."""
    found = {day.toordinal(): day for day in days}
    return tuple(day for number, day in sorted(found.items()) if number - 1 not in found)


def _changes(schedule: Schedule, known: Known, now: datetime, zone: ZoneInfo) -> Iterator[Notice]:
    """Where the schedule and what followers know differ, as long as it is of use to them."""
    places = {visit.id: visit.place for visit in schedule}
    # SQLite gives a removed visit's number to the next one: that is another place.
    removed = {number: told for number, told in known.visits.items() if places.get(number) != told.place}
    for told in removed.values():
        if told.state in CERTAIN:
            yield from _change(NoticeKind.CANCELLED, told, told, known, now, zone)
    for visit in schedule:
        before = None if visit.id in removed else known.visits.get(visit.id)
        kind = _kind(before, visit)
        if kind and (visit.id not in removed or removed[visit.id].state not in CERTAIN):
            yield from _change(kind, before, visit, known, now, zone)


def _kind(before: Visit | None, visit: Visit) -> NoticeKind | None:
    """What a difference means for followers; None when there is none, or nothing to tell."""
    was_certain = before is not None and before.state in CERTAIN
    if before and _told(before) == _told(visit):
        return None
    match visit.state:
        case VisitState.PLANNED:
            return NoticeKind.MOVED if was_certain else None
        case VisitState.CANCELLED:
            return NoticeKind.CANCELLED
        case VisitState.DONE if before and was_certain and _days_off(before, visit):
            return NoticeKind.CANCELLED
        case VisitState.DONE:
            return NoticeKind.CATCH_UP if visit.catch_up else None
        case VisitState.MOVED if before is None or before.state is VisitState.PLANNED:
            return NoticeKind.MOVED
        case _:
            return NoticeKind.MOVED if was_certain else NoticeKind.CONFIRMED


def _days_off(before: Visit, visit: Visit) -> tuple[date, ...]:
    """The days that followers expect the team on and that a visit which ended early does not come to."""
    return tuple(day for day in visit.called_off if day in before.days)


def _change(kind: NoticeKind, before: Visit | None, visit: Visit, known: Known, now: datetime, zone: ZoneInfo) -> Iterator[Notice]:
    changed = _changed(visit, known)
    if kind is NoticeKind.CATCH_UP:
        expires = changed + CATCH_UP_USEFUL_FOR
    else:
        expected = (visit,) if visit.state in CERTAIN or before is None else (before, visit)
        expires = max(_end(each, zone) for each in expected)
    if now < expires:
        said = REMOVED if before is visit else _signature(visit)
        key = f"visit:{visit.id}:{kind}:{said}:{visit.version}"
        due = out_of_night(changed + SETTLES_AFTER, zone)
        yield Notice(kind, visit, key, due, expires, changed, before, without=_announcing(visit, changed, known))


def _is_heard(notice: Notice, known: Known, since: datetime) -> bool:
    return notice.kind in known.off or notice.due < since


def _is_being_told(notice: Notice, known: Known) -> bool:
    """Whether staff's own announcement of this change is under way: how it ends decides who is still to be told."""
    announced = known.announced.get(notice.visit.id)
    return announced is not None and announced.is_under_way and announced.started >= notice.changed


def _announcing(visit: Visit, changed: datetime, known: Known) -> int | None:
    """Staff's own announcement of a change, if they made one since."""
    announced = known.announced.get(visit.id)
    return announced.number if announced and announced.started >= changed else None


def _ahead(schedule: Schedule, known: Known, now: datetime, zone: ZoneInfo) -> Iterator[Notice]:
    """What is told before a certain visit."""
    today = now.astimezone(zone).date()
    for visit in schedule:
        if visit.state in CERTAIN and visit.first_day <= today + WEEK_BEFORE and today <= visit.last_day:
            changed = _changed(visit, known)
            for window in _windows(visit, today, zone):
                due = out_of_night(max(window.opens, changed + SETTLES_AFTER), zone)
                key = f"visit:{visit.id}:{window.kind}:{window.day}"
                yield Notice(window.kind, visit, key, due, window.expires, changed, day=window.day)


def _windows(visit: Visit, today: date, zone: ZoneInfo) -> Iterator[_Window]:
    """The eve of each run of days, and for a school a checklist on that day and a week before the first.

    Nothing about days that are over: whatever day a visit was given, reckoning back from today on stays inside the calendar.
    """
    if visit.place.npsn and visit.first_day >= today:
        week, eve = visit.first_day - WEEK_BEFORE, visit.first_day - DAY_BEFORE
        yield _Window(NoticeKind.SCHOOL_WEEK, visit.first_day, _at(week, SCHOOL_HOUR, zone), _at(eve, SCHOOL_HOUR, zone))
    for day in (each for each in first_days(visit.days) if each >= today):
        eve = day - DAY_BEFORE
        yield _Window(NoticeKind.EVE, day, _at(eve, EVE_HOUR, zone), _at(day, _first_hour(visit), zone))
        if visit.place.npsn:
            yield _Window(NoticeKind.SCHOOL_EVE, day, _at(eve, SCHOOL_HOUR, zone), _at(eve, QUIET_FROM, zone))


def _changed(visit: Visit, known: Known) -> datetime:
    """When a visit last changed; after an undo it looks as old as what came back."""
    return max(visit.updated, known.acted.get(visit.id, EVER))


def _told(visit: Visit) -> tuple[object, ...]:
    """What of a visit its followers are told: other differences are none to them."""
    if visit.state in CERTAIN:
        return "certain", visit.days, visit.hours
    return visit.state, visit.catch_up if visit.state is not VisitState.PLANNED else None


def _signature(visit: Visit) -> str:
    """`_told` in a few letters, for keys."""
    return blake2s(json.dumps(_told(visit), default=str).encode(), digest_size=8).hexdigest()


def _first_hour(visit: Visit) -> time:
    return min((slot.start for slot in visit.hours), default=FIRST_HOUR)


def _end(visit: Visit, zone: ZoneInfo) -> datetime:
    """When nobody can go there any more."""
    return _at(visit.last_day, max((slot.end for slot in visit.hours), default=LAST_HOUR), zone)


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone)
