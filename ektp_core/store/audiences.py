"""Whom an announcement reaches, and the copies of a correction: worked out in the database, however many people that are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, case, cast, func, insert, literal, null, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import Reason
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.store.connection import Store
from ektp_core.store.dialects import freeze_alone
from ektp_core.store.schema import announcement_text, delivery, subscriber, subscription
from ektp_core.store.subscriptions import recipients
from ektp_core.subscriptions.subscribers import ChatSort, Subscription, Topic

Followed = Sequence[Subscription]

People = Select[Any]
"""A query of people: `chat`, and `language` and `thread` where copies are made for them."""

REACHED = (DeliveryState.DELIVERED, DeliveryState.UNCERTAIN)
"""Who has a copy, or may have one: the rest of an announcement is everybody else."""


def readers(followed: Followed | None, without: Sequence[int], today: date) -> Select[Any]:
    """`chat`, `language` and `thread` of everybody who hears of an announcement, but those whom these earlier ones have reached."""
    people = recipients(followed, Topic.ANNOUNCEMENTS, today)
    if not without:
        return people
    reached = select(delivery.c.id).where(delivery.c.chat == subscriber.c.chat, delivery.c.announcement.in_(without))
    return people.where(~reached.where(delivery.c.state.in_(REACHED)).exists())


async def how_many(connection: AsyncConnection, people: Select[Any]) -> int:
    """How many people are selected."""
    return int(await connection.scalar(select(func.count()).select_from(people.subquery())) or 0)


async def how_many_groups(connection: AsyncConnection, people: Select[Any]) -> int:
    """How many of the selected chats are groups."""
    found = people.subquery()
    groups = select(func.count()).select_from(found.join(subscriber, subscriber.c.chat == found.c.chat))
    return int(await connection.scalar(groups.where(subscriber.c.sort == ChatSort.GROUP)) or 0)


@dataclass(frozen=True, slots=True)
class Followers:
    """How many chats follow something and can be told today, and how many of them are groups."""

    chats: int
    groups: int


async def followers(store: Store, followed: Followed | None, today: date) -> Followers:
    """Those who follow one of these things (None: anything) and hear of announcements: numbers only, each chat once."""
    people = recipients(followed, Topic.ANNOUNCEMENTS, today)
    async with store.reading() as connection:
        return Followers(await how_many(connection, people), await how_many_groups(connection, people))


async def sets_of_places(connection: AsyncConnection, people: Select[Any], places: Sequence[Followed]) -> list[int]:
    """The combinations of places that these people follow: a bit for each place, in their order."""
    marked = people.add_columns(_set(places).label("places")).subquery()
    return sorted((await connection.execute(select(marked.c.places).distinct())).scalars())


def following_set(people: Select[Any], places: Sequence[Followed], wanted: int) -> Select[Any]:
    """Those of the people who follow exactly this combination of places."""
    return people.where(_set(places) == wanted)


def _set(places: Sequence[Followed]) -> Any:
    bits = [case((_follows(followed), 1 << position), else_=0) for position, followed in enumerate(places)]
    total: Any = literal(0)
    for bit in bits:
        total = total + bit
    return total


def _follows(followed: Followed) -> Any:
    wanted = [(each.scope, each.target) for each in followed]
    here = subscription.c.chat == subscriber.c.chat
    return select(subscription.c.chat).where(here, tuple_(subscription.c.scope, subscription.c.target).in_(wanted)).exists()


# Corrections


def holders_to_tell(number: int, today: date) -> Select[Any]:
    """`chat`, `language` and `thread` of everybody who has, or may have, a copy of an announcement and still hears of announcements."""
    has_copy = select(delivery.c.id).where(delivery.c.chat == subscriber.c.chat, delivery.c.announcement == number)
    return recipients(None, Topic.ANNOUNCEMENTS, today).where(has_copy.where(delivery.c.state.in_(REACHED)).exists())


def holders(number: int) -> Select[Any]:
    """The `chat` of each copy that a correction is about: those that arrived, and those that may have."""
    return select(delivery.c.chat).where(delivery.c.announcement == number, delivery.c.state.in_(REACHED))


async def variants_sent(connection: AsyncConnection, number: int) -> list[int]:
    """The variants of an announcement that somebody has got."""
    got = select(announcement_text.c.variant).join(delivery, delivery.c.text == announcement_text.c.id).distinct()
    return sorted((await connection.execute(got.where(delivery.c.announcement == number, delivery.c.state.in_(REACHED)))).scalars())


async def add_retellings(connection: AsyncConnection, number: int, tellings: Sequence[int], texts: Mapping[int, int], today: date) -> None:
    """A new copy for everybody who has one of the first of these `tellings`, with the words of its variant.

    It replies to their newest copy, where that is known and stands in the topic in which they are told.
    """
    await freeze_alone(connection)
    people = holders_to_tell(tellings[0], today).subquery()
    earlier = delivery.alias()
    newest = select(earlier.c.message_id).where(
        earlier.c.announcement.in_(tellings),
        earlier.c.chat == people.c.chat,
        earlier.c.state == DeliveryState.DELIVERED,
        earlier.c.thread.is_not_distinct_from(people.c.thread),
    )
    replies_to = newest.order_by(earlier.c.announcement.desc()).limit(1).scalar_subquery()
    copies = (
        select(literal(number), people.c.chat, _words(texts), literal(DeliveryState.PENDING.value), people.c.thread, replies_to)
        .join(delivery, (delivery.c.chat == people.c.chat) & (delivery.c.announcement == tellings[0]))
        .outerjoin(announcement_text, announcement_text.c.id == delivery.c.text)
        .order_by(delivery.c.id)
    )
    columns = ["announcement", "chat", "text", "state", "thread", "replies_to"]
    await connection.execute(insert(delivery).from_select(columns, copies))


def _words(texts: Mapping[int, int]) -> Any:
    """The text of each copy's variant."""
    whens = [(announcement_text.c.variant == variant, literal(text)) for variant, text in texts.items()]
    return case(*whens, else_=literal(next(iter(texts.values()))))


async def add_changes(connection: AsyncConnection, number: int, corrected: int, texts: Mapping[int, int]) -> None:
    """A copy of a correction for each copy of the corrected one that arrived, with the words of its variant (none: it is deleted).

    What may have arrived cannot be changed, because its message is not known, nor can the copy of somebody who had their data erased:
    both are reported as unreachable.
    """
    await freeze_alone(connection)
    erased = delivery.c.chat.is_(None)
    known = (delivery.c.state == DeliveryState.DELIVERED) & delivery.c.message_id.is_not(None) & ~erased
    state = case((known, DeliveryState.PENDING.value), else_=DeliveryState.UNREACHABLE.value)
    nothing = cast(null(), delivery.c.error.type)
    error = case((known, nothing), (erased, Reason.ERASED.value), else_=Reason.UNKNOWN_MESSAGE.value)
    words: Any = _words(texts) if texts else cast(null(), Integer)
    copies = (
        select(literal(number), delivery.c.chat, words, state, delivery.c.message_id, error)
        .outerjoin(announcement_text, announcement_text.c.id == delivery.c.text)
        .where(delivery.c.announcement == corrected, delivery.c.state.in_(REACHED))
        .order_by(delivery.c.id)
    )
    columns = ["announcement", "chat", "text", "state", "message_id", "error"]
    await connection.execute(insert(delivery).from_select(columns, copies))


async def all_copies(connection: AsyncConnection, number: int) -> int:
    """How many people an announcement is frozen for."""
    return int(await connection.scalar(select(func.count()).select_from(delivery).where(delivery.c.announcement == number)) or 0)
