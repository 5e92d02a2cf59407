"""A correction that is told again, in the store, on both databases: whom it reaches, and which message each copy replies to."""

import pytest
from sqlalchemy import update

from ektp_core.announcements.delivery import DeliveryState
from ektp_core.profile import Language
from ektp_core.store import Store, schema
from ektp_core.store import announcements as store
from ektp_core.store.audiences import add_changes, add_retellings
from ektp_core.store.deliveries import claim, close_what_is_done
from ektp_core.store.outbox import Wording, keep_wordings
from ektp_core.store.subscriptions import mute
from ektp_core.store.unreachable import leave_thread, move_chat
from ektp_core.subscriptions.subscribers import Topic
from tests.store.followers import GROUP, NOON, SMAN_1_KOBA, SUPERGROUP, TODAY, a_follower, an_announcement, copies, stands
from tests.store.test_threads import FIRST, SECOND, follows_in, in_thread

SITI, DEWI, RUSLI = 101, 102, 103


async def arrived(store_: Store, *chats: int) -> int:
    """An announcement that these chats have, as the messages 900, 901 and so on."""
    number = await an_announcement(store_, *chats)
    for place, chat in enumerate(chats):
        await stands(store_, number, DeliveryState.DELIVERED, chat, message_id=900 + place)
    async with store_.changing() as connection:
        await close_what_is_done(connection, NOON)
    return number


async def retold(store_: Store, first: int, *others: int) -> int:
    """It is told again, and begins."""
    async with store_.changing() as connection:
        number = await store.begin(connection, 7101, NOON, retells=first, state="sending", started=NOON)
        texts = await keep_wordings(connection, number, [Wording(Language.ID, "Koreksi")])
        await add_retellings(connection, number, [first, *others], {0: texts[0, Language.ID]}, TODAY)
        return number


async def replies(store_: Store, number: int) -> dict[int, tuple[int | None, int | None]]:
    """The message that each claimed copy replies to, and its topic."""
    async with store_.changing() as connection:
        return {copy.chat: (copy.replies_to, copy.thread) for copy in await claim(connection, number, 10, 1)}


async def test_whoever_has_a_copy_and_still_listens_is_told_in_reply_to_it(migrated: Store) -> None:
    for chat in (SITI, DEWI, RUSLI):
        await a_follower(migrated, chat, SMAN_1_KOBA)
    first = await arrived(migrated, SITI, DEWI)
    await mute(migrated, DEWI, Topic.ANNOUNCEMENTS)
    assert await replies(migrated, await retold(migrated, first)) == {SITI: (900, None)}


async def test_it_replies_to_the_newest_of_several_tellings(migrated: Store) -> None:
    await a_follower(migrated, SITI, SMAN_1_KOBA)
    first = await arrived(migrated, SITI)
    second = await retold(migrated, first)
    await stands(migrated, second, DeliveryState.DELIVERED, SITI, message_id=950)
    assert await replies(migrated, await retold(migrated, first, second)) == {SITI: (950, None)}


@pytest.mark.parametrize(("told_in", "reply"), [(FIRST, (900, FIRST)), (SECOND, (None, SECOND)), (None, (None, None))])
async def test_only_a_copy_of_the_same_topic_is_replied_to(
    migrated: Store, told_in: int | None, reply: tuple[int | None, int | None]
) -> None:
    await follows_in(migrated, told_in, SMAN_1_KOBA)
    first = await arrived(migrated, SUPERGROUP)
    await in_thread(migrated, first, FIRST)
    assert await replies(migrated, await retold(migrated, first)) == {SUPERGROUP: reply}


async def test_in_general_nothing_is_replied_to_once_the_topic_is_gone(migrated: Store) -> None:
    await follows_in(migrated, FIRST, SMAN_1_KOBA)
    first = await arrived(migrated, SUPERGROUP)
    await in_thread(migrated, first, FIRST)
    number = await retold(migrated, first)
    async with migrated.changing() as connection:
        await leave_thread(connection, SUPERGROUP, FIRST)
    assert await replies(migrated, number) == {SUPERGROUP: (None, None)}


async def test_a_supergroup_is_told_without_a_reply_to_what_the_group_got(migrated: Store) -> None:
    await a_follower(migrated, GROUP, SMAN_1_KOBA)
    number = await retold(migrated, await arrived(migrated, GROUP))
    await move_chat(migrated, GROUP, SUPERGROUP)
    assert await replies(migrated, number) == {SUPERGROUP: (None, None)}


async def test_a_whole_closes_after_the_parts_that_change_the_earlier_copies(migrated: Store) -> None:
    await a_follower(migrated, SITI, SMAN_1_KOBA)
    first = await arrived(migrated, SITI)
    number = await retold(migrated, first)
    async with migrated.changing() as connection:
        part = await store.begin_part(connection, await store.one_in(connection, number), first, NOON)
        texts = await keep_wordings(connection, part.id, [Wording(Language.ID, "Sudah dikoreksi")])
        await add_changes(connection, part.id, first, {0: texts[0, Language.ID]})
        await connection.execute(update(schema.announcement).where(schema.announcement.c.id == number).values(confirmed_by=7101))
    await stands(migrated, number, DeliveryState.DELIVERED, SITI, message_id=950)
    async with migrated.changing() as connection:
        assert await close_what_is_done(connection, NOON) == []
    assert await copies(migrated, part.id) == {SITI: DeliveryState.PENDING}
    await stands(migrated, part.id, DeliveryState.DELIVERED, SITI)
    async with migrated.changing() as connection:
        assert await close_what_is_done(connection, NOON) == [part.id]
        assert await close_what_is_done(connection, NOON) == [number]
