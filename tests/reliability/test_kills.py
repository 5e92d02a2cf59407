"""kill -9 at random instants of an announcement: nobody misses it, nobody gets it more than twice, and the books say so."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.reliability.scene import IN_FLIGHT, LARGE, Outbox, a_bot, an_office, announce, follow, sqlite_url, stopped, telegram

PEOPLE = 10_000 if LARGE else 3_000
LATENCY_MS = (10, 30)
KILLS = 200 if LARGE else 20
A_SECOND = IN_FLIGHT / (sum(LATENCY_MS) / 2 / 1000)
"""Messages a second that so many requests under way allow for."""

LONGEST_LIFE = PEOPLE / A_SECOND / KILLS / 2
"""Seconds from a bot's first message to its end; half of what would do, so that the last one finds work also on a busy machine."""


async def test_nobody_misses_an_announcement_and_nobody_gets_it_more_than_twice(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    instants = random.Random(seed)
    books, url = Outbox(tmp_path / "office.db"), sqlite_url(tmp_path / "office.db")
    async with telegram(latency_ms=LATENCY_MS) as here:
        chats = (await here.crowd(PEOPLE))["chats"]
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        for _ in range(KILLS):
            before = await here.accepted()
            async with a_bot(here, url) as bot:
                await here.until(before + 1)
                await asyncio.sleep(instants.uniform(0, LONGEST_LIFE))
                bot.end()
        async with a_bot(here, url):
            counts = await books.until_closed()
        found = await here.deliveries()
    lost = [chat for chat in chats if not found.arrived.get(chat)]
    too_often = {chat: count for chat, count in found.arrived.items() if count > 2}
    loud_again = [chat for chat, count in found.arrived.items() if count == 2 and not found.silent.get(chat)]
    doubled = sum(count - 1 for count in found.arrived.values())
    assert (lost, too_often, loud_again) == ([], {}, []), f"seed {seed}"
    assert doubled <= IN_FLIGHT * KILLS, f"seed {seed}"
    assert counts.audience == PEOPLE and (counts.unreachable, counts.skipped) == (0, 0), f"seed {seed}: {counts}"
    assert books.is_whole()


@pytest.mark.parametrize("stops", [20 if LARGE else 5])
async def test_a_planned_restart_loses_and_doubles_nothing(stops: int, tmp_path: Path) -> None:
    people = PEOPLE if LARGE else PEOPLE // 2
    books, url = Outbox(tmp_path / "office.db"), sqlite_url(tmp_path / "office.db")
    async with telegram(latency_ms=LATENCY_MS) as here:
        chats = (await here.crowd(people))["chats"]
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        for _ in range(stops):
            before = await here.accepted()
            async with a_bot(here, url) as bot:
                await here.until(before + 50)
                assert await stopped(bot) == 0
            assert books.counts().sending == 0
        async with a_bot(here, url):
            counts = await books.until_closed()
        found = await here.deliveries()
    assert counts.delivered == people
    assert dict(found.arrived) == dict.fromkeys(chats, 1)
    assert dict(found.requests) == dict.fromkeys(chats, 1)
