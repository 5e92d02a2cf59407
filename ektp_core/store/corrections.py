"""What was made of an announcement afterwards: its corrections and its retraction, of which one at a time may be under way."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState
from ektp_core.profile import Language
from ektp_core.store.connection import Store
from ektp_core.store.schema import announcement, announcement_text

GOING = (AnnouncementState.SCHEDULED, AnnouncementState.SENDING, AnnouncementState.PAUSED)
"""Confirmed and not over: it changes copies, or will."""


class OtherUnderWay(Exception):
    """Another correction or retraction of the same copies is under way: the older could win. `number` waits, `other` goes on."""

    def __init__(self, number: int, other: int) -> None:
        super().__init__(number, other)
        self.number = number
        self.other = other


async def keep_apart(connection: AsyncConnection, number: int) -> None:
    """A correction or retraction may go on only while no other of the same copies does. Raises OtherUnderWay.

    To be called in the transaction that lets it go on, which excludes others (`audit.acting`).
    """
    root = select(announcement.c.corrects).where(announcement.c.id == number).scalar_subquery()
    others = announcement.c.corrects == root, announcement.c.id != number, announcement.c.state.in_(GOING)
    other = await connection.scalar(select(announcement.c.id).where(*others).limit(1))
    if other is not None:
        raise OtherUnderWay(number, other)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the copies of an announcement: the numbers of the correction they show, and of the retraction that deleted them."""

    corrected_by: int | None = None
    retracted_by: int | None = None
    is_gone: bool = False
    """Every copy was deleted: there is nothing left to correct."""


async def fate_of(store: Store, number: int) -> Fate:
    """What became of the copies that an announcement has delivered."""
    columns = announcement.c.id, announcement.c.kind, announcement.c.unreachable, announcement.c.skipped, announcement.c.uncertain
    over = announcement.c.corrects == number, announcement.c.state == AnnouncementState.CLOSED
    async with store.reading() as connection:
        found = list(await connection.execute(select(*columns).where(*over).order_by(announcement.c.id)))
    retractions = [row for row in found if row.kind == AnnouncementKind.RETRACTION]
    return Fate(
        corrected_by=next((row.id for row in reversed(found) if row.kind == AnnouncementKind.CORRECTION), None),
        retracted_by=retractions[-1].id if retractions else None,
        is_gone=any(not (row.unreachable or row.skipped or row.uncertain) for row in retractions),
    )


async def newest_words(store: Store, number: int) -> str:
    """What the copies of an announcement say now: its own words, or those of its last correction that reached them all."""
    query = select(announcement.c.text).where(_shown(number)).order_by(announcement.c.id.desc())
    async with store.reading() as connection:
        return str(await connection.scalar(query.limit(1)) or "")


async def newest_copy(store: Store, number: int) -> str:
    """`newest_words` as a reader got them, filled in and with the line under them."""
    kept = announcement_text.join(announcement, announcement.c.id == announcement_text.c.announcement)
    order = announcement.c.id.desc(), announcement_text.c.language != Language.ID, announcement_text.c.id
    query = select(announcement_text.c.html).select_from(kept).where(_shown(number)).order_by(*order)
    async with store.reading() as connection:
        return str(await connection.scalar(query.limit(1)) or "")


def _shown(number: int) -> ColumnElement[bool]:
    whole = announcement.c.kind == AnnouncementKind.CORRECTION, announcement.c.state == AnnouncementState.CLOSED
    return or_(announcement.c.id == number, and_(announcement.c.corrects == number, *whole))
