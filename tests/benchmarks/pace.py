"""How evenly the office's rate is kept in real time, by the clock of a sandbox that refuses whoever is too fast."""

import tempfile
from pathlib import Path

from tests.processes import Cold
from tests.reliability.scene import BOT, Outbox, a_bot, an_office, announce, follow, sqlite_url, telegram

PEOPLE = 1_000
RATE = 28


async def print_pace() -> None:
    """Messages a second over all, in the busiest second, and how many were refused with a 429."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "office.db"
        async with telegram(latency_ms=(5, 15)) as here:
            await here.does("/sandbox/rules", pace=True)
            chats = (await here.crowd(PEOPLE))["chats"]
            async with an_office(sqlite_url(database)) as store:
                await follow(store, chats)
                await announce(store)
            async with a_bot(here, sqlite_url(database), BOT, Cold, bulk_rate=str(RATE), paid_broadcast="no"):
                await Outbox(database).until_closed(seconds=PEOPLE)
            paced = await here.gets("/sandbox/paced")
    a_second = (PEOPLE - 1) / (paced["last"] - paced["first"])
    print(
        f"{PEOPLE} people at {RATE} a second: {a_second:.2f} a second ({a_second / RATE:.1%}), "
        f"{paced['per_second_max']} in the busiest second, {paced['refused']} refused (429)"
    )
