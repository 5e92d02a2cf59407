"""A backup is whole, nobody else's to read, and what a kill leaves behind is no backup."""

import asyncio
import os
import shutil
import signal
import sqlite3
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from bot.backups import making, names
from bot.backups.making import NoRoom, OneIsBeingMade, make_backup
from bot.backups.names import backups_in
from bot.backups.restoring import verify
from ektp_core.store.copies import Unsound
from tests.databases import Filled, sqlite_file
from tests.processes import PROJECT

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
HOME = "19.04"
FREE_PAGES = 36
"""Where the file says how many of its pages are free; a wrong number hinders nobody from reading its rows."""
IDENTITY = pyrage.x25519.Identity.generate()


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    path = tmp_path / "office.db"
    await sqlite_file(path, Filled.DEMO)
    return path


def rows_of(path: Path) -> dict[str, int]:
    connection = sqlite3.connect(path)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'alembic_version'")]
    counted = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in sorted(tables)}  # noqa: S608 -- names of ours
    connection.close()
    return counted


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("key", [None, str(IDENTITY.to_public())], ids=["plain", "encrypted"])
def test_a_backup_holds_every_row_and_only_its_owner_reads_it(database: Path, tmp_path: Path, key: str | None) -> None:
    identity = tmp_path / "identity"
    identity.write_text(f"# made for a test\n{IDENTITY}\n")
    made = make_backup(database, tmp_path / "backups", key, NOON)
    found = verify(made.path, identity if key else None)
    assert (found.contents.home, found.unpacked.is_encrypted, found.unpacked.made) == (HOME, key is not None, NOON)
    assert found.contents.counts == made.contents.counts == rows_of(database)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert names_in(database.with_name("office.db.backup-work")) == []


def test_nothing_of_the_database_can_be_read_in_an_encrypted_backup(database: Path, tmp_path: Path) -> None:
    plain = make_backup(database, tmp_path / "plain", None, NOON).path
    encrypted = make_backup(database, tmp_path / "encrypted", str(IDENTITY.to_public()), NOON).path
    assert encrypted.name == plain.name + ".age"
    assert plain.read_bytes()[:200] not in encrypted.read_bytes()


def test_a_copy_is_of_one_moment_while_others_write(database: Path, tmp_path: Path) -> None:
    """What is not committed is not in it, and the writer is not hindered from committing it afterwards."""
    writer = sqlite3.connect(database, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM area")
    made = make_backup(database, tmp_path / "backups", None, NOON)
    assert made.contents.counts["area"] > 0
    writer.execute("ROLLBACK")
    writer.close()


@pytest.mark.parametrize("point", ["_need_room", "contents_of", "pack", "encrypt", "_put", "delete_superseded"])
def test_nobody_waits_to_write_but_for_the_pages_being_copied(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    """Whatever takes long (checking, packing, encrypting) holds no lock: somebody commits then who does not wait at all."""
    whole = getattr(making, point)
    committed: list[str] = []

    def with_somebody_writing(*given: object, **named: object) -> object:
        writer = sqlite3.connect(database, isolation_level=None, timeout=0)
        writer.execute("PRAGMA user_version = 7")
        writer.close()
        committed.append(point)
        return whole(*given, **named)

    monkeypatch.setattr(making, point, with_somebody_writing)
    make_backup(database, tmp_path / "backups", str(IDENTITY.to_public()), NOON)
    assert committed == [point]


def test_a_database_that_is_damaged_makes_no_backup_and_the_good_ones_stay(database: Path, tmp_path: Path) -> None:
    good = make_backup(database, tmp_path / "backups", None, NOON).path
    with database.open("r+b") as file:
        file.seek(FREE_PAGES)
        file.write((7).to_bytes(4))
    with pytest.raises(Unsound):
        make_backup(database, tmp_path / "backups", None, NOON + timedelta(days=40))
    assert names_in(tmp_path / "backups") == [good.name]


def test_only_superseded_backups_of_this_office_are_deleted(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    old = make_backup(database, folder, None, NOON - timedelta(days=31)).path
    others = {
        old.name.replace(HOME, "19.05"),
        old.name + ".txt",
        "siaprekam-19.04-20200230T000000Z.db.gz",
        "siaprekam-19.04-20200101T000000Z.db",
        "catatan.txt",
    }
    for name in others:
        (folder / name).write_text("ours to leave")
    (folder / (old.name + ".part")).write_text("half written")
    new = make_backup(database, folder, None, NOON).path
    assert set(names_in(folder)) == others | {new.name}
    assert [each.path for each in backups_in(folder, HOME)] == [new]


def test_what_was_kept_aside_ends_with_the_backups_of_its_day(database: Path, tmp_path: Path) -> None:
    old, young, other = (
        database.with_name(database.name + end) for end in (".before-20261024T045900Z-2", ".before-20261101T000000Z", ".before-x")
    )
    for path in (old, young, other):
        shutil.copy(database, path)
    make_backup(database, tmp_path / "backups", None, NOON)
    assert [path.exists() for path in (old, young, other)] == [False, True, True]


def test_a_full_disk_is_left_room_for_the_bot(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nearly_full = shutil.disk_usage(tmp_path)._replace(free=database.stat().st_size * 3)
    monkeypatch.setattr(making.shutil, "disk_usage", lambda _: nearly_full)
    with pytest.raises(NoRoom):
        make_backup(database, tmp_path / "backups", None, NOON)
    assert names_in(tmp_path / "backups") == []


def test_one_is_made_at_a_time(database: Path, tmp_path: Path) -> None:
    with making._working(database), pytest.raises(OneIsBeingMade):
        make_backup(database, tmp_path / "backups", None, NOON)
    make_backup(database, tmp_path / "backups", None, NOON)


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from bot.backups import making
point, database, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
whole = getattr(making, point)
def killed(*given, **named):
    whole(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(making, point, killed)
making.make_backup(database, folder, sys.argv[4], datetime.fromisoformat("2026-11-24T06:00:00+00:00"))
"""


@pytest.mark.parametrize("point", ["_need_room", "copy_database", "contents_of", "pack", "encrypt", "keep", "delete_superseded"])
async def test_killed_at_any_point_the_database_and_the_last_backup_are_as_they_were(database: Path, tmp_path: Path, point: str) -> None:
    folder, before = tmp_path / "backups", database.read_bytes()
    first = make_backup(database, folder, None, NOON).path
    arguments = (sys.executable, "-c", KILLED, point, str(database), str(folder), str(IDENTITY.to_public()))
    child = await asyncio.create_subprocess_exec(*arguments, env=os.environ | {"PYTHONPATH": str(PROJECT)})
    assert await child.wait() == -signal.SIGKILL
    assert database.read_bytes() == before
    finished = backups_in(folder, HOME)
    assert first in [each.path for each in finished]
    assert len(finished) == (2 if point == "delete_superseded" else 1)
    last = make_backup(database, folder, None, NOON + timedelta(hours=2)).path
    assert last in [each.path for each in backups_in(folder, HOME)]
    assert not list(folder.glob(f"*{names.PART}"))
    assert names_in(database.with_name("office.db.backup-work")) == []
