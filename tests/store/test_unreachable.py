"""Chats that cannot be written to any more, that come back, or that have moved."""

import asyncio
from datetime import date

import pytest

from ektp_core.announcements.delivery import DeliveryState
from ektp_core.profile import Language
from ektp_core.store import Store, schema
from ektp_core.store.languages import choose_language, languages
from ektp_core.store.subscriptions import ConsentMissing, follow, mute, pause, recipients
from ektp_core.store.unreachable import come_back, move_chat, retire
from ektp_core.subscriptions.subscribers import Topic, UnreachableReason
from tests.store.followers import (
    BANGKA_TENGAH,
    BUDI,
    GROUP,
    KOBA,
    NOON,
    SITI,
    SMAN_1_KOBA,
    SUPERGROUP,
    TODAY,
    a_consent,
    a_follower,
    an_announcement,
    copies,
    stands,
    subscriber_of,
)
from tests.store.records import everything
from tests.store.records import how_many as rows_of
from tests.store.test_privacy import everything_about, keep_everything


async def is_told(store: Store, chat: int) -> bool:
    """Whether a chat hears of changes."""
    async with store.reading() as connection:
        return chat in (await connection.execute(recipients(None, Topic.CHANGES, TODAY))).scalars().all()


async def test_who_comes_back_is_written_to_again(migrated: Store) -> None:
    await a_follower(migrated)
    await retire(migrated, SITI, UnreachableReason.BLOCKED, NOON)
    assert not await is_told(migrated, SITI)
    found = await come_back(migrated, SITI)
    assert found and set(found.follows) == {SMAN_1_KOBA}
    assert await is_told(migrated, SITI)
    assert await come_back(migrated, BUDI) is None


# A group that becomes a supergroup


async def moved(store: Store) -> None:
    await move_chat(store, GROUP, SUPERGROUP)


async def test_a_group_that_became_a_supergroup_goes_on_under_its_new_id(migrated: Store) -> None:
    await a_follower(migrated, GROUP, SMAN_1_KOBA, KOBA)
    await mute(migrated, GROUP, Topic.EVE)
    await pause(migrated, GROUP, date(2026, 12, 1))
    await choose_language(migrated, GROUP, Language.EN, NOON)
    before = await subscriber_of(migrated, GROUP)
    announced = await an_announcement(migrated, GROUP)
    for _ in range(2):
        await moved(migrated)
    after = await subscriber_of(migrated, SUPERGROUP)
    assert before and after
    assert (after.follows, after.muted, after.paused_until) == (before.follows, before.muted, before.paused_until)
    assert await subscriber_of(migrated, GROUP) is None
    assert await copies(migrated, announced) == {SUPERGROUP: DeliveryState.PENDING}
    assert [row[:2] for row in (await everything(migrated))["preference"]] == [(SUPERGROUP, "en")]


async def test_what_the_new_id_has_already_is_merged(migrated: Store) -> None:
    await a_follower(migrated, GROUP, SMAN_1_KOBA, KOBA)
    await a_follower(migrated, SUPERGROUP, KOBA, BANGKA_TENGAH)
    await mute(migrated, GROUP, Topic.EVE)
    both, one = await an_announcement(migrated, GROUP, SUPERGROUP), await an_announcement(migrated, GROUP)
    await retire(migrated, GROUP, UnreachableReason.KICKED, NOON)
    await stands(migrated, both, DeliveryState.PENDING, GROUP)
    await stands(migrated, one, DeliveryState.PENDING, GROUP)
    await moved(migrated)
    found = await subscriber_of(migrated, SUPERGROUP)
    assert found and set(found.follows) == {SMAN_1_KOBA, KOBA, BANGKA_TENGAH}
    assert found.muted == {Topic.EVE}
    assert await copies(migrated, both) == {GROUP: DeliveryState.SKIPPED, SUPERGROUP: DeliveryState.PENDING}
    assert await copies(migrated, one) == {SUPERGROUP: DeliveryState.PENDING}
    assert await rows_of(migrated, schema.gone) == 0


@pytest.mark.parametrize("chat", [GROUP, SUPERGROUP])
async def test_whatever_happens_at_once_a_group_moves_whole(migrated: Store, chat: int) -> None:
    await a_follower(migrated, GROUP, SMAN_1_KOBA)
    await a_follower(migrated, chat, KOBA)
    await choose_language(migrated, GROUP, Language.EN, NOON)
    following = follow(migrated, chat, [BANGKA_TENGAH], NOON, TODAY, a_consent(chat))
    ended = await asyncio.gather(moved(migrated), following, moved(migrated), return_exceptions=True)
    await moved(migrated)
    found = await subscriber_of(migrated, SUPERGROUP)
    kept = {BANGKA_TENGAH} if ended[1] == 1 else set()
    assert found and set(found.follows) == {SMAN_1_KOBA, KOBA} | kept
    assert ended[1] == 1 or (chat == GROUP and isinstance(ended[1], ConsentMissing)), ended
    assert ended[::2] == [None, None]
    assert await subscriber_of(migrated, GROUP) is None
    assert await languages(migrated) == {SUPERGROUP: Language.EN}


async def test_nothing_stays_behind_but_what_was_sent(migrated: Store) -> None:
    await keep_everything(migrated, GROUP)
    await moved(migrated)
    left = await everything_about(migrated, GROUP)
    for of_staff in ("draft", "watch", "tally_watch"):  # what staff begin and look at is in their own chats, and in no group
        del left[of_staff]
    assert {name: [DeliveryState(row[4]) for row in rows] for name, rows in left.items()} == {"delivery": [DeliveryState.DELIVERED]}


async def test_a_group_of_which_nothing_is_kept_may_move_too(migrated: Store) -> None:
    before = await everything(migrated)
    await moved(migrated)
    assert await everything(migrated) == before
