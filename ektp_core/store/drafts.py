"""What staff have begun and not confirmed: kept here, so that a restart in the middle loses nothing."""

import hashlib
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
K = TypeVar("K")


class Mark(int):
    """What a draft says, in 31 bits: a button that carries a draft out or discards it names it, and touches no other."""


class DraftOld(Refusal):
    """It was begun in an earlier version of the bot, which kept it in another form: it is begun again."""

    key = "staff/draft_old"


class DraftGone(Refusal):
    """It was carried out or thrown away already, or another took its place."""

    key = "staff/draft_gone"


class OtherDraft(Refusal):
    """The button belongs to an older screen: the draft says something else by now, or is another. It stays, and nothing is carried out."""

    key = "staff/draft_other"


@dataclass(frozen=True, slots=True)
class Awaited:
    """What somebody's next text answers: a field of their draft of a tool."""

    tool: str
    field: str


def mark_of(kept: object) -> Mark:
    """The mark of a draft as it is: one that was changed in the least has another."""
    return Mark(int.from_bytes(hashlib.sha256(msgspec.json.encode(kept, order="deterministic")).digest()[:4]) >> 1)


async def awaited(store: Store, person: int) -> Awaited | None:
    """What somebody's next text answers, if anything."""
    query = select(draft.c.kind, draft.c.awaits).where(draft.c.person == person, draft.c.awaits.is_not(None))
    async with store.reading() as connection:
        row = (await connection.execute(query)).first()
    return Awaited(row.kind, row.awaits) if row else None


async def left_open(store: Store, person: int, since: datetime) -> str | None:
    """The tool of somebody's newest draft, when it was kept since then and asks nothing: its preview is what they look at."""
    query = select(draft.c.kind, draft.c.awaits).where(draft.c.person == person, draft.c.updated >= since)
    async with store.reading() as connection:
        row = (await connection.execute(query.order_by(draft.c.updated.desc()).limit(1))).first()
    return str(row.kind) if row and row.awaits is None else None


class _NoDraft(msgspec.Struct, frozen=True, tag=True):
    """Never kept: one kind alone would be read without its tag, and anything old for an empty draft of it."""


class Drafts(Generic[D]):
    """The drafts of one tool: each a tagged frozen struct, decoded here and nowhere else. A person has one of a tool at a time."""

    def __init__(self, tool: str, *kinds: Any) -> None:
        self.tool = tool
        kinds = (*kinds, _NoDraft)
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

    async def of_kind(self, store: Store, person: int, kind: type[K]) -> K:
        """Somebody's draft of this kind. Raises DraftGone when it is of another kind, or there is none; DraftOld."""
        found = await self.one(store, person)
        if not isinstance(found, kind):
            raise DraftGone()
        return found

    async def previewed(self, store: Store, person: int, mark: Mark) -> D:
        """The draft that the screen of a button shows. Raises OtherDraft when the newest is another; DraftGone, DraftOld."""
        found = await self.one(store, person)
        if mark_of(found) != mark:
            raise OtherDraft()
        return found

    async def previewed_as(self, kind: type[K], store: Store, person: int, mark: Mark) -> K:
        """`previewed`, where only one kind of the tool's drafts has such a button. Raises the same."""
        found = await self.previewed(store, person, mark)
        if not isinstance(found, kind):
            raise OtherDraft()
        return found

    async def take(self, connection: AsyncConnection, person: int, previewed: D) -> None:
        """Take a draft away in the transaction that carries it out: it is carried out once, and only as it was previewed.

        Raises DraftGone, and OtherDraft when it was changed or replaced meanwhile.
        """
        taken = (await connection.execute(delete(draft).where(self._of(person)).returning(draft.c.body))).first()
        if taken is None:
            raise DraftGone()
        try:
            found = self._decoder.decode(taken.body)
        except msgspec.MsgspecError:
            raise OtherDraft from None
        if found != previewed:
            raise OtherDraft()

    async def discard(self, store: Store, person: int, mark: Mark) -> None:
        """Throw away the draft that a screen shows. Raises OtherDraft when the newest is another, which stays; DraftGone, DraftOld."""
        shown = await self.previewed(store, person, mark)
        async with store.changing() as connection:
            await self.take(connection, person, shown)

    async def drop(self, store: Store, person: int) -> bool:
        """Forget a draft; True when there was one."""
        async with store.changing() as connection:
            return bool((await connection.execute(delete(draft).where(self._of(person)))).rowcount)

    def _of(self, person: int) -> ColumnElement[bool]:
        return and_(draft.c.person == person, draft.c.kind == self.tool)
