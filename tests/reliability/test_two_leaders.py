"""Several processes on one PostgreSQL: one sends; when it is frozen another takes over, and the thawed one sends nothing more."""

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from ektp_core.announcements.delivery import DeliveryCounts
from ektp_core.store import connection, open_store
from ektp_core.store.leadership import may_send, take_lead
from ektp_core.store.outbox import counts_of
from ektp_core.store.schema import announcement, lead
from tests import postgresql
from tests.databases import Filled, postgresql_database
from tests.patience import LONGEST
from tests.reliability.scene import BOT, IN_FLIGHT, LARGE, NOON, a_bot, an_office, announce, follow, telegram

QUICK = f"""
from datetime import timedelta
import ektp_core.store.leadership as lead
lead.LEASE = timedelta(seconds=2)
lead.BEAT_SECONDS = 0.5
import bot.sending.leader
bot.sending.leader.LEASE, bot.sending.leader.BEAT_SECONDS, bot.sending.leader.PAID_SLOTS = lead.LEASE, lead.BEAT_SECONDS, {IN_FLIGHT}
from bot.cli import cli
cli(["run"])
"""
"""The real command with a lease of two seconds."""

PEOPLE = 4_000 if LARGE else 700


async def closed(url: str, number: int = 1) -> DeliveryCounts:
    store = open_store(url)
    try:
        async with asyncio.timeout(LONGEST):
            while True:
                async with store.reading() as connection:
                    if await connection.scalar(select(announcement.c.closed).where(announcement.c.id == number)):
                        break
                await asyncio.sleep(0.2)
        return await counts_of(store, number)
    finally:
        await store.close()


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """The address of a database after its first start."""
    name = await postgresql_database(Filled.FIRST_START)
    yield postgresql.url_of(name)
    await postgresql.drop(name)


async def test_a_frozen_leader_is_replaced_and_sends_nothing_after_it_thaws(url: str) -> None:
    async with telegram(latency_ms=(10, 30)) as here:
        chats = (await here.crowd(PEOPLE))["chats"]
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        async with a_bot(here, url, QUICK) as first:
            await here.until(100)
            async with a_bot(here, url, QUICK):
                await asyncio.sleep(1)
                first.send(signal.SIGSTOP)
                at_freezing = await here.accepted()
                await here.until(at_freezing + 100)
                first.send(signal.SIGCONT)
                counts = await closed(url)
        found = await here.deliveries()
    doubled = [chat for chat, times in found.arrived.items() if times > 1]
    assert [chat for chat in chats if not found.arrived.get(chat)] == []
    assert max(found.arrived.values()) <= 2
    assert len(doubled) <= IN_FLIGHT
    assert set(doubled) <= {chat for chat, silent in found.silent.items() if silent}
    assert counts.audience == PEOPLE == counts.delivered + counts.uncertain


async def test_a_leader_that_thaws_after_another_has_sent_everything_sends_nothing(url: str) -> None:
    """Frozen for two minutes under the real lease in the large run, until another has taken over and finished in the small one."""
    program, seconds = (BOT, 120) if LARGE else (QUICK, 0)
    async with telegram(latency_ms=(10, 30)) as here:
        chats = (await here.crowd(PEOPLE))["chats"]
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        async with a_bot(here, url, program) as first:
            await here.until(100)
            first.send(signal.SIGSTOP)
            async with a_bot(here, url, program):
                await asyncio.gather(closed(url), asyncio.sleep(seconds))
                before = (await here.deliveries()).requests
                first.send(signal.SIGCONT)
                async with an_office(url) as store:
                    await announce(store, "Sekali lagi.\n\nNo. A-2")
                await closed(url, 2)
                after = (await here.deliveries()).requests
    assert {after[chat] - before[chat] for chat in chats} == {1}


async def test_a_leader_that_is_frozen_in_the_middle_of_a_transaction_is_replaced(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "IDLE_SECONDS", 1)
    async with an_office(url):
        pass
    frozen, other = open_store(url), open_store(url)
    fence = await take_lead(frozen, NOON)
    assert fence == 1
    with pytest.raises(DBAPIError):
        async with frozen.changing() as held:
            await may_send(held, fence)
            async with other.changing() as meanwhile:
                await meanwhile.execute(update(lead).values(until=NOON - timedelta(days=400)))
            async with asyncio.timeout(LONGEST):
                assert await take_lead(other, NOON) == 2
    await frozen.close()
    await other.close()


async def test_kills_on_postgresql_lose_nobody(url: str) -> None:
    async with telegram(latency_ms=(10, 30)) as here:
        chats = (await here.crowd(PEOPLE))["chats"]
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        kills = 20 if LARGE else 3
        for _ in range(kills):
            before = await here.accepted()
            async with a_bot(here, url, QUICK) as bot:
                await here.until(min(before + 60, PEOPLE))
                bot.end()
        async with a_bot(here, url, QUICK):
            counts = await closed(url)
        found = await here.deliveries()
    assert [chat for chat in chats if not found.arrived.get(chat)] == []
    assert max(found.arrived.values()) <= 2
    assert sum(found.arrived.values()) - PEOPLE <= IN_FLIGHT * kills
    assert counts.delivered + counts.uncertain == counts.audience == PEOPLE
