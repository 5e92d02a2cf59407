"""Who sends: one process at a time, proved by a fence that every claim and outcome is checked against (RELIABILITY promises 15 and 16)."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.alarms import AlarmKind
from ektp_core.announcement import AnnouncementState
from ektp_core.store.alarms import raise_alarm
from ektp_core.store.connection import Store
from ektp_core.store.footprint import read_footprint, write_footprint
from ektp_core.store.schema import announcement, lead, state

LEASE = timedelta(seconds=15)
BEAT_SECONDS = 5.0
"""A leader renews its lease this often, so that two renewals may fail before another takes over."""

RESTORED = "restored"
"""Why announcements of a restored copy are paused."""


class LostLead(Exception):
    """Another process leads now: this one must not send any more."""


async def take_lead(store: Store, now: datetime) -> int | None:
    """Become the one who sends: the new fence, or None while another holds the lease.

    A SQLite file is locked by its one process, which need not wait for the lease of one that died. A restored copy comes back held:
    what was unfinished is paused and the admins are told, because others may have been sent since the copy was made.
    """
    async with store.changing() as connection:
        await connection.execute(select(state.c.id).with_for_update())
        now = await _clock(connection, now)
        identity = await _identity(connection)
        row = (await connection.execute(select(lead))).first()
        if row is None:
            first = {"id": 1, "fence": 1, "beat": 1, "until": now + LEASE, "identity": identity}
            await connection.execute(insert(lead).values(**first))
            fence, beat = 1, 1
        else:
            if row.until > now and not store.is_exclusive:
                return None
            fence, beat = row.fence + 1, row.beat + 1
            await connection.execute(update(lead).values(fence=fence, beat=beat, until=now + LEASE, identity=identity))
            if identity != row.identity or _is_older_than_footprint(store, row.beat):
                await _hold(connection, now)
    await asyncio.to_thread(write_footprint, store.path, beat)
    return fence


async def keep_lead(store: Store, fence: int, now: datetime) -> None:
    """Renew the lease. Raises LostLead when another has taken over."""
    async with store.changing() as connection:
        now = await _clock(connection, now)
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
        await connection.execute(update(lead).where(lead.c.fence == fence).values(until=await _clock(connection, now)))


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


async def may_send(connection: AsyncConnection, fence: int) -> bool:
    """Whether this fence leads, and is not held; the lease cannot change hands before this transaction ends. Raises LostLead."""
    query = select(lead.c.fence, lead.c.held_since)
    row = (await connection.execute(query.with_for_update(read=True) if _is_postgresql(connection) else query)).one()
    if row.fence != fence:
        raise LostLead
    return row.held_since is None


async def _hold(connection: AsyncConnection, now: datetime) -> None:
    unfinished = (AnnouncementState.SCHEDULED, AnnouncementState.SENDING)
    await connection.execute(
        update(announcement).where(announcement.c.state.in_(unfinished)).values(state=AnnouncementState.PAUSED, reason=RESTORED)
    )
    await connection.execute(update(lead).values(held_since=now))
    await raise_alarm(connection, AlarmKind.HELD, {}, now)


def _is_older_than_footprint(store: Store, beat: int) -> bool:
    """Whether a SQLite file is not the one that was last used here: an older copy of it, or one that came from elsewhere."""
    if store.path is None:
        return False
    footprint = read_footprint(store.path)
    return footprint is None or footprint > beat


async def _identity(connection: AsyncConnection) -> str:
    """Which database this is: a PostgreSQL dump that is loaded again gets new tables, a physical restore another timeline."""
    if not _is_postgresql(connection):
        return ""
    named = "s.system_identifier || '/' || c.timeline_id || '/' || 'state'::regclass::oid"
    return str(await connection.scalar(text(f"SELECT {named} FROM pg_control_system() s, pg_control_checkpoint() c")))  # noqa: S608 -- no input


async def _clock(connection: AsyncConnection, now: datetime) -> datetime:
    """Leases of several machines are measured by the database's clock."""
    return (await connection.scalar(text("SELECT clock_timestamp()")) or now) if _is_postgresql(connection) else now


def _is_postgresql(connection: AsyncConnection) -> bool:
    return connection.dialect.name == "postgresql"
