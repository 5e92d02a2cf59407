"""The days that people asked to be reminded of: the day and the kind, nothing else, until they were told."""

from datetime import date
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.refusal import Refusal
from ektp_core.reminders import MOST_REMINDERS, USEFUL_FOR, Reminder, ReminderKind
from ektp_core.store.connection import Store
from ektp_core.store.schema import gone, preference, reminder, subscriber
from ektp_core.store.subscriptions import hold, let_go
from ektp_core.subscriptions import Consent


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
        return True


async def cancel(store: Store, unwanted: Reminder) -> None:
    """Remind of a day no more; who then follows nothing either is kept no longer."""
    async with store.changing() as connection:
        this = reminder.c.chat == unwanted.chat, reminder.c.kind == unwanted.kind, reminder.c.day == unwanted.day
        await connection.execute(delete(reminder).where(*this))
        await let_go(connection, unwanted.chat)


async def reminders_in(connection: AsyncConnection, chat: int) -> tuple[Reminder, ...]:
    """What a chat asked to be reminded of, by day."""
    rows = await connection.execute(select(reminder).where(reminder.c.chat == chat).order_by(reminder.c.day, reminder.c.kind))
    return tuple(Reminder(row.chat, ReminderKind(row.kind), row.day) for row in rows)


async def due(connection: AsyncConnection, today: date) -> list[tuple[ReminderKind, date]]:
    """The kinds and days of which somebody is to be told today: the days that have come, not longer ago than telling is useful."""
    days = reminder.c.day <= today, reminder.c.day >= today - USEFUL_FOR
    rows = await connection.execute(
        select(reminder.c.kind, reminder.c.day).where(*days).distinct().order_by(reminder.c.day, reminder.c.kind)
    )
    return [(ReminderKind(row.kind), row.day) for row in rows]


def people_due(kind: ReminderKind, day: date, today: date) -> Select[Any]:
    """`chat` and `language` of those who asked for this day. Not who pauses: they are told after their pause, while it is useful."""
    return (
        select(reminder.c.chat, func.coalesce(preference.c.language, subscriber.c.language).label("language"))
        .join(subscriber, subscriber.c.chat == reminder.c.chat)
        .outerjoin(preference, preference.c.chat == reminder.c.chat)
        .where(reminder.c.kind == kind, reminder.c.day == day)
        .where(or_(subscriber.c.paused_until.is_(None), subscriber.c.paused_until <= today))
        .where(~select(gone.c.chat).where(gone.c.chat == reminder.c.chat).exists())
    )


async def take_told(connection: AsyncConnection, kind: ReminderKind, day: date, today: date) -> None:
    """Remove what `people_due` selects, in the transaction that puts it into the outbox: nobody is told twice."""
    told = select(people_due(kind, day, today).subquery().c.chat)
    await connection.execute(delete(reminder).where(reminder.c.kind == kind, reminder.c.day == day, reminder.c.chat.in_(told)))
    await let_go(connection)


async def drop_late(connection: AsyncConnection, today: date) -> int:
    """Remove the days that are too long ago to be told; how many were missed."""
    dropped = await connection.execute(delete(reminder).where(reminder.c.day < today - USEFUL_FOR))
    await let_go(connection)
    return dropped.rowcount


async def next_day(store: Store) -> date | None:
    """The earliest day that somebody is to be reminded of."""
    async with store.reading() as connection:
        found: date | None = await connection.scalar(select(func.min(reminder.c.day)))
        return found
