"""Restoring: checked first, the present database kept aside, held until an admin says so, and safe to kill."""

import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import select, update

from bot.backups.making import make_backup
from bot.backups.packing import NeedsIdentity, NotWhole, WrongIdentity
from bot.backups.restoring import StillServing, mark_restored, restore
from ektp_core.alarms import AlarmKind
from ektp_core.store import InUse, Store, alarms, open_store
from ektp_core.store.copies import SIDECARS, Unsound
from ektp_core.store.first_start import AnotherOffice
from ektp_core.store.leadership import held_since, take_lead
from ektp_core.store.migrate import NewerDatabase
from ektp_core.store.schema import announcement, lead, state
from tests.bot.backups.dumped import tables_of
from tests.databases import Filled, postgresql_database, sqlite_file
from tests.postgresql import drop, url_of
from tests.reliability.scene import announce, follow, sqlite_url

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
IDENTITY = pyrage.x25519.Identity.generate()
HOME = "19.04"


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """An office in the middle of an announcement to three people."""
    path = tmp_path / "office.db"
    store = open_store(await sqlite_file(path, Filled.FIRST_START))
    await follow(store, [7001, 7002, 7003])
    await announce(store)
    await take_lead(store, NOON)
    await store.close()
    return path


@pytest.fixture
def backup(database: Path, tmp_path: Path) -> Path:
    return make_backup(database, tmp_path / "backups", None, NOON).path


async def rename(path: Path, home: str) -> None:
    store = open_store(sqlite_url(path))
    async with store.changing() as connection:
        await connection.execute(update(state).values(home=home))
    await store.close()


async def is_held(store: Store) -> bool:
    return await held_since(store) is not None


async def test_what_was_backed_up_is_in_force_and_the_present_database_kept(database: Path, backup: Path, tmp_path: Path) -> None:
    of_backup = tables_of(database)
    await rename(database, "19.04")
    connection = sqlite3.connect(database)
    connection.execute("DELETE FROM subscription")
    connection.commit()
    connection.close()
    present = tables_of(database)
    database.with_name("office.db-journal").touch()  # as the bot leaves it
    restored = await restore(backup, None, database, LATER, None)
    assert [path.name for path in tmp_path.glob("*.before-*")] == ["office.db.before-20261124T060000Z"]
    assert tables_of(database) == of_backup != present
    assert restored.aside == database.with_name("office.db.before-20261124T060000Z")
    assert tables_of(restored.aside) == present
    again = await restore(backup, None, database, LATER, HOME)
    assert again.aside == database.with_name("office.db.before-20261124T060000Z-2")


async def test_it_comes_back_held_on_any_machine_and_says_once_what_waits(backup: Path, tmp_path: Path) -> None:
    """Also where no database or footprint was, or one that had not come as far as the backup."""
    elsewhere = tmp_path / "other" / "office.db"
    await restore(backup, None, elsewhere, LATER, None)
    for _ in range(2):
        store = open_store(sqlite_url(elsewhere), exclusive=True)
        await take_lead(store, LATER + timedelta(minutes=1))
        assert await held_since(store) == LATER
        async with store.reading() as connection:
            assert await connection.scalar(select(announcement.c.state)) == "paused"
        raised = await alarms.untold(store)
        nothing_ended = {"known": NOON.isoformat(), "erased": 0, "unfollowed": 0, "roles": 0, "invitations": 0}
        assert [(alarm.kind, dict(alarm.details)) for alarm in raised] == [
            (AlarmKind.HELD, {"announcements": 1, "copies": 3} | nothing_ended)
        ]
        await store.close()


async def test_a_backup_of_an_office_that_never_sent_is_held_as_well(tmp_path: Path) -> None:
    database = tmp_path / "office.db"
    await sqlite_file(database, Filled.FIRST_START)
    backup = make_backup(database, tmp_path / "backups", None, NOON).path
    await restore(backup, None, database, LATER, None)
    store = open_store(sqlite_url(database), exclusive=True)
    await take_lead(store, LATER)
    assert await is_held(store)
    await store.close()


async def test_while_the_bot_runs_nothing_is_restored(database: Path, backup: Path) -> None:
    running = open_store(sqlite_url(database), exclusive=True)
    before = database.read_bytes()
    with pytest.raises(InUse):
        await restore(backup, None, database, LATER, None)
    with pytest.raises(InUse):
        await mark_restored(sqlite_url(database), LATER)
    await running.close()
    assert database.read_bytes() == before


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def turn_a_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("spoil", [cut, turn_a_bit])
@pytest.mark.parametrize("key", [None, str(IDENTITY.to_public())], ids=["plain", "encrypted"])
async def test_a_damaged_backup_changes_nothing(database: Path, tmp_path: Path, spoil: Callable[[Path], object], key: str | None) -> None:
    identity = tmp_path / "identity"
    identity.write_text(str(IDENTITY))
    backup = make_backup(database, tmp_path / "backups", key, NOON).path
    before = database.read_bytes()
    spoil(backup)
    with pytest.raises((NotWhole, Unsound)):
        await restore(backup, identity, database, LATER, None)
    assert database.read_bytes() == before
    assert not list(database.parent.glob("*.before-*"))


async def test_what_is_no_backup_of_this_office_changes_nothing(database: Path, backup: Path, tmp_path: Path) -> None:
    before = database.read_bytes()
    text, empty = tmp_path / "a.txt", tmp_path / "empty.db"
    text.write_text("SIAPREKAM_TOKEN=1:x")
    sqlite3.connect(empty).execute("CREATE TABLE other (id INTEGER)")
    for file, refused in ((text, NotWhole), (empty, Unsound)):
        with pytest.raises(refused):
            await restore(file, None, database, LATER, None)
    with pytest.raises(AnotherOffice):
        await restore(backup, None, database, LATER, "32.01")
    assert database.read_bytes() == before


async def test_a_backup_of_another_office_than_the_present_database_is_refused(database: Path, backup: Path) -> None:
    await rename(database, "19.03")
    with pytest.raises(AnotherOffice):
        await restore(backup, None, database, LATER, None)


async def test_a_backup_of_a_newer_bot_is_refused(database: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    newer = make_backup(database, tmp_path / "backups", None, NOON).path
    with pytest.raises(NewerDatabase):
        await restore(newer, None, tmp_path / "other.db", LATER, None)
    assert not (tmp_path / "other.db").exists()


async def test_an_encrypted_backup_needs_its_identity(database: Path, tmp_path: Path) -> None:
    backup = make_backup(database, tmp_path / "backups", str(IDENTITY.to_public()), NOON).path
    wrong, own = tmp_path / "wrong", tmp_path / "own"
    wrong.write_text(str(pyrage.x25519.Identity.generate()))
    own.write_text(str(IDENTITY))
    for identity, refused in ((None, NeedsIdentity), (wrong, WrongIdentity), (backup, WrongIdentity)):
        with pytest.raises(refused):
            await restore(backup, identity, database, LATER, None)
    assert (await restore(backup, own, database, LATER, None)).contents.home == HOME


async def test_a_plain_copy_of_before_can_be_restored_too(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(database.read_bytes())
    assert (await restore(copy, None, database, LATER, None)).contents.home == HOME


async def test_a_present_database_that_cannot_be_read_is_kept_as_it_was_found(database: Path, backup: Path) -> None:
    broken, left = os.urandom(9000), b"what a killed process left"
    database.write_bytes(broken)
    for kind in SIDECARS:
        database.with_name("office.db" + kind).write_bytes(left)
    restored = await restore(backup, None, database, LATER, None)
    assert restored.aside
    assert restored.aside.read_bytes() == broken
    assert {restored.aside.with_name(restored.aside.name + kind).read_bytes() for kind in ("-journal", "-wal")} == {left}
    assert not [kind for kind in SIDECARS if database.with_name("office.db" + kind).exists()]
    assert tables_of(database)


async def test_a_database_on_a_server_is_marked_by_hand() -> None:
    name = await postgresql_database(Filled.FIRST_START)
    store = open_store(url_of(name))
    try:
        await mark_restored(url_of(name), LATER)
        assert await is_held(store)
        assert await take_lead(store, LATER)
        async with store.changing() as connection:
            await connection.execute(update(lead).values(held_since=None))
        with pytest.raises(StillServing):
            await mark_restored(url_of(name), LATER)
    finally:
        await store.close()
        await drop(name)
