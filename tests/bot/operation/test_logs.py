"""Logs hold no token, no NIK, no name and nobody's words, also when something fails (docs/reliability.md#logs-hold-nobodys-words)."""

import io
import json
import logging
import signal
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import aiohttp
import pytest
from telegram.error import TelegramError

from bot.messaging.messages import Call
from bot.messaging.replies import Replies
from bot.messaging.transport import Transport
from bot.operation.logs import redact, set_up_logs
from bot.sending.pace import Pace
from tests.bot.words import apology
from tests.processes import BOT, Warm, environment
from tests.rehearsal import SITI, Rehearsal, rehearsal, sandbox

TOKEN = "123456789:AAExyz-RAHASIA_kunci"
NIK = "1904011203100001"
NAME = "Sitorukmini"
WORDS = "bolehkahbudiutomo"
MARKERS = (TOKEN, "RAHASIA", NIK, "1904 0112 0310 0001", NAME, WORDS, "12-03-2010", "12 Maret 2010")


class Terminal(io.StringIO):
    """A stream that says it is a terminal, or not."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.fixture(params=[False, True], ids=["json", "terminal"])
def logs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """Everything that the bot logs, at the most talkative level."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = Terminal(is_terminal=request.param)
    monkeypatch.setattr(sys, "stderr", stream)
    root.handlers.clear()
    set_up_logs(logging.DEBUG)
    yield stream
    root.handlers[:], root.level = handlers, level


def assert_says_nothing_about_people(logs: Terminal) -> None:
    said = logs.getvalue()
    assert said, "nothing was logged"
    assert [marker for marker in MARKERS if marker.casefold() in said.casefold()] == []
    if not logs.isatty():
        assert all(isinstance(json.loads(line), dict) for line in said.splitlines())


def give_siti_another_name(bot: Rehearsal) -> None:
    bot.telegram.world.personas.people[SITI].name = NAME


async def test_a_conversation_leaves_no_trace_of_people(tmp_path: Path, logs: Terminal) -> None:
    async with rehearsal(tmp_path) as bot:
        give_siti_another_name(bot)
        siti = bot.phone()
        for text in (
            "/start",
            WORDS,
            f"NIK {NIK}",
            "1904 0112 0310 0001",
            "12-03-2010",
            f"/jadwal {WORDS}",
            f"/{WORDS} {WORDS}",
            "30-02-2010",
        ):
            await siti.writes(text)
            await siti.presses((await siti.messages())[-1]["message_id"], f"1:{WORDS}:{NIK}"[:64])
    assert_says_nothing_about_people(logs)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handler with a bug, whose error quotes what it was given."""

    async def fail(request: Any, office: Any) -> NoReturn:
        try:
            int(request.argument)
        except ValueError as error:
            raise KeyError(f"{NAME} {request.argument}") from error
        raise AssertionError

    monkeypatch.setattr("bot.messaging.dispatch.answer", fail)


@pytest.mark.usefixtures("failing")
async def test_an_error_that_quotes_a_person_is_logged_without_the_quote(tmp_path: Path, logs: Terminal) -> None:
    async with rehearsal(tmp_path) as bot:
        give_siti_another_name(bot)
        await bot.phone().writes(f"{WORDS} {NIK} 12-03-2010")
    assert "answer failed" in logs.getvalue()
    assert "test_logs.py" in logs.getvalue(), "where it failed must be told"
    assert_says_nothing_about_people(logs)


async def test_an_error_of_the_database_is_logged_without_its_values(tmp_path: Path, logs: Terminal) -> None:
    async with rehearsal(tmp_path) as bot:
        with sqlite3.connect(tmp_path / "office.db") as database:
            database.execute("DROP TABLE preference")
        screen = await bot.phone().writes("/bahasa en")
        assert apology() in screen.text
    assert "answer failed" in logs.getvalue()
    assert str(SITI) not in logs.getvalue()
    assert_says_nothing_about_people(logs)


async def test_a_reply_that_is_refused_is_logged_without_its_text(tmp_path: Path, logs: Terminal) -> None:
    async with sandbox(tmp_path) as (server, _):
        transport = Transport(server.url, TOKEN)
        await transport.initialize()
        await Replies(transport, Pace(28)).send([Call("sendMessage", {"chat_id": 999, "text": f"{NAME} {WORDS} {NIK}"})])
        await transport.shutdown()
    assert "Chat not found" in logs.getvalue()
    assert_says_nothing_about_people(logs)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://nowhere.invalid"])
async def test_a_server_that_cannot_be_reached_is_logged_without_the_token(logs: Terminal, address: str) -> None:
    transport = Transport(address, TOKEN)
    await transport.initialize()
    try:
        await transport.call("getMe", {})
    except TelegramError:
        logging.getLogger("bot").exception("no answer")
    finally:
        await transport.shutdown()
    assert_says_nothing_about_people(logs)


async def test_an_address_with_the_token_is_logged_without_it(logs: Terminal) -> None:
    logging.getLogger("aiohttp.client").warning("GET https://api.telegram.org/bot%s/getMe failed", TOKEN)
    try:
        raise aiohttp.InvalidURL(f"http://telegram.example/file/bot{TOKEN}/documents/x")
    except aiohttp.InvalidURL:
        logging.getLogger("bot").exception("no answer", extra={"url": f"/bot{TOKEN}/getFile"})
    assert_says_nothing_about_people(logs)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (f"bot{TOKEN}/getMe", "bot[token]/getMe"),
        (f"({TOKEN})", "([token])"),
        (f"NIK {NIK}.", "NIK [number]."),
        ("1904-0112-0310-0001", "[number]"),
        ("2026-11-24 23:34:49,690", "2026-11-24 23:34:49,690"),
        ("127.0.0.1:8080", "127.0.0.1:8080"),
        ("board 12, 3000 updates", "board 12, 3000 updates"),
    ],
)
def test_tokens_and_long_numbers_are_redacted_and_the_rest_is_kept(text: str, redacted: str) -> None:
    assert redact(text) == redacted


def test_the_command_line_logs_json_when_nobody_watches(tmp_path: Path) -> None:
    running = Warm(BOT, "run", settings=environment(token=TOKEN, api_url="http://127.0.0.1:9"), folder=tmp_path)
    try:
        running.first_complaint()
        running.send(signal.SIGTERM)
        assert running.wait() == 0
    finally:
        running.end()
    entries = [json.loads(entry) for entry in running.complained().splitlines()]
    assert entries[0]["message"] == "Telegram cannot be reached, trying again"
    assert TOKEN not in running.complained()
