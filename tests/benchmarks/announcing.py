"""An announcement to a hundred thousand: durable copies a second without a pace, memory, and how long people wait for answers meanwhile."""

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.processes import Cold
from tests.reliability.scene import Outbox, Telegram, a_bot, an_office, confirm, follow, sqlite_url, telegram

PEOPLE = 100_000
UNPACED = """
import math
import bot.application.serving, bot.sending.pace
real = bot.sending.pace.Pace
bot.application.serving.Pace = lambda rate: real(math.inf)
from bot.cli import cli
cli(["run"])
"""
"""The real command, on the setting for paid broadcasts, without its pace of a thousand a second."""

ASKING_SECONDS = 0.2
PERSON = 7001


async def print_announcing(people: int = PEOPLE) -> None:
    """Copies a second, memory at its highest, and answers meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "office.db"
        async with telegram() as here:
            chats = (await here.crowd(people))["chats"]
            async with an_office(sqlite_url(database)) as store:
                await follow(store, chats)
                await confirm(store, due=datetime.now(UTC))
            await here.does("/sandbox/send", **{"as": PERSON, "chat": PERSON, "text": "/start"})
            async with a_bot(here, sqlite_url(database), UNPACED, Cold) as bot:
                waits: list[float] = []
                asking = asyncio.create_task(_ask(here, waits))
                await Outbox(database).until_closed(seconds=600)
                asking.cancel()
                memory = _most_memory(bot.pid)
            paced = await here.gets("/sandbox/paced")
    a_second = (people - 1) / (paced["last"] - paced["first"])
    p95 = sorted(waits)[int(len(waits) * 0.95)]
    print(f"{people} people: {a_second:.0f} durable copies a second, {memory:.0f} MB, answers meanwhile p95 {p95 * 1000:.0f} ms")


async def _ask(here: Telegram, waits: list[float]) -> None:
    """Somebody asks five times a second; how long until each is answered and confirmed."""
    while True:
        begun = time.monotonic()
        sent = await here.does("/sandbox/send", **{"as": PERSON, "chat": PERSON, "text": "/cek 12-03-2010"})
        assert (await here.gets("/sandbox/settled", update_id=sent["update_id"], timeout=30))["settled"]
        waits.append(time.monotonic() - begun)
        await asyncio.sleep(max(0.0, ASKING_SECONDS - waits[-1]))


def _most_memory(process: int) -> float:
    """The most that a process has held, in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
