"""How long after its start the bot answers on the chat page, on a fresh database and on one that is there already."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

PROJECT = Path(__file__).parents[2]
PERSON = 7001


async def print_start() -> None:
    """Seconds from the start of the process to an answered birth date."""
    with tempfile.TemporaryDirectory() as folder:
        for which in ("first start", "later start"):
            print(f"chat page answers, {which:12s} {await _seconds(folder):.2f} s after the process started")


async def _seconds(folder: str) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("SIAPREKAM_")}
    environment = quiet | {"SIAPREKAM_LISTEN": f"127.0.0.1:{port}", "PYTHONPATH": str(PROJECT)}
    started = time.monotonic()
    bot = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert bot.stdout
        bot.stdout.readline()
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
            async with http.post("/sandbox/send", json={"as": PERSON, "chat": PERSON, "text": "/cek 12-03-2010"}) as sent:
                update_id = (await sent.json())["update_id"]
            async with http.get("/sandbox/settled", params={"update_id": update_id, "timeout": 30}) as settled:
                assert (await settled.json())["settled"]
        return time.monotonic() - started
    finally:
        bot.terminate()
        bot.communicate()
