"""Everything that is told unasked, as replies: walked through by the tests of views and buttons."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from ektp_core.notices.due import CHANGES, Notice, NoticeKind
from ektp_core.subscriptions.reminders import ReminderKind
from ektp_core.subscriptions.subscribers import Scope, Subscription
from ektp_core.visits.schedule import Hours, Place, PlaceKind, Visit, VisitState
from handlers.outgoing.notices import expiry_reply, notice_reply, reminder_reply, topic_gone_reply
from handlers.reply import Reply
from tests.core.builders import TODAY, a_visit, published_board

MOMENT = datetime(2026, 11, 24, 5, tzinfo=UTC)
CLASSES = (Hours(time(8), time(11), "XI"), Hours(time(11), time(14), "XII"))
DAYS = (date(2026, 12, 24), date(2026, 12, 25))
"""Christmas is a holiday."""

SURE = replace(a_visit(*DAYS, hours=CLASSES), catch_up="Kantor Camat Koba, Senin–Jumat")
BEFORE = {
    "nothing": None,
    "other days": replace(SURE, days=(TODAY,)),
    "other hours": replace(SURE, hours=()),
    "cancelled": replace(SURE, state=VisitState.CANCELLED),
}


def a_notice(kind: NoticeKind, visit: Visit = SURE, before: Visit | None = None) -> Notice:
    """Of a visit in a month, due now."""
    return Notice(kind, visit, f"visit:1:{kind}:x", MOMENT, MOMENT + timedelta(days=1), MOMENT, before, visit.first_day)


@cache
def unasked() -> dict[str, Reply]:
    """Each by what it is about."""
    return dict(_unasked())


def _unasked() -> Iterator[tuple[str, Reply]]:
    board = published_board()
    office = replace(SURE, place=Place(PlaceKind.SUBDISTRICT_OFFICE, "Kantor Camat Koba", "19.04.01"), hours=(), catch_up=None)
    for kind in NoticeKind:
        yield kind, notice_reply(a_notice(kind), board)
        if kind is not NoticeKind.CATCH_UP:
            yield f"{kind} of an office", notice_reply(a_notice(kind, office), board)
        for about, before in BEFORE.items() if kind in CHANGES else ():
            yield f"{kind} before {about}", notice_reply(a_notice(kind, SURE, before), board)
    yield "moved from a plan", notice_reply(a_notice(NoticeKind.MOVED, replace(SURE, moved_from=(TODAY,))), board)
    yield "uncertain again", notice_reply(a_notice(NoticeKind.MOVED, replace(SURE, state=VisitState.PLANNED), SURE), board)
    for reminded in ReminderKind:
        yield reminded, reminder_reply(reminded, date(2027, 3, 12), board)
    yield "expiry", expiry_reply(board)
    yield "topic gone", topic_gone_reply([Subscription(Scope.SCHOOL, "10900778"), Subscription(Scope.SUBDISTRICT, "19.04.01")], board)
