"""What has been told of each visit, and what enters the outbox because of it (docs/reliability.md#reminders-come-once)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from json import dumps, loads
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, delete, func, insert, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import AnnouncementKind
from ektp_core.announcements.audience import of_place
from ektp_core.audit import Thing
from ektp_core.board import Board
from ektp_core.notices.due import CHANGES, EVER, TOPICS, Announced, Known, Notice, coming
from ektp_core.notices.unsent import Unsent
from ektp_core.profile import Language
from ektp_core.roles import Outcome, Role
from ektp_core.store import outbox, reminders
from ektp_core.store.audiences import REACHED
from ektp_core.store.connection import Store
from ektp_core.store.leadership import may_send
from ektp_core.store.notice_switches import notices_off_in
from ektp_core.store.outbox import Wording
from ektp_core.store.reachable import NO_THREAD, is_reachable, language_of
from ektp_core.store.schema import announcement, audit, delivery, lead, member, state, visit_told
from ektp_core.store.subscriptions import recipients
from ektp_core.store.unsent import unsent
from ektp_core.subscriptions.reminders import ReminderKind
from ektp_core.subscriptions.subscribers import Topic
from ektp_core.visits.as_json import visit_from_json, visit_to_json
from ektp_core.visits.schedule import Place, Visit

NEWEST_ACTS = 500
"""Acts of staff that may lie within the minutes that a change needs to settle; more than an office can do."""


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
    newest_acts = select(audit.c.thing, audit.c.moment).where(audit.c.id > newest, audit.c.kind == Thing.VISIT)
    done = await connection.execute(newest_acts.where(audit.c.outcome == Outcome.DONE).order_by(audit.c.id))
    acted = {int(row.thing): row.moment for row in done if row.thing.isdecimal()}
    return Known(
        {row.visit: _visit(row.told) for row in told}, acted, await _announced(connection), frozenset(await notices_off_in(connection))
    )


async def told_of(store: Store, number: int) -> Visit | None:
    """One visit as its followers know it; None when nothing was told of it."""
    async with store.reading() as connection:
        told = await connection.scalar(select(visit_told.c.told).where(visit_told.c.visit == number))
        return _visit(told) if told else None


@lru_cache(maxsize=4096)
def _visit(text: str) -> Visit:
    return visit_from_json(loads(text))


async def _announced(connection: AsyncConnection) -> dict[int, Announced]:
    """How staff last announced each visit themselves."""
    query = select(announcement.c.id, announcement.c.visit, announcement.c.started, announcement.c.closed).where(
        announcement.c.kind == AnnouncementKind.ANNOUNCEMENT, announcement.c.visit.is_not(None), announcement.c.started.is_not(None)
    )
    rows = await connection.execute(query.order_by(announcement.c.id))
    return {row.visit: Announced(row.id, row.started, row.closed is None) for row in rows}


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


async def how_many_coming(store: Store, board: Board, now: datetime, until: datetime, zone: ZoneInfo) -> int:
    """How many notices of visits enter the outbox up to a moment; for the terminal."""
    async with store.reading() as connection:
        keys = [notice.key for notice in coming(board.schedule, await known(connection), now, until, zone)]
        return len(await not_yet_queued(connection, keys))


async def not_yet_queued(connection: AsyncConnection, keys: Collection[str]) -> set[str]:
    """Those of some keys that have never been in the outbox."""
    there = (await connection.execute(select(announcement.c.key).where(announcement.c.key.in_(list(keys))))).scalars()
    return set(keys) - set(there)


async def queue_notice(
    connection: AsyncConnection, notice: Notice, wordings: Sequence[Wording], board: Board, now: datetime, today: date
) -> None:
    """Put a notice into the outbox, and remember a change as told, also where nobody is to be told."""
    people = _people(notice, board, today)
    if notice.without is not None:
        people = _without(people, notice.without)
    await outbox.enqueue(
        connection, AnnouncementKind.NOTICE, notice.key, wordings, people, now, visit=notice.visit.id, expires=notice.expires
    )
    if notice.kind in CHANGES:
        await tell(connection, notice, now)


def _without(people: Select[Any], number: int) -> Select[Any]:
    """Those whom staff's own announcement has not reached: who silenced announcements, or came after it was cancelled."""
    found = people.subquery()
    reached = delivery.c.announcement == number, delivery.c.chat == found.c.chat, delivery.c.state.in_(REACHED)
    return select(found).where(~select(delivery.c.id).where(*reached).exists())


def _people(notice: Notice, board: Board, today: date) -> Select[Any]:
    """The followers of the visit's place; a school's own people hear of its checklists and of every change."""
    if notice.kind not in TOPICS:
        return _of_school(notice.visit.place)
    followers = recipients(of_place(notice.visit.place, board.schools, board.areas), TOPICS[notice.kind], today)
    if TOPICS[notice.kind] is not Topic.CHANGES or notice.visit.place.npsn is None:
        return followers
    others = _of_school(notice.visit.place).where(member.c.person.not_in(select(followers.subquery().c.chat)))
    both = union_all(followers, others).subquery()
    return select(both)


def _of_school(place: Place) -> Select[Any]:
    """The people of a school, in their private chats."""
    return (
        select(member.c.person.label("chat"), language_of(member.c.person, literal(Language.ID.value)), NO_THREAD)
        .where(member.c.role == Role.SCHOOL, member.c.school == place.npsn)
        .where(is_reachable(member.c.person))
    )
