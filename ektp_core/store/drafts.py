"""What staff have begun and not confirmed: kept here, so that a restart in the middle loses nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.refusal import Refusal
from ektp_core.store.connection import Store
from ektp_core.store.schema import draft


class DraftGone(Refusal):
    """It was carried out or thrown away already."""

    key = "staff/draft_gone"


@dataclass(frozen=True, slots=True)
class Draft:
    """One person's unfinished work of one kind; `awaits` names what their next text answers, if anything."""

    kind: str
    body: Mapping[str, Any]
    awaits: str | None
    updated: datetime


async def keep_draft(store: Store, person: int, kind: str, body: Mapping[str, Any], now: datetime, *, awaits: str | None = None) -> None:
    """Keep a draft in place of an earlier one of its kind. Only one draft of a person awaits a text: the newest."""
    async with store.changing() as connection:
        await connection.execute(delete(draft).where(draft.c.person == person, draft.c.kind == kind))
        if awaits is not None:
            await connection.execute(update(draft).where(draft.c.person == person).values(awaits=None))
        text = json.dumps(dict(body), ensure_ascii=False, default=str)
        await connection.execute(insert(draft).values(person=person, kind=kind, body=text, awaits=awaits, updated=now))


async def draft_of(store: Store, person: int, kind: str) -> Draft | None:
    """Somebody's draft of one kind."""
    async with store.reading() as connection:
        row = (await connection.execute(select(draft).where(draft.c.person == person, draft.c.kind == kind))).first()
    return _draft(row) if row else None


async def awaiting_draft(store: Store, person: int) -> Draft | None:
    """The draft that somebody's next text belongs to."""
    async with store.reading() as connection:
        row = (await connection.execute(select(draft).where(draft.c.person == person, draft.c.awaits.is_not(None)))).first()
    return _draft(row) if row else None


async def take_draft(connection: AsyncConnection, person: int, kind: str) -> Draft:
    """Take a draft away in the transaction that carries it out: it is carried out once. Raises DraftGone."""
    taken = await connection.execute(delete(draft).where(draft.c.person == person, draft.c.kind == kind).returning(draft))
    row = taken.first()
    if row is None:
        raise DraftGone()
    return _draft(row)


async def drop_draft(store: Store, person: int, kind: str) -> bool:
    """Forget a draft; True when there was one."""
    async with store.changing() as connection:
        return bool((await connection.execute(delete(draft).where(draft.c.person == person, draft.c.kind == kind))).rowcount)


def _draft(row: Any) -> Draft:
    return Draft(row.kind, json.loads(row.body), row.awaits, row.updated)
