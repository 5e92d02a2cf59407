"""How often which shape of message fell through, what was lacking to answer, and the sentences that the office was allowed to keep."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.store.connection import Store
from ektp_core.store.dialects import insert_or_change
from ektp_core.store.schema import unanswered, unanswered_switch, unanswered_text, unmet
from ektp_core.unanswered import CONSENT_VERSION, MOST_TEXTS, TEXTS_KEPT, KeptText, Lack, Often, Shape, Unmet, Why, first_counted_day

BETWEEN_NAMES = "+"


async def count(store: Store, day: date, counted: Mapping[Shape | Unmet, int]) -> None:
    """Add to the counts of a day; all or none, and several processes at once."""
    shapes = [_row(each) | {"day": day, "count": times} for each, times in counted.items() if isinstance(each, Shape)]
    lacks = [_row(each) | {"day": day, "count": times} for each, times in counted.items() if isinstance(each, Unmet)]
    if counted:
        async with store.changing() as connection:
            await _add(connection, unanswered, shapes)
            await _add(connection, unmet, lacks)


def _row(counted: Shape | Unmet) -> dict[str, Any]:
    if isinstance(counted, Unmet):
        return {"lack": counted.lack, "place": counted.place}
    names = BETWEEN_NAMES.join(counted.names)
    return {"why": counted.why, "topic": counted.topic, "length": counted.length, "names": names}


async def _add(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    key = [column.name for column in table.primary_key.columns]
    new = insert_or_change(connection, table)
    added = new.on_conflict_do_update(index_elements=[*table.primary_key.columns], set_={"count": table.c.count + new.excluded.count})
    # In one order, so that two processes do not wait for each other.
    await connection.execute(added, sorted(rows, key=lambda row: [row[name] for name in key]))


async def top(store: Store, since: date) -> list[Often]:
    """What fell through from a day on, most frequent first."""
    kinds = unanswered.c.why, unanswered.c.topic, unanswered.c.names
    times = func.sum(unanswered.c.count).label("times")
    query = select(*kinds, times).where(unanswered.c.day >= since).group_by(*kinds).order_by(times.desc(), *kinds)
    async with store.reading() as connection:
        rows = await connection.execute(query)
        return [Often(Why(row.why), row.topic, _names(row.names), int(row.times)) for row in rows]


async def unannounced(store: Store, since: date) -> Mapping[str, int]:
    """How often citizens asked from a day on what the office has not said, by the key of the fact that would answer."""
    asked = unanswered.c.day >= since, unanswered.c.why == Why.UNANNOUNCED
    query = select(unanswered.c.topic, func.sum(unanswered.c.count).label("times")).where(*asked).group_by(unanswered.c.topic)
    async with store.reading() as connection:
        return {row.topic: int(row.times) for row in await connection.execute(query)}


async def lacking(store: Store, since: date) -> Mapping[Unmet, int]:
    """How often citizens asked from a day on what nobody could answer, by what was lacking and where."""
    kinds = unmet.c.lack, unmet.c.place
    query = select(*kinds, func.sum(unmet.c.count).label("times")).where(unmet.c.day >= since).group_by(*kinds).order_by(*kinds)
    async with store.reading() as connection:
        return {Unmet(Lack(row.lack), row.place): int(row.times) for row in await connection.execute(query)}


async def collects_texts(store: Store) -> bool:
    """Whether people are asked at all if their sentence may be kept."""
    async with store.reading() as connection:
        return await _collects(connection)


async def switch_collecting(connection: AsyncConnection, today: date, *, on: bool) -> None:
    """Switch it on or off; what people allowed before stays until its last day."""
    await connection.execute(delete(unanswered_switch))
    if on:
        await connection.execute(insert(unanswered_switch).values(id=1, since=today))


async def keep_text(store: Store, chat: int, text: str, why: Why, topic: str, today: date) -> bool:
    """Keep a sentence that its writer has just allowed; False when the office does not collect (any more).

    The same sentence is kept once, and of one chat the newest few.
    """
    here = unanswered_text.c.chat == chat
    async with store.changing() as connection:
        if not await _collects(connection):
            return False
        await connection.execute(delete(unanswered_text).where(here, unanswered_text.c.text == text))
        values = {"chat": chat, "text": text, "asked_on": today, "consent_version": CONSENT_VERSION, "why": why, "topic": topic}
        await connection.execute(insert(unanswered_text).values(**values))
        newest = select(unanswered_text.c.id).where(here).order_by(unanswered_text.c.id.desc()).limit(MOST_TEXTS)
        await connection.execute(delete(unanswered_text).where(here, unanswered_text.c.id.not_in(newest)))
        return True


async def texts(store: Store) -> list[KeptText]:
    """Every sentence that is kept, newest first; not who wrote it."""
    async with store.reading() as connection:
        return [_text(row) for row in await connection.execute(select(unanswered_text).order_by(unanswered_text.c.id.desc()))]


async def texts_in(connection: AsyncConnection, chat: int) -> tuple[KeptText, ...]:
    """What a chat allowed to be kept, oldest first."""
    query = select(unanswered_text).where(unanswered_text.c.chat == chat).order_by(unanswered_text.c.id)
    return tuple(_text(row) for row in await connection.execute(query))


async def drop_text(connection: AsyncConnection, number: int, mark: str) -> bool:
    """Erase one sentence; False when it is gone already, or another one has its number now."""
    row = (await connection.execute(select(unanswered_text).where(unanswered_text.c.id == number))).first()
    if row is None or _text(row).mark != mark:
        return False
    return bool((await connection.execute(delete(unanswered_text).where(unanswered_text.c.id == number))).rowcount)


async def drop_old(store: Store, today: date) -> None:
    """Erase counts after 12 months, and sentences after 90 days."""
    async with store.changing() as connection:
        for counts in (unanswered, unmet):
            await connection.execute(delete(counts).where(counts.c.day < first_counted_day(today)))
        await connection.execute(delete(unanswered_text).where(unanswered_text.c.asked_on <= today - TEXTS_KEPT))


async def _collects(connection: AsyncConnection) -> bool:
    return await connection.scalar(select(unanswered_switch.c.id)) is not None


def _names(written: str) -> tuple[str, ...]:
    return tuple(written.split(BETWEEN_NAMES)) if written else ()


def _text(row: Any) -> KeptText:
    return KeptText(row.id, row.text, row.asked_on, row.consent_version, Why(row.why), row.topic)
