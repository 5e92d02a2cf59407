"""The power is cut at every instant between two syncs of the disk: whatever was confirmed by then is there, and the file is whole.

Two ends are tried for each instant: of what was not synced nothing had reached the disk, or all of it. Torn pages are not.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.databases import Filled, sqlite_file
from tests.patience import LONGEST
from tests.processes import Cold, environment
from tests.reliability.faults.spoiled_disk import library, needs_a_compiler
from tests.reliability.scene import LARGE

COMMITS, CUTS = (160, 1_000) if LARGE else (8, 16)
"""Each commit syncs several times."""

CONFIRMS = """
import asyncio, os, sys
from ektp_core.store import open_store, schema

async def main(url, commits):
    store = open_store(url)
    for number in range(1, commits + 1):
        async with store.changing() as connection:
            row = {"key": f"note {number:03}", "text_id": "Bawa KK. " * 1000, "as_of": "2026-11", "source": "the office"}
            await connection.execute(schema.fact.insert().values(row))
        with open(os.environ["DISK_SAID"], "w") as said:
            said.write(str(number))
    await store.close()

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


@needs_a_compiler
async def test_what_was_confirmed_survives_a_power_cut_at_any_instant(tmp_path: Path) -> None:
    database, before, cuts, said = (tmp_path / name for name in ("office.db", "before.db", "cuts", "said"))
    url = await sqlite_file(database, Filled.FIRST_START)
    shutil.copyfile(database, before)
    cuts.mkdir()
    said.write_text("0")
    disk = {"LD_PRELOAD": str(library()), "DISK_OF": "office.db", "DISK_CUTS": str(cuts), "DISK_SAID": str(said)}
    process = Cold(CONFIRMS, url, str(COMMITS), settings=environment() | disk)
    assert await process.ends(LONGEST * COMMITS / 8) == 0, process.complained()
    images = sorted(path for path in cuts.iterdir() if path.is_dir())
    assert len(images) >= CUTS
    for image in images:
        if not (image / "office.db").exists():
            shutil.copyfile(before, image / "office.db")  # nothing of it had been written yet
        promised = int((image / "said").read_text())
        with closing(sqlite3.connect(image / "office.db")) as connection:
            kept = [int(key[5:]) for (key,) in connection.execute("SELECT key FROM fact WHERE key LIKE 'note %' ORDER BY key")]
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], image.name
        assert kept in ([*range(1, promised + 1)], [*range(1, promised + 2)]), image.name
