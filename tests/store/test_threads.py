"""What a forum follows is told in the topic in which it was asked for, on both databases."""

from collections.abc import Sequence

import pytest
from sqlalchemy import insert, select, text, update

from ektp_core.announcements.delivery import DeliveryState
from ektp_core.store import Store, migrate, schema
from ektp_core.store.deliveries import claim
from ektp_core.store.subscriptions import follow, recipients
from ektp_core.store.unreachable import leave_thread, move_chat, queue_topic_gone
from ektp_core.subscriptions.subscribers import Subscription, Topic
from tests.store.followers import (
    BANGKA_TENGAH,
    GROUP,
    KOBA,
    NOON,
    SMAN_1_KOBA,
    SUPERGROUP,
    TODAY,
    WORDS,
    a_consent,
    a_follower,
    an_announcement,
    copies,
    stands,
    subscriber_of,
)
from tests.store.migrating import differences, upgrade_to
from tests.store.records import MOMENT, everything

FIRST, SECOND = 12, 40


async def follows_in(store: Store, thread: int | None, *things: Subscription, chat: int = SUPERGROUP) -> None:
    await follow(store, chat, things, NOON, TODAY, a_consent(chat), thread=thread)


async def threads_of(store: Store, number: int) -> dict[int | None, int | None]:
    async with store.reading() as connection:
        rows = await connection.execute(select(schema.delivery).where(schema.delivery.c.announcement == number))
        return {row.chat: row.thread for row in rows}


async def in_thread(store: Store, number: int, thread: int) -> None:
    async with store.changing() as connection:
        await connection.execute(update(schema.delivery).where(schema.delivery.c.announcement == number).values(thread=thread))


@pytest.mark.parametrize(
    ("followed", "thread"),
    [
        ([SMAN_1_KOBA], FIRST),
        ([BANGKA_TENGAH], SECOND),
        ([KOBA], None),
        ([SMAN_1_KOBA, BANGKA_TENGAH], FIRST),
        ([BANGKA_TENGAH, SMAN_1_KOBA], FIRST),
        ([BANGKA_TENGAH, KOBA], None),
        (None, None),
    ],
)
async def test_a_forum_is_told_where_it_asked_and_of_several_topics_in_the_oldest(
    migrated: Store, followed: Sequence[Subscription] | None, thread: int | None
) -> None:
    await follows_in(migrated, SECOND, BANGKA_TENGAH)
    await follows_in(migrated, FIRST, SMAN_1_KOBA)
    await follows_in(migrated, None, KOBA)
    async with migrated.reading() as connection:
        rows = (await connection.execute(recipients(followed, Topic.ANNOUNCEMENTS, TODAY))).all()
    assert [(row.chat, row.thread) for row in rows] == [(SUPERGROUP, thread)]


@pytest.mark.parametrize(("before", "after"), [(FIRST, SECOND), (FIRST, None), (None, FIRST), (None, None)])
async def test_what_is_asked_for_again_is_told_where_it_was_asked_last(migrated: Store, before: int | None, after: int | None) -> None:
    await follows_in(migrated, before, SMAN_1_KOBA, KOBA)
    await follows_in(migrated, after, SMAN_1_KOBA)
    found = await subscriber_of(migrated, SUPERGROUP)
    assert found and set(found.follows) == {SMAN_1_KOBA, KOBA}
    wanted = {SMAN_1_KOBA: after, KOBA: before}
    assert found.threads == {thing: thread for thing, thread in wanted.items() if thread is not None}


async def test_a_copy_is_claimed_with_its_topic(migrated: Store) -> None:
    number = await an_announcement(migrated, SUPERGROUP)
    await in_thread(migrated, number, FIRST)
    async with migrated.changing() as connection:
        assert [copy.thread for copy in await claim(connection, number, 1, 1)] == [FIRST]


async def test_a_topic_that_is_gone_leaves_what_was_followed_and_what_waits_to_general(migrated: Store) -> None:
    await follows_in(migrated, FIRST, SMAN_1_KOBA, KOBA)
    await follows_in(migrated, SECOND, BANGKA_TENGAH)
    await follows_in(migrated, FIRST, KOBA, chat=GROUP)
    waiting, other, sent = [await an_announcement(migrated, SUPERGROUP, key=key) for key in ("waiting", "other", "sent")]
    for number, thread in ((waiting, FIRST), (other, SECOND), (sent, FIRST)):
        await in_thread(migrated, number, thread)
    await stands(migrated, sent, DeliveryState.DELIVERED, SUPERGROUP, message_id=5)
    async with migrated.changing() as connection:
        assert await leave_thread(connection, SUPERGROUP, FIRST) == [SMAN_1_KOBA, KOBA]
        assert await leave_thread(connection, SUPERGROUP, FIRST) == []
    found, neighbour = await subscriber_of(migrated, SUPERGROUP), await subscriber_of(migrated, GROUP)
    assert found and found.threads == {BANGKA_TENGAH: SECOND}
    assert neighbour and neighbour.threads == {KOBA: FIRST}
    assert [(await threads_of(migrated, number))[SUPERGROUP] for number in (waiting, other, sent)] == [None, SECOND, FIRST]


async def test_a_forum_hears_once_that_a_topic_is_gone(migrated: Store) -> None:
    await follows_in(migrated, FIRST, SMAN_1_KOBA)
    number = await an_announcement(migrated, SUPERGROUP)
    async with migrated.changing() as connection:
        (copy,) = await claim(connection, number, 1, 1)
        for _ in range(2):
            await queue_topic_gone(connection, copy, WORDS, NOON)
    assert await copies(migrated, number + 1) == {SUPERGROUP: DeliveryState.PENDING}
    assert await copies(migrated, number + 2) == {}


async def test_a_topic_stays_when_the_group_that_the_forum_was_is_merged_into_it(migrated: Store) -> None:
    await a_follower(migrated, GROUP, SMAN_1_KOBA, KOBA)
    await follows_in(migrated, FIRST, KOBA)
    await move_chat(migrated, GROUP, SUPERGROUP)
    found = await subscriber_of(migrated, SUPERGROUP)
    assert found and set(found.follows) == {SMAN_1_KOBA, KOBA}
    assert found.threads == {KOBA: FIRST}


async def test_an_office_at_work_keeps_who_cannot_be_written_to_and_what_is_followed(empty: Store) -> None:
    subscriber = {"chat": GROUP, "sort": "group", "language": "id", "consent_version": "1", "since": MOMENT, "last_seen": TODAY}
    async with empty.changing() as connection:
        await connection.run_sync(upgrade_to, "0007")
        await connection.execute(insert(schema.gone).values(chat=SUPERGROUP, reason="kicked", since=MOMENT))
        await connection.execute(insert(schema.subscriber).values(subscriber))
        row = {"chat": GROUP, "scope": "school", "target": SMAN_1_KOBA.target, "since": MOMENT}
        await connection.execute(insert(schema.subscription).values(row))
    await migrate(empty)
    kept = await everything(empty)
    assert kept["gone"] == [(SUPERGROUP, "kicked", MOMENT)]
    assert kept["subscription"] == [(GROUP, "school", SMAN_1_KOBA.target, MOMENT, None)]
    async with empty.changing() as connection:
        assert await connection.run_sync(differences) == []
        await connection.execute(insert(schema.gone).values(chat=GROUP, reason="topic_closed", since=MOMENT))
        assert await connection.scalar(text("SELECT count(*) FROM gone")) == 2
