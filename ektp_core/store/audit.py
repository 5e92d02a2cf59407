"""Who did what when: written in the transaction that does it, and never changed afterwards."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import NOTHING, Change, Changed, Entry, Seen, Subject, Thing
from ektp_core.roles import CHANGES_BOARD, RIGHTS, Act, NotAllowed, Outcome, Role
from ektp_core.store.connection import Store
from ektp_core.store.schema import announcement, audit, award, loan, member, state, visit, visit_request

PAGE = 10


VERSIONED = {Thing.AWARD: award, Thing.VISIT: visit, Thing.LOAN: loan, Thing.REQUEST: visit_request, Thing.ANNOUNCEMENT: announcement}
"""Things whose row counts its versions."""


@dataclass(slots=True)
class Doing:
    """An act in the making: its transaction, and what the audit will say of it. A new thing gets its number on the way."""

    connection: AsyncConnection
    subject: Subject
    details: Mapping[str, Any] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    has_effect: bool = True
    """False when it was so already: then there is nothing to note."""


@asynccontextmanager
async def acting(
    store: Store, person: int, act: Act, now: datetime, subject: Subject = NOTHING, *, seen: Seen | None = None
) -> AsyncIterator[Doing]:
    """One act of one person: the right is read in the very transaction that acts, and the audit is written in it too.

    One act at a time: what it compares cannot change under it. Raises NotAllowed when the role does not allow it at this moment (the
    refusal is audited by whoever answers it), and Changed when the thing is no longer in the version that was `seen`.
    """
    async with store.changing() as connection:
        await connection.execute(select(state.c.id).with_for_update())
        row = (await connection.execute(select(member).where(member.c.person == person))).first()
        if row is None or Role(row.role) not in RIGHTS[act]:
            raise NotAllowed(act=act)
        if seen:
            await _check_version(connection, subject, seen)
        doing = Doing(connection, subject)
        yield doing
        if doing.has_effect:
            await _note_done(doing, act, now, person, row.name, row.role)


@asynccontextmanager
async def acting_on_terminal(store: Store, act: Act, now: datetime) -> AsyncIterator[Doing]:
    """An act of whoever runs the machine, who holds the database anyway; audited as such."""
    async with store.changing() as connection:
        doing = Doing(connection, NOTHING)
        yield doing
        await _note_done(doing, act, now, 0, "terminal", None)


async def _check_version(connection: AsyncConnection, subject: Subject, seen: Seen) -> None:
    table = VERSIONED[Thing(subject.kind)]
    if await connection.scalar(select(table.c.version).where(table.c.id == seen.id)) != seen.version:
        raise await overtaken(connection, subject)


async def overtaken(connection: AsyncConnection, subject: Subject) -> Changed:
    """The refusal for whoever comes second, with the name of who was first: nothing is overwritten."""
    return Changed(subject, await who_changed_in(connection, subject))


async def _note_done(doing: Doing, act: Act, now: datetime, person: int, name: str, role: Role | None) -> None:
    if act in CHANGES_BOARD:
        await doing.connection.execute(update(state).values(board_version=state.c.board_version + 1))
    await _write(doing.connection, now, person, name, role, act, Outcome.DONE, doing.subject, doing.details, doing.changes)


async def note_refusal(store: Store, person: int, name: str, role: Role | None, act: Act, subject: Subject, now: datetime) -> None:
    """Somebody tried what they may not."""
    async with store.changing() as connection:
        await _write(connection, now, person, name, role, act, Outcome.REFUSED, subject, {})


async def who_changed(store: Store, subject: Subject) -> str | None:
    """Who last changed a thing, so that whoever comes second is told who was first."""
    async with store.reading() as connection:
        return await who_changed_in(connection, subject)


async def who_changed_in(connection: AsyncConnection, subject: Subject) -> str | None:
    """`who_changed` in a transaction that does more."""
    about = audit.c.kind == subject.kind, audit.c.thing == str(subject.thing), audit.c.outcome == Outcome.DONE
    return (await connection.execute(select(audit.c.name).where(*about).order_by(audit.c.id.desc()).limit(1))).scalar()


async def entries(
    store: Store,
    *,
    page: int = 1,
    person: int | None = None,
    act: Act | None = None,
    outcome: Outcome | None = None,
    among: frozenset[Act] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Entry]:
    """A page of the audit, newest first, optionally of one person, act or outcome; one line more than a page when there are more.

    `among` are acts of which each will do; `since` is the first moment, `until` the one before which the lines lie.
    """
    wanted = [
        column == value for column, value in ((audit.c.person, person), (audit.c.act, act), (audit.c.outcome, outcome)) if value is not None
    ]
    wanted += [audit.c.act.in_(sorted(among))] if among is not None else []
    wanted += [audit.c.moment >= since] if since is not None else []
    wanted += [audit.c.moment < until] if until is not None else []
    query = select(audit).where(*wanted).order_by(audit.c.id.desc()).limit(PAGE + 1).offset((page - 1) * PAGE)
    async with store.reading() as connection:
        return [_entry(row) for row in await connection.execute(query)]


async def entry(store: Store, number: int) -> Entry:
    """One line. Raises Changed for a number that no line has."""
    async with store.reading() as connection:
        row = (await connection.execute(select(audit).where(audit.c.id == number))).first()
    if row is None:
        raise Changed()
    return _entry(row)


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


async def name_of(store: Store, person: int) -> str | None:
    """The name of somebody's last line."""
    query = select(audit.c.name).where(audit.c.person == person).order_by(audit.c.id.desc()).limit(1)
    async with store.reading() as connection:
        found: str | None = await connection.scalar(query)
    return found


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
    subject: Subject,
    details: Mapping[str, Any],
    changes: Sequence[Change] = (),
) -> None:
    row = {"moment": now, "person": person, "name": name, "role": role, "act": act, "outcome": outcome}
    row |= {"kind": subject.kind, "thing": str(subject.thing), "details": _json(dict(details))}
    listed = [{"name": each.name, "before": dict(each.before), "after": dict(each.after)} for each in changes]
    await connection.execute(insert(audit).values(**row, changes=_json(listed)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _entry(row: Any) -> Entry:
    role = Role(row.role) if row.role else None
    about = Subject(row.kind, row.thing)
    changes = tuple(Change(**each) for each in json.loads(row.changes))
    who = row.id, row.moment, row.person, row.name, role
    return Entry(*who, Act(row.act), Outcome(row.outcome), about, json.loads(row.details), changes)
