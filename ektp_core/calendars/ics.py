"""Writing a calendar as iCalendar (RFC 5545), by the library icalendar, as Google, Apple and Outlook want it (docs/domain.md#calendars).

There is no ORGANIZER, which RFC 5546 would have in what is published: with one, phones take each entry for an invitation to be answered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event, Timezone, vText

PRODUCT = "-//SiapRekam//Kunjungan perekaman//ID"
ASKED_AGAIN_AFTER = timedelta(hours=1)
"""How soon a phone should ask a feed again: a visit may move on the evening before. Google decides for itself, twice a day or less."""

SINCE, UNTIL = date(1970, 1, 1), date(2038, 1, 1)
"""Of the time zone: Outlook refuses the local times of long ago, which have seconds, and lists of days."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
A_DAY = timedelta(days=1)


class Status(StrEnum):
    """How sure an entry is."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a phone says on the evening before, and when."""

    text: str
    hour: time


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, in words. Without `start` it is about the whole day. `uid` never changes; `sequence` grows with every change."""

    uid: str
    sequence: int
    modified: datetime
    day: date
    status: Status
    summary: str
    location: str
    description: str
    start: time | None = None
    end: time | None = None
    reminder: Reminder | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What a calendar is called, what it is, in which zone its hours are, and where it can be had again."""

    name: str
    description: str
    zone: ZoneInfo
    address: str | None = None


def written(heading: Heading, entries: Sequence[Entry]) -> bytes:
    """The calendar as a file. The same for the same values at any moment, so that its mark (ETag) stays while nothing has changed."""
    calendar = _calendar(heading)
    for entry in entries:
        calendar.add_component(_event(entry, heading.zone))
    return cast(bytes, calendar.to_ical())


def _calendar(heading: Heading) -> "Calendar":
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name, text in (("name", heading.name), ("x-wr-calname", heading.name), ("x-wr-caldesc", heading.description)):
        calendar.add(name, _text(text))
    calendar.add("x-wr-timezone", heading.zone.key)
    calendar.add("refresh-interval", ASKED_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    if heading.address:
        calendar.add("source", heading.address, parameters={"VALUE": "URI"})
    calendar.add_component(_timezone(heading.zone.key))
    return calendar


def _text(said: str) -> "vText":
    """Words as a TEXT, also where the library knows no type for a name and would write it unescaped; no control characters."""
    from icalendar import vText

    return vText(_CONTROLS.sub("", said.replace("\r\n", "\n")))


@lru_cache(maxsize=4)
def _timezone(key: str) -> "Timezone":
    """Declared before it is used: Outlook takes an undeclared zone for another one."""
    from icalendar import Timezone

    zone = Timezone.from_tzid(key, first_date=SINCE, last_date=UNTIL)
    zone.pop("COMMENT", None)
    return zone


def _event(entry: Entry, zone: ZoneInfo) -> "Event":
    from icalendar import Event

    event = Event()
    modified = entry.modified.astimezone(UTC).replace(microsecond=0)
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", modified)
    event.add("last-modified", modified)
    starts = datetime.combine(entry.day, entry.start, zone) if entry.start and entry.end else entry.day
    event.add("dtstart", starts)
    event.add("dtend", datetime.combine(entry.day, entry.end, zone) if entry.start and entry.end else entry.day + A_DAY)
    event.add("summary", _text(entry.summary))
    event.add("location", _text(entry.location))
    event.add("description", _text(entry.description))
    event.add("status", entry.status)
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    if entry.reminder:
        event.add_component(_alarm(entry.reminder, entry))
    return event


def _alarm(reminder: Reminder, entry: Entry) -> "Alarm":
    """Counted from the start of the entry, which every phone understands."""
    from icalendar import Alarm

    start = datetime.combine(entry.day, entry.start if entry.start and entry.end else time())
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", datetime.combine(entry.day - A_DAY, reminder.hour) - start)
    alarm.add("description", _text(reminder.text))
    return alarm
