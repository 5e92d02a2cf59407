"""Who did what when: written in the transaction that does it, and never changed afterwards."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Entry
from ektp_core.roles import RIGHTS, Act, NotAllowed, Outcome, Role
from ektp_core.store.connection import Store
from ektp_core.store.schema import audit, member, state

PAGE = 10


@dataclass(slots=True)
class Doing:
    """An act in the making: its transaction, and what the audit will say of it."""

    connection: AsyncConnection
    subject: str = ""
    details: Mapping[str, Any] | None = None
    changes_board: bool = False


@asynccontextmanager
async def acting(store: Store, person: int, act: Act, now: datetime) -> AsyncIterator[Doing]:
    """One act of one person: the right is read in the very transaction that acts, and the audit is written in it too.

    One act at a time: what it compares cannot change under it. Raises NotAllowed when the role does not allow it at this moment; the
    refusal is audited by whoever answers it.
    """
    async with store.changing() as connection:
        await connection.execute(select(state.c.id).with_for_update())
        row = (await connection.execute(select(member).where(member.c.person == person))).first()
        if row is None or Role(row.role) not in RIGHTS[act]:
            raise NotAllowed(act=act)
        doing = Doing(connection)
        yield doing
        if doing.changes_board:
            await connection.execute(update(state).values(board_version=state.c.board_version + 1))
        await _write(connection, now, person, row.name, row.role, act, Outcome.DONE, doing.subject, doing.details or {})


@asynccontextmanager
async def acting_on_terminal(store: Store, act: Act, now: datetime) -> AsyncIterator[Doing]:
    """An act of whoever runs the machine, who holds the database anyway; audited as such."""
    async with store.changing() as connection:
        doing = Doing(connection)
        yield doing
        if doing.changes_board:
            await connection.execute(update(state).values(board_version=state.c.board_version + 1))
        await _write(connection, now, 0, "terminal", None, act, Outcome.DONE, doing.subject, doing.details or {})


async def note_refusal(store: Store, person: int, name: str, role: Role | None, act: Act, subject: str, now: datetime) -> None:
    """Somebody tried what they may not."""
    async with store.changing() as connection:
        await _write(connection, now, person, name, role, act, Outcome.REFUSED, subject, {})


async def entries(
    store: Store, *, page: int = 1, person: int | None = None, act: Act | None = None, outcome: Outcome | None = None
) -> list[Entry]:
    """A page of the audit, newest first, optionally of one person, act or outcome; one line more than a page when there are more."""
    query = select(audit).order_by(audit.c.id.desc()).limit(PAGE + 1).offset((page - 1) * PAGE)
    for column, value in ((audit.c.person, person), (audit.c.act, act), (audit.c.outcome, outcome)):
        if value is not None:
            query = query.where(column == value)
    async with store.reading() as connection:
        return [_entry(row) for row in await connection.execute(query)]


async def newest_entries(store: Store, most: int) -> list[Entry]:
    """So many of the newest lines, newest first."""
    async with store.reading() as connection:
        return [_entry(row) for row in await connection.execute(select(audit).order_by(audit.c.id.desc()).limit(most))]


async def names(store: Store, most: int) -> dict[int, str]:
    """Who is in the audit, by person, with the name of their last line; whoever acted last comes first."""
    last = select(func.max(audit.c.id)).group_by(audit.c.person)
    query = select(audit.c.person, audit.c.name).where(audit.c.id.in_(last)).order_by(audit.c.id.desc()).limit(most)
    async with store.reading() as connection:
        return {row.person: row.name for row in await connection.execute(query)}


async def acts(store: Store) -> list[Act]:
    """The acts that are in the audit."""
    async with store.reading() as connection:
        found = set((await connection.execute(select(audit.c.act).distinct())).scalars())
    return [act for act in Act if act in found]


async def _write(
    connection: AsyncConnection,
    now: datetime,
    person: int,
    name: str,
    role: Role | None,
    act: Act,
    outcome: Outcome,
    subject: str,
    details: Mapping[str, Any],
) -> None:
    row = {"moment": now, "person": person, "name": name, "role": role, "act": act, "outcome": outcome, "subject": subject}
    await connection.execute(insert(audit).values(**row, details=json.dumps(dict(details), ensure_ascii=False, default=str)))


def _entry(row: Any) -> Entry:
    role = Role(row.role) if row.role else None
    return Entry(row.id, row.moment, row.person, row.name, role, Act(row.act), Outcome(row.outcome), row.subject, json.loads(row.details))
