"""What must not get anywhere goes through a whole day, at the most talkative level, and is looked for wherever it could have got to."""

import gzip
import logging
from pathlib import Path

import pyrage
import pytest

from bot.application import utc_now
from bot.backups.making import make_backup
from bot.backups.packing import AGE
from bot.operation.redaction import redact
from tests.bot.health.watched import watched
from tests.bot.operation.logged import everything_logged
from tests.canaries.shapes import leaks
from tests.rehearsal import SITI, Phone, rehearsal

TOKEN = "987654321:AAHkanari-RAHASIA_token0"
SECRET = "kanari-rahasia-webhook-1"
INVITATION = "inv_Kanari1aBcDeFgHiJkLmNo"
NUMBERS = ["1904011203100001", "1904 0112 0310 0001", "19.04.01.120310.0001", "1904010101100002", "081234567890", "+62 812-3456-7890"]
BIRTHS = ["12-03-2010", "12/03/2010", "12.03.2010", "12 03 2010", "12032010", "12 Maret 2010", "12 mar 2010", "2010-03-12"]
WORDS = "kanarikuningkecil"
SHAPED = [TOKEN, SECRET, INVITATION, *NUMBERS, *BIRTHS]
"""What is known by its shape, or as a secret of this process; anybody's words have none, and are never handed to a log of ours."""

CANARIES = [*SHAPED, WORDS]

A_KEY = str(pyrage.x25519.Identity.generate().to_public())

SEEN_BY_TELEGRAM = "calls.jsonl"
"""What the stand-in for Telegram notes down of the answers, which quote a question; the bot itself never reads or writes it."""


def where_it_sits(held: bytes) -> list[str]:
    folded = held.decode("utf-8", "replace").casefold()
    return [canary for canary in CANARIES if canary.removeprefix("inv_").casefold() in folded]


async def says_everything(phone: Phone) -> None:
    """In a question, alone and behind commands."""
    for canary in CANARIES:
        for text in (canary, f"/cek {canary}", f"/jadwal {canary}", f"kapan {canary} ke sekolah?"):
            await phone.writes(text)
    await phone.writes(f"/start {INVITATION}")


async def test_no_canary_gets_into_the_log_or_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person writes all of it, in a question, alone and behind commands; a bug and a library quote it."""
    monkeypatch.setattr(redact, "_secrets", ())
    redact.hide([SECRET])
    with everything_logged() as logs:
        async with rehearsal(tmp_path) as bot:
            await says_everything(bot.phone())
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
    backups = [make_backup(tmp_path / "office.db", tmp_path / "backups", key, utc_now()).path for key in (None, A_KEY)]
    assert where_it_sits(gzip.decompress(backups[0].read_bytes())) == []
    assert backups[0].stat().st_mode & 0o077 == 0
    assert backups[1].read_bytes().startswith(AGE)


@pytest.mark.virtual_time
async def test_no_canary_gets_into_what_is_told_of_health(tmp_path: Path) -> None:
    async with watched(tmp_path) as bot:
        await says_everything(bot.phone(SITI))
        told = [await bot.says(path) for path in ("/healthz", "/readyz", "/metrics")]
    assert [status for status, _ in told] == [200, 200, 200]
    assert [where_it_sits(page.encode()) for _, page in told] == [[], [], []]
    assert [list(leaks(page)) for _, page in told] == [[], [], []]
    assert str(SITI) not in told[-1][1]
