"""Claiming and settling copies, on both databases: what was committed before counts, and everything ends in one of four numbers."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import insert, select, update

from ektp_core.announcement import AnnouncementState, Counts, DeliveryState
from ektp_core.store import Store, copies, outbox, subscriptions
from ektp_core.store.copies import Copy, Settled
from ektp_core.store.schema import announcement, delivery
from ektp_core.subscriptions import GoneReason
from tests.reliability.scene import NOON, announce, follow

FENCE = 1
PEOPLE = (7001, 7002, 7003)
S = DeliveryState


@pytest.fixture
async def sending(started: Store) -> AsyncIterator[Store]:
    """An announcement to three people, under way."""
    await follow(started, PEOPLE)
    await announce(started)
    yield started


async def claimed(store: Store, most: int = 1, fence: int = FENCE) -> list[Copy]:
    async with store.changing() as connection:
        return await copies.claim(connection, 1, most, fence)


async def settle(store: Store, copy: Copy, state: S, ambiguous: int = 0, fence: int = FENCE) -> None:
    async with store.changing() as connection:
        await copies.settle(connection, [Settled(copy.id, state, ambiguous, 9 if state is S.DELIVERED else None)], fence)


async def state_of(store: Store, copy: Copy) -> str:
    async with store.reading() as connection:
        return str(await connection.scalar(select(delivery.c.state).where(delivery.c.id == copy.id)))


async def set_state(store: Store, state: AnnouncementState) -> None:
    async with store.changing() as connection:
        await connection.execute(update(announcement).values(state=state))


async def test_a_copy_is_claimed_once_in_the_order_of_the_audience(sending: Store) -> None:
    first, rest = await claimed(sending), await claimed(sending, 9)
    assert [copy.chat for copy in first + rest] == list(PEOPLE)
    assert await claimed(sending) == []


@pytest.mark.parametrize("state", [AnnouncementState.PAUSED, AnnouncementState.CANCELLED, AnnouncementState.STOPPED])
async def test_nothing_is_claimed_of_what_is_paused_or_ended(sending: Store, state: AnnouncementState) -> None:
    await set_state(sending, state)
    assert await claimed(sending, 9) == []


async def test_what_may_have_arrived_is_claimed_last(sending: Store) -> None:
    (first,) = await claimed(sending)
    await settle(sending, first, S.DEFERRED, ambiguous=1)
    order = [copy.chat for copy in (*await claimed(sending, 2), *await claimed(sending))]
    assert order == [7002, 7003, 7001]


@pytest.mark.parametrize(
    ("came_back", "ambiguous", "ends"),
    [(S.PENDING, 0, S.SKIPPED), (S.DEFERRED, 1, S.UNCERTAIN), (S.DELIVERED, 0, S.DELIVERED), (S.UNREACHABLE, 0, S.UNREACHABLE)],
)
async def test_whoever_leaves_while_a_request_is_under_way_is_not_written_to_again(
    sending: Store, came_back: S, ambiguous: int, ends: S
) -> None:
    (copy,) = await claimed(sending)
    await subscriptions.retire(sending, copy.chat, GoneReason.BLOCKED, NOON)
    await settle(sending, copy, came_back, ambiguous)
    assert await state_of(sending, copy) == ends


@pytest.mark.parametrize(("came_back", "ambiguous", "ends"), [(S.PENDING, 0, S.SKIPPED), (S.DEFERRED, 1, S.UNCERTAIN)])
async def test_a_request_that_comes_back_to_a_cancelled_announcement_ends_there(
    sending: Store, came_back: S, ambiguous: int, ends: S
) -> None:
    (copy,) = await claimed(sending)
    async with sending.changing() as connection:
        await outbox.withdraw(connection, 1, AnnouncementState.CANCELLED, "staff")
    await settle(sending, copy, came_back, ambiguous)
    assert await state_of(sending, copy) == ends
    async with sending.changing() as connection:
        assert await copies.close_what_is_done(connection, NOON) == [1]
    assert (await outbox.counts_of(sending, 1)).ended == len(PEOPLE)


async def test_after_a_crash_a_copy_goes_once_more_and_then_is_uncertain(sending: Store) -> None:
    (copy,) = await claimed(sending)
    for fence, expected in ((2, S.DEFERRED), (3, S.UNCERTAIN)):
        async with sending.changing() as connection:
            assert await copies.recover(connection, fence) == 1
        assert await state_of(sending, copy) == expected
        if expected is S.DEFERRED:
            await claimed(sending, 2, fence)
            (again,) = await claimed(sending, 1, fence)
            assert (again.id, again.ambiguous) == (copy.id, 1)
            async with sending.changing() as connection:
                await connection.execute(update(delivery).where(delivery.c.id != copy.id).values(state=S.DELIVERED, fence=None))


async def test_a_crash_after_the_reader_left_leaves_an_uncertain_copy(sending: Store) -> None:
    (copy,) = await claimed(sending)
    await subscriptions.retire(sending, copy.chat, GoneReason.BLOCKED, NOON)
    async with sending.changing() as connection:
        await copies.recover(connection, 2)
    assert await state_of(sending, copy) == S.UNCERTAIN


async def test_claims_that_nobody_got_are_put_back(sending: Store) -> None:
    under_way, lost = await claimed(sending, 2)
    async with sending.changing() as connection:
        await copies.put_back(connection, FENCE, {under_way.id})
    assert (await state_of(sending, under_way), await state_of(sending, lost)) == (S.SENDING, S.PENDING)


async def test_an_announcement_is_closed_with_the_numbers_of_its_copies_once_nothing_is_open(sending: Store) -> None:
    for state in (S.DELIVERED, S.UNREACHABLE):
        (copy,) = await claimed(sending)
        await settle(sending, copy, state)
    async with sending.changing() as connection:
        assert await copies.close_what_is_done(connection, NOON) == []
    (copy,) = await claimed(sending)
    await settle(sending, copy, S.DELIVERED)
    async with sending.changing() as connection:
        assert await copies.close_what_is_done(connection, NOON) == [1]
        row = (await connection.execute(select(announcement))).one()
    assert (row.state, row.delivered, row.unreachable, row.skipped, row.uncertain) == (AnnouncementState.CLOSED, 2, 1, 0, 0)
    assert await outbox.counts_of(sending, 1) == Counts(delivered=2, unreachable=1)


async def test_a_text_is_proven_by_the_first_copy_that_telegram_took(sending: Store) -> None:
    async with sending.changing() as connection:
        (text,) = await copies.unproven_texts(connection, 1)
        assert len(await copies.claim(connection, 1, 9, FENCE, text + 1)) == 0
    (copy,) = await claimed(sending)
    await settle(sending, copy, S.DELIVERED)
    async with sending.changing() as connection:
        assert await copies.unproven_texts(connection, 1) == set()


async def test_what_is_automatic_comes_before_what_is_long(sending: Store) -> None:
    row = {"kind": "notice", "key": "visit:1:eve:2026-11-25", "state": "sending", "text": "Rabu", "made_by": 0, "made_at": NOON}
    async with sending.changing() as connection:
        await connection.execute(insert(announcement).values(**row, started=NOON))
        assert [each.id for each in await copies.running(connection)] == [2, 1]
