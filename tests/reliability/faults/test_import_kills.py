"""Figures of very many areas at once, killed at write after write to the disk: the old ones are whole, or the new ones are."""

import errno
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert

from ektp_core.figures import Counts
from ektp_core.reading.calendar import AsOf
from ektp_core.roles import Act
from ektp_core.store import open_store, schema
from ektp_core.store.audit import acting
from ektp_core.store.figures import NewSet, apply_figures
from ektp_core.store.team import make_first_admins
from tests.databases import Filled, sqlite_file
from tests.patience import LONGEST
from tests.processes import Cold, environment
from tests.reliability.faults.spoiled_disk import library, needs_a_compiler
from tests.reliability.scene import LARGE, NOON, sqlite_url

AREAS, KILLS = (500_000, 50) if LARGE else (2_000, 2)
"""A sheet holds 150,000 rows at most."""

KILL = 0
"""In place of an error's number: the process ends there."""

ADMIN = 7201
IMPORTS = """
import asyncio, sys
from tests.reliability.faults.test_import_kills import applied
asyncio.run(applied(sys.argv[1], int(sys.argv[2])))
"""


def codes(areas: int) -> list[str]:
    return [f"50.{number // 100_000:02}.{number // 1_000 % 100:02}.{number % 1_000:04}" for number in range(areas)]


async def applied(url: str, areas: int) -> None:
    """What an admin's yes does, for so many areas."""
    store = open_store(url)
    counts = {code: Counts(900 + number % 700, 800, 7, None) for number, code in enumerate(codes(areas))}
    async with acting(store, ADMIN, Act.CHANGE_FIGURES, NOON) as doing:
        await apply_figures(doing.connection, NewSet(AsOf(2026, 9, 30), "DKB", "f" * 64, counts, "laporan.xlsx"), ADMIN, NOON, seen=0)
    await store.close()


async def an_office_of_many_areas(database: Path) -> None:
    store = open_store(await sqlite_file(database, Filled.FIRST_START))
    await make_first_admins(store, [ADMIN], NOON)
    async with store.changing() as connection:
        await connection.execute(insert(schema.area), [{"code": code, "name": f"Desa {code}", "level": "village"} for code in codes(AREAS)])
    await store.close()


def imported(database: Path, fault: Path, counted: Path) -> Cold:
    disk = {"LD_PRELOAD": library(), "DISK_OF": "office.db", "DISK_FAULT": fault, "DISK_COUNTED": counted}
    return Cold(IMPORTS, sqlite_url(database), str(AREAS), settings=environment() | {name: str(value) for name, value in disk.items()})


def kept(database: Path) -> tuple[int, int, int]:
    """Sets, their figures, and lines of the audit about them; whatever was begun is rolled back, as the next start does."""
    with closing(sqlite3.connect(database)) as connection:
        queries = ("FROM figure_set", "FROM figure WHERE set_id IS NOT NULL", "FROM audit WHERE act = 'change_figures'")
        found = [connection.execute(f"SELECT count(*) {query}").fetchone()[0] for query in queries]
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    return found[0], found[1], found[2]


@needs_a_compiler
async def test_figures_that_are_killed_at_any_write_count_whole_or_not_at_all(tmp_path: Path) -> None:
    before, database, fault, counted = (tmp_path / name for name in ("before.db", "office.db", "fault", "counted"))
    await an_office_of_many_areas(before)
    shutil.copyfile(before, database)
    fault.write_text(f"{10**9} {errno.EIO}")
    whole = imported(database, fault, counted)
    assert whole.wait(LONGEST * 5) == 0, whole.complained()
    old, new = kept(before), kept(database)
    assert new == (1, AREAS, old[2] + 1)
    writes = int(counted.read_text())
    assert writes > KILLS
    found = set()
    for write in [(number + 1) * (writes - 1) // KILLS for number in range(KILLS)]:
        shutil.copyfile(before, database)
        database.with_name("office.db-journal").unlink(missing_ok=True)
        fault.write_text(f"{write} {KILL}")
        killed = imported(database, fault, counted)
        assert killed.wait(LONGEST * 5) == -signal.SIGKILL, f"write {write} of {writes}: {killed.complained()}"
        found.add(kept(database))
        assert found <= {old, new}, f"write {write} of {writes}"
    assert old in found
