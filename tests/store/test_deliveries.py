"""Claiming and settling copies, on both databases: what was committed before counts, and everything ends in one of four numbers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select, update

from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState, Reason
from ektp_core.announcements.delivery import MOST_AMBIGUOUS, DeliveryCounts, DeliveryState, after_doubt, unsent
from ektp_core.profile import Language
from ektp_core.store import Store, deliveries, outbox
from ektp_core.store.deliveries import Copy, Settled
from ektp_core.store.schema import announcement, delivery, gone
from ektp_core.store.subscriptions import leave, recipients
from ektp_core.store.unreachable import retire
from ektp_core.subscriptions.subscribers import Topic, UnreachableReason
from tests.at_once import at_once
from tests.reliability.scene import NOON, announce, follow
from tests.store.followers import BUDI, SITI, an_announcement, readers, stands
from tests.store.followers import copies as copies_of
from tests.store.records import how_many

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
        return await deliveries.claim(connection, 1, most, fence)


async def settle(store: Store, copy: Copy, state: S, ambiguous: int = 0, fence: int = FENCE) -> None:
    async with store.changing() as connection:
        await deliveries.settle(connection, [Settled(copy.id, state, ambiguous, 9 if state is S.DELIVERED else None)], fence)


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


@pytest.mark.parametrize("chats", [[7001], [7002], [7001, 7003], list(PEOPLE)])
async def test_chats_that_have_to_wait_are_passed_over_and_claimed_later(sending: Store, chats: list[int]) -> None:
    others = [chat for chat in PEOPLE if chat not in chats]
    async with sending.changing() as connection:
        now = await deliveries.claim(connection, 1, 9, FENCE, passing_over=chats)
    assert [copy.chat for copy in now] == others
    assert [copy.chat for copy in await claimed(sending, 9)] == chats


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
    await retire(sending, copy.chat, UnreachableReason.BLOCKED, NOON)
    await settle(sending, copy, came_back, ambiguous)
    assert await state_of(sending, copy) == ends


@pytest.mark.parametrize(("came_back", "ambiguous", "ends"), [(S.PENDING, 0, S.SKIPPED), (S.DEFERRED, 1, S.UNCERTAIN)])
async def test_a_request_that_comes_back_to_a_cancelled_announcement_ends_there(
    sending: Store, came_back: S, ambiguous: int, ends: S
) -> None:
    (copy,) = await claimed(sending)
    async with sending.changing() as connection:
        await outbox.withdraw(connection, 1, AnnouncementState.CANCELLED, Reason.STAFF)
    await settle(sending, copy, came_back, ambiguous)
    assert await state_of(sending, copy) == ends
    async with sending.changing() as connection:
        assert await deliveries.close_what_is_done(connection, NOON) == [1]
    assert (await outbox.counts_of(sending, 1)).ended == len(PEOPLE)


async def test_a_refused_text_stops_only_what_has_not_ended(sending: Store) -> None:
    async with sending.changing() as connection:
        assert await outbox.withdraw(connection, 1, AnnouncementState.CANCELLED, Reason.STAFF)
    async with sending.changing() as connection:
        assert not await outbox.withdraw(connection, 1, AnnouncementState.STOPPED, Reason.TEXT_REFUSED)
    async with sending.reading() as connection:
        assert tuple((await connection.execute(select(announcement.c.state, announcement.c.reason))).one()) == ("cancelled", "staff")
        assert set((await connection.execute(select(delivery.c.error))).scalars()) == {"staff"}


@pytest.mark.parametrize("ambiguous", range(MOST_AMBIGUOUS))
async def test_the_store_follows_the_same_rule_for_all_copies_as_a_sender_for_one(sending: Store, ambiguous: int) -> None:
    lost, in_doubt = await claimed(sending, 2)
    async with sending.changing() as connection:
        await connection.execute(update(delivery).values(ambiguous=ambiguous))
        await deliveries.put_back(connection, FENCE, {in_doubt.id})
        await deliveries.recover(connection, FENCE + 1)
    assert (await state_of(sending, lost), await state_of(sending, in_doubt)) == (unsent(ambiguous), after_doubt(ambiguous))


async def test_after_a_crash_a_copy_goes_once_more_and_then_is_uncertain(sending: Store) -> None:
    (copy,) = await claimed(sending)
    for fence, expected in ((2, S.DEFERRED), (3, S.UNCERTAIN)):
        async with sending.changing() as connection:
            assert len(await deliveries.recover(connection, fence)) == 1
        assert await state_of(sending, copy) == expected
        if expected is S.DEFERRED:
            await claimed(sending, 2, fence)
            (again,) = await claimed(sending, 1, fence)
            assert (again.id, again.ambiguous) == (copy.id, 1)
            async with sending.changing() as connection:
                await connection.execute(update(delivery).where(delivery.c.id != copy.id).values(state=S.DELIVERED, fence=None))


async def test_a_crash_after_the_reader_left_leaves_an_uncertain_copy(sending: Store) -> None:
    (copy,) = await claimed(sending)
    await retire(sending, copy.chat, UnreachableReason.BLOCKED, NOON)
    async with sending.changing() as connection:
        await deliveries.recover(connection, 2)
    assert await state_of(sending, copy) == S.UNCERTAIN


async def test_claims_that_nobody_got_are_put_back(sending: Store) -> None:
    under_way, lost = await claimed(sending, 2)
    async with sending.changing() as connection:
        await deliveries.put_back(connection, FENCE, {under_way.id})
    assert (await state_of(sending, under_way), await state_of(sending, lost)) == (S.SENDING, S.PENDING)


async def test_a_claim_that_nobody_got_ends_when_its_reader_has_left(sending: Store) -> None:
    (lost,) = await claimed(sending)
    await retire(sending, lost.chat, UnreachableReason.BLOCKED, NOON)
    async with sending.changing() as connection:
        await deliveries.put_back(connection, FENCE, set())
    assert await state_of(sending, lost) == S.SKIPPED


async def test_an_announcement_is_closed_with_the_numbers_of_its_copies_once_nothing_is_open(sending: Store) -> None:
    for state in (S.DELIVERED, S.UNREACHABLE):
        (copy,) = await claimed(sending)
        await settle(sending, copy, state)
    async with sending.changing() as connection:
        assert await deliveries.close_what_is_done(connection, NOON) == []
    (copy,) = await claimed(sending)
    await settle(sending, copy, S.DELIVERED)
    async with sending.changing() as connection:
        assert await deliveries.close_what_is_done(connection, NOON) == [1]
        row = (await connection.execute(select(announcement))).one()
    assert (row.state, row.delivered, row.unreachable, row.skipped, row.uncertain) == (AnnouncementState.CLOSED, 2, 1, 0, 0)
    assert await outbox.counts_of(sending, 1) == DeliveryCounts(delivered=2, unreachable=1)


async def test_a_text_is_proven_by_the_first_copy_that_telegram_took(sending: Store) -> None:
    async with sending.changing() as connection:
        (text,) = await deliveries.unproven_texts(connection, 1)
        assert len(await deliveries.claim(connection, 1, 9, FENCE, text + 1)) == 0
    (copy,) = await claimed(sending)
    await settle(sending, copy, S.DELIVERED)
    async with sending.changing() as connection:
        assert await deliveries.unproven_texts(connection, 1) == set()


async def test_what_is_automatic_comes_before_what_is_long(sending: Store) -> None:
    row = {"kind": "notice", "key": "visit:1:eve:2026-11-25", "state": "sending", "text": "Rabu", "made_by": 0, "made_at": NOON}
    async with sending.changing() as connection:
        await connection.execute(insert(announcement).values(**row, started=NOON))
        assert [each.id for each in await deliveries.running(connection)] == [2, 1]


# Kept for a while


async def test_nothing_tells_whom_a_closed_reminder_reached(started: Store) -> None:
    reminder = await an_announcement(started, SITI, kind=AnnouncementKind.REMINDER)
    notice = await an_announcement(started, BUDI, kind=AnnouncementKind.NOTICE)
    async with started.changing() as connection:
        await deliveries.forget_reminder_copies(connection)
    assert (await readers(started)).keys() == {SITI, BUDI}, "it is on its way"
    await stands(started, reminder, DeliveryState.DELIVERED, SITI)
    async with started.changing() as connection:
        await deliveries.close_what_is_done(connection, NOON)
        await deliveries.forget_reminder_copies(connection)
    assert await readers(started) == {BUDI: "<b>SMAN 1 Koba</b> pindah"}
    assert await copies_of(started, notice) == {BUDI: DeliveryState.PENDING}


async def test_copies_are_forgotten_a_month_after_closing(started: Store) -> None:
    old, young, open_ = [await an_announcement(started, SITI, key=key) for key in ("old", "young", "open")]
    async with started.changing() as connection:
        for number, closed in ((old, NOON - timedelta(days=31)), (young, NOON - timedelta(days=29))):
            await outbox.withdraw(connection, number, AnnouncementState.CANCELLED, Reason.STAFF)
            await deliveries.close_what_is_done(connection, closed)
    async with started.changing() as connection:
        await deliveries.forget_old_copies(connection, NOON)
    assert [bool(await copies_of(started, number)) for number in (old, young, open_)] == [False, True, True]
    assert await how_many(started, announcement) == 3


async def test_of_an_erased_chat_nothing_is_claimed(sending: Store) -> None:
    async with sending.changing() as connection:
        await connection.execute(update(delivery).where(delivery.c.chat == PEOPLE[0]).values(chat=None))
    assert [copy.chat for copy in await claimed(sending, 9)] == [*PEOPLE[1:]]


async def test_a_chat_that_shuts_the_bot_out_twice_at_once_is_gone_once(sending: Store) -> None:
    retiring = (retire(sending, PEOPLE[0], UnreachableReason.BLOCKED, NOON) for _ in range(8))
    await at_once(*retiring)
    async with sending.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(gone)) == 1


async def test_of_whoever_is_never_written_to_nothing_is_kept(sending: Store) -> None:
    await retire(sending, 7999, UnreachableReason.BLOCKED, NOON)
    async with sending.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(gone)) == 0


async def test_cancelling_while_copies_come_back_leaves_none_open(sending: Store) -> None:
    """The sender settles and claims while somebody cancels: no order of the two may leave a copy that waits for ever, or a deadlock."""
    under_way = await claimed(sending, 2)

    async def come_back() -> None:
        for copy in under_way:
            await settle(sending, copy, S.PENDING)
            await claimed(sending, 1)

    async def cancel() -> None:
        async with sending.changing() as connection:
            await outbox.withdraw(connection, 1, AnnouncementState.CANCELLED, Reason.STAFF)

    await at_once(come_back(), cancel())
    async with sending.changing() as connection:
        rows = (await connection.execute(select(delivery.c.id, delivery.c.state).where(delivery.c.state == S.SENDING))).all()
        await deliveries.settle(connection, [Settled(row.id, S.PENDING, 0) for row in rows], FENCE)
        assert await deliveries.close_what_is_done(connection, NOON) == [1]


async def test_whoever_leaves_while_an_audience_is_frozen_gets_no_copy(started: Store) -> None:
    await follow(started, PEOPLE)
    async with started.changing() as connection:
        words = [outbox.Wording(Language.ID, "Rabu")]
        people = recipients(None, Topic.CHANGES, NOON.date())
        number = await outbox.enqueue(connection, AnnouncementKind.NOTICE, "visit:1:moved:x:1", words, people, NOON)
        leaving = asyncio.create_task(leave(started, PEOPLE[0], NOON))
        await asyncio.wait([leaving], timeout=0.2)
        assert not leaving.done(), "their copy is not there yet, and would be overlooked"
    await leaving
    assert number is not None
    assert await copies_of(started, number) == {PEOPLE[0]: S.SKIPPED, PEOPLE[1]: S.PENDING, PEOPLE[2]: S.PENDING}
