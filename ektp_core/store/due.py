"""What has been told of each visit, and what the time puts into the outbox or takes out of it again (RELIABILITY promise 10)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from json import dumps, loads
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, delete, func, insert, literal, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcement import AnnouncementKind, AnnouncementState
from ektp_core.audience import of_place
from ektp_core.board import Board
from ektp_core.kept import COPIES_KEPT_DAYS
from ektp_core.notices import CHANGES, EVER, Known, Notice
from ektp_core.profile import Language
from ektp_core.reminders import NoticeKind, ReminderKind
from ektp_core.roles import Outcome, Role
from ektp_core.schedule import Place, Visit
from ektp_core.store import outbox, reminders
from ektp_core.store.lead import may_send
from ektp_core.store.notice_switches import notices_off_in
from ektp_core.store.outbox import Wording
from ektp_core.store.schema import announcement, audit, delivery, gone, lead, member, preference, reminder, state, visit_told
from ektp_core.store.subscriptions import EXPIRY_KEY, closing_expiry, recipients
from ektp_core.subscriptions import Topic
from ektp_core.unsent import CHANGED, TOO_LATE, Step, Unsent
from ektp_core.visit_json import visit_from_json, visit_to_json

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

VISIT = "visit "
"""Begins the subject of what staff do with one visit, in the audit."""

NEWEST_ACTS = 500
"""Acts of staff that may lie within the minutes that a change needs to settle; more than an office can do."""

KEPT_FOR = timedelta(days=COPIES_KEPT_DAYS)
"""Copies are kept this long after an announcement is closed: who got what is nobody's business later (RELIABILITY promise 24)."""

ENDED: Mapping[Step, str] = MappingProxyType({Step.END_LATE: TOO_LATE, Step.END_CHANGED: CHANGED})


@dataclass(frozen=True, slots=True)
class Sight:
    """All that a look at the clock needs to know of the store, at one moment."""

    board_version: int
    may_send: bool
    since: datetime
    """What was due before an admin let a restored copy send again counts as missed."""

    known: Known
    unsent: Sequence[Unsent]
    days: Sequence[tuple[ReminderKind, date]]
    """Of reminders: those that have come, perhaps a while ago."""


async def look(connection: AsyncConnection, fence: int, today: date) -> Sight:
    """See what there is. Raises LostLead."""
    version = int((await connection.execute(select(state.c.board_version))).scalar_one())
    allowed = await may_send(connection, fence)
    since = await connection.scalar(select(lead.c.released)) or EVER
    return Sight(version, allowed, since, await known(connection), await unsent(connection), await reminders.due(connection, today))


async def known(connection: AsyncConnection) -> Known:
    """What followers know of each visit, what staff did last, and which notices are switched off."""
    told = await connection.execute(select(visit_told.c.visit, visit_told.c.told))
    newest = select(func.max(audit.c.id)).scalar_subquery() - NEWEST_ACTS
    acts = select(audit.c.subject, audit.c.moment).where(audit.c.id > newest, audit.c.subject.startswith(VISIT))
    acted: dict[int, datetime] = {}
    for subject, moment in (await connection.execute(acts.where(audit.c.outcome == Outcome.DONE).order_by(audit.c.id))).all():
        number = subject.removeprefix(VISIT)
        if number.isdecimal():
            acted[int(number)] = moment
    return Known(
        {row.visit: _visit(row.told) for row in told}, acted, await _announced(connection), frozenset(await notices_off_in(connection))
    )


@lru_cache(maxsize=4096)
def _visit(text: str) -> Visit:
    return visit_from_json(loads(text))


async def _announced(connection: AsyncConnection) -> dict[int, datetime]:
    """When staff last announced each visit themselves; one that was stopped or cancelled told few."""
    reaching = (AnnouncementState.SENDING, AnnouncementState.PAUSED, AnnouncementState.CLOSED)
    query = select(announcement.c.visit, announcement.c.started).where(
        announcement.c.kind == AnnouncementKind.ANNOUNCEMENT,
        announcement.c.visit.is_not(None),
        announcement.c.started.is_not(None),
        announcement.c.state.in_(reaching),
    )
    return {row.visit: row.started for row in await connection.execute(query.order_by(announcement.c.id))}


async def tell(connection: AsyncConnection, notice: Notice, now: datetime) -> None:
    """From now on the followers of a visit know it as it is; one that was removed is forgotten."""
    await connection.execute(delete(visit_told).where(visit_told.c.visit == notice.visit.id))
    if not notice.is_of_removed:
        await remember(connection, [notice.visit], now)


async def remember(connection: AsyncConnection, visits: Iterable[Visit], now: datetime) -> None:
    """These visits are known as they are; nothing was known of them before."""
    rows = [{"visit": visit.id, "told": dumps(visit_to_json(visit), ensure_ascii=False), "moment": now} for visit in visits]
    if rows:
        await connection.execute(insert(visit_told), rows)


async def not_yet_queued(connection: AsyncConnection, keys: Collection[str]) -> set[str]:
    """Those of some keys that have never been in the outbox."""
    there = (await connection.execute(select(announcement.c.key).where(announcement.c.key.in_(list(keys))))).scalars()
    return set(keys) - set(there)


async def queue_notice(
    connection: AsyncConnection, notice: Notice, wordings: Sequence[Wording], board: Board, now: datetime, today: date
) -> None:
    """Put a notice into the outbox, and remember a change as told, also where nobody is to be told."""
    people = _people(notice, board, today)
    await outbox.enqueue(
        connection, AnnouncementKind.NOTICE, notice.key, wordings, people, now, visit=notice.visit.id, expires=notice.expires
    )
    if notice.kind in CHANGES:
        await tell(connection, notice, now)


def _people(notice: Notice, board: Board, today: date) -> Select[Any]:
    """The followers of the visit's place; a school's own people hear of its checklists and of every change."""
    if notice.kind not in TOPICS:
        return _of_school(notice.visit.place)
    followers = recipients(of_place(notice.visit.place, board.schools, board.areas), TOPICS[notice.kind], today)
    if TOPICS[notice.kind] is not Topic.CHANGES or notice.visit.place.npsn is None:
        return followers
    others = _of_school(notice.visit.place).where(member.c.person.not_in(select(followers.subquery().c.chat)))
    both = union_all(followers, others).subquery()
    return select(both.c.chat, both.c.language)


def _of_school(place: Place) -> Select[Any]:
    """The people of a school, in their private chats."""
    return (
        select(member.c.person.label("chat"), func.coalesce(preference.c.language, literal(Language.ID.value)).label("language"))
        .outerjoin(preference, preference.c.chat == member.c.person)
        .where(member.c.role == Role.SCHOOL, member.c.school == place.npsn)
        .where(~select(gone.c.chat).where(gone.c.chat == member.c.person).exists())
    )


async def queue_reminder(
    connection: AsyncConnection, kind: ReminderKind, day: date, wordings: Sequence[Wording], now: datetime, today: date
) -> None:
    """Remind everybody who asked for a day and hears today; what they asked is removed with it, so that nobody is reminded twice."""
    key = f"reminder:{kind}:{day}:{now.isoformat()}"
    await outbox.enqueue(connection, AnnouncementKind.REMINDER, key, wordings, reminders.people_due(kind, day, today), now)
    await reminders.take_told(connection, kind, day, today)


async def drop_reminders(connection: AsyncConnection, kind: ReminderKind, day: date) -> int:
    """Nobody is reminded of a day that came while nothing was sent; how many would have been."""
    return (await connection.execute(delete(reminder).where(reminder.c.kind == kind, reminder.c.day == day))).rowcount


async def drop_reminders_of_gone(connection: AsyncConnection, today: date) -> None:
    """Whoever shut the bot out by the day that they asked for is not reminded of it later either."""
    await connection.execute(delete(reminder).where(reminder.c.day <= today, reminder.c.chat.in_(select(gone.c.chat))))


async def queue_closing_expiry(connection: AsyncConnection, wordings: Sequence[Wording], now: datetime, today: date) -> None:
    """Ask those whose subscriptions end soon whether they still want them."""
    await outbox.enqueue(connection, AnnouncementKind.NOTICE, f"{EXPIRY_KEY}{today}", wordings, closing_expiry(today), now)


async def unsent(connection: AsyncConnection) -> list[Unsent]:
    """What may still be sent and depends on the time or on a visit."""
    waiting = (AnnouncementState.SCHEDULED, AnnouncementState.SENDING, AnnouncementState.PAUSED)
    columns = (announcement.c.id, announcement.c.key, announcement.c.state, announcement.c.reason, announcement.c.expires)
    query = select(*columns, announcement.c.visit, announcement.c.kind).where(announcement.c.state.in_(waiting))
    return [
        Unsent(
            row.id,
            row.key if row.kind == AnnouncementKind.NOTICE else None,
            AnnouncementState(row.state),
            row.reason,
            row.expires,
            row.visit,
        )
        for row in (await connection.execute(query)).all()
    ]


async def take_step(connection: AsyncConnection, seen: Unsent, step: Step) -> None:
    """Hold something back, let it go on, or end it: what was not sent is skipped."""
    if step in ENDED:
        await outbox.withdraw(connection, seen.id, AnnouncementState.CANCELLED, ENDED[step])
        return
    after, reason = (AnnouncementState.PAUSED, CHANGED) if step is Step.HOLD_BACK else (AnnouncementState.SENDING, None)
    as_seen = announcement.c.id == seen.id, announcement.c.state == seen.state
    await connection.execute(update(announcement).where(*as_seen).values(state=after, reason=reason))


async def forget_reminder_copies(connection: AsyncConnection) -> None:
    """Once a reminder is closed, nothing tells whom it reached."""
    closed = select(announcement.c.id).where(announcement.c.kind == AnnouncementKind.REMINDER, announcement.c.closed.is_not(None))
    await connection.execute(delete(delivery).where(delivery.c.announcement.in_(closed)))


async def forget_old_copies(connection: AsyncConnection, now: datetime) -> None:
    """What was sent stays with its counts; who got it is kept for 30 days."""
    with_copies = select(delivery.c.id).where(delivery.c.announcement == announcement.c.id).exists()
    rows = await connection.execute(select(announcement.c.id, announcement.c.closed).where(announcement.c.closed.is_not(None), with_copies))
    old = [row.id for row in rows if row.closed < now - KEPT_FOR]
    if old:
        await connection.execute(delete(delivery).where(delivery.c.announcement.in_(old)))
