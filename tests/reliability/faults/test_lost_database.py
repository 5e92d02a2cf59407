"""A database that is not what it was left as is refused in one line, untouched: the bot never begins anew in its place."""

import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.application import open_office, utc_now
from bot.settings import Settings
from ektp_core.store.first_start import home_of
from ektp_core.store.sqlite_file import BEGUN, DatabaseLost, FileFault
from tests.bot.command_line import siaprekam, the_line
from tests.databases import Filled, sqlite_file
from tests.processes import Warm, environment
from tests.reliability.scene import sqlite_url

PAGE = 4096


def cut_to(size: int) -> Callable[[Path], None]:
    def cut(database: Path) -> None:
        database.write_bytes(database.read_bytes()[:size])

    return cut


def overwritten_from(start: int, pages: int) -> Callable[[Path], None]:
    def overwrite(database: Path) -> None:
        with database.open("r+b") as file:
            file.seek(start)
            file.write(b"\xa5" * PAGE * pages)

    return overwrite


def a_table_overwritten(name: str) -> Callable[[Path], None]:
    """The first page of a table that no start reads."""

    def overwrite(database: Path) -> None:
        with closing(sqlite3.connect(database)) as connection:
            page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        overwritten_from(PAGE * (page - 1), 1)(database)

    return overwrite


def a_sheet(database: Path) -> None:
    database.write_bytes(b"PK\3\4" + bytes(PAGE))


def gone(database: Path) -> None:
    database.with_name(database.name + ".footprint").write_text("7 1764000000000000000\n")
    database.unlink()


def its_disk_is_away(database: Path) -> None:
    database.unlink()
    database.symlink_to(database.parent / "disk" / "office.db")


LOST = {
    "nothing is left in it": (cut_to(0), FileFault.EMPTY),
    "it is gone": (gone, FileFault.GONE),
    "the disk behind its link is away": (its_disk_is_away, FileFault.NOWHERE),
    "another kind of file": (a_sheet, FileFault.FOREIGN),
    "text": (lambda database: database.write_text("moved to the other disk\n"), FileFault.FOREIGN),
    "its first page overwritten": (overwritten_from(0, 1), FileFault.FOREIGN),
    "less than a header": (cut_to(12), FileFault.FOREIGN),
    "cut in its first page": (cut_to(600), FileFault.DAMAGED),
    "cut in the middle": (cut_to(PAGE * 40), FileFault.DAMAGED),
    "the schema overwritten": (overwritten_from(100, 3), FileFault.DAMAGED),
    "the audit overwritten": (a_table_overwritten("audit"), FileFault.DAMAGED),
    "pages in the middle overwritten": (overwritten_from(PAGE * 30, 20), FileFault.DAMAGED),
}


def beside(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".lock"}


@pytest.mark.parametrize("what", LOST)
async def test_a_lost_database_is_refused_and_not_touched(what: str, tmp_path: Path) -> None:
    damage, fault = LOST[what]
    url = await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
    damage(tmp_path / "office.db")
    before = beside(tmp_path)
    with pytest.raises(DatabaseLost) as refused:
        async with open_office(Settings(), url, utc_now, demo=False, exclusive=True):
            pytest.fail("the office was opened")
    assert refused.value.fault is fault
    assert beside(tmp_path) == before


@pytest.mark.parametrize("command", [("run",), ("ask", "halo"), ("outbox",), ("doctor",)], ids=lambda words: words[0])
async def test_every_command_says_in_one_line_what_is_lost_and_the_way_out(command: tuple[str, ...], tmp_path: Path) -> None:
    database = tmp_path / "office.db"
    database.touch()
    ended = siaprekam(tmp_path, *command, database_url=sqlite_url(database))
    assert ended.returncode != 0
    line = next(line for line in (ended.stdout + ended.stderr).splitlines() if "database" in line)
    assert "is empty" in line and "backup" in line and "docs/operating.md" in line
    assert command == ("doctor",) or the_line(ended.stderr) == line
    assert database.stat().st_size == 0


KILLED_AT = """
import os, signal, sys
from sqlalchemy import event
from ektp_core.store import connection

last, opened = sys.argv.pop(), connection.keep_sqlite_promises

def watched(engine):
    opened(engine)
    event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: last in statement and os.kill(os.getpid(), signal.SIGKILL))

connection.keep_sqlite_promises = watched
from bot.cli import cli
cli(["ask", "halo"])
"""


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "CREATE TABLE visit_hours", "INSERT INTO alembic_version", "INSERT INTO state"])
async def test_a_first_start_that_was_killed_is_done_by_the_next(statement: str, tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "office.db")
    killed = Warm(KILLED_AT, statement, settings=environment(database_url=url), folder=tmp_path)
    assert killed.wait() == -signal.SIGKILL
    async with open_office(Settings(), url, utc_now, demo=False, exclusive=True) as office:
        assert await home_of(office.store) == "19.04"
    assert not (tmp_path / f"office.db{BEGUN}").exists()
