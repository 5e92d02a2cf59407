"""What a chat will hear of next, as far as the schedule is known today."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ektp_core.announcements.audience import of_place
from ektp_core.board import Board
from ektp_core.notices.due import CERTAIN, DAY_BEFORE, EVE_HOUR, NoticeKind, first_days
from ektp_core.privacy import ChatData
from ektp_core.reading.calendar import office_day
from ektp_core.subscriptions.reminders import REMINDER_HOUR, ReminderKind
from ektp_core.subscriptions.subscribers import Topic
from ektp_core.visits.schedule import Visit


@dataclass(frozen=True, slots=True)
class Expected:
    """A notice to come: the eve of a visit, or a reminder; `place` names the visit's."""

    moment: datetime
    kind: NoticeKind | ReminderKind
    place: str = ""


def next_notice(kept: ChatData, board: Board, now: datetime, zone: ZoneInfo, off: Collection[NoticeKind]) -> Expected | None:
    """The first to come of the eves and reminders that reach a chat; what the office has switched `off` does not come."""
    eves = () if NoticeKind.EVE in off else _eves(kept, board, now, zone)
    coming = (each for each in (*eves, *_reminders(kept, zone)) if each.moment > now)
    return min(coming, key=lambda each: each.moment, default=None)


def _eves(kept: ChatData, board: Board, now: datetime, zone: ZoneInfo) -> Iterator[Expected]:
    who = kept.subscriber
    if who is None or Topic.EVE in who.muted:
        return
    today = office_day(now, zone)
    for visit in board.schedule.upcoming(today):
        if visit.state in CERTAIN and _hears_of(kept, visit, board):
            for eve in (day - DAY_BEFORE for day in first_days(visit.days) if day >= today):
                if not who.is_paused(eve):
                    yield Expected(datetime.combine(eve, EVE_HOUR, zone), NoticeKind.EVE, visit.place.name)


def _hears_of(kept: ChatData, visit: Visit, board: Board) -> bool:
    return bool(kept.subscriber and kept.subscriber.follows.keys() & set(of_place(visit.place, board.schools, board.areas)))


def _reminders(kept: ChatData, zone: ZoneInfo) -> Iterator[Expected]:
    """One whose day falls into a pause comes when it ends."""
    until = kept.subscriber.paused_until if kept.subscriber else None
    for each in kept.reminders:
        day = max(each.day, until or each.day)
        yield Expected(datetime.combine(day, REMINDER_HOUR, zone), each.kind)
