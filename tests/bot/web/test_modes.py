"""The pages are there in every mode, and in none where the setting turns them off."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from bot.application import open_office, run, serve, utc_now
from bot.messaging.transport import Transport
from bot.settings import Mode, Settings
from tests.bot.command_line import siaprekam
from tests.databases import Filled, sqlite_file
from tests.patience import LONGEST
from tests.rehearsal import SITI, ZONE, Phone, sandbox

SECRET = "rahasia-rahasia-rahasia"
PATHS = ("/papan", "/papan/sisip", "/papan/gaya.css", "/data/", "/data/visits.csv")


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


@asynccontextmanager
async def running(folder: Path, mode: Mode, *, board: bool = True) -> AsyncIterator[str]:
    """A bot at work, and the address of its pages."""
    listen = free_address()
    async with sandbox(folder) as (telegram, _):
        settings = Settings(
            token="1:web", mode=mode, listen=listen, board=board, timezone=ZONE, webhook_url=f"http://{listen}/bot", webhook_secret=SECRET
        )
        transport, stop = Transport(telegram.url, "1:web"), asyncio.Event()
        await transport.initialize()
        database = await sqlite_file(folder / "office.db", Filled.FIRST_START)
        async with open_office(settings, database, utc_now, demo=False, exclusive=True) as office:
            serving = asyncio.create_task(serve(office, transport, settings, stop))
            await at_work(telegram.url)
            try:
                yield f"http://{listen}"
            finally:
                stop.set()
                await serving
                await transport.shutdown()


async def at_work(telegram: str) -> None:
    """Once somebody is answered, the bot listens wherever it does."""
    async with aiohttp.ClientSession(telegram) as http, asyncio.timeout(LONGEST):
        await Phone(http, SITI).writes("/start")


async def statuses(address: str) -> dict[str, int]:
    """What each page answers; 0 where nobody listens."""
    found = {}
    async with aiohttp.ClientSession(address) as http:
        for path in PATHS:
            try:
                async with http.get(path) as answer:
                    found[path] = answer.status
            except aiohttp.ClientConnectionError:
                found[path] = 0
    return found


@pytest.mark.parametrize("mode", [Mode.POLLING, Mode.WEBHOOK])
async def test_the_pages_are_served_beside_whatever_the_mode_needs(tmp_path: Path, mode: Mode) -> None:
    async with running(tmp_path, mode) as address:
        assert await statuses(address) == dict.fromkeys(PATHS, 200)
    assert await statuses(address) == dict.fromkeys(PATHS, 0)


NOT_PUBLIC = ("/metrics", "/readyz/../metrics", "/%6Detrics", "//metrics", "/papan/../metrics", "/metrics/", "/bot/metrics")


@pytest.mark.parametrize("mode", [Mode.POLLING, Mode.WEBHOOK])
async def test_no_numbers_of_the_bot_are_told_to_the_public(tmp_path: Path, mode: Mode) -> None:
    async with running(tmp_path, mode) as address, aiohttp.ClientSession() as http:
        for path in NOT_PUBLIC:
            async with http.get(URL(f"{address}{path}", encoded=True)) as answer:
                assert (answer.status, "siaprekam_" in await answer.text()) == (404, False), path


@pytest.mark.parametrize(("mode", "status"), [(Mode.POLLING, 0), (Mode.WEBHOOK, 404)])
async def test_without_the_board_polling_listens_nowhere_and_the_webhook_serves_telegram_alone(
    tmp_path: Path, mode: Mode, status: int
) -> None:
    async with running(tmp_path, mode, board=False) as address:
        assert await statuses(address) == dict.fromkeys(PATHS, status)


@pytest.mark.parametrize(("board", "status"), [(True, 200), (False, 404)])
async def test_in_the_sandbox_they_stand_beside_the_chat_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, board: bool, status: int
) -> None:
    monkeypatch.setattr(asyncio.get_running_loop(), "add_signal_handler", lambda *_: None)
    told: asyncio.Queue[str] = asyncio.Queue()
    settings = Settings(listen=free_address(), board=board, database_url=f"sqlite+aiosqlite:///{tmp_path}/office.db")
    serving = asyncio.create_task(run(settings, demo=False, announce=told.put_nowait))
    try:
        address = (await asyncio.wait_for(told.get(), LONGEST)).removeprefix("SiapRekam: ")
        assert await statuses(address) == dict.fromkeys(PATHS, status)
        async with aiohttp.ClientSession(address) as http:
            async with http.get("/") as answer:
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert "12 Maret 2010" in (await Phone(http, SITI).writes("12-03-2010")).text
            async with http.get("/papan/sisip") as answer:
                assert ("frame-ancestors *" in answer.headers["Content-Security-Policy"]) is board
    finally:
        serving.cancel()
        await asyncio.wait([serving])


async def test_a_port_that_is_taken_says_how_to_do_without(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        async with sandbox(tmp_path) as (telegram, _):
            ended = await asyncio.to_thread(siaprekam, tmp_path, "run", token="1:web", api_url=telegram.url, listen=taken)
    said = ended.stderr.splitlines()[-1]
    assert ended.returncode == 2
    assert taken in said
    assert "SIAPREKAM_LISTEN" in said
    assert "SIAPREKAM_BOARD=no" in said
    assert "Traceback" not in ended.stderr
