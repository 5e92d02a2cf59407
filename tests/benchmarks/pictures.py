"""What pictures cost: the first and a repeated one, and the bot's memory and its other answers while ten people ask for them."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp

PROJECT = Path(__file__).parents[2]
PERSON, GROUP = 7001, -1001234500001
TEN = (*((person, person) for person in (7002, 7003, 7004, 7101, 7102, 7201, 7202, 7301, 7302)), (7002, GROUP))
"""Who asks for pictures, and in which chat."""

WORDS, ANSWERS = "/cek 12-03-2010", 150
PICTURES = ("/cakupan g=", "/cakupan g=k=19.04", "/cakupan g=t=19.04", "/peringkat g=", "/cakupan g=k=19", "/cakupan g=19.01")


async def print_pictures() -> None:
    """Seconds, megabytes and milliseconds, on the bot of the sandbox."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        quiet = {name: value for name, value in os.environ.items() if not name.startswith("SIAPREKAM_")}
        environment = quiet | {"SIAPREKAM_LISTEN": f"127.0.0.1:{port}", "PYTHONPATH": str(PROJECT)}
        command = [sys.executable, "-m", "bot", "run"]
        bot = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            assert bot.stdout
            bot.stdout.readline()
            async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
                await _measure(http, bot.pid)
        finally:
            bot.terminate()
            bot.communicate()


async def _measure(http: aiohttp.ClientSession, pid: int) -> None:
    await _answered(http, PERSON, "/cakupan")
    alone = [await _answered(http, PERSON, WORDS) for _ in range(ANSWERS)]
    before = _megabytes(pid)
    first = await _answered(http, PERSON, PICTURES[0])
    again = [await _answered(http, PERSON, PICTURES[0]) for _ in range(20)]
    looking = [asyncio.create_task(_look(http, *each)) for each in TEN]
    beside = [await _answered(http, PERSON, WORDS) for _ in range(ANSWERS)]
    await asyncio.gather(*looking)
    print(f"a picture: the first {first:.2f} s, repeated {_p95(again) * 1000:.0f} ms (95 of 100)")
    print(f"answers while ten people ask for pictures: p95 {_p95(beside) * 1000:.1f} ms, alone {_p95(alone) * 1000:.1f} ms")
    print(f"the bot's process grew by {_megabytes(pid) - before:.1f} MB")


async def _look(http: aiohttp.ClientSession, person: int, chat: int) -> None:
    for text in ("/bahasa en" if person % 2 else "/bahasa id", *PICTURES):
        await _answered(http, person, text, chat)


async def _answered(http: aiohttp.ClientSession, person: int, text: str, chat: int | None = None) -> float:
    """Seconds from a message to its answer."""
    started = time.monotonic()
    async with http.post("/sandbox/send", json={"as": person, "chat": chat or person, "text": text}) as sent:
        update_id = (await sent.json())["update_id"]
    async with http.get("/sandbox/settled", params={"update_id": update_id, "timeout": 60}) as settled:
        assert (await settled.json())["settled"]
    return time.monotonic() - started


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    asyncio.run(print_pictures())
