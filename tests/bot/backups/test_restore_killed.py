"""Restoring is killed before each thing that it does to files: there is always a whole database, or what says that there was one."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.backups.making import make_backup
from bot.backups.restoring import restore
from ektp_core.store import open_store
from ektp_core.store.leadership import held_since, take_lead
from ektp_core.store.sqlite_file import DatabaseLost, FileFault
from tests.bot.backups.dumped import tables_of
from tests.databases import Filled, sqlite_file
from tests.processes import Warm, environment
from tests.reliability.scene import announce, follow, sqlite_url

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 6, tzinfo=UTC)
FOOTPRINT = "office.db.footprint"

KILLED = """
import asyncio, os, shutil, signal, sys
from datetime import datetime
from pathlib import Path
from bot.backups.restoring import restore

found, into = Path(sys.argv[1]), Path(sys.argv[2])
CHANGES = {"os.link", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.utime", "shutil.copyfile"}

def restore_until(instant, folder):
    left = [instant]
    def count(event, given):
        if event not in CHANGES and not (event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        if not any(str(folder) in os.fsdecode(one) for one in given[:2] if isinstance(one, (str, bytes, os.PathLike))):
            return
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
    sys.addaudithook(count)
    moment = datetime.fromisoformat("2026-11-24T06:00:00+00:00")
    asyncio.run(restore(folder / "backup.db.gz", None, folder / "office.db", moment, None))

instant = 0
while True:
    folder = into / f"{instant:03}"
    shutil.copytree(found, folder)
    child = os.fork()
    if not child:
        try:
            restore_until(instant, folder)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status):
        sys.exit(os.waitstatus_to_exitcode(status))
    instant += 1
"""


@pytest.fixture
async def found(tmp_path: Path) -> Path:
    """The folder of an office that was served from there, and a backup of it; three people follow something since."""
    folder = tmp_path / "found"
    folder.mkdir()
    store = open_store(await sqlite_file(folder / "office.db", Filled.FIRST_START))
    await announce(store)
    await store.close()
    make_backup(folder / "office.db", tmp_path / "backups", None, NOON).path.rename(folder / "backup.db.gz")
    store = open_store(sqlite_url(folder / "office.db"), exclusive=True)
    await follow(store, [7001, 7002, 7003])
    await take_lead(store, NOON)
    await store.close()
    shutil.rmtree(folder / "office.db.backup-work")
    return folder


def killed_at_each_instant(found: Path, into: Path) -> list[Path]:
    """The folders as kills left them, by how far the restore had come; the last one was not killed."""
    into.mkdir()
    assert Warm(KILLED, str(found), str(into), settings=environment()).wait() == 0
    return sorted(into.iterdir())


async def is_held(database: Path) -> bool:
    store = open_store(sqlite_url(database))
    held = await held_since(store)
    await store.close()
    return held is not None


async def test_there_is_the_database_of_before_or_the_new_one_whole_and_held(found: Path, tmp_path: Path) -> None:
    before = tables_of(found / "office.db")
    left = killed_at_each_instant(found, tmp_path / "killed")
    assert len(left) > 10
    for folder in left:
        assert tables_of(folder / "office.db") == before or await is_held(folder / "office.db"), folder.name
    assert await is_held(left[-1] / "office.db")
    assert not (left[-1] / FOOTPRINT).exists()
    for folder in left[:: len(left) // 4]:
        await restore(folder / "backup.db.gz", None, folder / "office.db", LATER, None)
        assert not list(folder.glob("*.restoring-*"))
        assert await is_held(folder / "office.db")


async def test_where_the_database_was_lost_something_says_so_until_there_is_another(found: Path, tmp_path: Path) -> None:
    """Otherwise the next start would begin an empty office there."""
    (found / "office.db").unlink()
    for folder in killed_at_each_instant(found, tmp_path / "killed"):
        if (folder / "office.db").exists():
            assert await is_held(folder / "office.db"), folder.name
        else:
            with pytest.raises(DatabaseLost) as lost:
                open_store(sqlite_url(folder / "office.db"))
            assert lost.value.fault is FileFault.GONE
