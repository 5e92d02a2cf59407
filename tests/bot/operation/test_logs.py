"""Logs hold no token, no NIK, no name and nobody's words, also when something fails (docs/reliability.md#logs-hold-nobodys-words)."""

import json
import logging
import signal
import sqlite3
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any, NoReturn

import aiohttp
import pytest
from telegram.error import TelegramError

from bot.messaging.messages import Call
from bot.messaging.replies import Replies
from bot.messaging.transport import Transport
from bot.sending.pace import Pace
from tests.bot.operation.logged import Terminal, everything_logged
from tests.bot.words import apology
from tests.processes import BOT, Warm, environment
from tests.rehearsal import SITI, Rehearsal, rehearsal, sandbox

TOKEN = "123456789:AAExyz-RAHASIA_kunci"
NIK = "1904011203100001"
NAME = "Sitorukmini"
WORDS = "bolehkahbudiutomo"
MARKERS = (TOKEN, "RAHASIA", NIK, "1904 0112 0310 0001", NAME, WORDS, "12-03-2010", "12 Maret 2010")


@pytest.fixture(params=[False, True], ids=["json", "terminal"])
def logs(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """Everything that the bot logs, at the most talkative level."""
    with everything_logged(is_terminal=request.param) as stream:
        yield stream


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


class Leaking(logging.StreamHandler[Terminal]):
    """A handler that a library brings along, past the root."""


SAID: list[tuple[str, Callable[[logging.Logger], None]]] = [
    ("a text as a value", lambda logger: logger.warning("got %s", WORDS)),
    ("a text in quotes", lambda logger: logger.warning(f"got {WORDS!r} and 'it\\'s {WORDS}'")),
    ("values by name", lambda logger: logger.warning("got %(text)r", {"text": WORDS})),
    ("an error's repr", lambda logger: logger.error(f"never retrieved\nfuture: <Task exception={ValueError(WORDS)!r}>")),
    ("an error as a value", lambda logger: logger.error("failed: %s", ValueError(WORDS))),
    ("fields beside the line", lambda logger: logger.warning("got it", extra={"payload": WORDS})),
    ("an object that shows its words", lambda logger: logger.warning("got %s", SimpleNamespace(text=WORDS))),
    ("a line that cannot be formatted", lambda logger: logger.warning("%d", WORDS)),
    ("steps on the way", lambda logger: (logger.setLevel(logging.DEBUG), logger.debug(f"update: {WORDS} {NIK}"))[0]),
]


@pytest.mark.parametrize("say", [pytest.param(say, id=name) for name, say in SAID])
def test_a_library_gets_no_word_of_anybody_into_the_log(logs: Terminal, say: Callable[[logging.Logger], None]) -> None:
    logger = logging.getLogger("some_library.client")
    logger.warning("it runs")
    say(logger)
    assert_says_nothing_about_people(logs)


@pytest.mark.parametrize("say", [pytest.param(say, id=name) for name, say in SAID[:-1] if "beside" not in name])
def test_a_handler_that_a_library_brings_along_gets_none_either(logs: Terminal, say: Callable[[logging.Logger], None]) -> None:
    logger, theirs = logging.getLogger("another_library"), Leaking(Terminal(is_terminal=True))
    logger.addHandler(theirs)
    try:
        logger.warning("it runs")
        say(logger)
        raise ValueError(f"{WORDS} {NIK}")
    except ValueError:
        logger.exception("it failed")
    finally:
        logger.removeHandler(theirs)
    assert "it failed" in theirs.stream.getvalue()
    assert WORDS not in theirs.stream.getvalue()
    assert_says_nothing_about_people(logs)


def raised() -> tuple[type[ValueError], ValueError, TracebackType | None]:
    """An error as python hands it to who prints it."""
    try:
        raise ValueError(f"{WORDS} {NIK}")
    except ValueError as error:
        return ValueError, error, error.__traceback__


AROUND_LOGGING: list[tuple[str, Callable[[], object]]] = [
    ("an error that nobody caught", lambda: sys.excepthook(*raised())),
    ("one of a thread", lambda: threading.excepthook(threading.ExceptHookArgs((*raised(), None)))),
    ("a warning of python", lambda: warnings.showwarning(UserWarning(WORDS), UserWarning, "module.py", 7)),
]


@pytest.mark.parametrize("say", [pytest.param(say, id=name) for name, say in AROUND_LOGGING])
def test_what_python_prints_by_itself_goes_the_same_way(logs: Terminal, say: Callable[[], object]) -> None:
    say()
    assert_says_nothing_about_people(logs)
