"""What was made of an announcement afterwards: its corrections and its retraction, of which one at a time may be under way."""

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState
from ektp_core.announcements.corrections import CopiesChange, CorrectionState, correction_state, keep_apart
from ektp_core.profile import Language
from ektp_core.store.connection import Store
from ektp_core.store.schema import announcement, announcement_text


async def check_apart(connection: AsyncConnection, number: int) -> None:
    """`keep_apart`, in the transaction that lets a correction or retraction go on and excludes others (`audit.acting`)."""
    corrected = await connection.scalar(select(announcement.c.corrects).where(announcement.c.id == number))
    if corrected is not None:
        keep_apart(number, await _changes_of(connection, corrected))


async def correction_state_of(store: Store, number: int) -> CorrectionState:
    """What became of the copies that an announcement has delivered."""
    async with store.reading() as connection:
        return correction_state(await _changes_of(connection, number))


async def _changes_of(connection: AsyncConnection, number: int) -> list[CopiesChange]:
    """The corrections and retractions of an announcement, oldest first."""
    missed = announcement.c.unreachable + announcement.c.skipped + announcement.c.uncertain
    query = select(announcement.c.id, announcement.c.kind, announcement.c.state, func.coalesce(missed, 0).label("missed"))
    rows = await connection.execute(query.where(announcement.c.corrects == number).order_by(announcement.c.id))
    return [CopiesChange(row.id, AnnouncementKind(row.kind), AnnouncementState(row.state), row.missed) for row in rows]


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
