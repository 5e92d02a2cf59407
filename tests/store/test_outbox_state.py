"""What may go now, as whoever looks after the bot sees it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.store import Store, deliveries
from ektp_core.store.leadership import take_lead
from ektp_core.store.outbox_state import copies_by_state, has_due_copies
from ektp_core.store.schema import announcement, lead
from tests.reliability.scene import NOON, announce, follow

PEOPLE = (7001, 7002)


@pytest.fixture
async def sending(started: Store) -> AsyncIterator[Store]:
    """An announcement to two people, under way, and somebody who leads."""
    await follow(started, PEOPLE)
    await announce(started)
    await take_lead(started, NOON)
    yield started


async def change(store: Store, **values: object) -> None:
    async with store.changing() as connection:
        await connection.execute(update(announcement).values(**values))


async def test_copies_that_wait_may_go(sending: Store) -> None:
    assert await has_due_copies(sending, NOON, by_night=False)
    assert await copies_by_state(sending) == {DeliveryState.PENDING: 2}


@pytest.mark.parametrize("state", [AnnouncementState.PAUSED, AnnouncementState.SCHEDULED])
async def test_what_is_paused_or_not_begun_may_not(sending: Store, state: AnnouncementState) -> None:
    await change(sending, state=state)
    assert not await has_due_copies(sending, NOON, by_night=False)
    assert await copies_by_state(sending) == {}


async def test_what_is_automatic_may_not_go_at_night_and_what_staff_send_may(sending: Store) -> None:
    assert await has_due_copies(sending, NOON, by_night=True)
    await change(sending, kind=AnnouncementKind.REMINDER, key="reminder:1")
    assert not await has_due_copies(sending, NOON, by_night=True)
    assert await has_due_copies(sending, NOON, by_night=False)


async def test_what_is_over_or_held_may_not_go(sending: Store) -> None:
    await change(sending, expires=NOON)
    assert not await has_due_copies(sending, NOON, by_night=False)
    await change(sending, expires=NOON + timedelta(hours=1))
    assert await has_due_copies(sending, NOON, by_night=False)
    async with sending.changing() as connection:
        await connection.execute(update(lead).values(held_since=NOON))
    assert not await has_due_copies(sending, NOON, by_night=False)


async def test_what_is_claimed_does_not_wait(sending: Store) -> None:
    async with sending.changing() as connection:
        await deliveries.claim(connection, 1, 9, 1)
    assert not await has_due_copies(sending, NOON, by_night=False)
