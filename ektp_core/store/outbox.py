"""The outbox: what is sent to many, and a copy of it for everybody it reaches (docs/reliability.md#nobody-is-silently-missed)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import Announcement, AnnouncementKind, AnnouncementState, Reason, before
from ektp_core.announcements.delivery import CALLED_BACK, OPEN, DeliveryCounts, DeliveryState
from ektp_core.profile import Language
from ektp_core.store.connection import Store
from ektp_core.store.dialects import freeze_alone, leave_between_audiences
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

    `people` selects `chat`, `language` and `thread`; each chat gets the first wording of its language, else the first of all.
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
    """A copy for each selected `chat` that has none of this announcement yet, in its `thread`, with the words of its `language`."""
    await freeze_alone(connection)
    found = people.subquery()
    fitting = {language: text for (which, language), text in texts.items() if which == variant}
    words = case(
        *((found.c.language == language, literal(text)) for language, text in fitting.items()), else_=literal(next(iter(fitting.values())))
    )
    has_one = select(delivery.c.id).where(delivery.c.announcement == number, delivery.c.chat == found.c.chat).exists()
    copies = select(literal(number), found.c.chat, words, literal(DeliveryState.PENDING.value), found.c.thread).where(~has_one)
    await connection.execute(insert(delivery).from_select(["announcement", "chat", "text", "state", "thread"], copies))


async def counts_of(store: Store, number: int) -> DeliveryCounts:
    """How many copies of an announcement stand where."""
    async with store.reading() as connection:
        return await counts_in(connection, number)


async def counts_now(store: Store, announcement: Announcement) -> DeliveryCounts:
    """The copies of an announcement by state: as it was closed with them, else at this moment."""
    return announcement.counts if announcement.closed else await counts_of(store, announcement.id)


async def counts_in(connection: AsyncConnection, number: int) -> DeliveryCounts:
    """`counts_of` in a transaction that does more."""
    query = select(delivery.c.state, func.count().label("copies")).where(delivery.c.announcement == number).group_by(delivery.c.state)
    return DeliveryCounts(**{row.state: row.copies for row in await connection.execute(query)})


async def withdraw(connection: AsyncConnection, number: int, state: AnnouncementState, reason: Reason) -> bool:
    """End an announcement before all were reached; False when it has ended already: then nothing changes."""
    may_move = announcement.c.id == number, announcement.c.state.in_(before(state))
    ended = await connection.execute(update(announcement).where(*may_move).values(state=state, reason=reason))
    if not ended.rowcount:
        return False
    await call_back(connection, number, reason)
    return True


async def call_back(connection: AsyncConnection, number: int, reason: Reason) -> None:
    """What was not sent is skipped, what may have arrived is uncertain.

    Requests under way end by themselves, and are not sent again (`deliveries.settle`).
    """
    await _call_back(connection, reason, delivery.c.announcement == number)


async def skip_copies(connection: AsyncConnection, chat: int, kinds: Iterable[AnnouncementKind]) -> None:
    """Whoever leaves in the middle of an announcement gets no copy whose turn has not come; a request under way is not called back."""
    await leave_between_audiences(connection)
    of_kinds = select(announcement.c.id).where(announcement.c.kind.in_(list(kinds)))
    await _call_back(connection, Reason.LEFT, delivery.c.chat == chat, delivery.c.announcement.in_(of_kinds))


async def _call_back(connection: AsyncConnection, reason: Reason, *which: ColumnElement[bool]) -> None:
    """One statement for all states: on PostgreSQL each sees the newest version of a row that the sender changes at the same moment."""
    after = case(*((delivery.c.state == state, literal(after.value)) for state, after in CALLED_BACK.items()))
    these = delivery.c.state.in_(list(CALLED_BACK))
    await connection.execute(update(delivery).where(*which, these).values(state=after, error=reason))


# For the terminal


@dataclass(frozen=True, slots=True)
class OpenCopies:
    """Copies of one announcement that stand in the same state for the same reason."""

    announcement: int
    kind: str
    state: str
    copy_state: str
    why: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An announcement that is not being sent now, and may be: why, and when."""

    announcement: int
    kind: str
    state: str
    due: datetime | None
    why: str | None


async def waiting(store: Store) -> list[Waiting]:
    """What is not sent yet: it waits for its time, for a second person, or for somebody to resume it; for the terminal."""
    states = (AnnouncementState.WAITING, AnnouncementState.SCHEDULED, AnnouncementState.PAUSED)
    columns = (announcement.c.id, announcement.c.kind, announcement.c.state, announcement.c.due, announcement.c.reason)
    query = select(*columns).where(announcement.c.state.in_(states)).order_by(announcement.c.id)
    async with store.reading() as connection:
        return [Waiting(*row) for row in await connection.execute(query)]


async def open_copies(store: Store) -> list[OpenCopies]:
    """Copies that wait, are under way or are uncertain, of whatever announcement; for the terminal."""
    shown = OPEN | {DeliveryState.UNCERTAIN}
    columns = (announcement.c.id, announcement.c.kind, announcement.c.state, delivery.c.state, delivery.c.error)
    query = select(*columns, func.count()).join(announcement, announcement.c.id == delivery.c.announcement)
    query = query.where(delivery.c.state.in_(shown)).group_by(*columns).order_by(announcement.c.id, delivery.c.state)
    async with store.reading() as connection:
        return [OpenCopies(*row) for row in await connection.execute(query)]
