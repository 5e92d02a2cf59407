"""Chats that follow something, and announcements on their way to them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, literal, select, union_all, update

from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.profile import Language
from ektp_core.store import Store, schema
from ektp_core.store.outbox import Wording, enqueue
from ektp_core.store.reachable import NO_THREAD
from ektp_core.store.subscriptions import follow, subscriber_in
from ektp_core.subscriptions.reminders import Reminder, ReminderKind
from ektp_core.subscriptions.subscribers import CONSENT_VERSION, ChatSort, Consent, Scope, Subscriber, Subscription
from tests.store.records import add

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
SITI, BUDI, GROUP, SUPERGROUP = 7001, 7_900_000_000, -4_001, -1_001_234_500_001
WORDS = [Wording(Language.ID, "kabar"), Wording(Language.EN, "news")]
SMAN_1_KOBA = Subscription(Scope.SCHOOL, "10900778")
KOBA = Subscription(Scope.SUBDISTRICT, "19.04.01")
BANGKA_TENGAH = Subscription(Scope.DISTRICT, "19.04")


def a_consent(chat: int = SITI, *, version: str = CONSENT_VERSION, language: Language = Language.ID, since: datetime = NOON) -> Consent:
    return Consent(chat, ChatSort.PRIVATE if chat > 0 else ChatSort.GROUP, language, version, since)


async def a_follower(store: Store, chat: int = SITI, *things: Subscription, on: date = TODAY) -> None:
    """A chat that follows SMAN 1 Koba, unless other things are given."""
    await follow(store, chat, things or (SMAN_1_KOBA,), NOON, on, a_consent(chat))


async def many_followers(
    store: Store, follows: Mapping[int, Sequence[Subscription]], *, since: datetime = NOON, paused: Mapping[int, date | None] | None = None
) -> None:
    """Chats and what each follows, as `subscriptions.follow` keeps them, however many; some pause until a day."""
    consents = [a_consent(chat, since=since) for chat in follows]
    chats = [
        {
            "chat": consent.chat,
            "sort": consent.sort,
            "language": consent.language,
            "consent_version": consent.version,
            "since": consent.since,
            "last_seen": since.date(),
            "paused_until": (paused or {}).get(consent.chat),
        }
        for consent in consents
    ]
    things = [
        {"chat": chat, "scope": thing.scope, "target": thing.target, "since": since}
        for chat, followed in follows.items()
        for thing in followed
    ]
    async with store.changing() as connection:
        await connection.execute(insert(schema.subscriber), chats)
        await connection.execute(insert(schema.subscription), things)


def a_reminder(chat: int = SITI, *, kind: ReminderKind = ReminderKind.CARD, day: date = date(2027, 3, 12)) -> Reminder:
    return Reminder(chat, kind, day)


async def subscriber_of(store: Store, chat: int = SITI) -> Subscriber | None:
    async with store.reading() as connection:
        return await subscriber_in(connection, chat)


async def follows(store: Store, chat: int = SITI) -> set[Subscription]:
    found = await subscriber_of(store, chat)
    return set(found.follows) if found else set()


async def an_announcement(store: Store, *chats: int, kind: AnnouncementKind = AnnouncementKind.ANNOUNCEMENT, key: str | None = None) -> int:
    """One on its way to these chats."""
    async with store.changing() as connection:
        people: Any = union_all(*(select(literal(chat).label("chat"), literal("id").label("language"), NO_THREAD) for chat in chats))
        number = await enqueue(
            connection, kind, key or f"{kind} {chats}", [Wording(Language.ID, "<b>SMAN 1 Koba</b> pindah")], people, NOON
        )
        assert number is not None
        return number


async def a_correction(store: Store, corrected: int, *chats: int) -> int:
    """Of an announcement, on its way to these chats."""
    row = {
        "id": 900 + corrected,
        "kind": AnnouncementKind.CORRECTION,
        "state": AnnouncementState.SENDING,
        "text": "x",
        "corrects": corrected,
    }
    await add(store, schema.announcement, row | {"made_by": 0, "made_at": NOON, "started": NOON})
    await add(store, schema.delivery, *({"announcement": row["id"], "chat": chat, "state": DeliveryState.PENDING} for chat in chats))
    return 900 + corrected


async def stands(store: Store, number: int, state: DeliveryState, chat: int, **more: Any) -> None:
    """Let a copy stand where it would after some sending."""
    row = schema.delivery.c.announcement == number, schema.delivery.c.chat == chat
    async with store.changing() as connection:
        await connection.execute(update(schema.delivery).where(*row).values(state=state, **more))


async def copies(store: Store, number: int) -> dict[int | None, DeliveryState]:
    """Where each chat's copy stands."""
    async with store.reading() as connection:
        query = select(schema.delivery.c.chat, schema.delivery.c.state).where(schema.delivery.c.announcement == number)
        return {row.chat: DeliveryState(row.state) for row in await connection.execute(query)}


async def readers(store: Store) -> dict[int, str]:
    """Who has a copy of anything, and its words."""
    texts, copy = schema.announcement_text, schema.delivery
    async with store.reading() as connection:
        rows = await connection.execute(select(copy.c.chat, texts.c.html).join(texts, texts.c.id == copy.c.text))
        return {row.chat: row.html for row in rows}
