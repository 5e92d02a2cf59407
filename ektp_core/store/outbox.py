"""The outbox: what is sent to many, and a copy of it for everybody it reaches (RELIABILITY 5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcement import CALLED_BACK, AnnouncementKind, AnnouncementState, Counts, DeliveryState
from ektp_core.profile import Language
from ektp_core.store.connection import Store
from ektp_core.store.schema import announcement, announcement_text, delivery

OFFICE = 0
"""Who made what nobody made by hand."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an announcement as some of its people get them, and the buttons under them (the Bot API's `reply_markup`, as JSON)."""

    language: Language
    html: str
    buttons: str | None = None
    variant: int = 0


async def enqueue(
    connection: AsyncConnection,
    kind: AnnouncementKind,
    key: str,
    wordings: Sequence[Wording],
    people: Select[Any],
    now: datetime,
    *,
    visit: int | None = None,
    expires: datetime | None = None,
) -> int | None:
    """Put something automatic into the outbox, once: its number, or None when its `key` is there already or it would reach nobody.

    `people` selects `chat` and `language`; each chat gets the first wording of its language, else the first of all.
    """
    if await connection.scalar(select(announcement.c.id).where(announcement.c.key == key)):
        return None
    if await connection.scalar(select(people.subquery().c.chat).limit(1)) is None:
        return None
    row = {"kind": kind, "key": key, "state": AnnouncementState.SENDING, "text": wordings[0].html, "visit": visit, "expires": expires}
    row |= {"made_by": OFFICE, "made_at": now, "started": now}
    number = int((await connection.execute(insert(announcement).values(**row).returning(announcement.c.id))).scalar_one())
    await add_copies(connection, number, await keep_wordings(connection, number, wordings), people)
    return number


async def keep_wordings(connection: AsyncConnection, number: int, wordings: Iterable[Wording]) -> dict[tuple[int, Language], int]:
    """Keep the words of an announcement; their ids by variant and language."""
    ids = {}
    for each in wordings:
        row = {"announcement": number, "variant": each.variant, "language": each.language, "html": each.html, "buttons": each.buttons}
        found = await connection.execute(insert(announcement_text).values(row).returning(announcement_text.c.id))
        ids[each.variant, each.language] = int(found.scalar_one())
    return ids


async def add_copies(
    connection: AsyncConnection, number: int, texts: Mapping[tuple[int, Language], int], people: Select[Any], variant: int = 0
) -> None:
    """A copy for each selected `chat` that has none of this announcement yet, with the words of its `language`."""
    found = people.subquery()
    fitting = {language: text for (which, language), text in texts.items() if which == variant}
    words = case(
        *((found.c.language == language, literal(text)) for language, text in fitting.items()), else_=literal(next(iter(fitting.values())))
    )
    has_one = select(delivery.c.id).where(delivery.c.announcement == number, delivery.c.chat == found.c.chat).exists()
    copies = select(literal(number), found.c.chat, words, literal(DeliveryState.PENDING.value)).where(~has_one)
    await connection.execute(insert(delivery).from_select(["announcement", "chat", "text", "state"], copies))


async def counts_of(store: Store, number: int) -> Counts:
    """How many copies of an announcement stand where."""
    async with store.reading() as connection:
        return await counts_in(connection, number)


async def counts_in(connection: AsyncConnection, number: int) -> Counts:
    """`counts_of` in a transaction that does more."""
    query = select(delivery.c.state, func.count().label("copies")).where(delivery.c.announcement == number).group_by(delivery.c.state)
    return Counts(**{row.state: row.copies for row in await connection.execute(query)})


async def withdraw(connection: AsyncConnection, number: int, state: AnnouncementState, reason: str) -> None:
    """End an announcement before all were reached: what was not sent is skipped, what may have arrived is uncertain.

    Requests under way end by themselves, and are not sent again (`copies.settle`).
    """
    await connection.execute(update(announcement).where(announcement.c.id == number).values(state=state, reason=reason))
    for before, after in CALLED_BACK.items():
        copies = delivery.c.announcement == number, delivery.c.state == before
        await connection.execute(update(delivery).where(*copies).values(state=after, error=reason))
