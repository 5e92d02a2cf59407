"""What staff have begun and not confirmed: kept here, so that a restart in the middle loses nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar, Union

import msgspec
from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.refusal import Refusal
from ektp_core.store.connection import Store
from ektp_core.store.schema import draft

D = TypeVar("D")


class DraftOld(Refusal):
    """It was begun in an earlier version of the bot, which kept it in another form: it is begun again."""

    key = "staff/draft_old"


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


class Drafts(Generic[D]):
    """The drafts of one tool: each a tagged frozen struct, decoded here and nowhere else. A person has one of a tool at a time."""

    def __init__(self, tool: str, *kinds: Any) -> None:
        self.tool = tool
        self._decoder: msgspec.json.Decoder[D] = msgspec.json.Decoder(Union[kinds])  # noqa: UP007 -- made from a list

    async def keep(self, store: Store, person: int, kept: D, now: datetime, *, awaits: str | None = None) -> None:
        """Keep a draft in place of an earlier one. `awaits` names what the person's next text answers; only their newest draft waits."""
        async with store.changing() as connection:
            await connection.execute(delete(draft).where(self._of(person)))
            if awaits is not None:
                await connection.execute(update(draft).where(draft.c.person == person).values(awaits=None))
            body = msgspec.json.encode(kept).decode()
            await connection.execute(insert(draft).values(person=person, kind=self.tool, body=body, awaits=awaits, updated=now))

    async def find(self, store: Store, person: int) -> D | None:
        """Somebody's draft, if there is one. Raises DraftOld, once: it is gone then."""
        async with store.reading() as connection:
            body = await connection.scalar(select(draft.c.body).where(self._of(person)))
        if body is None:
            return None
        try:
            return self._decoder.decode(body)
        except msgspec.MsgspecError:
            await self.drop(store, person)
            raise DraftOld from None

    async def one(self, store: Store, person: int) -> D:
        """Somebody's draft. Raises DraftGone, DraftOld."""
        found = await self.find(store, person)
        if found is None:
            raise DraftGone()
        return found

    async def take(self, connection: AsyncConnection, person: int) -> D:
        """Take a draft away in the transaction that carries it out: it is carried out once. Raises DraftGone, DraftOld."""
        taken = (await connection.execute(delete(draft).where(self._of(person)).returning(draft.c.body))).first()
        if taken is None:
            raise DraftGone()
        try:
            return self._decoder.decode(taken.body)
        except msgspec.MsgspecError:
            raise DraftOld from None

    async def drop(self, store: Store, person: int) -> bool:
        """Forget a draft; True when there was one."""
        async with store.changing() as connection:
            return bool((await connection.execute(delete(draft).where(self._of(person)))).rowcount)

    def _of(self, person: int) -> ColumnElement[bool]:
        return and_(draft.c.person == person, draft.c.kind == self.tool)
