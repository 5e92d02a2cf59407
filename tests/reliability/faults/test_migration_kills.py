"""An upgrade of an office with many followers, killed at step after step: always the old schema with every row, and then the new one."""

import signal
import sqlite3
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

from ektp_core.store import migrate, open_store
from ektp_core.store.migrate import HEAD
from tests.databases import Filled, sqlite_file
from tests.processes import Warm, environment
from tests.reliability.scene import LARGE
from tests.store.followers import BANGKA_TENGAH, many_followers
from tests.store.migrating import differences, upgrade_to

OLD = "0010"
"""Followers are kept today as they were then; most tables of the office have changed since."""

PEOPLE = 100_000 if LARGE else 1_000
KILLS = 50 if LARGE else 4
UPGRADES = """
import asyncio, os, signal, sys
from itertools import count
from sqlalchemy import event
from ektp_core.store import migrate, open_store

async def main(url, last):
    store, step = open_store(url), count(1)

    def goes_on(*_):
        if next(step) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(store.engine.sync_engine, name, goes_on)
    await migrate(store)
    await store.close()
    print(next(step) - 1)

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""
NEVER = "0"


async def an_old_office(database: Path) -> str:
    url = await sqlite_file(database, Filled.NOT)
    store = open_store(url)
    async with store.changing() as connection:
        await connection.run_sync(upgrade_to, OLD)
        await connection.exec_driver_sql("INSERT INTO area (code, name, level) VALUES ('19.04', 'Kabupaten Bangka Tengah', 'district')")
        await connection.exec_driver_sql("INSERT INTO state (id, board_version, home) VALUES (1, 1, '19.04')")
    await many_followers(store, dict.fromkeys(range(1, PEOPLE + 1), (BANGKA_TENGAH,)))
    await store.close()
    return url


def kept(database: Path) -> tuple[str, str]:
    """Its version, and a checksum of everybody who follows something and of what they follow."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = blake2b()
        for table in ("subscriber", "subscription"):
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY chat"):  # noqa: S608 -- names of ours
                found.update(repr(row).encode())
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0], found.hexdigest()


def steps_of(database: Path) -> int:
    """How many steps the upgrade takes, told by a copy that is not killed."""
    copy = database.with_name("copy.db")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    whole = Warm(UPGRADES, f"sqlite+aiosqlite:///{copy}", NEVER, settings=environment())
    assert whole.wait() == 0, whole.complained()
    return int(whole.said())


async def test_an_upgrade_that_is_killed_at_any_step_leaves_the_old_office_and_can_be_done_again(tmp_path: Path) -> None:
    database = tmp_path / "office.db"
    url = await an_old_office(database)
    before, steps = kept(database), steps_of(database)
    assert before[0] == OLD and steps > KILLS
    for step in sorted({*range(1, steps + 1, steps // KILLS), steps - 1, steps}):
        killed = Warm(UPGRADES, url, str(step), settings=environment())
        assert killed.wait() == -signal.SIGKILL, f"step {step} of {steps}: {killed.complained()}"
        assert kept(database) == before, f"step {step} of {steps}"
    store = open_store(url)
    await migrate(store)
    async with store.reading() as connection:
        assert await connection.run_sync(differences) == []
    await store.close()
    assert kept(database) == (HEAD, before[1])
