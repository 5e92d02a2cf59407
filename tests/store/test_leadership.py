"""One process sends: the lease, the fence that proves it, and a restored copy that sends nothing by itself."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from ektp_core.alarms import AlarmKind
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.store import Store, alarms, deliveries, leadership, open_store
from ektp_core.store.deliveries import Settled
from ektp_core.store.footprint import read_footprint
from ektp_core.store.leadership import LostLead, held_since, is_led, keep_lead, leave_lead, may_send, release_hold, take_lead
from ektp_core.store.schema import announcement, delivery
from ektp_core.store.schema import lead as lead_table
from tests.databases import Filled
from tests.reliability.scene import NOON, an_office, announce, follow, sqlite_url
from tests.store.conftest import NewUrl

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
async def two(new_url: NewUrl) -> AsyncIterator[tuple[Store, Store]]:
    """Two processes on one database that is not locked by either."""
    url = await new_url(Filled.FIRST_START)
    async with an_office(url) as store:
        await follow(store, [7001, 7002])
        await announce(store)
    first, second = open_store(url), open_store(url)
    yield first, second
    await first.close()
    await second.close()


async def expire(store: Store) -> None:
    """The leader has not renewed its lease."""
    async with store.changing() as connection:
        await connection.execute(update(lead_table).values(until=NOON - timedelta(days=400)))


async def test_while_one_holds_the_lease_nobody_else_leads(two: tuple[Store, Store]) -> None:
    first, second = two
    assert await take_lead(first, NOON) == 1
    assert await take_lead(second, NOON) is None
    await keep_lead(first, 1, NOON)
    await leave_lead(first, 1, NOON)
    assert await take_lead(second, LATER) == 2


async def test_a_lease_in_force_says_that_somebody_serves_people(two: tuple[Store, Store]) -> None:
    first, second = two
    assert not await is_led(second, NOON)
    await take_lead(first, NOON)
    assert await is_led(second, NOON)
    await leave_lead(first, 1, NOON)
    assert not await is_led(second, LATER)


async def test_whoever_was_overtaken_can_neither_claim_nor_settle_nor_renew(two: tuple[Store, Store]) -> None:
    first, second = two
    fence = await take_lead(first, NOON)
    assert fence == 1
    async with first.changing() as connection:
        assert await may_send(connection, fence)
        (claimed,) = await deliveries.claim(connection, 1, 1, fence)
    await expire(second)
    assert await take_lead(second, LATER) == 2
    async with second.changing() as connection:
        assert len(await deliveries.recover(connection, 2)) == 1
    with pytest.raises(LostLead):
        await keep_lead(first, fence, LATER)
    with pytest.raises(LostLead):
        async with first.changing() as connection:
            await may_send(connection, fence)
    async with first.changing() as connection:
        await deliveries.settle(connection, [Settled(claimed.id, DeliveryState.DELIVERED, 0, 9)], fence)
        state = await connection.scalar(select(delivery.c.state).where(delivery.c.id == claimed.id))
    assert state == DeliveryState.DEFERRED


async def test_recovery_touches_only_what_an_earlier_leader_had_under_way(two: tuple[Store, Store]) -> None:
    first, _ = two
    fence = await take_lead(first, NOON)
    assert fence is not None
    async with first.changing() as connection:
        await deliveries.claim(connection, 1, 1, fence)
        assert await deliveries.recover(connection, fence) == []
        counted = await connection.execute(select(delivery.c.state).order_by(delivery.c.id))
        assert list(counted.scalars()) == [DeliveryState.SENDING, DeliveryState.PENDING]


async def test_a_restored_copy_is_held_until_an_admin_lets_it_send(tmp_path: Path) -> None:
    database, backup = tmp_path / "office.db", tmp_path / "backup.db"
    async with an_office(sqlite_url(database)) as store:
        await follow(store, [7001])
        await announce(store)
    async with a_leader(database) as store:
        assert await held_since(store) is None
    shutil.copy(database, backup)
    async with a_leader(database) as store:
        assert await held_since(store) is None
    shutil.copy(backup, database)
    async with a_leader(database) as store:
        assert await held_since(store) == LATER
        async with store.changing() as connection:
            assert not await may_send(connection, 2)
            state = await connection.scalar(select(announcement.c.state))
        assert state == "paused"
        assert [alarm.kind for alarm in await alarms.untold(store)] == [AlarmKind.HELD]
        async with store.changing() as connection:
            assert await release_hold(connection, LATER)
            assert not await release_hold(connection, LATER)
            assert await may_send(connection, 2)


async def test_a_copy_on_another_machine_or_in_another_folder_is_held_as_well(tmp_path: Path) -> None:
    database = tmp_path / "office.db"
    async with an_office(sqlite_url(database)):
        pass
    async with a_leader(database):
        pass
    for number, copied in enumerate(("office.db", "*"), 1):
        elsewhere = tmp_path / str(number)
        elsewhere.mkdir()
        for path in tmp_path.glob(f"office.db{'*' if copied == '*' else ''}"):
            shutil.copy(path, elsewhere)
        async with a_leader(elsewhere / "office.db") as store:
            assert await held_since(store) is not None, copied


async def test_a_crash_between_the_database_and_its_footprint_is_no_restored_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "office.db"
    async with an_office(sqlite_url(database)):
        pass
    async with a_leader(database):
        pass
    reached = read_footprint(database)
    with monkeypatch.context() as crashed:
        crashed.setattr(leadership, "write_footprint", lambda *_: None)
        async with a_leader(database):
            pass
    assert read_footprint(database) == reached
    async with a_leader(database) as store:
        assert await held_since(store) is None


@asynccontextmanager
async def a_leader(database: Path) -> AsyncIterator[Store]:
    """The process that serves people on a database, for as long as the block lasts."""
    store = open_store(sqlite_url(database), exclusive=True)
    assert await take_lead(store, LATER) is not None
    yield store
    await store.close()
