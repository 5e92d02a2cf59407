"""The run: a sandbox, the people, and one life of the bot after the other, looked at from outside."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.processes import BOT, Cold, Process
from tests.reliability.scene import a_bot, an_office, follow, free_port, sqlite_url, stopped, telegram
from tests.reliability.soak.load import ADMIN, EXPECTED_A_SECOND, FAULTS, TIMES, Load
from tests.reliability.soak.measured import Sample, descriptors_of, megabytes_of
from tests.reliability.soak.words import Words

BOT_RUN = f"import sys; sys.argv = ['siaprekam', 'run']; {BOT}"
PEOPLE, FOLLOWERS = 2_000, 500
KEPT = 6
"""Messages of each chat that the sandbox keeps: it must not be what grows."""

SETTLED_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, with how many kills on the way, and what of each life is no measure of growth."""

    seconds: float
    kills: int
    warm_up: float
    a_second: float = EXPECTED_A_SECOND * TIMES
    stall_seconds: float = 30.0
    """How long an answer that never comes is waited for."""

    @property
    def every(self) -> float:
        """Seconds between two looks."""
        return max(0.25, min(30.0, self.seconds / 500))

    @property
    def life(self) -> float:
        return self.seconds / (self.kills + 1)

    @property
    def backup_minutes(self) -> int:
        """A run that is shorter than usual makes its backups more often, or there would be none in it."""
        return max(1, min(15, int(self.seconds / 240)))


@dataclass(slots=True)
class Result:
    """What was seen."""

    plan: Plan
    samples: list[Sample] = field(default_factory=list)
    words: Words = field(default_factory=Words)
    asked: int = 0
    arrived: int = 0
    announced: int = 0
    settled: bool = False
    not_ready: int = 0
    """Looks at which `/readyz` was not green, after a life's warm-up."""


async def soak(folder: Path, result: Result, start: type[Process] = Cold) -> None:
    """Fill in the result as it goes; what was seen is there whatever ends it."""
    plan, url = result.plan, sqlite_url(folder / "office.db")
    rules = {"faults": dict(FAULTS), "fault_seed": 1, "keep_messages": KEPT, "stall_seconds": plan.stall_seconds}
    async with telegram(**rules, latency_ms=(20, 80)) as here:
        followers = (await here.crowd(FOLLOWERS))["chats"]
        people = (await here.crowd(PEOPLE))["chats"]
        async with an_office(url) as store:
            await follow(store, followers)
        load = Load(here, people, plan.a_second, random.Random(1))
        asking = asyncio.create_task(load.run())
        try:
            for number in range(plan.kills + 1):
                await _a_life(number, url, load, result, asking, start)
        finally:
            asking.cancel()
            result.asked, result.announced = load.asked, load.announced
            result.arrived = await here.accepted()


async def _a_life(number: int, url: str, load: Load, result: Result, asking: "asyncio.Task[None]", start: type[Process]) -> None:
    """From the start of a process to its kill; the last one answers all that was asked and is stopped."""
    plan, port = result.plan, free_port()
    settings = {
        "admin_ids": str(ADMIN),
        "paid_broadcast": "no",
        "bulk_rate": "28",
        "health_listen": f"127.0.0.1:{port}",
        "backup_minutes": str(plan.backup_minutes),
    }
    async with a_bot(load.here, url, BOT_RUN, start, **settings) as bot:
        began = time.monotonic()
        try:
            while (age := time.monotonic() - began) < plan.life:
                if asking.done():
                    asking.result()
                assert bot.exit_code is None, "the bot has ended by itself"
                result.samples.append(Sample(number * plan.life + age, number, megabytes_of(bot.pid), descriptors_of(bot.pid), age))
                result.not_ready += age >= plan.warm_up and not await _is_ready(port)
                await asyncio.sleep(plan.every)
            if number == plan.kills:
                asking.cancel()
                told = await load.here.gets("/sandbox/settled", update_id=load.last_update, timeout=SETTLED_SECONDS)
                result.settled = bool(told["settled"]) and await stopped(bot) == 0
        finally:
            result.words.read(bot.complained())


async def _is_ready(port: int) -> bool:
    """What `/readyz` says; whoever asks it also fetches the numbers, as a supervisor does."""
    try:
        async with (
            aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http,
            http.get("/metrics") as numbers,
            http.get("/readyz") as ready,
        ):
            return numbers.ok and ready.ok
    except aiohttp.ClientError:
        return False
