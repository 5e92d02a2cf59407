"""Copies of a SQLite database: made beside the running bot, looked at, put in place of another (docs/reliability.md#backups-restore)."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ektp_core.store.dialects import BUSY_MILLISECONDS
from ektp_core.store.migrate import HEAD, VERSION
from ektp_core.store.schema import metadata, state

SIDECARS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a database that was not closed: they belong to that file and to no other of its name."""


class Unsound(Exception):
    """A file is no whole database of an office. The message says what is wrong with it, in plain words."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds: the district whose office it is, the schema's revision, and the rows of each table."""

    home: str
    schema: str
    counts: Mapping[str, int]

    @property
    def is_newer(self) -> bool:
        """Whether a newer version of the bot wrote it; revisions are numbered."""
        return self.schema > HEAD


def copy_database(database: Path, to: Path) -> None:
    """Copy it as it is at one moment, in one go, while others may read and write. Raises Unsound when it cannot be read.

    All pages in one step: the bot waits for its next commit no longer than they take to copy, and a copy in steps would begin again
    with each of its commits. What was erased is not in free pages either (`secure_delete`). The copy is not synced: that would happen while
    the bot waits, two thirds of the time; whoever keeps it does that (`keep`).
    """
    to.touch(mode=0o600)
    try:
        with closing(_open(database, "rw")) as source, closing(_open(to, "rw")) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise Unsound(f"the database cannot be copied ({error})") from error


def contents_of(database: Path) -> Contents:
    """Check a copy that nobody else has open, and say what it holds. Raises Unsound."""
    try:
        with closing(look_into(database)) as connection:
            wrong = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
            if wrong != ["ok"]:
                raise Unsound("its pages contradict each other")
            return _contents(connection)
    except sqlite3.Error as error:
        raise Unsound(f"it is no database of SiapRekam ({error})") from error


def look_into(database: Path) -> sqlite3.Connection:
    """Open a copy that nobody else has open, to read only."""
    return _open(database, "ro")


def settle(database: Path) -> None:
    """Leave nothing of a database in the files beside it; nobody may have it open. Raises Unsound when it cannot be read."""
    try:
        with closing(_open(database, "rw")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
    except sqlite3.Error as error:
        raise Unsound(f"it cannot be read ({error})") from error


def set_aside(database: Path, aside: Path) -> None:
    """Give a database a second name, and leave nothing beside the first, so that another can take its place in one step.

    One that cannot be read is kept as it was found, with what a killed process left beside it: SQLite removes that on a mere look.
    """
    aside.hardlink_to(database)
    for kind in SIDECARS:
        if (beside := _beside(database, kind)).exists():
            _beside(aside, kind).hardlink_to(beside)
    try:
        settle(database)
    except Unsound:
        left = database
    else:
        left = aside
    for kind in SIDECARS:
        _beside(left, kind).unlink(missing_ok=True)


def keep(path: Path) -> None:
    """A file or a folder's names outlast a power cut from now on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _beside(database: Path, kind: str) -> Path:
    return database.with_name(database.name + kind)


def _contents(connection: sqlite3.Connection) -> Contents:
    schema = connection.execute(f"SELECT version_num FROM {VERSION.name}").fetchone()  # noqa: S608 -- names of ours
    home = connection.execute(f"SELECT home FROM {state.name}").fetchone()  # noqa: S608 -- names of ours
    if schema is None or home is None:
        raise Unsound("it holds no office")
    present = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    names = [table.name for table in metadata.sorted_tables if table.name in present]
    counts = {name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in sorted(names)}  # noqa: S608 -- names of ours
    return Contents(str(home[0]), str(schema[0]), MappingProxyType(counts))


def _open(database: Path, mode: str) -> sqlite3.Connection:
    """`rw` makes no file that is missing, and rolls back what a killed process left half written."""
    name = database.resolve().as_uri() + f"?mode={mode}"
    return sqlite3.connect(name, uri=True, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
