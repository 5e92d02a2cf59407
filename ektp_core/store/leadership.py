"""Who sends: one process at a time, by a fence that each claim and outcome is checked against (docs/reliability.md#one-process-sends)."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.alarms import AlarmKind
from ektp_core.announcements.announcement import AnnouncementState, Reason
from ektp_core.announcements.delivery import OPEN
from ektp_core.backups.endings import EndedAgain
from ektp_core.store.alarms import raise_alarm
from ektp_core.store.connection import Store
from ektp_core.store.dialects import clock_of, identity_of, kept_as_read
from ektp_core.store.footprint import read_footprint, write_footprint
from ektp_core.store.schema import announcement, delivery, lead, state
from ektp_core.store.team import withdraw_all

LEASE = timedelta(seconds=15)
BEAT_SECONDS = 5.0
"""A leader renews its lease this often, so that two renewals may fail before another takes over."""


class LostLead(Exception):
    """Another process leads now: this one must not send any more."""


async def take_lead(store: Store, now: datetime) -> int | None:
    """Become the one who sends: the new fence, or None while another holds the lease.

    A SQLite file is locked by its one process, which need not wait for the lease of one that died. A restored copy comes back held:
    what was unfinished is paused and the admins are told, because others may have been sent since the copy was made.
    """
    async with store.changing() as connection:
        await connection.execute(select(state.c.id).with_for_update())
        now = await clock_of(connection, now)
        identity = await identity_of(connection)
        row = (await connection.execute(select(lead))).first()
        if row is None:
            first = {"id": 1, "fence": 1, "beat": 1, "until": now + LEASE, "identity": identity}
            await connection.execute(insert(lead).values(**first))
            fence, beat = 1, 1
        else:
            if row.until > now and not store.is_exclusive:
                return None
            fence, beat = row.fence + 1, row.beat + 1
            if identity != row.identity or _is_older_than_footprint(store, row.beat):
                await hold(connection, now)
            await connection.execute(update(lead).values(fence=fence, beat=beat, until=now + LEASE, identity=identity))
    await asyncio.to_thread(write_footprint, store.path, beat)
    return fence


async def keep_lead(store: Store, fence: int, now: datetime) -> None:
    """Renew the lease. Raises LostLead when another has taken over."""
    async with store.changing() as connection:
        now = await clock_of(connection, now)
        kept = await connection.execute(
            update(lead).where(lead.c.fence == fence).values(until=now + LEASE, beat=lead.c.beat + 1).returning(lead.c.beat)
        )
        beat = kept.scalar()
    if beat is None:
        raise LostLead
    await asyncio.to_thread(write_footprint, store.path, beat)


async def leave_lead(store: Store, fence: int, now: datetime) -> None:
    """Let another take over at once: nothing of ours is under way any more."""
    async with store.changing() as connection:
        await connection.execute(update(lead).where(lead.c.fence == fence).values(until=await clock_of(connection, now)))


async def is_led(store: Store, now: datetime) -> bool:
    """Whether another process serves people on this database now, where more than one can."""
    async with store.reading() as connection:
        until = await connection.scalar(select(lead.c.until))
        return until is not None and until > await clock_of(connection, now) and not store.is_exclusive


async def held_since(store: Store) -> datetime | None:
    """Since when nothing is sent because the database is a restored copy; None when it is not held."""
    async with store.reading() as connection:
        return await connection.scalar(select(lead.c.held_since))


async def release_hold(connection: AsyncConnection, now: datetime) -> bool:
    """An admin lets the restored bot send again; what is paused stays paused until somebody resumes it. False when it was not held.

    What was due before counts as missed: it may have been sent after the copy was made.
    """
    released = await connection.execute(update(lead).where(lead.c.held_since.is_not(None)).values(held_since=None, released=now))
    return bool(released.rowcount)


async def hold(connection: AsyncConnection, now: datetime, ended: EndedAgain | None = None) -> None:
    """Send nothing until an admin says so, and pause what was unfinished: this database is a restored copy. Twice is as good as once.

    The admins are told how many announcements wait, how many people they have not reached, when the copy's bot last heard Telegram, and of
    when the copy is: what people `ended` since then is ended in it, as far as somebody knew. Invitations that are open in it may have been
    used, and are withdrawn. One that was held, worked on and is put in place again is held anew, from now.
    """
    unfinished = (AnnouncementState.SCHEDULED, AnnouncementState.SENDING)
    await connection.execute(
        update(announcement).where(announcement.c.state.in_(unfinished)).values(state=AnnouncementState.PAUSED, reason=Reason.RESTORED)
    )
    withdrawn = await withdraw_all(connection)
    row = (await connection.execute(select(lead.c.until, lead.c.held_since))).first()
    if row is None:
        await connection.execute(insert(lead).values(id=1, fence=0, beat=0, until=now, identity=await identity_of(connection)))
    heard = await connection.scalar(select(state.c.heard))
    is_held = row is not None and row.held_since is not None and (heard is None or row.held_since > heard)
    if not is_held:
        await connection.execute(update(lead).values(held_since=now))
    if not is_held or ended:
        told = ended or EndedAgain(row.until - LEASE if row else None)
        since = {"since": heard.isoformat()} if heard else {}
        await raise_alarm(connection, AlarmKind.HELD, await _paused_by_restoring(connection) | _told(told, withdrawn) | since, now)


def _told(ended: EndedAgain, withdrawn: int) -> dict[str, int | str | None]:
    known = ended.until.isoformat() if ended.until else None
    return {"known": known, "erased": ended.erased, "unfollowed": ended.unfollowed, "roles": ended.roles, "invitations": withdrawn}


async def _paused_by_restoring(connection: AsyncConnection) -> dict[str, int | str | None]:
    paused = announcement.c.state == AnnouncementState.PAUSED, announcement.c.reason == Reason.RESTORED
    announcements = await connection.scalar(select(func.count()).select_from(announcement).where(*paused))
    left = delivery.c.announcement.in_(select(announcement.c.id).where(*paused)), delivery.c.state.in_(list(OPEN))
    copies = await connection.scalar(select(func.count()).select_from(delivery).where(*left))
    return {"announcements": announcements or 0, "copies": copies or 0}


async def may_send(connection: AsyncConnection, fence: int) -> bool:
    """Whether this fence leads, and is not held; the lease cannot change hands before this transaction ends. Raises LostLead."""
    row = (await connection.execute(kept_as_read(connection, select(lead.c.fence, lead.c.held_since)))).one()
    if row.fence != fence:
        raise LostLead
    return row.held_since is None


def _is_older_than_footprint(store: Store, beat: int) -> bool:
    """Whether a SQLite file is not the one that was last used here: an older copy of it, or one that came from elsewhere."""
    if store.path is None:
        return False
    footprint = read_footprint(store.path)
    return footprint is None or footprint > beat
