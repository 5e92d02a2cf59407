"""What was made of an announcement afterwards: its corrections and its retraction, of which one at a time may be under way."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import Announcement, AnnouncementKind, AnnouncementState
from ektp_core.announcements.corrections import CHANGING_COPIES, CopiesChange, CorrectionState, correction_state, keep_apart
from ektp_core.profile import Language
from ektp_core.store.connection import Store
from ektp_core.store.schema import announcement, announcement_text


async def check_apart(connection: AsyncConnection, number: int) -> None:
    """`keep_apart`, in the transaction that lets a correction or retraction go on and excludes others (`audit.acting`)."""
    mended = func.coalesce(announcement.c.corrects, announcement.c.retells)
    first = await connection.scalar(select(mended).where(announcement.c.id == number))
    if first is not None:
        keep_apart(number, await _changes_of(connection, first))


async def first_of(connection: AsyncConnection, sent: Announcement) -> int:
    """The number of what was sent first, of an announcement or whatever corrects, retells or retracts it."""
    number, mended = sent.id, sent.mends
    while mended is not None:
        number = mended
        query = select(func.coalesce(announcement.c.corrects, announcement.c.retells)).where(announcement.c.id == number)
        mended = await connection.scalar(query)
    return number


async def tellings_of(connection: AsyncConnection, first: int) -> list[int]:
    """An announcement and each time that it was told again, in their order: each has copies of its own."""
    retold = (announcement.c.retells == first) & announcement.c.started.is_not(None)
    query = select(announcement.c.id).where((announcement.c.id == first) | retold).order_by(announcement.c.id)
    return list((await connection.execute(query)).scalars())


async def correction_state_of(store: Store, number: int) -> CorrectionState:
    """What became of the copies that an announcement has delivered."""
    async with store.reading() as connection:
        return correction_state(await _changes_of(connection, number))


async def _changes_of(connection: AsyncConnection, first: int) -> list[CopiesChange]:
    """The corrections and retractions of an announcement, oldest first, each with what it does to further copies."""
    missed = func.coalesce(announcement.c.unreachable + announcement.c.skipped + announcement.c.uncertain, 0).label("missed")
    columns = (announcement.c.id, announcement.c.kind, announcement.c.state, announcement.c.part_of, announcement.c.retells, missed)
    tellings = select(announcement.c.id).where(or_(announcement.c.id == first, announcement.c.retells == first))
    these = or_(announcement.c.corrects.in_(tellings), announcement.c.retells == first)
    rows = await connection.execute(select(*columns).where(these).order_by(announcement.c.id))
    changes: dict[int, list[Any]] = {}
    for row in rows:
        changes.setdefault(row.part_of or row.id, []).append(row)
    return [_whole(number, parts) for number, parts in changes.items()]


def _whole(number: int, parts: Sequence[Any]) -> CopiesChange:
    """A change of all copies: it goes on while any part does, and has ended as it should when all have."""
    kind = AnnouncementKind.CORRECTION if parts[0].retells else AnnouncementKind(parts[0].kind)
    states = [AnnouncementState(part.state) for part in parts]
    open_ones = [state for state in states if state in CHANGING_COPIES]
    state = next((state for state in (*open_ones, *states) if state is not AnnouncementState.CLOSED), AnnouncementState.CLOSED)
    return CopiesChange(number, kind, state, sum(part.missed for part in parts if part.retells is None))


async def newest_words(store: Store, number: int) -> str:
    """What the copies of an announcement say now: its own words, or those of its last correction that reached them all."""
    query = select(announcement.c.text).where(_sent_whole(number)).order_by(announcement.c.id.desc())
    async with store.reading() as connection:
        return str(await connection.scalar(query.limit(1)) or "")


async def newest_copy(store: Store, number: int) -> str:
    """`newest_words` as a reader got them, filled in and with the line under them."""
    kept = announcement_text.join(announcement, announcement.c.id == announcement_text.c.announcement)
    order = announcement.c.id.desc(), announcement_text.c.language != Language.ID, announcement_text.c.id
    query = select(announcement_text.c.html).select_from(kept).where(_sent_whole(number)).order_by(*order)
    async with store.reading() as connection:
        return str(await connection.scalar(query.limit(1)) or "")


def _sent_whole(number: int) -> ColumnElement[bool]:
    closed = announcement.c.kind == AnnouncementKind.CORRECTION, announcement.c.state == AnnouncementState.CLOSED
    return or_(announcement.c.id == number, and_(announcement.c.corrects == number, *closed))
