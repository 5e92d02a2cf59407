"""Who is written to unasked, and who never again."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import FOLLOWED, NEW_MESSAGES, AnnouncementKind
from ektp_core.profile import Language
from ektp_core.refusal import Refusal
from ektp_core.store import outbox
from ektp_core.store.connection import Store
from ektp_core.store.endings import follow_again, note_unfollowed
from ektp_core.store.outbox import Wording, skip_copies
from ektp_core.store.reachable import is_listening, is_reachable, is_written_to, language_of
from ektp_core.store.schema import announcement, delivery, gone, muted, reminder, subscriber, subscription
from ektp_core.subscriptions.reminders import Reminder, ReminderKind
from ektp_core.subscriptions.subscribers import (
    ASKED_BEFORE_EXPIRY,
    CONSENT_VERSION,
    LAST_SEEN_GRAIN,
    MOST_FOLLOWED,
    ChatSort,
    Consent,
    Scope,
    Subscriber,
    Subscription,
    Topic,
    last_life,
)

EXPIRY_KEY = "expiry:"
"""Begins the key of the question whether a chat still wants to be told."""

GENERAL = 0
"""Stands for General, which has no thread, where threads are compared; no thread is 0."""

CHUNK = 500
"""Chats a statement: databases limit how many values one may hold."""


class ConsentMissing(Exception):
    """The chat has not agreed to the text in force: it is asked first. Nothing was kept."""


class FollowsTooMuch(Refusal):
    """More things than one chat may follow. Value: most."""

    key = "follows_too_much"


class FollowsNothing(Refusal):
    """There is nothing to pause or to switch off: the chat is not written to unasked."""

    key = "follows_nothing"


async def subscriber_in(connection: AsyncConnection, chat: int) -> Subscriber | None:
    """A chat that agreed to be written to, and all that it asked for."""
    row = (await connection.execute(select(subscriber).where(subscriber.c.chat == chat))).first()
    if row is None:
        return None
    things = (
        select(subscription).where(subscription.c.chat == chat).order_by(subscription.c.since, subscription.c.scope, subscription.c.target)
    )
    found = [(Subscription(Scope(one.scope), one.target), one) for one in await connection.execute(things)]
    follows = {thing: one.since for thing, one in found}
    threads = {thing: one.thread for thing, one in found if one.thread is not None}
    silent = (await connection.execute(select(muted.c.topic).where(muted.c.chat == chat))).scalars()
    consent = Consent(chat, ChatSort(row.sort), Language(row.language), row.consent_version, row.since)
    return Subscriber(consent, row.last_seen, follows, frozenset(map(Topic, silent)), row.paused_until, threads)


async def reminders_in(connection: AsyncConnection, chat: int) -> tuple[Reminder, ...]:
    """What a chat asked to be reminded of, by day."""
    rows = await connection.execute(select(reminder).where(reminder.c.chat == chat).order_by(reminder.c.day, reminder.c.kind))
    return tuple(Reminder(row.chat, ReminderKind(row.kind), row.day) for row in rows)


async def hold(connection: AsyncConnection, chat: int, agreeing: Consent | None, today: date) -> None:
    """Keep a consent that is given now, or find one to the text in force; the chat's row is held until the transaction ends.

    Whoever asks for something can be written to again. Raises ConsentMissing.
    """
    if agreeing:
        await _keep(connection, agreeing, today)
    version = await connection.scalar(select(subscriber.c.consent_version).where(subscriber.c.chat == chat).with_for_update())
    if version != CONSENT_VERSION:
        raise ConsentMissing
    await connection.execute(delete(gone).where(gone.c.chat == chat))


async def _keep(connection: AsyncConnection, consent: Consent, today: date) -> None:
    """Agreeing again to the same text changes nothing: a tap that Telegram repeats leaves the first moment."""
    row = {"consent_version": consent.version, "since": consent.since, "language": consent.language}
    here = subscriber.c.chat == consent.chat
    if await connection.scalar(select(subscriber.c.chat).where(here)) is None:
        with suppress(IntegrityError):  # another process of the office has kept it in this moment
            async with connection.begin_nested():
                await connection.execute(insert(subscriber).values(chat=consent.chat, sort=consent.sort, last_seen=today, **row))
    await connection.execute(update(subscriber).where(here, subscriber.c.consent_version != consent.version).values(**row))


async def follow(
    store: Store,
    chat: int,
    wanted: Sequence[Subscription],
    now: datetime,
    today: date,
    agreeing: Consent | None = None,
    *,
    thread: int | None = None,
) -> int:
    """Follow some things, told in this `thread` from now on; how many of them are new.

    Raises ConsentMissing, and FollowsTooMuch when they would be too many.
    """
    async with store.changing() as connection:
        await hold(connection, chat, agreeing, today)
        rows = await connection.execute(select(subscription.c.scope, subscription.c.target).where(subscription.c.chat == chat))
        followed = {Subscription(Scope(row.scope), row.target) for row in rows}
        new = [each for each in dict.fromkeys(wanted) if each not in followed]
        if len(followed) + len(new) > MOST_FOLLOWED:
            raise FollowsTooMuch(most=MOST_FOLLOWED)
        for each in new:
            row = {"chat": chat, "scope": each.scope, "target": each.target, "since": now, "thread": thread}
            await connection.execute(insert(subscription).values(row))
        await follow_again(connection, chat, new)
        these = subscription.c.chat == chat, _is_one_of(wanted)
        await connection.execute(update(subscription).where(*these).values(thread=thread))
        return len(new)


async def unfollow(store: Store, chat: int, what: Subscription, now: datetime) -> None:
    """Stop following one thing; with the last, nothing that waits for the chat is sent either."""
    async with store.changing() as connection:
        if await unfollow_in(connection, chat, what):
            await note_unfollowed(connection, chat, [what], now)


async def unfollow_in(connection: AsyncConnection, chat: int, what: Subscription) -> bool:
    """`unfollow` in a transaction that does more; whether it was followed."""
    this = subscription.c.chat == chat, subscription.c.scope == what.scope, subscription.c.target == what.target
    was_followed = (await connection.execute(delete(subscription).where(*this))).rowcount
    if await connection.scalar(select(subscription.c.chat).where(subscription.c.chat == chat).limit(1)) is None:
        await skip_copies(connection, chat, FOLLOWED)
    await let_go(connection, chat)
    return bool(was_followed)


async def let_go(connection: AsyncConnection, chat: int | None = None) -> None:
    """Whoever follows nothing and awaits no reminder is kept no longer: one chat, or all such."""
    idle = ~select(subscription.c.chat).where(subscription.c.chat == subscriber.c.chat).exists()
    unreminded = ~select(reminder.c.chat).where(reminder.c.chat == subscriber.c.chat).exists()
    these = [idle, unreminded] if chat is None else [subscriber.c.chat == chat, idle, unreminded]
    # Whoever is just following something holds their row (`hold`): after the wait, what they follow is seen.
    await connection.execute(select(subscriber.c.chat).where(*these).with_for_update())
    await connection.execute(delete(subscriber).where(*these))


async def mute(store: Store, chat: int, topic: Topic) -> None:
    """Hear no more of a topic; announcements that wait are not sent either. Raises FollowsNothing."""
    async with store.changing() as connection:
        await _find(connection, chat)
        this = muted.c.chat == chat, muted.c.topic == topic
        if await connection.scalar(select(muted.c.chat).where(*this)) is None:
            await connection.execute(insert(muted).values(chat=chat, topic=topic))
        if topic is Topic.ANNOUNCEMENTS:
            await skip_copies(connection, chat, (AnnouncementKind.ANNOUNCEMENT,))


async def unmute(store: Store, chat: int, topic: Topic) -> None:
    """Hear of a topic again. Raises FollowsNothing."""
    async with store.changing() as connection:
        await _find(connection, chat)
        await connection.execute(delete(muted).where(muted.c.chat == chat, muted.c.topic == topic))


async def pause(store: Store, chat: int, until: date) -> None:
    """Send nothing unasked before a day; what waits is skipped at once. Raises FollowsNothing.

    A reminder whose day falls into the pause comes when it ends, however long that is. One that is on its way already is not called
    back: its day was told to nobody else, and it would be lost.
    """
    async with store.changing() as connection:
        await _find(connection, chat)
        await connection.execute(update(subscriber).where(subscriber.c.chat == chat).values(paused_until=until))
        await skip_copies(connection, chat, FOLLOWED)


async def end_pause(store: Store, chat: int, today: date) -> None:
    """Send again from today on. The day is kept: a reminder that fell into the pause counts from its end."""
    async with store.changing() as connection:
        here = subscriber.c.chat == chat, subscriber.c.paused_until > today
        await connection.execute(update(subscriber).where(*here).values(paused_until=today))


async def leave(store: Store, chat: int, now: datetime) -> Subscriber | None:
    """End all that is sent unasked, reminders too, also in the middle of an announcement; what the chat had asked for, if anything."""
    async with store.changing() as connection:
        found = await subscriber_in(connection, chat)
        if found:
            await note_unfollowed(connection, chat, [*found.follows, *await reminders_in(connection, chat)], now)
        await connection.execute(delete(subscriber).where(subscriber.c.chat == chat))
        await skip_copies(connection, chat, NEW_MESSAGES)
        return found


async def _find(connection: AsyncConnection, chat: int) -> None:
    """Hold the row of a chat that changes what it hears: it can be written to again. Raises FollowsNothing."""
    if await connection.scalar(select(subscriber.c.chat).where(subscriber.c.chat == chat).with_for_update()) is None:
        raise FollowsNothing()
    await connection.execute(delete(gone).where(gone.c.chat == chat))


def recipients(followed: Sequence[Subscription] | None, topic: Topic, today: date) -> Select[Any]:
    """Who hears of a topic: `chat`, `language` and `thread` of everybody who follows one of these things (None: anything), each once.

    A forum that follows them in several of its topics is told in the oldest of those, General before all.
    Not those who pause, who have switched the topic off, or who cannot be reached any more.
    """
    here = subscriber.c.chat
    concerned = [subscription.c.chat == here, *([] if followed is None else [_is_one_of(followed)])]
    return (
        select(here, language_of(here, subscriber.c.language), _oldest_thread(concerned))
        .where(select(subscription.c.chat).where(*concerned).exists(), is_reachable(here), is_listening(today))
        .where(~select(muted.c.chat).where(muted.c.chat == here, muted.c.topic == topic).exists())
    )


def _is_one_of(things: Sequence[Subscription]) -> ColumnElement[bool]:
    return tuple_(subscription.c.scope, subscription.c.target).in_([(each.scope, each.target) for each in things])


def _oldest_thread(concerned: Sequence[ColumnElement[bool]]) -> ColumnElement[Any]:
    """Threads are numbered in the order of their beginning; General has none."""
    oldest = func.min(func.coalesce(subscription.c.thread, GENERAL))
    return select(func.nullif(oldest, GENERAL)).where(*concerned).scalar_subquery().label("thread")


async def keep_seen(store: Store, chats: Iterable[int], today: date) -> None:
    """Keep signs of life of the chats that are written to, as exactly as a week; of others nothing is kept."""
    seen = sorted(chats)
    stale = subscriber.c.last_seen <= today - LAST_SEEN_GRAIN
    for start in range(0, len(seen), CHUNK):
        async with store.changing() as connection:
            here = subscriber.c.chat.in_(seen[start : start + CHUNK])
            await connection.execute(update(subscriber).where(here, stale).values(last_seen=today))


async def expire(store: Store, today: date) -> int:
    """Remove whoever gave no sign of life for 24 months, and what hangs on them; how many (docs/reliability.md#almost-nothing-is-kept)."""
    async with store.changing() as connection:
        expired = (await connection.execute(delete(subscriber).where(subscriber.c.last_seen < last_life(today)))).rowcount
        await connection.execute(delete(gone).where(~is_written_to(gone.c.chat)))
        return expired


def closing_expiry(today: date) -> Select[Any]:
    """`chat`, `language` and `thread` of those who expire within four weeks and have not been asked yet; any tap or word keeps them."""
    questions = select(announcement.c.id).where(announcement.c.key.startswith(EXPIRY_KEY))
    here = subscriber.c.chat
    asked = select(delivery.c.id).where(delivery.c.chat == here, delivery.c.announcement.in_(questions))
    return (
        select(here, language_of(here, subscriber.c.language), _oldest_thread([subscription.c.chat == here]))
        .where(subscriber.c.last_seen < last_life(today + ASKED_BEFORE_EXPIRY))
        .where(~asked.exists(), is_reachable(here), is_listening(today))
    )


async def queue_closing_expiry(connection: AsyncConnection, wordings: Sequence[Wording], now: datetime, today: date) -> None:
    """Ask those whose subscriptions end soon whether they still want them."""
    await outbox.enqueue(connection, AnnouncementKind.NOTICE, f"{EXPIRY_KEY}{today}", wordings, closing_expiry(today), now)
