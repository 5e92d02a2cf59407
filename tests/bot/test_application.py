"""`python -m bot run` as an office starts it: the sandbox at once, and one clear line when it cannot start."""

import asyncio
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox import LimitRules
from tests.bot.command_line import siaprekam, the_line
from tests.patience import LONGEST
from tests.processes import BOT, Cold, Process, environment
from tests.rehearsal import SITI, Phone, sandbox

ANY_PORT = "127.0.0.1:0"


@asynccontextmanager
async def started(folder: Path, *arguments: str, **settings: str) -> AsyncIterator[tuple[Process, str]]:
    """A running `python -m bot ...` and the first line that it prints."""
    process = Cold(BOT, *arguments, settings=environment(**settings), folder=folder)
    try:
        yield process, await asyncio.to_thread(process.line)
    finally:
        process.end()


async def test_without_settings_the_sandbox_prints_its_address_answers_and_stops_cleanly(tmp_path: Path) -> None:
    async with started(tmp_path, "run", listen=ANY_PORT) as (process, line):
        address = re.search(r"http://\S+", line)
        assert address, f"no address was printed: {line!r}"
        async with aiohttp.ClientSession(address.group()) as http:
            async with http.get("/") as page:
                assert "SiapRekam" in await page.text()
            screen = await Phone(http, SITI).writes("/cek 12-03-2010")
            assert "12 Maret 2010" in screen.text
        process.send(signal.SIGTERM)
        assert await process.ends() == 0


async def test_the_sandbox_alone_prints_the_setting_that_points_a_bot_to_it(tmp_path: Path) -> None:
    async with started(tmp_path, "sandbox", listen=ANY_PORT) as (process, line):
        address = re.match(r"SIAPREKAM_API_URL=(http://\S+)", line)
        assert address, line
        async with aiohttp.ClientSession(address[1]) as http, http.get("/bot1:x/getMe") as answer:
            assert (await answer.json())["ok"]
        process.send(signal.SIGINT)
        assert await process.ends() in (0, 130)


async def test_a_second_bot_on_the_same_database_says_one_line_and_exits_75(tmp_path: Path) -> None:
    async with started(tmp_path, "run", listen=ANY_PORT) as (_, line):
        address = re.search(r"http://\S+", line)
        assert address
        async with aiohttp.ClientSession(address.group()) as http:
            await Phone(http, SITI).writes("/start")
        second = await asyncio.to_thread(siaprekam, tmp_path, "run", listen=ANY_PORT)
    assert second.returncode == 75
    said = the_line(second.stderr)
    assert "contoh.db" in said
    assert "SIAPREKAM_DATABASE_URL" in said


async def test_a_token_that_telegram_does_not_know_says_one_line_and_exits_2(tmp_path: Path) -> None:
    async with sandbox(tmp_path, LimitRules(token="1:right")) as (telegram, _):
        ended = await asyncio.to_thread(siaprekam, tmp_path, "run", token="2:rahasia", api_url=telegram.url)
    assert ended.returncode == 2
    said = the_line(ended.stderr)
    assert "SIAPREKAM_TOKEN" in said
    assert "2:rahasia" not in said


@pytest.fixture
def taken() -> Iterator[str]:
    """An address where something else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield f"127.0.0.1:{other.getsockname()[1]}"


@pytest.mark.parametrize("command", ["run", "sandbox"])
def test_a_port_that_is_taken_says_one_line_and_exits_2(tmp_path: Path, taken: str, command: str) -> None:
    ended = siaprekam(tmp_path, command, listen=taken)
    assert ended.returncode == 2
    said = the_line(ended.stderr)
    assert taken in said
    assert "SIAPREKAM_LISTEN" in said


async def test_a_webhooks_port_that_is_taken_says_so_and_exits_2(tmp_path: Path, taken: str) -> None:
    async with sandbox(tmp_path) as (telegram, _):
        ended = await asyncio.to_thread(
            siaprekam,
            tmp_path,
            "run",
            token="1:hook",
            mode="webhook",
            api_url=telegram.url,
            webhook_url="https://office.example/bot",
            webhook_secret="rahasia-rahasia-rahasia",
            listen=taken,
        )
    assert ended.returncode == 2
    assert "SIAPREKAM_LISTEN" in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr
    assert "rahasia" not in ended.stderr


@pytest.mark.parametrize("command", [("run",), ("ask", "halo")])
@pytest.mark.parametrize(
    "address", ["sqlite+aiosqlite:////dev/null/office.db", "postgresql+asyncpg://petugas:sandi-rahasia@127.0.0.1:9/kantor"]
)
def test_a_database_that_cannot_be_used_is_named_in_one_line(tmp_path: Path, command: tuple[str, ...], address: str) -> None:
    ended = siaprekam(tmp_path, *command, listen=ANY_PORT, database_url=address)
    assert ended.returncode == 2
    said = the_line(ended.stderr)
    assert "SIAPREKAM_DATABASE_URL" in said
    assert "sandi-rahasia" not in said


def test_an_office_profile_that_cannot_be_read_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "kantor.toml").write_text("ini bukan profil", encoding="utf-8")
    ended = siaprekam(tmp_path, "run", listen=ANY_PORT, office="kantor.toml")
    assert ended.returncode == 2
    assert "SIAPREKAM_OFFICE" in the_line(ended.stderr)


FIRST_START = """
import atexit, sys
from bot.__main__ import main

atexit.register(lambda: print("alembic" in sys.modules, "pygments" in sys.modules))
sys.argv = ["bot", "doctor"]
main()
"""


def test_a_first_start_loads_neither_the_migrations_library_nor_lexers(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_START], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=LONGEST, check=True
    )
    assert ended.stdout.splitlines()[-1] == "False False"
