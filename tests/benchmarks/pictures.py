"""What pictures cost: the first and a repeated one, and the bot's memory and its other answers while ten people ask for them."""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.databases import Filled, sqlite_file
from tests.processes import Cold
from tests.reliability.scene import BOT, Telegram, a_bot, sqlite_url, telegram

ASKING, ANSWERS, AGAIN = 10, 150, 20
WORDS = "/cek 12-03-2010"
PICTURES = ("/cakupan g=", "/cakupan g=k=19.04", "/cakupan g=t=19.04", "/peringkat g=", "/cakupan g=k=19", "/cakupan g=19.01")


async def print_pictures() -> None:
    """Seconds, megabytes and milliseconds of a bot beside a stand-in for Telegram in another process."""
    with tempfile.TemporaryDirectory() as folder:
        database = await sqlite_file(Path(folder) / "office.db", Filled.DEMO)
        async with telegram() as here, a_bot(here, sqlite_url(database), BOT, Cold) as bot:
            await _measure(here, bot.pid)


async def _measure(here: Telegram, pid: int) -> None:
    """Everybody asks once: a second message to a chat waits for its turn, which is not what is measured."""
    people = iter((await here.crowd(2 * ANSWERS + AGAIN + ASKING * len(PICTURES) + 10))["chats"])
    for text in ("/cakupan", *[WORDS] * 5):
        await _answered(here, next(people), text)
    alone = [await _answered(here, next(people), WORDS) for _ in range(ANSWERS)]
    before = _megabytes(pid)
    first = await _answered(here, next(people), PICTURES[0])
    again = [await _answered(here, next(people), PICTURES[0]) for _ in range(AGAIN)]
    looking = asyncio.gather(*(_look(here, [next(people) for _ in PICTURES]) for _ in range(ASKING)))
    beside = [await _answered(here, next(people), WORDS) for _ in range(ANSWERS)]
    await looking
    print(f"a picture: the first {first:.2f} s, repeated {_p95(again) * 1000:.0f} ms (95 of 100)")
    print(f"answers while ten people ask for pictures: p95 {_p95(beside) * 1000:.1f} ms, alone {_p95(alone) * 1000:.1f} ms")
    print(f"the bot's process grew by {_megabytes(pid) - before:.1f} MB")


async def _look(here: Telegram, people: Sequence[int]) -> None:
    for person, text in zip(people, PICTURES, strict=True):
        await _answered(here, person, text)


async def _answered(here: Telegram, person: int, text: str) -> float:
    """Seconds from a message to its answer."""
    started = time.monotonic()
    sent = await here.does("/sandbox/send", **{"as": person, "chat": person, "text": text})
    assert (await here.gets("/sandbox/settled", update_id=sent["update_id"], timeout=60))["settled"]
    return time.monotonic() - started


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    asyncio.run(print_pictures())
