"""The days that people asked to be reminded of: the day and the kind, nothing else, until they were told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import AnnouncementKind
from ektp_core.refusal import Refusal
from ektp_core.store import outbox
from ektp_core.store.connection import Store
from ektp_core.store.endings import follow_again, note_unfollowed
from ektp_core.store.outbox import Wording
from ektp_core.store.reachable import NO_THREAD, is_listening, is_reachable, language_of
from ektp_core.store.schema import delivery, gone, reminder, subscriber
from ektp_core.store.subscriptions import hold, let_go, reminders_in
from ektp_core.subscriptions.reminders import MOST_REMINDERS, USEFUL_FOR, Reminder, ReminderKind
from ektp_core.subscriptions.subscribers import Consent


class TooManyReminders(Refusal):
    """More days than one chat may ask for. Value: most."""

    key = "reminders_too_many"


async def remind(store: Store, wanted: Reminder, today: date, agreeing: Consent | None = None) -> bool:
    """Ask to be reminded of a day; False when it was asked before. Raises ConsentMissing, TooManyReminders."""
    async with store.changing() as connection:
        await hold(connection, wanted.chat, agreeing, today)
        asked = await reminders_in(connection, wanted.chat)
        if wanted in asked:
            return False
        if len(asked) >= MOST_REMINDERS:
            raise TooManyReminders(most=MOST_REMINDERS)
        await connection.execute(insert(reminder).values(chat=wanted.chat, kind=wanted.kind, day=wanted.day))
        await follow_again(connection, wanted.chat, [wanted])
        return True


async def cancel(store: Store, unwanted: Reminder, now: datetime) -> None:
    """Remind of a day no more; who then follows nothing either is kept no longer."""
    async with store.changing() as connection:
        if await cancel_in(connection, unwanted):
            await note_unfollowed(connection, unwanted.chat, [unwanted], now)


async def cancel_in(connection: AsyncConnection, unwanted: Reminder) -> bool:
    """`cancel` in a transaction that does more; whether it was awaited."""
    this = reminder.c.chat == unwanted.chat, reminder.c.kind == unwanted.kind, reminder.c.day == unwanted.day
    was_awaited = (await connection.execute(delete(reminder).where(*this))).rowcount
    await let_go(connection, unwanted.chat)
    return bool(was_awaited)


async def due(connection: AsyncConnection, today: date) -> list[tuple[ReminderKind, date]]:
    """The kinds and days of which somebody is to be told today: the days that have come, not longer ago than telling is useful."""
    query = select(reminder.c.kind, reminder.c.day).join(subscriber, subscriber.c.chat == reminder.c.chat)
    rows = await connection.execute(
        query.where(reminder.c.day <= today, *_hears(today)).distinct().order_by(reminder.c.day, reminder.c.kind)
    )
    return [(ReminderKind(row.kind), row.day) for row in rows]


def people_due(kind: ReminderKind, day: date, today: date) -> Select[Any]:
    """`chat`, `language` and `thread` of those who asked for this day.

    Not who pauses: they are told when their pause ends, however long it was.
    """
    return (
        select(reminder.c.chat, language_of(reminder.c.chat, subscriber.c.language), NO_THREAD)
        .join(subscriber, subscriber.c.chat == reminder.c.chat)
        .where(reminder.c.kind == kind, reminder.c.day == day)
        .where(*_hears(today))
    )


def _hears(today: date) -> tuple[ColumnElement[bool], ...]:
    """Who can be told today of a day that they asked for."""
    return is_reachable(reminder.c.chat), is_listening(today), or_(reminder.c.day >= today - USEFUL_FOR, _lay_in_pause(today))


def _lay_in_pause(today: date) -> ColumnElement[bool]:
    """A pause that goes on, or has ended not longer ago than telling is useful: what fell into it counts from its end."""
    return func.coalesce(subscriber.c.paused_until, date.min) >= today - USEFUL_FOR


async def take_told(connection: AsyncConnection, kind: ReminderKind, day: date, number: int) -> None:
    """Remove the days of those who have a copy of this announcement, in the transaction that makes it: each is told once."""
    told = select(delivery.c.chat).where(delivery.c.announcement == number)
    await connection.execute(delete(reminder).where(reminder.c.kind == kind, reminder.c.day == day, reminder.c.chat.in_(told)))
    await let_go(connection)


async def drop_late(connection: AsyncConnection, today: date) -> int:
    """Remove the days that are too long ago to be told; how many were missed."""
    waits = select(subscriber.c.chat).where(subscriber.c.chat == reminder.c.chat, _lay_in_pause(today)).exists()
    dropped = await connection.execute(delete(reminder).where(reminder.c.day < today - USEFUL_FOR, ~waits))
    await let_go(connection)
    return dropped.rowcount


async def next_day(store: Store) -> date | None:
    """The earliest day that somebody is to be reminded of."""
    async with store.reading() as connection:
        found: date | None = await connection.scalar(select(func.min(reminder.c.day)))
        return found


async def how_many_until(store: Store, day: date, today: date) -> int:
    """How many people who can be told have asked to be reminded of a day up to this one; for the terminal."""
    query = select(func.count()).select_from(reminder).join(subscriber, subscriber.c.chat == reminder.c.chat)
    async with store.reading() as connection:
        return int(await connection.scalar(query.where(reminder.c.day <= day, *_hears(today))) or 0)


async def queue_reminder(
    connection: AsyncConnection, kind: ReminderKind, day: date, wordings: Sequence[Wording], now: datetime, today: date
) -> None:
    """Remind everybody who asked for a day and hears today; what they asked is removed with it, so that nobody is reminded twice."""
    key = f"reminder:{kind}:{day}:{now.isoformat()}"
    number = await outbox.enqueue(connection, AnnouncementKind.REMINDER, key, wordings, people_due(kind, day, today), now)
    if number is not None:
        await take_told(connection, kind, day, number)


async def drop_reminders(connection: AsyncConnection, kind: ReminderKind, day: date) -> int:
    """Nobody is reminded of a day that came while nothing was sent; how many would have been."""
    return (await connection.execute(delete(reminder).where(reminder.c.kind == kind, reminder.c.day == day))).rowcount


async def drop_reminders_of_gone(connection: AsyncConnection, today: date) -> None:
    """Whoever shut the bot out by the day that they asked for is not reminded of it later either."""
    await connection.execute(delete(reminder).where(reminder.c.day <= today, reminder.c.chat.in_(select(gone.c.chat))))
