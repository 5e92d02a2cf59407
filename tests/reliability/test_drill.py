"""The drill of docs/operating.md#restoring-on-this-or-another-machine: the machine is lost, another one takes over from a backup."""

import asyncio
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bot.command_line import siaprekam, the_line
from tests.patience import LONGEST
from tests.processes import PROJECT
from tests.reliability.scene import Outbox, a_bot, an_office, announce, follow, sqlite_url, stopped, telegram
from tests.reliability.test_restore import ADMIN, SETTINGS, arrived, taps

PAGE = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
PROMISED_SECONDS = 15 * 60
"""From the lost machine to the one that answers (docs/operating.md); far more than it takes, so that no busy machine matters."""


def commands_of(heading: str) -> list[list[str]]:
    """The words of each command of the bot that the page says under a heading, behind `python -m bot`."""
    section = re.split(r"\n##+ ", PAGE.partition(f"{heading}\n")[2])[0]
    return [shlex.split(said) for said in re.findall(r"`python -m bot ([^`]+)`", section)]


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine with nothing but SiapRekam in a folder, and the settings of the one that was lost."""

    folder: Path

    def is_installed(self, settings: dict[str, str]) -> None:
        for name in ("bot", "handlers", "ektp_core"):
            shutil.copytree(PROJECT / name, self.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        (self.folder / ".env").write_text("".join(f"SIAPREKAM_{name.upper()}={value}\n" for name, value in settings.items()))

    def runs(self, words: list[str]) -> str:
        """What a command says, as the page says it."""
        ended = subprocess.run(
            [sys.executable, "-m", "bot", *words], cwd=self.folder, env=_bare(), capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, (words, ended.stderr)
        return ended.stdout

    @contextmanager
    def serves(self) -> Iterator[None]:
        """As long as the block lasts."""
        bot = subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=self.folder, env=_bare(), stderr=subprocess.DEVNULL)
        try:
            yield
            assert bot.poll() is None, "it serves"
        finally:
            bot.terminate()
            assert bot.wait(LONGEST) == 0


def _bare() -> dict[str, str]:
    """Neither settings of whoever runs the tests, nor another copy of the code."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(("SIAPREKAM_", "PYTHON"))}


def counts_of(database: Path) -> dict[str, int]:
    connection = sqlite3.connect(database)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    counted = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}  # noqa: S608 -- names of ours
    connection.close()
    return counted


def test_the_page_says_the_commands_of_the_drill_in_this_order() -> None:
    assert ["backup", "--new-key", "kunci-cadangan.txt"] in commands_of("## How do I back up and restore?")
    assert [words[:2] for words in commands_of("### Restoring, on this or another machine")] == [["verify", "FILE"], ["restore", "FILE"]]


async def test_a_lost_machine_is_replaced_by_another_from_its_backup_and_sends_nothing(tmp_path: Path) -> None:
    """The bot's own schedule made the backup, while an announcement was sent; it was sent to the end.

    The other machine has what the page asks for: the code in a new folder, the old `.env`, the encrypted file and its identity.
    """
    old, safe, new = tmp_path / "old", tmp_path / "safe", Machine(tmp_path / "new")
    for folder in (old, safe, new.folder):
        folder.mkdir()
    [make_key] = [words for words in commands_of("## How do I back up and restore?") if "--new-key" in words]
    key = the_line(siaprekam(safe, *make_key).stdout).partition("=")[2]
    database = old / "var" / "siaprekam.db"
    database.parent.mkdir()
    books = Outbox(database)
    async with telegram(latency_ms=(5, 10)) as here:
        chats = (await here.crowd(300))["chats"]
        await here.does("/sandbox/send", **{"as": ADMIN, "chat": ADMIN, "text": "/start"})
        async with an_office(sqlite_url(database)) as store:
            await follow(store, chats)
            await announce(store)
        kept = SETTINGS | {"backup_minutes": "15", "backup_key": key, "backup_to": str(safe)}
        async with a_bot(here, sqlite_url(database), **kept) as bot:
            await books.until_closed()
            async with asyncio.timeout(LONGEST):
                while not list(safe.glob("*.age")):
                    await asyncio.sleep(0.05)
            await stopped(bot)
        assert not list(safe.glob("*.gz")), "nothing plain beside what is encrypted"
        [backup] = safe.glob("*.age")
        before = await arrived(here, chats)
        assert before == len(chats)
        shutil.rmtree(old)

        async with asyncio.timeout(PROMISED_SECONDS):
            served_before = {"token": "1:reliability", "api_url": here.url, "listen": "127.0.0.1:0", "health_listen": "off"}
            new.is_installed(served_before | kept)
            shutil.copy(safe / "kunci-cadangan.txt", new.folder)
            verify, restore = [
                [str(backup) if word == "FILE" else word for word in words]
                for words in commands_of("### Restoring, on this or another machine")
            ]
            rows = [line.split(":") for line in new.runs(verify).splitlines() if line.startswith("  ")]
            counted = {name.strip(): int(count) for name, count in rows}
            assert "Start the bot." in new.runs(restore)
            there = {name: count for name, count in counts_of(new.folder / "var" / "siaprekam.db").items() if count}
            there.pop("alembic_version")
            raised = {"alarm": counted.get("alarm", 0) + 1}
            assert there == counted | raised | ({} if "lead" in counted else {"lead": 1})
            with new.serves():
                await taps(here, "Lanjutkan pengiriman")
                await here.does("/sandbox/send", **{"as": ADMIN, "chat": ADMIN, "text": "/umumkan"})
                assert await arrived(here, chats) == before
        assert await arrived(here, chats) == before
