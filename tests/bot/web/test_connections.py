"""Whoever asks nothing, too much, or in a way that is no HTTP takes neither descriptors nor lines of the log from the bot."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from aiohttp import web

from bot.web.connections import ASK_SECONDS, IDLE_SECONDS
from bot.web.server import Server

ASKING = b"GET /halaman HTTP/1.1\r\nHost: papan\r\n\r\n"
HALF = ASKING[:-4] + b"\r\nX: "
MOST = 3
SLOW = "/lambat"
SLOW_SECONDS = 3 * ASK_SECONDS


class Line:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    def says(self, sent: bytes) -> None:
        self.writer.write(sent)

    async def status(self) -> int:
        """Of the next answer; its body is read too."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.splitlines() if line.lower().startswith(b"content-length:"))
        await self._reader.readexactly(length)
        return int(head.split()[1])

    async def ends(self) -> float:
        """After how many seconds the server closes it."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        assert await self._reader.read() == b""
        return loop.time() - begun


@asynccontextmanager
async def line_to(server: Server) -> AsyncIterator[Line]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    yield Line(reader, writer)
    writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async def page(request: web.Request) -> web.Response:
        return web.Response(text="papan")

    async def slow(request: web.Request) -> web.Response:
        await asyncio.sleep(SLOW_SECONDS)
        return web.Response(text="papan")

    async def taking(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text="papan")

    async def broken(request: web.Request) -> web.Response:
        raise LookupError

    opened = Server([web.get("/halaman", page), web.get(SLOW, slow), web.post("/halaman", taking), web.get("/rusak", broken)], MOST)
    await opened.start("127.0.0.1", 0)
    yield opened
    await opened.stop()


@pytest.mark.virtual_time
@pytest.mark.parametrize("sent", [b"", HALF, ASKING[:3], b"\r\n"], ids=["nothing", "half a head", "three letters", "an empty line"])
async def test_whoever_asks_nothing_is_let_go(server: Server, sent: bytes) -> None:
    async with line_to(server) as silent:
        silent.says(sent)
        assert await silent.ends() == pytest.approx(ASK_SECONDS, abs=2)


@pytest.mark.virtual_time
async def test_an_answer_that_takes_long_is_waited_for(server: Server) -> None:
    async with line_to(server) as patient:
        patient.says(ASKING.replace(b"/halaman", SLOW.encode()))
        assert await patient.status() == 200


@pytest.mark.virtual_time
async def test_between_two_questions_there_is_time_and_no_more(server: Server) -> None:
    async with line_to(server) as asking:
        asking.says(ASKING)
        assert await asking.status() == 200
        await asyncio.sleep(IDLE_SECONDS - 5)
        asking.says(ASKING)
        assert await asking.status() == 200
        asking.says(HALF)
        assert await asking.ends() <= IDLE_SECONDS + 5


async def test_where_there_is_no_room_whoever_was_silent_longest_goes(server: Server) -> None:
    async with AsyncExitStack() as lines:
        first, *_ = [await lines.enter_async_context(line_to(server)) for _ in range(MOST)]
        await asyncio.sleep(0.1)
        asking = await lines.enter_async_context(line_to(server))
        asking.says(ASKING)
        assert await asking.status() == 200
        await first.ends()


async def test_where_all_are_asking_one_more_is_turned_away(server: Server) -> None:
    async with AsyncExitStack() as lines:
        asking = [await lines.enter_async_context(line_to(server)) for _ in range(MOST)]
        for each in asking:
            each.says(ASKING)
            assert await each.status() == 200
        one_more = await lines.enter_async_context(line_to(server))
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            one_more.says(ASKING)
            await one_more.status()
        asking[0].says(ASKING)
        assert await asking[0].status() == 200


NO_HTTP = {
    "noise": b"\x00\xff\x01 bising\r\n\r\n",
    "a method that is none": ASKING.replace(b"GET", b"G@T"),
    "a head that does not end": ASKING[:-4] + b"\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "a thousand heads": ASKING[:-4] + b"".join(b"\r\nX-%d: 1" % number for number in range(1000)) + b"\r\n\r\n",
    "a path that does not end": ASKING.replace(b"halaman", b"a" * 100_000),
    "no host": b"GET /halaman HTTP/1.1\r\n\r\n",
    "a broken address": ASKING.replace(b"/halaman", b"http://[::1"),
    "two lengths": ASKING.replace(b"GET", b"POST")[:-4] + b"\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "chunks that are none": ASKING.replace(b"GET", b"POST")[:-4] + b"\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
}


@pytest.mark.parametrize("sent", NO_HTTP.values(), ids=NO_HTTP)
async def test_what_is_no_http_is_refused_and_fills_no_log(server: Server, sent: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async with line_to(server) as line:
        line.says(sent)
        assert await line.status() == 400
    assert caplog.records == []


async def test_a_body_that_is_not_what_its_head_says_fills_no_log(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    async with line_to(server) as line:
        line.says(ASKING.replace(b"GET /halaman", b"POST /rusak")[:-4] + b"\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")
        assert await line.status() == 405
    assert caplog.records == []


async def test_a_mistake_of_ours_is_logged(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    async with line_to(server) as line:
        line.says(ASKING.replace(b"/halaman", b"/rusak"))
        assert await line.status() == 500
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
