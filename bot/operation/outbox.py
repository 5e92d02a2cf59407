"""`siaprekam outbox`: what waits to be sent, what nobody is sure of, and why."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from bot.application import DatabaseUnusable, utc_now
from bot.settings import Settings
from ektp_core.announcements.announcement import AnnouncementState, Reason
from ektp_core.reading.calendar import office_day
from ektp_core.store import Store, load_board, migrate
from ektp_core.store.existing import open_existing
from ektp_core.store.leadership import held_since
from ektp_core.store.notices import how_many_coming
from ektp_core.store.outbox import OpenCopies, Waiting, open_copies, waiting
from ektp_core.store.reminders import how_many_until, next_day
from ektp_core.subscriptions.subscribers import UnreachableReason

WHY: Mapping[str, str] = MappingProxyType(
    {
        Reason.STAFF: "by staff",
        Reason.TEXT_REFUSED: "Telegram refuses the text",
        Reason.RESTORED: "the database is a restored copy",
        Reason.CONTRADICTS: "the schedule changed, and its text says otherwise",
        Reason.CANNOT_FILL: "the schedule changed, and its placeholders or its audience are gone",
        Reason.VISIT_CHANGED: "the visit changed",
        Reason.TOO_LATE: "its time is over",
        Reason.LEFT: "the reader left while the request was under way",
        Reason.CRASH: "the bot was killed while the request was under way",
        Reason.UNKNOWN_MESSAGE: "nobody knows whether it arrived, so it cannot be corrected",
        Reason.ERASED: "the reader had their data erased",
        Reason.MOVED: "the group moved after it got the copy",
        Reason.LATE: "its time passed more than an hour ago while the bot was down",
        Reason.FAILED: "an error of the bot when it was to start; see the log",
        Reason.UNCHANGEABLE: "Telegram does not let the bot change it any more",
        UnreachableReason.BLOCKED: "the bot is blocked",
        UnreachableReason.DEACTIVATED: "the account is not active",
        UnreachableReason.NOT_FOUND: "the chat is not found",
        UnreachableReason.KICKED: "the bot was removed from the group",
        UnreachableReason.NEVER_STARTED: "the bot was never started there",
        UnreachableReason.NO_RIGHT: "the bot may not write in the group",
        UnreachableReason.TOPIC_CLOSED: "no topic of the group takes messages of the bot",
        "SocketTimeoutError": "Telegram did not answer in time",
        "ServerDisconnectedError": "the connection was closed before the answer",
        "ClientOSError": "the connection broke before the answer",
    }
)
"""What the short reasons in the store mean; others are shown as they are."""


SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class DueSoon:
    """How much the next 24 hours bring: announcements with a time, notices of visits, people who asked to be reminded."""

    announcements: int
    notices: int
    reminders: int


@dataclass(frozen=True, slots=True)
class OutboxState:
    """What the outbox holds now, and what will enter it soon."""

    held_since: datetime | None
    due_soon: DueSoon
    announcements: list[Waiting]
    copies: list[OpenCopies]
    next_reminders: str | None


async def look(settings: Settings, now: Callable[[], datetime] = utc_now) -> OutboxState:
    """Read the outbox of the settings' database; the bot may be running on it. Raises DatabaseUnusable and NoOffice."""
    store: Store | None = None
    try:
        store = await open_existing(settings.database(demo=settings.in_sandbox))
        await migrate(store)
        day, announcements = await next_day(store), await waiting(store)
        soon = await _due_soon(store, announcements, settings.zone, now())
        return OutboxState(await held_since(store), soon, announcements, await open_copies(store), day.isoformat() if day else None)
    except (SQLAlchemyError, OSError) as error:
        raise DatabaseUnusable from error
    finally:
        if store:
            await store.close()


async def _due_soon(store: Store, announcements: Sequence[Waiting], zone: ZoneInfo, now: datetime) -> DueSoon:
    until = now + SOON
    scheduled = sum(each.state == AnnouncementState.SCHEDULED and each.due is not None and each.due <= until for each in announcements)
    notices = await how_many_coming(store, await load_board(store), now, until, zone)
    return DueSoon(scheduled, notices, await how_many_until(store, office_day(until, zone), office_day(now, zone)))


def print_found(found: OutboxState, *, as_json: bool) -> None:
    """One line for each announcement, state and reason."""
    if as_json:
        print(json.dumps(asdict(found), default=str, indent=1))
        return
    if found.held_since:
        print(f"Nothing is sent since {found.held_since:%Y-%m-%d %H:%M}: the database is a restored copy. An admin resumes it in /petugas.")
    for each in found.announcements:
        due = f"due {each.due:%Y-%m-%d %H:%M %Z}" if each.due else None
        print(f"A-{each.announcement} ({each.kind}): {', '.join(filter(None, [each.state, due, in_words(each.why)]))}")
    for copies in found.copies:
        stand = f"{copies.count} {copies.copy_state}"
        print(f"A-{copies.announcement} ({copies.kind}, {copies.state}): {', '.join(filter(None, [stand, in_words(copies.why)]))}")
    if not found.copies and not found.announcements:
        print("Nothing waits, and nothing is uncertain.")
    soon = {"announcement": found.due_soon.announcements, "notice of a visit": found.due_soon.notices, "reminder": found.due_soon.reminders}
    counted = ", ".join(f"{count} {_plural(name, count)}" for name, count in soon.items() if count)
    print(f"Due within 24 hours: {counted or 'nothing'}.")
    if found.next_reminders:
        print(f"The next reminders are due on {found.next_reminders}.")


def _plural(name: str, count: int) -> str:
    first, *rest = name.split(" ", 1)
    return " ".join([first if count == 1 else f"{first}s", *rest])


def in_words(why: str | None) -> str:
    """A reason as it is told on the terminal; one that we have no words for as it stands."""
    return WHY.get(why or "", why or "")
