"""Chats that cannot be written to any more, that come back, or that have moved."""

from datetime import date

from ektp_core.announcements.delivery import DeliveryState
from ektp_core.profile import Language
from ektp_core.store import Store, schema
from ektp_core.store.languages import choose_language
from ektp_core.store.subscriptions import mute, pause, recipients
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
    a_follower,
    an_announcement,
    copies,
    stands,
    subscriber_of,
)
from tests.store.records import everything
from tests.store.records import how_many as rows_of


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
    async with store.changing() as connection:
        await move_chat(connection, GROUP, SUPERGROUP)


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


async def test_a_group_of_which_nothing_is_kept_may_move_too(migrated: Store) -> None:
    before = await everything(migrated)
    await moved(migrated)
    assert await everything(migrated) == before
