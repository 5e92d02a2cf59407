"""How many requests a second the public board answers while a citizen asks, beside a bare handler of aiohttp's with the same body."""

import asyncio
import gzip
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from statistics import quantiles

import aiohttp

PROJECT = Path(__file__).parents[2]
PERSONS = (7001, 7002, 7003, 7004)
"""In turns: Telegram takes an answer a second in each chat."""

CONNECTIONS = 16
SECONDS = 5.0
BETWEEN_QUESTIONS = 0.3

BARE = """
import sys
from itertools import cycle
from pathlib import Path
from aiohttp import web
import uvloop
body = Path(sys.argv[2]).read_bytes()
async def page(request):
    return web.Response(body=body, headers={"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"})
app = web.Application()
app.add_routes([web.get("/papan", page)])
uvloop.install()
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=lambda _: print("ready", flush=True))
"""


async def print_public_pages() -> None:
    """Whole pages and "not changed", each beside the bare handler; and how long a citizen waits meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        async with serving(folder, "-m", "bot", "run") as port, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
            async with http.get("/papan") as answer:
                body, tag = await answer.read(), answer.headers["ETag"]
            waits = await waits_of_citizens(http, SECONDS)
            beside, waits_beside = await asyncio.gather(requests_a_second(port, b""), waits_of_citizens(http, SECONDS))
            alone = await requests_a_second(port, b"")
            known = await requests_a_second(port, f"If-None-Match: {tag}\r\n".encode())
        file = Path(folder) / "body"
        file.write_bytes(gzip.compress(body))
        async with serving(folder, "-c", BARE, arguments=[str(file)]) as port:
            bare = await requests_a_second(port, b"")
    print(f"/papan                   {beside:6.0f} requests/s while citizens ask")
    print(f"/papan                   {alone:6.0f} requests/s alone, {alone / bare:.2f} of a bare handler of aiohttp's ({bare:.0f})")
    print(f"/papan, not changed      {known:6.0f} requests/s")
    print(f"a citizen's answer       {p95(waits):6.1f} ms at the 95th percentile alone, {p95(waits_beside):.1f} ms beside them")


@asynccontextmanager
async def serving(folder: str, *program: str, arguments: list[str] | None = None) -> AsyncIterator[int]:
    """A server in a process of its own, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("SIAPREKAM_")}
    environment = quiet | {"SIAPREKAM_LISTEN": f"127.0.0.1:{port}", "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, *program, *([str(port), *arguments] if arguments is not None else [])]
    server = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert server.stdout
        server.stdout.readline()
        yield port
    finally:
        server.terminate()
        server.communicate()


async def requests_a_second(port: int, headers: bytes) -> float:
    """As many as several connections get answered, one after the other on each."""
    until = time.monotonic() + SECONDS
    counts = await asyncio.gather(*[_asks(port, headers, until) for _ in range(CONNECTIONS)])
    return sum(counts) / SECONDS


async def _asks(port: int, headers: bytes, until: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    question = b"GET /papan HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n" + headers + b"\r\n"
    count = 0
    while time.monotonic() < until:
        writer.write(question)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert head.startswith((b"http/1.1 200", b"http/1.1 304")), head
        if b"content-length: " in head and not head.startswith(b"http/1.1 304"):
            await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))
        count += 1
    writer.close()
    return count


async def waits_of_citizens(http: aiohttp.ClientSession, seconds: float) -> list[float]:
    """Milliseconds until each of many birth dates is answered."""
    until, waits, persons = time.monotonic() + seconds, [], cycle(PERSONS)
    while time.monotonic() < until:
        person = next(persons)
        began = time.monotonic()
        async with http.post("/sandbox/send", json={"as": person, "chat": person, "text": "/cek 12-03-2010"}) as sent:
            update_id = (await sent.json())["update_id"]
        async with http.get("/sandbox/settled", params={"update_id": update_id, "timeout": 30}) as settled:
            assert (await settled.json())["settled"]
        waits.append((time.monotonic() - began) * 1000)
        await asyncio.sleep(BETWEEN_QUESTIONS)
    return waits


def p95(waits: list[float]) -> float:
    return quantiles(waits, n=20)[-1]
