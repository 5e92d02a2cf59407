"""What staff have begun and not confirmed: kept here, so that a restart in the middle loses nothing."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
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

MOST_KEPT = 5
"""Drafts of one tool that somebody has at the most: with another, the one that was touched longest ago goes."""


class Mark(int):
    """What a draft says, in 31 bits: a button that carries a draft out or discards it names it, and touches no other."""


class DraftKey(int):
    """Which of somebody's drafts, in 31 bits, whatever it says by now: a button that goes on with a draft names it, and no other."""


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
    return Mark(_hashed(kept))


def _hashed(value: object) -> int:
    return int.from_bytes(hashlib.sha256(msgspec.json.encode(value, order="deterministic")).digest()[:4]) >> 1


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """One of somebody's drafts, as it is kept: its tool, what it is about, and the field that the next text answers, if any."""

    tool: str
    about: str
    body: str
    awaits: str | None
    updated: datetime

    @property
    def key(self) -> DraftKey:
        return key_of(self.tool, self.about)


def key_of(tool: str, about: str) -> DraftKey:
    """The key of a draft of a tool, the same however the draft is changed."""
    return DraftKey(_hashed([tool, about]))


async def drafts_of(store: Store, person: int) -> tuple[KeptDraft, ...]:
    """Everything that somebody has begun, the newest first."""
    columns = draft.c.kind, draft.c.about, draft.c.body, draft.c.awaits, draft.c.updated
    async with store.reading() as connection:
        rows = await connection.execute(select(*columns).where(draft.c.person == person).order_by(draft.c.id.desc()))
        return tuple(KeptDraft(*row) for row in rows)


async def awaited(store: Store, person: int) -> Awaited | None:
    """What somebody's next text answers, if anything."""
    waiting = waiting_of(await drafts_of(store, person))
    return Awaited(waiting.tool, waiting.awaits) if waiting and waiting.awaits else None


async def bring_forward(store: Store, person: int, kept: KeptDraft) -> None:
    """Make a draft the newest again, as it is: what waits is the newest that does."""
    row = {"person": person, "kind": kept.tool, "about": kept.about, "body": kept.body, "awaits": kept.awaits, "updated": kept.updated}
    async with store.changing() as connection:
        is_same = and_(draft.c.person == person, draft.c.kind == kept.tool, draft.c.about == kept.about)
        if (await connection.execute(delete(draft).where(is_same))).rowcount:
            if kept.awaits is not None:
                await connection.execute(update(draft).where(draft.c.person == person).values(awaits=None))
            await connection.execute(insert(draft).values(**row))


def waiting_of(kept: Iterable[KeptDraft]) -> KeptDraft | None:
    """The draft that waits for somebody's next text, if any does."""
    return next((each for each in kept if each.awaits is not None), None)


def left_open(kept: Sequence[KeptDraft], since: datetime) -> KeptDraft | None:
    """Somebody's newest draft, when it was kept since then and asks nothing: its preview is what they look at."""
    newest = next(iter(kept), None)
    return newest if newest and newest.awaits is None and newest.updated >= since else None


class _NoDraft(msgspec.Struct, frozen=True, tag=True):
    """Never kept: one kind alone would be read without its tag, and anything old for an empty draft of it."""


class Drafts(Generic[D]):
    """The drafts of one tool: each a tagged frozen struct, decoded here and nowhere else.

    A person has one about each thing, which `about` names: another fact or visit is another draft, and none takes another's place.
    """

    def __init__(self, tool: str, *kinds: Any, about: Callable[[D], str] = lambda _: "") -> None:
        self.tool = tool
        self._about = about
        kinds = (*kinds, _NoDraft)
        self._decoder: msgspec.json.Decoder[D] = msgspec.json.Decoder(Union[kinds])  # noqa: UP007 -- made from a list

    def key(self, kept: D) -> DraftKey:
        """The draft's key, for the buttons that go on with it."""
        return key_of(self.tool, self._about(kept))

    async def keep(self, store: Store, person: int, kept: D, now: datetime, *, awaits: str | None = None) -> None:
        """Keep a draft in place of an earlier one about the same thing; it is the newest then.

        `awaits` names what the person's next text answers. One draft waits: the newest of those that do, and of its tool no older one.
        """
        about = self._about(kept)
        async with store.changing() as connection:
            # What was kept before drafts had names is gone on with under its own.
            await connection.execute(delete(draft).where(self._of(person), draft.c.about.in_({"", about})))
            others = draft.c.person == person if awaits is not None else self._of(person)
            await connection.execute(update(draft).where(others).values(awaits=None))
            body = msgspec.json.encode(kept).decode()
            row = {"person": person, "kind": self.tool, "about": about, "body": body, "awaits": awaits, "updated": now}
            await connection.execute(insert(draft).values(**row))
            kept_longest = select(draft.c.id).where(self._of(person)).order_by(draft.c.id.desc()).offset(MOST_KEPT)
            await connection.execute(delete(draft).where(draft.c.id.in_((await connection.scalars(kept_longest)).all())))

    async def find(self, store: Store, person: int) -> D | None:
        """Somebody's newest draft, if there is one. Raises DraftOld, once: it is gone then."""
        return await self._found(store, person, await self._kept(store, person))

    async def every(self, store: Store, person: int) -> list[D]:
        """All of somebody's drafts that can be read, the newest first."""
        return [found for each in await self._kept(store, person) if (found := self.decode(each)) is not None]

    async def one(self, store: Store, person: int) -> D:
        """Somebody's newest draft. Raises DraftGone, DraftOld."""
        return self._there(await self.find(store, person))

    async def keyed(self, store: Store, person: int, key: DraftKey) -> D:
        """The draft that a button goes on with, be it the newest or not. Raises DraftGone, DraftOld."""
        return self._there(await self._found(store, person, [each for each in await self._kept(store, person) if each.key == key]))

    async def of_kind(self, store: Store, person: int, kind: type[K]) -> K:
        """Somebody's newest draft of this kind. Raises DraftGone when there is none; DraftOld."""
        await self.one(store, person)
        found = next((each for each in await self.every(store, person) if isinstance(each, kind)), None)
        if found is None:
            raise DraftGone()
        return found

    async def previewed(self, store: Store, person: int, mark: Mark) -> D:
        """The draft that the screen of a button shows, be it the newest or not.

        Raises OtherDraft when it says something else by now, or another was begun; DraftGone, DraftOld.
        """
        kept = await self._kept(store, person)
        for each in kept:
            if (found := self.decode(each)) is not None and mark_of(found) == mark:
                return found
        await self._found(store, person, kept)
        raise OtherDraft() if kept else DraftGone()

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
        is_same = draft.c.about.in_({"", self._about(previewed)})
        taken = (await connection.execute(delete(draft).where(self._of(person), is_same).returning(draft.c.body))).first()
        if taken is None:
            raise DraftGone()
        try:
            found = self._decoder.decode(taken.body)
        except msgspec.MsgspecError:
            raise OtherDraft from None
        if found != previewed:
            raise OtherDraft()

    async def discard(self, store: Store, person: int, mark: Mark) -> None:
        """Throw away the draft that a screen shows. Raises OtherDraft when it says something else by now: it stays; DraftGone, DraftOld."""
        shown = await self.previewed(store, person, mark)
        async with store.changing() as connection:
            await self.take(connection, person, shown)

    async def drop(self, store: Store, person: int, dropped: D | None = None) -> bool:
        """Forget a draft, without one the newest; True when there was one."""
        dropped_key = self.key(dropped) if dropped is not None else None
        named = [each.about for each in await self._kept(store, person) if dropped_key in (None, each.key)][:1]
        async with store.changing() as connection:
            return bool((await connection.execute(delete(draft).where(self._of(person), draft.c.about.in_(named)))).rowcount)

    async def _kept(self, store: Store, person: int) -> list[KeptDraft]:
        return [each for each in await drafts_of(store, person) if each.tool == self.tool]

    async def _found(self, store: Store, person: int, kept: Sequence[KeptDraft]) -> D | None:
        """The first of these. Raises DraftOld."""
        if not kept:
            return None
        found = self.decode(kept[0])
        if found is None:
            async with store.changing() as connection:
                await connection.execute(delete(draft).where(self._of(person), draft.c.about == kept[0].about))
            raise DraftOld
        return found

    @staticmethod
    def _there(found: D | None) -> D:
        if found is None:
            raise DraftGone()
        return found

    def decode(self, kept: KeptDraft) -> D | None:
        """What a draft says; None for one of an earlier version, which nothing can be read of."""
        try:
            return self._decoder.decode(kept.body)
        except msgspec.MsgspecError:
            return None

    def _of(self, person: int) -> ColumnElement[bool]:
        return and_(draft.c.person == person, draft.c.kind == self.tool)
