"""root works on no database of the bot's user: what it made beside it would be closed to the bot afterwards."""

import os
from pathlib import Path

import pytest

from tests.bot.command_line import siaprekam, the_line
from tests.databases import Filled, sqlite_file

NOBODY = 65534
COMMANDS = [("backup",), ("restore", "backup.db.gz"), ("restore", "--mark"), ("outbox",), ("breach-list",), ("ask", "halo"), ("run",)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be root")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
async def test_root_is_sent_to_the_user_whose_database_it_is(tmp_path: Path, command: tuple[str, ...]) -> None:
    url = await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
    os.chown(tmp_path / "office.db", NOBODY, NOBODY)
    (tmp_path / "backup.db.gz").write_bytes(b"looked at later")
    before = {*tmp_path.iterdir()}
    ended = siaprekam(tmp_path, *command, database_url=url, token="1:x", api_url="http://127.0.0.1:9")
    assert ended.returncode == 2
    said = the_line(ended.stderr.splitlines()[-1])
    assert said.startswith(f"{tmp_path / 'office.db'} is nobody's, ")
    assert said.endswith("Run this as that user: sudo -u nobody ...")
    assert {*tmp_path.iterdir()} == before
