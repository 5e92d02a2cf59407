"""Chats that cannot be written to any more, that come back, or that have moved."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Table, delete, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import AnnouncementKind, Reason
from ektp_core.announcements.delivery import CALLED_BACK, OPEN, DeliveryState
from ektp_core.store.connection import Store
from ektp_core.store.deliveries import Copy
from ektp_core.store.dialects import insert_or_change
from ektp_core.store.outbox import Wording, enqueue, skip_copies
from ektp_core.store.reachable import NO_THREAD, is_reachable, is_written_to, language_of
from ektp_core.store.schema import delivery, gone, muted, preference, reminder, subscriber, subscription, unanswered_text
from ektp_core.store.subscriptions import subscriber_in
from ektp_core.subscriptions.subscribers import Scope, Subscriber, Subscription, UnreachableReason

TOPIC_KEY = "topic:"
"""Begins the key of what a forum is told when one of its topics takes no message any more."""


async def retire(store: Store, chat: int, reason: UnreachableReason, now: datetime) -> None:
    """Never write to a chat again until its owner acts; what waits for it is skipped (docs/reliability.md#dead-chats-are-asked-once)."""
    async with store.changing() as connection:
        await retire_in(connection, chat, reason, now)


async def retire_in(connection: AsyncConnection, chat: int, reason: UnreachableReason, now: datetime) -> None:
    """`retire` in a transaction that does more. Only of chats that are written to unasked it is kept that they are gone."""
    await skip_copies(connection, chat, AnnouncementKind)
    there = select(gone.c.chat).where(gone.c.chat == chat).exists()
    row = select(literal(chat), literal(reason.value), literal(now, gone.c.since.type)).where(is_written_to(literal(chat)), ~there)
    with suppress(IntegrityError):  # another process of the office has kept it in this moment
        async with connection.begin_nested():
            await connection.execute(insert(gone).from_select(["chat", "reason", "since"], row))


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


async def move_chat(store: Store, old: int, new: int) -> None:
    """A group became a supergroup: all that was kept under its old id goes on under the new one, however often that is told.

    What the new id has already stays as it is: its consent, pause, language, and how each thing is followed. What only the old id had
    comes to it, also where it is then more than one chat may follow; a topic that either had switched off stays off. Of an announcement
    of which the new id has a copy, the old id's copy is skipped. Copies that ended stay where they were sent. A correction cannot
    follow: a supergroup numbers its messages anew, and the old number may be somebody else's message there.
    """
    async with store.changing() as connection:
        await move_chat_in(connection, old, new)


async def move_chat_in(connection: AsyncConnection, old: int, new: int) -> None:
    """`move_chat` in a transaction that does more."""
    # Whoever changes just now what either follows holds its row, and is waited for: then it goes along, too.
    await _hold_row(connection, old)
    await _copy_rows(connection, subscriber, old, new)
    if await _hold_row(connection, new):
        for table in (subscription, muted, reminder):
            await _copy_rows(connection, table, old, new)
    await connection.execute(delete(subscriber).where(subscriber.c.chat == old))
    await _copy_rows(connection, preference, old, new)
    await connection.execute(update(unanswered_text).where(unanswered_text.c.chat == old).values(chat=new))
    for table in (preference, gone):
        await connection.execute(delete(table).where(table.c.chat == old))
    numbered = (
        delivery.c.chat == old,
        delivery.c.state.in_((DeliveryState.PENDING, DeliveryState.DEFERRED)),
        delivery.c.message_id.is_not(None),
    )
    await connection.execute(update(delivery).where(*numbered).values(state=DeliveryState.UNREACHABLE, error=Reason.MOVED))
    other = delivery.alias()
    twice = select(other.c.id).where(other.c.announcement == delivery.c.announcement, other.c.chat == new).exists()
    for before in (DeliveryState.PENDING, DeliveryState.DEFERRED):
        waiting = delivery.c.chat == old, delivery.c.state == before
        await connection.execute(update(delivery).where(*waiting, twice).values(state=CALLED_BACK[before], error=Reason.LEFT))
        await connection.execute(update(delivery).where(*waiting).values(chat=new, replies_to=None))


async def leave_thread(connection: AsyncConnection, chat: int, thread: int) -> list[Subscription]:
    """A topic of a forum takes no message any more: what was followed in it, and what waits for it, is told in General. What that was."""
    here = subscription.c.chat == chat, subscription.c.thread == thread
    rows = await connection.execute(
        update(subscription).where(*here).values(thread=None).returning(subscription.c.scope, subscription.c.target)
    )
    left = sorted((Subscription(Scope(row.scope), row.target) for row in rows), key=lambda each: (each.scope, each.target))
    waiting = delivery.c.chat == chat, delivery.c.thread == thread, delivery.c.state.in_(OPEN)
    # As a reply it would go to the topic of the message that it replies to.
    await connection.execute(update(delivery).where(*waiting).values(thread=None, replies_to=None))
    return left


async def queue_topic_gone(connection: AsyncConnection, copy: Copy, wordings: Sequence[Wording], now: datetime) -> None:
    """Tell a chat, once, that a topic takes no message any more; the copy that found it out makes the key."""
    here = subscriber.c.chat
    it = select(here, language_of(here, subscriber.c.language), NO_THREAD).where(here == copy.chat, is_reachable(here))
    await enqueue(connection, AnnouncementKind.NOTICE, f"{TOPIC_KEY}{copy.id}", wordings, it, now)


async def _hold_row(connection: AsyncConnection, chat: int) -> bool:
    """Whether a chat agreed to be written to; its row is held until the transaction ends."""
    return await connection.scalar(select(subscriber.c.chat).where(subscriber.c.chat == chat).with_for_update()) is not None


async def _copy_rows(connection: AsyncConnection, table: Table, old: int, new: int) -> None:
    """A chat's rows under another id, those that are not there yet."""
    others = [column for column in table.c if column.name != "chat"]
    rows = select(literal(new), *others).where(table.c.chat == old)
    copied = insert_or_change(connection, table).from_select(["chat", *(column.name for column in others)], rows)
    await connection.execute(copied.on_conflict_do_nothing())
