"""What must not get anywhere goes through a whole day, at the most talkative level, and is looked for wherever it could have got to."""

import logging
from pathlib import Path

import pytest

from bot.operation.redaction import redact
from tests.bot.operation.logged import everything_logged
from tests.rehearsal import rehearsal

TOKEN = "987654321:AAHkanari-RAHASIA_token0"
SECRET = "kanari-rahasia-webhook-1"
INVITATION = "inv_Kanari1aBcDeFgHiJkLmNo"
NUMBERS = ["1904011203100001", "1904 0112 0310 0001", "19.04.01.120310.0001", "1904010101100002", "081234567890", "+62 812-3456-7890"]
BIRTHS = ["12-03-2010", "12/03/2010", "12.03.2010", "12 03 2010", "12032010", "12 Maret 2010", "12 mar 2010", "2010-03-12"]
WORDS = "kanarikuningkecil"
SHAPED = [TOKEN, SECRET, INVITATION, *NUMBERS, *BIRTHS]
"""What is known by its shape, or as a secret of this process; anybody's words have none, and are never handed to a log of ours."""

CANARIES = [*SHAPED, WORDS]

SEEN_BY_TELEGRAM = "calls.jsonl"
"""What the stand-in for Telegram notes down of the answers, which quote a question; the bot itself never reads or writes it."""


def where_it_sits(held: bytes) -> list[str]:
    folded = held.decode("utf-8", "replace").casefold()
    return [canary for canary in CANARIES if canary.removeprefix("inv_").casefold() in folded]


async def test_no_canary_gets_into_the_log_or_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person writes all of it, in a question, alone and behind commands; a bug and a library quote it."""
    monkeypatch.setattr(redact, "_secrets", ())
    redact.hide([SECRET])
    with everything_logged() as logs:
        async with rehearsal(tmp_path) as bot:
            siti = bot.phone()
            for canary in CANARIES:
                for text in (canary, f"/cek {canary}", f"/jadwal {canary}", f"kapan {canary} ke sekolah?"):
                    await siti.writes(text)
            await siti.writes(f"/start {INVITATION}")
            for canary in CANARIES:
                if canary in SHAPED:
                    logging.getLogger("bot.any").warning("of ours: %s", canary, extra={"beside": canary})
                logging.getLogger("some.library").warning("it says %s and %r", canary, {"text": canary})
                try:
                    raise ValueError(canary)
                except ValueError:
                    logging.getLogger("bot.any").exception("failed")
        files = [file for file in tmp_path.rglob("*") if file.is_file() and file.name != SEEN_BY_TELEGRAM]
        found = {file.name: canaries for file in files if (canaries := where_it_sits(file.read_bytes()))}
    assert logs.getvalue()
    assert where_it_sits(logs.getvalue().encode()) == []
    assert files
    assert found == {}
