"""`python -m bot backup`, `verify`, `restore`: one line for what is wrong, and an exit code."""

import os
from pathlib import Path

import pytest

from bot.backups.drills import last_drill
from ektp_core.store import open_store
from tests.bot.command_line import siaprekam, the_line
from tests.databases import Filled, sqlite_file
from tests.reliability.scene import sqlite_url


async def test_a_key_a_backup_a_look_and_a_restore(tmp_path: Path) -> None:
    url = await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
    key = siaprekam(tmp_path, "backup", "--new-key", "kunci.txt")
    recipient = the_line(key.stdout).removeprefix("SIAPREKAM_BACKUP_KEY=")
    made = siaprekam(tmp_path, "backup", database_url=url, backup_key=recipient)
    assert made.returncode == 0, made.stderr
    path = the_line(made.stdout).split(":")[0]
    assert the_line(made.stdout).endswith("encrypted")
    seen = siaprekam(tmp_path, "verify", path, "--identity", "kunci.txt")
    assert seen.stdout.splitlines()[0] == f"{path}: whole, encrypted"
    assert "office: Kabupaten Bangka Tengah (19.04)" in seen.stdout.splitlines()
    assert not list(tmp_path.rglob("*.drill")), "no office's own backups lie where this was looked at"
    assert siaprekam(tmp_path, "verify", path, "--identity", "kunci.txt", database_url=url).returncode == 0
    looked = last_drill(tmp_path / "backups", "19.04")
    assert looked
    restored = siaprekam(tmp_path, "restore", path, "--identity", "kunci.txt", database_url=url)
    assert restored.returncode == 0, restored.stderr
    restored_at = last_drill(tmp_path / "backups", "19.04")
    assert restored_at
    assert restored_at > looked
    assert "Nothing is sent since" in siaprekam(tmp_path, "outbox", database_url=url).stdout


async def test_what_is_wrong_is_one_line_and_an_exit_code(tmp_path: Path) -> None:
    url = await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
    recipient = the_line(siaprekam(tmp_path, "backup", "--new-key", "kunci.txt").stdout).removeprefix("SIAPREKAM_BACKUP_KEY=")
    path = the_line(siaprekam(tmp_path, "backup", database_url=url, backup_key=recipient).stdout).split(":")[0]
    (tmp_path / "note.txt").write_text("no backup")
    running = open_store(url, exclusive=True)
    server = "postgresql+asyncpg://a:b@127.0.0.1:1/c"
    for code, arguments, said, database in (
        (2, ("backup", "--new-key", "kunci.txt"), "is there already", url),
        (2, ("backup",), "There is no database", sqlite_url(tmp_path / "none.db")),
        (2, ("backup",), "pg_dump", server),
        (2, ("verify", path), "--identity", url),
        (1, ("verify", "note.txt"), "damaged", url),
        (1, ("backup", "--to", "note.txt/folder"), "Check the folder and its permissions", url),
        (1, ("backup", "--to", "/dev/full/folder"), "Check the folder and its permissions", url),
        (2, ("restore",), "Name the backup", url),
        (2, ("restore", path, "--mark"), "Name the backup", url),
        (75, ("restore", path, "--identity", "kunci.txt"), "Stop it first", url),
        (75, ("restore", "--mark"), "Stop it first", url),
    ):
        ended = siaprekam(tmp_path, *arguments, database_url=database)
        assert (ended.returncode, said in the_line(ended.stderr)) == (code, True), (arguments, ended.stderr)
    await running.close()


@pytest.mark.parametrize("arguments", [("verify", "pipe"), ("restore", "pipe"), ("verify", "note.txt", "--identity", "pipe")])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "note.txt").write_text("no backup")
    ended = siaprekam(tmp_path, *arguments, database_url=sqlite_url(tmp_path / "office.db"))
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].endswith("'pipe' is a pipe or a device; name a file.")


@pytest.mark.parametrize(
    ("more", "is_deleted"),
    [({}, True), ({"token": "1:x", "api_url": "http://127.0.0.1:9"}, False)],
    ids=["a rehearsal", "Telegram cannot be asked what time it is"],
)
async def test_no_older_backup_is_deleted_by_a_clock_that_nobody_confirms(tmp_path: Path, more: dict[str, str], is_deleted: bool) -> None:
    url = await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
    (tmp_path / "backups").mkdir()
    old = tmp_path / "backups" / "siaprekam-19.04-20200101T000000Z.db.gz"
    old.write_bytes(b"a finished one")
    made = siaprekam(tmp_path, "backup", database_url=url, **more)
    assert made.returncode == 0, made.stderr
    assert old.exists() is not is_deleted
    assert ("No older backup was deleted" in made.stderr) is not is_deleted


WRITES = (("backup", "--new-key"), ("office", "new", "32.01", "--file"))


@pytest.mark.parametrize("command", WRITES, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("tidak/ada/berkas", "cannot be written (No such file or directory). Name a file in a folder that is there."),
        ("there/berkas", "cannot be written (Not a directory). Name a file in a folder that is there."),
        ("there", "is there already. Name another file."),
        ("link", "is there already. Name another file."),
    ],
)
def test_a_new_file_that_cannot_be_written_is_one_line(tmp_path: Path, command: tuple[str, ...], file: str, says: str) -> None:
    (tmp_path / "there").write_text("kept")
    (tmp_path / "link").symlink_to("nowhere/at/all")
    ended = siaprekam(tmp_path, *command, file)
    assert (ended.returncode, the_line(ended.stderr)) == (2, f"{file} {says}")
    assert (tmp_path / "there").read_text() == "kept"
