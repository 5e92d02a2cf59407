"""Who is written to unasked, and who never again."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, Table, delete, func, insert, literal, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcement import CALLED_BACK, AnnouncementKind, DeliveryState
from ektp_core.profile import Language
from ektp_core.refusal import Refusal
from ektp_core.store.connection import Store
from ektp_core.store.schema import announcement, delivery, gone, muted, preference, reminder, subscriber, subscription
from ektp_core.subscriptions import (
    ASKED_BEFORE_EXPIRY,
    CONSENT_VERSION,
    LAST_SEEN_GRAIN,
    MOST_FOLLOWED,
    ChatSort,
    Consent,
    GoneReason,
    Scope,
    Subscriber,
    Subscription,
    Topic,
    last_life,
)

LEFT = "left"
"""Why a copy was skipped: its reader left before their turn."""

EXPIRY_KEY = "expiry:"
"""Begins the key of the question whether a chat still wants to be told."""

CHUNK = 500
"""Chats a statement: databases limit how many values one may hold."""

FOLLOWED = (AnnouncementKind.ANNOUNCEMENT, AnnouncementKind.NOTICE)
"""What comes because something is followed."""

NEW_MESSAGES = (*FOLLOWED, AnnouncementKind.REMINDER)
"""What arrives as a message of its own. Corrections only mend one that is there: a wrong date is put right for those who left, too."""


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
    follows = {Subscription(Scope(one.scope), one.target): one.since for one in await connection.execute(things)}
    silent = (await connection.execute(select(muted.c.topic).where(muted.c.chat == chat))).scalars()
    consent = Consent(chat, ChatSort(row.sort), Language(row.language), row.consent_version, row.since)
    return Subscriber(consent, row.last_seen, follows, frozenset(map(Topic, silent)), row.paused_until)


async def hold(connection: AsyncConnection, chat: int, agreeing: Consent | None, today: date) -> None:
    """Keep a consent that is given now, or find one to the text in force; the chat's row is held until the transaction ends.

    Raises ConsentMissing.
    """
    if agreeing:
        await _keep(connection, agreeing, today)
    version = await connection.scalar(select(subscriber.c.consent_version).where(subscriber.c.chat == chat).with_for_update())
    if version != CONSENT_VERSION:
        raise ConsentMissing


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
    store: Store, chat: int, wanted: Sequence[Subscription], now: datetime, today: date, agreeing: Consent | None = None
) -> int:
    """Follow some things; how many of them are new. Raises ConsentMissing, and FollowsTooMuch when they would be too many."""
    async with store.changing() as connection:
        await hold(connection, chat, agreeing, today)
        rows = await connection.execute(select(subscription.c.scope, subscription.c.target).where(subscription.c.chat == chat))
        followed = {Subscription(Scope(row.scope), row.target) for row in rows}
        new = [each for each in dict.fromkeys(wanted) if each not in followed]
        if len(followed) + len(new) > MOST_FOLLOWED:
            raise FollowsTooMuch(most=MOST_FOLLOWED)
        for each in new:
            await connection.execute(insert(subscription).values(chat=chat, scope=each.scope, target=each.target, since=now))
        return len(new)


async def unfollow(store: Store, chat: int, what: Subscription) -> None:
    """Stop following one thing; with the last, nothing that waits for the chat is sent either."""
    async with store.changing() as connection:
        this = subscription.c.chat == chat, subscription.c.scope == what.scope, subscription.c.target == what.target
        await connection.execute(delete(subscription).where(*this))
        if await connection.scalar(select(subscription.c.chat).where(subscription.c.chat == chat).limit(1)) is None:
            await skip_copies(connection, chat, FOLLOWED)
        await let_go(connection, chat)


async def let_go(connection: AsyncConnection, chat: int | None = None) -> None:
    """Whoever follows nothing and awaits no reminder is kept no longer: one chat, or all such."""
    idle = ~select(subscription.c.chat).where(subscription.c.chat == subscriber.c.chat).exists()
    unreminded = ~select(reminder.c.chat).where(reminder.c.chat == subscriber.c.chat).exists()
    these = [idle, unreminded] if chat is None else [subscriber.c.chat == chat, idle, unreminded]
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

    A reminder whose day falls into the pause comes after it, if that is still useful (`reminders.people_due`). One that is on its way
    already is not called back: its day was told to nobody else, and it would be lost.
    """
    async with store.changing() as connection:
        await _find(connection, chat)
        await connection.execute(update(subscriber).where(subscriber.c.chat == chat).values(paused_until=until))
        await skip_copies(connection, chat, FOLLOWED)


async def end_pause(store: Store, chat: int) -> None:
    """Send again from now on."""
    async with store.changing() as connection:
        await connection.execute(update(subscriber).where(subscriber.c.chat == chat).values(paused_until=None))


async def leave(store: Store, chat: int) -> Subscriber | None:
    """End all that is sent unasked, reminders too, also in the middle of an announcement; what the chat had asked for, if anything."""
    async with store.changing() as connection:
        found = await subscriber_in(connection, chat)
        await connection.execute(delete(subscriber).where(subscriber.c.chat == chat))
        await skip_copies(connection, chat, NEW_MESSAGES)
        return found


async def _find(connection: AsyncConnection, chat: int) -> None:
    if await connection.scalar(select(subscriber.c.chat).where(subscriber.c.chat == chat).with_for_update()) is None:
        raise FollowsNothing()


async def retire(store: Store, chat: int, reason: GoneReason, now: datetime) -> None:
    """Never write to a chat again until its owner acts; what waits for it is skipped (RELIABILITY promise 6)."""
    async with store.changing() as connection:
        await retire_in(connection, chat, reason, now)


async def retire_in(connection: AsyncConnection, chat: int, reason: GoneReason, now: datetime) -> None:
    """`retire` in a transaction that does more."""
    if await connection.scalar(select(gone.c.chat).where(gone.c.chat == chat)) is None:
        await connection.execute(insert(gone).values(chat=chat, reason=reason, since=now))
    await skip_copies(connection, chat, AnnouncementKind)


async def revive(store: Store, chat: int) -> bool:
    """The owner acts: the chat may be written to again. True when it had been retired."""
    async with store.changing() as connection:
        if await connection.scalar(select(gone.c.chat).where(gone.c.chat == chat)) is None:
            return False
        await connection.execute(delete(gone).where(gone.c.chat == chat))
        return True


async def come_back(store: Store, chat: int) -> Subscriber | None:
    """Somebody starts the bot again: they are reached again, and hear what they follow."""
    await revive(store, chat)
    async with store.reading() as connection:
        return await subscriber_in(connection, chat)


async def skip_copies(connection: AsyncConnection, chat: int, kinds: Iterable[AnnouncementKind]) -> None:
    """Whoever leaves in the middle of an announcement gets no copy whose turn has not come; a request under way is not called back."""
    of_kinds = select(announcement.c.id).where(announcement.c.kind.in_(list(kinds)))
    theirs = delivery.c.chat == chat, delivery.c.announcement.in_(of_kinds)
    for before, after in CALLED_BACK.items():
        await connection.execute(update(delivery).where(*theirs, delivery.c.state == before).values(state=after, error=LEFT))


def recipients(followed: Sequence[Subscription] | None, topic: Topic, today: date) -> Select[Any]:
    """Who hears of a topic: `chat` and `language` of everybody who follows one of these things (None: anything), each once.

    Not those who pause, who have switched the topic off, or who cannot be reached any more.
    """
    here = subscriber.c.chat
    follows = select(subscription.c.chat).where(subscription.c.chat == here)
    if followed is not None:
        follows = follows.where(tuple_(subscription.c.scope, subscription.c.target).in_([(each.scope, each.target) for each in followed]))
    return (
        select(here, func.coalesce(preference.c.language, subscriber.c.language).label("language"))
        .outerjoin(preference, preference.c.chat == here)
        .where(follows.exists())
        .where(~select(gone.c.chat).where(gone.c.chat == here).exists())
        .where(~select(muted.c.chat).where(muted.c.chat == here, muted.c.topic == topic).exists())
        .where(or_(subscriber.c.paused_until.is_(None), subscriber.c.paused_until <= today))
    )


async def how_many(store: Store, followed: Sequence[Subscription] | None, topic: Topic, today: date) -> int:
    """How many chats `recipients` would select now."""
    async with store.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(recipients(followed, topic, today).subquery())) or 0)


async def keep_seen(store: Store, chats: Iterable[int], today: date) -> None:
    """Keep signs of life of the chats that are written to, as exactly as a week; of others nothing is kept."""
    seen = sorted(chats)
    stale = subscriber.c.last_seen <= today - LAST_SEEN_GRAIN
    for start in range(0, len(seen), CHUNK):
        async with store.changing() as connection:
            here = subscriber.c.chat.in_(seen[start : start + CHUNK])
            await connection.execute(update(subscriber).where(here, stale).values(last_seen=today))


async def expire(store: Store, today: date) -> int:
    """Remove whoever gave no sign of life for 24 months, with all that hangs on them; how many (RELIABILITY promise 24)."""
    async with store.changing() as connection:
        return (await connection.execute(delete(subscriber).where(subscriber.c.last_seen < last_life(today)))).rowcount


def closing_expiry(today: date) -> Select[Any]:
    """`chat` and `language` of those who expire within four weeks and have not been asked yet; any tap or word keeps them."""
    questions = select(announcement.c.id).where(announcement.c.key.startswith(EXPIRY_KEY))
    asked = select(delivery.c.id).where(delivery.c.chat == subscriber.c.chat, delivery.c.announcement.in_(questions))
    return (
        select(subscriber.c.chat, func.coalesce(preference.c.language, subscriber.c.language).label("language"))
        .outerjoin(preference, preference.c.chat == subscriber.c.chat)
        .where(subscriber.c.last_seen < last_life(today + ASKED_BEFORE_EXPIRY))
        .where(~asked.exists())
        .where(~select(gone.c.chat).where(gone.c.chat == subscriber.c.chat).exists())
        .where(or_(subscriber.c.paused_until.is_(None), subscriber.c.paused_until <= today))
    )


async def move_chat(connection: AsyncConnection, old: int, new: int) -> None:
    """A group became a supergroup: all that was kept under its old id goes on under the new one, once.

    What the new id has already stays as it is; a topic that either had switched off stays off. Of an announcement of which the new
    id has a copy, the old id's copy is skipped. Copies that ended stay where they were sent.
    """
    if await connection.scalar(select(subscriber.c.chat).where(subscriber.c.chat == new)) is None:
        await _copy_rows(connection, subscriber, old, new)
    if await connection.scalar(select(subscriber.c.chat).where(subscriber.c.chat == new)) is not None:
        for table in (subscription, muted, reminder):
            await _copy_rows(connection, table, old, new)
    await connection.execute(delete(subscriber).where(subscriber.c.chat == old))
    if await connection.scalar(select(preference.c.chat).where(preference.c.chat == new)) is None:
        await _copy_rows(connection, preference, old, new)
    for table in (preference, gone):
        await connection.execute(delete(table).where(table.c.chat == old))
    other = delivery.alias()
    twice = select(other.c.id).where(other.c.announcement == delivery.c.announcement, other.c.chat == new).exists()
    for before in (DeliveryState.PENDING, DeliveryState.DEFERRED):
        waiting = delivery.c.chat == old, delivery.c.state == before
        await connection.execute(update(delivery).where(*waiting, twice).values(state=CALLED_BACK[before], error=LEFT))
        await connection.execute(update(delivery).where(*waiting).values(chat=new))


async def _copy_rows(connection: AsyncConnection, table: Table, old: int, new: int) -> None:
    """A chat's rows under another id, those that are not there yet."""
    here = table.alias()
    others = [column for column in table.c if column.name != "chat"]
    same = [here.c[column.name] == column for column in table.primary_key.columns if column.name != "chat"]
    there = select(here.c.chat).where(here.c.chat == new, *same).exists()
    rows = select(literal(new), *others).where(table.c.chat == old, ~there)
    await connection.execute(insert(table).from_select(["chat", *(column.name for column in others)], rows))
