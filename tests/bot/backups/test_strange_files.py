"""Files that somebody may take for a backup: each is refused in plain words with nothing changed, or restored as what it is."""

import gzip
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.backups.packing import NotWhole
from bot.backups.restoring import restore, verify
from ektp_core.store import open_store
from ektp_core.store.copies import Unsound
from ektp_core.store.leadership import held_since
from ektp_core.store.migrate import HEAD, NewerDatabase
from tests.databases import Filled, sqlite_file
from tests.reliability.scene import sqlite_url
from tests.store.migrating import upgrade_to

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
OLD = "0010"
"""Of a bot of some versions ago."""


async def an_office(path: Path) -> bytes:
    await sqlite_file(path, Filled.FIRST_START)
    return path.read_bytes()


def changed(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return change


def written(content: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content(path.read_bytes())) and None


REFUSED: dict[str, tuple[Callable[[Path], None], type[Exception]]] = {
    "nothing is in it": (written(lambda _: b""), NotWhole),
    "a text": (written(lambda _: b"cadangan terakhir"), NotWhole),
    "a packed text": (written(lambda _: gzip.compress(b"cadangan terakhir")), Unsound),
    "packed twice": (written(lambda held: gzip.compress(gzip.compress(held))), Unsound),
    "packed, and its end is missing": (written(lambda held: gzip.compress(held)[:-9]), NotWhole),
    "the header of a database and nothing else": (written(lambda held: held[:100]), Unsound),
    "its first half": (written(lambda held: held[: len(held) // 2]), Unsound),
    "a database of another program": (changed("DROP TABLE alembic_version"), Unsound),
    "no office": (changed("DELETE FROM state"), Unsound),
    "no version": (changed("DELETE FROM alembic_version"), Unsound),
    "of a newer bot": (changed("UPDATE alembic_version SET version_num = '9999'"), NewerDatabase),
    "of a version that never was": (changed("UPDATE alembic_version SET version_num = '0000-kantor'"), NewerDatabase),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_is_no_backup_is_refused_and_changes_nothing(case: str, tmp_path: Path) -> None:
    spoil, refusal = REFUSED[case]
    database, file = tmp_path / "office.db", tmp_path / "file.gz"
    before = await an_office(database)
    await an_office(file)
    spoil(file)
    with pytest.raises(refusal):
        await restore(file, None, database, NOW, None)
    assert database.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} <= {"office.db", "office.db.lock", "file.gz"}


async def test_a_backup_of_an_older_bot_is_brought_to_this_one_and_held(tmp_path: Path) -> None:
    file, database = tmp_path / "old.db", tmp_path / "office.db"
    store = open_store(await sqlite_file(file, Filled.NOT))
    async with store.changing() as connection:
        await connection.run_sync(upgrade_to, OLD)
        await connection.exec_driver_sql("INSERT INTO area (code, name, level) VALUES ('19.04', 'Kabupaten Bangka Tengah', 'district')")
        await connection.exec_driver_sql("INSERT INTO state (id, board_version, home) VALUES (1, 1, '19.04')")
    await store.close()
    assert verify(file, None).contents.schema == OLD
    await restore(file, None, database, NOW, None)
    assert verify(database, None).contents.schema == HEAD
    restored = open_store(sqlite_url(database))
    assert await held_since(restored) == NOW
    await restored.close()
    assert verify(file, None).contents.schema == OLD, "the backup itself stays as it was"


async def test_a_link_to_a_backup_is_as_good_as_the_backup(tmp_path: Path) -> None:
    await an_office(tmp_path / "kept.db")
    (tmp_path / "latest").symlink_to("kept.db")
    await restore(tmp_path / "latest", None, tmp_path / "office.db", NOW, None)
    assert verify(tmp_path / "office.db", None).contents.home == "19.04"
    assert (tmp_path / "latest").is_symlink()


async def test_the_database_itself_is_put_in_its_own_place_held(tmp_path: Path) -> None:
    database = tmp_path / "office.db"
    await an_office(database)
    restored = await restore(database, None, database, NOW, None)
    assert restored.aside
    assert verify(restored.aside, None).contents.counts == verify(database, None).contents.counts | {"lead": 0, "alarm": 0}


async def test_behind_a_link_the_database_itself_is_replaced(tmp_path: Path) -> None:
    """The data may lie on another disk, with a link where the settings say: what is there is restored, and the link stays."""
    (tmp_path / "disk").mkdir()
    await an_office(tmp_path / "disk" / "office.db")
    await an_office(tmp_path / "backup.db")
    (tmp_path / "office.db").symlink_to(tmp_path / "disk" / "office.db")
    restored = await restore(tmp_path / "backup.db", None, tmp_path / "office.db", NOW, None)
    assert (tmp_path / "office.db").is_symlink()
    assert restored.aside
    assert restored.aside.parent == tmp_path / "disk"
