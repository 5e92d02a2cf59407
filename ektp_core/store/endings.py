"""Notes of what people have ended, each a keyed hash, for the day when a copy of before is restored (`ended_since.py`)."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.backups.endings import ENDINGS_KEPT, EndingKind, mark_of
from ektp_core.roles import Role, includes
from ektp_core.store.schema import ending
from ektp_core.subscriptions.reminders import Reminder
from ektp_core.subscriptions.subscribers import Subscription


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role, and the school that it is bound to."""

    role: Role
    school: str | None

    @property
    def written(self) -> str:
        """As its mark is made from."""
        return f"{self.role}:{self.school or ''}"

    def includes(self, other: "HeldRole") -> bool:
        """Whether somebody who goes from the other to this one loses nothing."""
        return includes(self.role, other.role) and (self.school == other.school or self.role is not Role.SCHOOL)


async def note_erased(connection: AsyncConnection, chat: int, now: datetime) -> None:
    """Somebody has had all erased that was kept of them."""
    await _note(connection, EndingKind.ERASED, chat, [""], now)


async def note_unfollowed(connection: AsyncConnection, chat: int, things: Iterable[Subscription | Reminder], now: datetime) -> None:
    """A chat is no longer told of these."""
    await _note(connection, EndingKind.UNFOLLOWED, chat, map(written, things), now)


async def note_role_ended(connection: AsyncConnection, person: int, held: HeldRole, now: datetime) -> None:
    """Somebody holds a role no more."""
    await _note(connection, EndingKind.ROLE, person, [held.written], now)


async def follow_again(connection: AsyncConnection, chat: int, things: Iterable[Subscription | Reminder]) -> None:
    """What was ended is wanted again: a copy that holds it is right."""
    await _take_back(connection, EndingKind.UNFOLLOWED, chat, map(written, things))


async def hold_role_again(connection: AsyncConnection, person: int, held: HeldRole) -> None:
    """Somebody has a role, also if they had lost it before."""
    await _take_back(connection, EndingKind.ROLE, person, [held.written])


async def forget_endings(connection: AsyncConnection, now: datetime) -> None:
    """No backup is old enough any more to hold what these ended."""
    await connection.execute(delete(ending).where(ending.c.moment < now - ENDINGS_KEPT))


def written(thing: Subscription | Reminder) -> str:
    """One thing that a chat is told of, as its mark is made from."""
    return f"{thing.scope}:{thing.target}" if isinstance(thing, Subscription) else f"{thing.kind}:{thing.day}"


async def _note(connection: AsyncConnection, kind: EndingKind, whom: int, what: Iterable[str], now: datetime) -> None:
    newest = select(ending.c.salt).order_by(ending.c.moment.desc()).limit(1)
    salt = await connection.scalar(newest) or secrets.token_hex(16)
    marks = [mark_of(salt, kind, whom, each) for each in what]
    if marks:
        await _remove(connection, marks)
        await connection.execute(insert(ending), [{"mark": mark, "salt": salt, "kind": kind, "moment": now} for mark in marks])


async def _take_back(connection: AsyncConnection, kind: EndingKind, whom: int, what: Iterable[str]) -> None:
    salts = (await connection.scalars(select(ending.c.salt).distinct())).all()
    await _remove(connection, [mark_of(salt, kind, whom, each) for each in what for salt in salts])


async def _remove(connection: AsyncConnection, marks: Sequence[str]) -> None:
    if marks:
        await connection.execute(delete(ending).where(ending.c.mark.in_(marks)))
