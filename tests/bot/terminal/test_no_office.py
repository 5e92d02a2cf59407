"""A command that looks at an office's database at a mistyped address says so, and leaves nothing there."""

from pathlib import Path

import pytest

from ektp_core.store import migrate, open_store
from tests.bot.command_line import siaprekam, the_line
from tests.reliability.scene import sqlite_url

LOOK = [("outbox",), ("breach-list",), ("breach-list", "--notice", "people"), ("restore", "--mark")]


@pytest.mark.parametrize("command", LOOK, ids=" ".join)
def test_where_there_is_no_database_none_is_begun(tmp_path: Path, command: tuple[str, ...]) -> None:
    ended = siaprekam(tmp_path, *command, database_url=sqlite_url(tmp_path / "ofice.db"))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert the_line(ended.stderr).startswith(f"There is no office's database at {tmp_path / 'ofice.db'}.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", LOOK, ids=" ".join)
async def test_an_empty_database_is_no_office(tmp_path: Path, command: tuple[str, ...]) -> None:
    store = open_store(sqlite_url(tmp_path / "office.db"))
    await migrate(store)
    await store.close()
    ended = siaprekam(tmp_path, *command, database_url=sqlite_url(tmp_path / "office.db"))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "There is no office's database at" in the_line(ended.stderr)
