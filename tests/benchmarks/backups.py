"""How long people wait for answers while backups of a large office are made one after the other, beside the same without."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pyrage

from tests.benchmarks.announcing import PERSON
from tests.processes import Cold, environment
from tests.reliability.scene import Telegram, a_bot, an_office, follow, sqlite_url, telegram

PEOPLE = 100_000
ROUNDS, SECONDS = 6, 8.0
ASKING_SECONDS = 0.04
BACKUPS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bot.backups.making import make_backup, step_back
step_back()
while True:
    made = make_backup(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], datetime.now(UTC))
    print(made.path.stat().st_size, flush=True)
"""


async def print_backups(people: int = PEOPLE) -> None:
    """The p95 of answers, in turns without and with a backup going on all the time; the office's schedule makes one in 15 minutes."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "office.db"
        async with telegram() as here:
            async with an_office(sqlite_url(database)) as store:
                await follow(store, [10_000_000 + number for number in range(people)])
            await here.does("/sandbox/send", **{"as": PERSON, "chat": PERSON, "text": "/start"})
            async with a_bot(here, sqlite_url(database), start=Cold):
                await _waits(here, 2 * SECONDS)  # the first answers are slower
                alone, beside, made = [], [], 0
                for _ in range(ROUNDS):
                    alone.append(await _waits(here, SECONDS))
                    async with _backups(database, Path(folder) / "backups") as finished:
                        beside.append(await _waits(here, SECONDS))
                    made += len(finished)
        size = database.stat().st_size / 2**20
    without, during = _p95(alone), _p95(beside)
    print(
        f"{people} people, {size:.0f} MB: answers p95 {without * 1000:.1f} ms, with a backup all the time ({made} in "
        f"{ROUNDS * SECONDS:.0f} s) {during * 1000:.1f} ms: {during / without - 1:+.0%}"
    )


def _p95(rounds: list[list[float]]) -> float:
    """The middle one of all rounds, so that one in which the machine did something else does not decide."""
    return statistics.median(sorted(waits)[int(len(waits) * 0.95)] for waits in rounds)


async def _waits(here: Telegram, seconds: float) -> list[float]:
    """Somebody asks again and again; how long until each is answered and confirmed."""
    waits: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        begun = time.monotonic()
        sent = await here.does("/sandbox/send", **{"as": PERSON, "chat": PERSON, "text": "/cek 12-03-2010"})
        assert (await here.gets("/sandbox/settled", update_id=sent["update_id"], timeout=30))["settled"]
        waits.append(time.monotonic() - begun)
        await asyncio.sleep(max(0.0, ASKING_SECONDS - waits[-1]))
    return waits


@asynccontextmanager
async def _backups(database: Path, folder: Path) -> AsyncIterator[list[int]]:
    """Backups one after the other as long as the block lasts; the sizes of those that were finished."""
    key = str(pyrage.x25519.Identity.generate().to_public())
    process = Cold(BACKUPS, str(database), str(folder), key, settings=environment())
    finished: list[int] = []
    try:
        yield finished
    finally:
        process.end()
        finished += [int(line) for line in process.said().split()]
