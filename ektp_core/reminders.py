"""When somebody is reminded, and when nobody is: days asked for, the office's quiet hours, and what comes too late (RELIABILITY promise 10)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

QUIET_FROM, QUIET_UNTIL = time(20), time(7)
"""The office's night: nothing is sent unasked, except what staff send by hand."""

REMINDER_HOUR = time(8)
USEFUL_FOR = timedelta(days=7)
"""A reminder that an outage delayed still helps a week later: who may be recorded on a day may be recorded after it."""


class ReminderKind(StrEnum):
    """What a parent is reminded of; only the day and this kind are kept."""

    MAY_RECORD = "may_record"
    """The first day on which the child may be recorded."""

    CARD = "card"
    """The child is 17: the card can be printed."""


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


@dataclass(frozen=True, slots=True)
class Reminder:
    """One day that somebody asked to be reminded of."""

    chat: int
    kind: ReminderKind
    day: date


def is_quiet(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether it is night at the office."""
    hour = moment.astimezone(zone).time()
    return hour >= QUIET_FROM or hour < QUIET_UNTIL
