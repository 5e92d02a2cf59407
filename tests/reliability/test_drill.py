"""The drill of docs/operating.md#restoring-on-this-or-another-machine: the machine is lost, another one takes over from a backup."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.bot.command_line import siaprekam, the_line
from tests.processes import PROJECT
from tests.reliability.scene import Outbox, a_bot, an_office, announce, follow, sqlite_url, stopped, telegram
from tests.reliability.test_restore import ADMIN, SETTINGS, arrived, taps

COMMANDS = [
    ("backup", "--new-key", "kunci-cadangan.txt"),
    ("verify", "FILE", "--identity", "kunci-cadangan.txt"),
    ("restore", "FILE", "--identity", "kunci-cadangan.txt"),
]
"""As the page says them."""


def counts_of(database: Path) -> dict[str, int]:
    connection = sqlite3.connect(database)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    counted = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}  # noqa: S608
    connection.close()
    return counted


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_the_page_says_the_commands_of_the_drill(command: tuple[str, ...]) -> None:
    page = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert re.search(rf"`python -m bot {' '.join(command)}`", page)


async def test_a_lost_machine_is_replaced_by_another_from_its_backup_and_sends_nothing(tmp_path: Path) -> None:
    """The bot's own schedule made the backup, in the middle of an announcement that was sent to the end afterwards."""
    old, new, safe = tmp_path / "old", tmp_path / "new", tmp_path / "safe"
    for folder in (old, new, safe):
        folder.mkdir()
    key = the_line(siaprekam(safe, *COMMANDS[0]).stdout).partition("=")[2]
    database = old / "var" / "office.db"
    database.parent.mkdir()
    books = Outbox(database)
    async with telegram(latency_ms=(5, 10)) as here:
        chats = (await here.crowd(300))["chats"]
        await here.does("/sandbox/send", **{"as": ADMIN, "chat": ADMIN, "text": "/start"})
        async with an_office(sqlite_url(database)) as store:
            await follow(store, chats)
            await announce(store)
        encrypted = SETTINGS | {"backup_minutes": "15", "backup_key": key, "backup_to": str(safe)}
        async with a_bot(here, sqlite_url(database), **encrypted) as bot:
            await books.until_closed()
            await stopped(bot)
        assert not list(safe.glob("*.gz")), "nothing plain beside what is encrypted"
        [backup] = safe.glob("*.age")
        before = await arrived(here, chats)
        assert before == len(chats)
        shutil.rmtree(old)

        seen = siaprekam(safe, *(backup.name if word == "FILE" else word for word in COMMANDS[1]))
        assert seen.returncode == 0, seen.stderr
        counted = {line.split(":")[0].strip(): int(line.split(":")[1]) for line in seen.stdout.splitlines() if line.startswith("  ")}
        url = sqlite_url(new / "office.db")
        restored = siaprekam(safe, *(backup.name if word == "FILE" else word for word in COMMANDS[2]), database_url=url)
        assert restored.returncode == 0, restored.stderr
        there = {name: count for name, count in counts_of(new / "office.db").items() if count and name != "alembic_version"}
        raised = {"alarm": counted.get("alarm", 0) + 1}
        assert there == counted | raised | ({} if "lead" in counted else {"lead": 1})

        async with a_bot(here, url, **SETTINGS) as bot:
            await taps(here, "Lanjutkan pengiriman")
            await here.does("/sandbox/send", **{"as": ADMIN, "chat": ADMIN, "text": "/umumkan"})
            assert await arrived(here, chats) == before
            await stopped(bot)
        assert await arrived(here, chats) == before
