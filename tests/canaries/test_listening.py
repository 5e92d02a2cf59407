"""Whoever reads the journal of the run hears what he should, and nothing else (docs/reliability.md#logs-hold-nobodys-words)."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.canaries.listening import Listening
from tests.canaries.shapes import leaks
from tests.rehearsal import SITI, rehearsal

TOKEN = "987654321:AAHkanari-RAHASIA_token0"
NUMBERS = ["1904011203100001", "1904 0112 0310 0001", "19.04.01.520310.0001", "1904-0101-0110-0002"]
PHONES = ["081234567890", "+62 812-3456-7890", "6281234567890", "0812 3456 7890", "0812.3456.7890"]
BIRTHS = ["12-03-2010", "12/03/2010", "12.03.2010", "12 03 2010", "12032010", "20100312", "12 Maret 2010", "12 mar 2010", "2010-03-12"]
SECRET = [
    TOKEN,
    TOKEN.replace(":", "%3A"),
    "inv_Kanari1aBcDeFgHiJkLmNo",
    "postgresql://siaprekam:sandi@127.0.0.1/x",
    *NUMBERS,
    *PHONES,
    *BIRTHS,
]

OWN = [
    "2026-11-24 23:34:49,690",
    "2026-11-24 2026-11-25",
    "19.04.01 19.04.02 19.04.03 19.04.04",
    "10900778, 69900123",
    "update 812345678",
    "chat -1001234567890",
    "127.0.0.1:8080",
    "siaprekam-19.04-20261124T050000Z.db.gz.age",
    "office.db.before-20261124T050000Z-2",
    "24 November 2026",
    "error_id=12345678",
    "took 12.5 ms, 28 messages a second",
]


@pytest.mark.parametrize("around", ["{}", "file={} ", "({})", "kapan {}, ya?", '"{}"'])
@pytest.mark.parametrize("secret", SECRET)
def test_the_shape_of_a_secret_is_known_wherever_it_stands(secret: str, around: str) -> None:
    assert list(leaks(around.format(secret)))


@pytest.mark.parametrize("own", OWN)
def test_the_offices_own_numbers_are_nobodys_secret(own: str) -> None:
    assert list(leaks(own)) == []


@pytest.fixture
def listening(request: pytest.FixtureRequest) -> Iterator[Listening]:
    """Who listens to this very run; what this test has him hear does not fail it."""
    found = next(plugin for plugin in request.config.pluginmanager.get_plugins() if isinstance(plugin, Listening))
    yield found
    found.heard.clear()


@pytest.mark.parametrize("secret", SECRET)
def test_a_secret_that_is_not_taken_out_is_heard(listening: Listening, monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    logging.getLogger("bot.any").debug("it holds %s", secret, extra={"beside": secret})
    assert listening.heard == []
    monkeypatch.setattr("bot.operation.logs.redact", str)
    logging.getLogger("bot.any").debug("it holds %s", secret)
    assert listening.heard


@pytest.mark.parametrize("leak", ["{0.argument}", "of {0.name}", "chat {0.chat}"], ids=["words", "name", "number"])
async def test_what_a_person_said_is_heard_when_a_line_repeats_it(
    tmp_path: Path, listening: Listening, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    async def fail(request: Any, office: Any) -> NoReturn:
        logging.getLogger("bot.any").debug("asked", extra={"about": leak.format(request)})
        raise ValueError(request.argument)

    monkeypatch.setattr("bot.messaging.dispatch.answer", fail)
    before = listening.lines
    async with rehearsal(tmp_path) as bot:
        await bot.phone(SITI).writes("kenapa belum dijawab")
    assert listening.lines > before
    assert len(listening.heard) == 1
