"""How evenly the office's rate is kept in real time by the clock of a sandbox that refuses haste, also while a group waits."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.processes import Cold
from tests.rehearsal import GROUP, SITI
from tests.reliability.scene import BOT, Outbox, Telegram, a_bot, an_office, announce, follow, sqlite_url, telegram

PEOPLE = 1_000
RATE = 28
GROUP_ASKS = 25
CITIZENS_ASK = 30
QUESTION = "/peringkat"


@asynccontextmanager
async def _announcing() -> AsyncIterator[tuple[Telegram, Outbox]]:
    """A server that keeps Telegram's pace, and a bot that tells so many people there."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "office.db"
        async with telegram(latency_ms=(5, 15)) as here:
            await here.does("/sandbox/rules", pace=True)
            chats = (await here.crowd(PEOPLE))["chats"]
            async with an_office(sqlite_url(database)) as store:
                await follow(store, chats)
                await announce(store)
            async with a_bot(here, sqlite_url(database), BOT, Cold, bulk_rate=str(RATE), paid_broadcast="no"):
                yield here, Outbox(database)


async def print_pace() -> None:
    """Messages a second over all, in the busiest second, and how many were refused with a 429."""
    async with _announcing() as (here, outbox):
        await outbox.until_closed(seconds=PEOPLE)
        paced = await here.gets("/sandbox/paced")
    a_second = (PEOPLE - 1) / (paced["last"] - paced["first"])
    print(
        f"{PEOPLE} people at {RATE} a second: {a_second:.2f} a second ({a_second / RATE:.1%}), "
        f"{paced['per_second_max']} in the busiest second, {paced['refused']} refused (429)"
    )


async def print_waits() -> None:
    """How soon a citizen is answered each second while a group is at its limit and the outbox at its rate; what was refused (429)."""
    async with _announcing() as (here, _):
        await here.until(1)
        for _ in range(GROUP_ASKS):
            await here.does("/sandbox/send", **{"as": SITI, "chat": GROUP, "text": QUESTION})
        waits = sorted([await _answered_in(here) for _ in range(CITIZENS_ASK)])
        in_group = (await here.deliveries()).arrived[GROUP]
        paced = await here.gets("/sandbox/paced")
    a_second = paced["accepted"] / (paced["last"] - paced["first"])
    print(
        f"a group at its limit meanwhile ({in_group} of {GROUP_ASKS} answered): a citizen each second in {waits[len(waits) // 2]:.3f} s, "
        f"{waits[-1]:.3f} s at most; {a_second:.2f} messages a second in all, {paced['refused']} refused (429)"
    )


async def _answered_in(here: Telegram) -> float:
    await asyncio.sleep(1)
    before = len((await here.gets("/sandbox/delivered", chat=SITI))["messages"])
    asked = time.perf_counter()
    await here.does("/sandbox/send", **{"as": SITI, "chat": SITI, "text": QUESTION})
    while len((await here.gets("/sandbox/delivered", chat=SITI))["messages"]) == before:
        await asyncio.sleep(0.005)
    return time.perf_counter() - asked
