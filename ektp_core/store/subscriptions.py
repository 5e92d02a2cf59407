"""Who is written to unasked, and who never again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcement import AnnouncementKind, DeliveryState
from ektp_core.store.connection import Store
from ektp_core.store.schema import announcement, delivery, gone, muted, preference, subscriber, subscription
from ektp_core.subscriptions import GoneReason, Subscription, Topic

UNSENT = (DeliveryState.PENDING, DeliveryState.DEFERRED)
LEFT = "left"
"""Why a copy was skipped: its reader left before their turn."""


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


async def skip_copies(connection: AsyncConnection, chat: int, kinds: Iterable[AnnouncementKind]) -> None:
    """Whoever leaves in the middle of an announcement gets no copy whose turn has not come; a request under way is not called back."""
    of_kinds = select(announcement.c.id).where(announcement.c.kind.in_(list(kinds)))
    waiting = delivery.c.chat == chat, delivery.c.state.in_(UNSENT), delivery.c.announcement.in_(of_kinds)
    await connection.execute(update(delivery).where(*waiting).values(state=DeliveryState.SKIPPED, error=LEFT))


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
