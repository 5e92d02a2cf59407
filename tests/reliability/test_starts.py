"""Six processes started at once on one database: one serves people, the others end at once with a line that says why."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from tests.patience import LONGEST
from tests.processes import Process
from tests.reliability.scene import LARGE, Outbox, a_bot, an_office, announce, follow, sqlite_url, telegram

STARTED = 6
ROUNDS = 50 if LARGE else 1
PEOPLE = 30
IN_USE = 75
"""EX_TEMPFAIL: whatever supervises the process tries again later."""


async def refused(bots: list[Process]) -> list[Process]:
    """Those that have ended, once all but one have."""
    async with asyncio.timeout(LONGEST):
        while len(ended := [bot for bot in bots if bot.exit_code is not None]) < STARTED - 1:
            await asyncio.sleep(0.02)
    return ended


async def test_of_six_that_start_at_once_one_sends_and_five_say_that_it_is_there(tmp_path: Path) -> None:
    books, url = Outbox(tmp_path / "office.db"), sqlite_url(tmp_path / "office.db")
    async with telegram(latency_ms=(5, 10)) as here:
        chats = (await here.crowd(PEOPLE))["chats"]
        async with an_office(url) as store:
            await follow(store, chats)
        for number in range(1, ROUNDS + 1):
            async with an_office(url) as store:
                await announce(store, f"Tim datang besok.\n\nNo. A-{number}")
            async with AsyncExitStack() as running:
                bots = [await running.enter_async_context(a_bot(here, url)) for _ in range(STARTED)]
                ended = await refused(bots)
                counts = await books.until_closed(number)
                assert [bot.exit_code for bot in ended] == [IN_USE] * (STARTED - 1)
                assert [bot.complained() for bot in ended if len(bot.complained().splitlines()) != 1] == []
                assert len([bot for bot in bots if bot.exit_code is None]) == 1
            assert counts.delivered == PEOPLE
            found = await here.deliveries()
            assert {found.arrived.get(chat) for chat in chats} == {number}
