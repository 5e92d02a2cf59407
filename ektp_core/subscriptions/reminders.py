"""The days that somebody asked to be reminded of, and how late a reminder still helps (docs/reliability.md#reminders-come-once)."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from ektp_core.eligibility import Judgement, Verdict

REMINDER_HOUR = time(8)
MOST_REMINDERS = 10
"""Days that one chat may ask for: several children, both days each."""

USEFUL_FOR = timedelta(days=7)
"""A reminder that an outage delayed still helps a week later: who may be recorded on a day may be recorded after it.

After a pause it comes when the pause ends, however long that was: whoever asked for a birthday does not expect a pause to lose it.
"""


class ReminderKind(StrEnum):
    """What a parent is reminded of; only the day and this kind are kept."""

    MAY_RECORD = "may_record"
    """The first day on which the child may be recorded."""

    CARD = "card"
    """The child is 17: the card can be printed."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One day that somebody asked to be reminded of."""

    chat: int
    kind: ReminderKind
    day: date


def days_ahead(chat: int, judgement: Judgement) -> tuple[Reminder, ...]:
    """The days of a child that lie ahead: the first on which it may be recorded, and the 17th birthday."""
    days = ((ReminderKind.MAY_RECORD, judgement.first_day), (ReminderKind.CARD, judgement.seventeenth))
    wanted = days if judgement.verdict is Verdict.TOO_YOUNG else days[1:]
    return tuple(Reminder(chat, kind, day) for kind, day in wanted if day > judgement.today)


def can_be_asked(day: date, today: date, obliged_age: int) -> bool:
    """Whether a day lies ahead, and not further than the 17th birthday of a child born today."""
    return today < day <= date(today.year + obliged_age + 1, 1, 1)
