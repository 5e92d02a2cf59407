"""Which messages change by themselves: the progress of announcements and the count boards of visits, until something else is written there.

A chat watches a thing in one message, the last in which it was opened; of an announcement it is told the end even when none shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.profile import Language
from ektp_core.roles import RIGHTS, Act
from ektp_core.store.connection import Store
from ektp_core.store.schema import announcement, member, tally_watch, visit, watch
from ektp_core.store.tallies import tally_in
from ektp_core.visits.recaps import VisitTally
from ektp_core.visits.schedule import VisitState


class LiveKind(StrEnum):
    """What a message that changes by itself shows."""

    ANNOUNCEMENT = "announcement"
    TALLY = "tally"


@dataclass(frozen=True, slots=True)
class Live:
    """The thing that such a message shows, by its number; of a count board also its day, and the tap that its button takes back."""

    kind: LiveKind
    number: int
    day: date | None = None
    undo: str | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """A chat that watches a thing, and its message that shows it, in which language; None when none does."""

    live: Live
    chat: int
    message_id: int | None
    language: Language | None = None
    revision: int = 1
    """Grows whenever an answer writes it: what was read before that is not written over it."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where the watches of one kind are kept, by which column the thing is known, and who may look on."""

    table: Table
    number: Column[Any]
    right: Act
    more: tuple[str, ...] = field(default=())


_KEPT: Mapping[LiveKind, _Kept] = MappingProxyType(
    {
        LiveKind.ANNOUNCEMENT: _Kept(watch, watch.c.announcement, Act.ANNOUNCE),
        LiveKind.TALLY: _Kept(tally_watch, tally_watch.c.visit, Act.TALLY, ("day", "undo")),
    }
)


async def watches(store: Store, kind: LiveKind) -> list[Watch]:
    """Everybody who watches things of a kind, and may look on at this moment, by thing."""
    kept = _KEPT[kind]
    table = kept.table
    query = select(table).join(member, member.c.person == table.c.chat).where(member.c.role.in_(RIGHTS[kept.right]))
    async with store.reading() as connection:
        return [_watch(kind, row) for row in (await connection.execute(query.order_by(kept.number, table.c.chat))).mappings()]


async def note_written(store: Store, chat: int, message_id: int, live: Live | None, language: Language | None = None) -> None:
    """A message was written anew: it shows this from now on, or nothing that changes by itself.

    Whoever wrote a message last owns it: what stood in it before moves it no more. What was written last is what lies open in the chat.
    """
    async with store.changing() as connection:
        for kept in _KEPT.values():
            stood_in_it = and_(kept.table.c.chat == chat, kept.table.c.message_id == message_id)
            await connection.execute(update(kept.table).where(stood_in_it).values(message_id=None))
        await _leave_board(connection, chat)
        if live is None:
            return
        kept = _KEPT[live.kind]
        written = await connection.scalar(select(kept.table.c.revision).where(*_of(live, chat)))
        await connection.execute(delete(kept.table).where(*_of(live, chat)))
        more = {name: getattr(live, name) for name in kept.more}
        more |= {"is_open": True} if live.kind is LiveKind.TALLY else {}
        row = {kept.number.name: live.number, "chat": chat, "message_id": message_id, "language": language, "revision": (written or 0) + 1}
        await connection.execute(insert(kept.table).values(row | more))


async def note_answered(store: Store, chat: int) -> None:
    """A new message was written below the count board: it lies open no more, and changes by itself as before."""
    async with store.changing() as connection:
        await _leave_board(connection, chat)


async def _leave_board(connection: AsyncConnection, chat: int) -> None:
    await connection.execute(update(tally_watch).where(tally_watch.c.chat == chat, tally_watch.c.is_open).values(is_open=False))


async def open_board(store: Store, chat: int, day: date) -> int | None:
    """The visit whose count board of this day is the last thing that was written in a chat."""
    lies_open = tally_watch.c.chat == chat, tally_watch.c.is_open, tally_watch.c.day == day, tally_watch.c.message_id.is_not(None)
    async with store.reading() as connection:
        found: int | None = await connection.scalar(select(tally_watch.c.visit).where(*lies_open))
    return found


async def board_message(store: Store, chat: int, number: int) -> int | None:
    """The message of a chat that shows the count board of a visit."""
    async with store.reading() as connection:
        found: int | None = await connection.scalar(select(tally_watch.c.message_id).where(*_of(Live(LiveKind.TALLY, number), chat)))
    return found


async def still_shows(store: Store, seen: Watch, state: AnnouncementState) -> bool:
    """Whether the message still shows the progress, and the announcement is still in the state that it is to be shown in."""
    async with store.reading() as connection:
        now = await connection.scalar(select(announcement.c.state).where(announcement.c.id == seen.live.number))
        return now == state and await _still_shows(connection, seen)


async def still_counts(store: Store, seen: Watch, state: VisitState, counted: VisitTally) -> bool:
    """Whether the message still shows the count board, and nobody has counted or closed since what it is to show was read."""
    async with store.reading() as connection:
        now = await connection.scalar(select(visit.c.state).where(visit.c.id == seen.live.number))
        if now != state or await tally_in(connection, seen.live.number) != counted:
            return False
        return await _still_shows(connection, seen)


async def _still_shows(connection: AsyncConnection, seen: Watch) -> bool:
    """As it was seen: no answer has written it again since."""
    table = _KEPT[seen.live.kind].table
    row = (await connection.execute(select(table).where(*_of(seen.live, seen.chat)))).mappings().first()
    now = _watch(seen.live.kind, row) if row else None
    return seen.message_id is not None and now == seen


async def let_go(store: Store, seen: Watch) -> None:
    """The message is there no more; the chat still watches."""
    table = _KEPT[seen.live.kind].table
    async with store.changing() as connection:
        its = and_(*_of(seen.live, seen.chat), table.c.message_id == seen.message_id)
        await connection.execute(update(table).where(its).values(message_id=None))


async def unwatch(store: Store, seen: Watch) -> None:
    """The chat was told the end."""
    async with store.changing() as connection:
        await connection.execute(delete(_KEPT[seen.live.kind].table).where(*_of(seen.live, seen.chat)))


def _of(live: Live, chat: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    kept = _KEPT[live.kind]
    return kept.number == live.number, kept.table.c.chat == chat


def _watch(kind: LiveKind, row: Mapping[Any, Any]) -> Watch:
    kept = _KEPT[kind]
    live = Live(kind, row[kept.number.name], **{name: row[name] for name in kept.more})
    return Watch(live, row["chat"], row["message_id"], Language(row["language"]) if row["language"] else None, row["revision"])
