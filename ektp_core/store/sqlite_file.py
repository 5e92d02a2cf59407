"""What stands at the path of a SQLite database, looked at before it is opened: SQLite itself takes an empty file, or none, for a new one.

An office that was served from there would begin anew without a word, with none of its visits and subscribers
(docs/reliability.md#a-lost-database-is-not-begun-anew).
"""

import os
import pwd
from enum import StrEnum
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.store.footprint import SUFFIX as FOOTPRINT

HEADER = b"SQLite format 3\0"
BEGUN = ".begun"
"""Ends the name of the file that stands beside a database until its first start is done: a killed one goes on, with whatever it left."""

ROOT = 0

CORRUPT, NOT_A_DATABASE = 11, 26
"""SQLite's codes, of which extended ones carry the lower byte."""


class FileFault(StrEnum):
    """What is wrong with the file of a database."""

    EMPTY = "empty"
    """It holds nothing: a copy that was cut off, or a disk that lost it."""

    GONE = "gone"
    """There is none, and what stands beside its place says that there was one."""

    NOWHERE = "nowhere"
    """It is a link that leads to none: the disk behind it is not mounted, perhaps."""

    FOREIGN = "foreign"
    """It is no SQLite database."""

    DAMAGED = "damaged"
    """It is one, and some of its pages are not what SQLite wrote."""


class NotTheOwner(Exception):
    """root would work on somebody else's database: what it makes beside it is closed to the bot then. `owner` is a name or a number."""

    def __init__(self, path: Path, owner: str) -> None:
        super().__init__(str(path), owner)
        self.path = path
        self.owner = owner


class DatabaseLost(Exception):
    """The office's database is not what it was left as; nothing was written to it."""

    def __init__(self, path: Path, fault: FileFault) -> None:
        super().__init__(str(path), fault)
        self.path = path
        self.fault = fault


def behind_link(database: Path) -> Path:
    """The file itself, where a link is named: its lock and what vouches for it lie beside it, whoever names it how.

    Raises DatabaseLost for a link that leads nowhere.
    """
    if not database.is_symlink():
        return database
    if not database.exists():
        raise DatabaseLost(database, FileFault.NOWHERE)
    return database.resolve()


def check_owner(database: Path) -> None:
    """Keep root from making files beside a database that is another user's. Raises NotTheOwner."""
    if os.geteuid() != ROOT or not database.exists():
        return
    owner = database.stat().st_uid
    if owner != ROOT:
        raise NotTheOwner(database, _name_of(owner))


def look_at(database: Path) -> None:
    """Note that a new database begins here, or see that the one there can be the office's. Raises DatabaseLost and NotTheOwner."""
    check_owner(database)
    begun = _beside(database, BEGUN)
    if database.is_file() and database.stat().st_size:
        with database.open("rb") as file:
            if file.read(len(HEADER)) != HEADER:
                raise DatabaseLost(database, FileFault.FOREIGN)
    elif begun.exists() or database.is_dir():
        return  # our own first start, which was killed; a folder is refused by SQLite
    elif database.exists():
        raise DatabaseLost(database, FileFault.EMPTY)
    elif has_been(database):
        raise DatabaseLost(database, FileFault.GONE)
    else:
        with begun.open("w") as file:
            os.fsync(file.fileno())


def has_been(database: Path) -> bool:
    """Whether what stands beside its place says that there was a database."""
    return _beside(database, FOOTPRINT).exists()


def is_begun(database: Path | None) -> None:
    """The first start is done: from now on an empty file here is one that was lost."""
    if database:
        _beside(database, BEGUN).unlink(missing_ok=True)


async def check_pages(connection: AsyncConnection, database: Path) -> None:
    """Look at every page once, at a start; a database of 100,000 people takes half a second. Raises DatabaseLost."""
    if await connection.scalar(text("PRAGMA quick_check(1)")) != "ok":
        raise DatabaseLost(database, FileFault.DAMAGED)


def is_damage(error: BaseException) -> bool:
    """Whether SQLite found the file itself at fault, and not the disk or a lock."""
    code = getattr(error.orig, "sqlite_errorcode", 0) if isinstance(error, DatabaseError) else 0
    return code & 0xFF in (CORRUPT, NOT_A_DATABASE)


def _name_of(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:  # of a container, say
        return f"#{user}"


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)
