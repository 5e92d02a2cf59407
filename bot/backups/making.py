"""Making one backup: copied beside the running bot, checked, packed, encrypted, and only then given its name."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.backups.names import PART, delete_old_asides, delete_superseded, name_of
from bot.backups.packing import encrypt, pack
from ektp_core.store.copies import Contents, contents_of, copy_database, keep
from ektp_core.store.sqlite_file import check_owner

WORK = ".backup-work"
"""Ends the name of the folder beside the database in which a backup is made: a plain copy never lies where backups are kept."""

LEAST_FREE = 64 * 2**20
"""What a backup leaves on the disk for the bot itself."""

BEHIND_EVERYTHING = 19
"""Niceness, as of drawing: while answers want the same core, they get nearly all of it."""


class NoRoom(Exception):
    """The disk is too full for a backup and what the bot needs itself."""


class OneIsBeingMade(Exception):
    """Another process makes a backup of this database just now."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup, and what is in it."""

    path: Path
    contents: Contents


def make_backup(database: Path, folder: Path, key: str | None, now: datetime, *, keeps_all: bool = False) -> Made:
    """Make a backup in a folder, and delete there what is not kept any more; nothing where the clock that `now` is of is in doubt.

    Killed at any instant it leaves no file that looks like a backup and is none. Raises Unsound, NoRoom, OneIsBeingMade, NotTheOwner,
    OSError.
    """
    check_owner(database)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _working(database) as work:
        _need_room(database, work, folder)
        copy, packed = work / "copy.db", work / "copy.db.gz"
        copy_database(database, copy)
        contents = contents_of(copy)
        pack(copy, packed, now)
        path = folder / name_of(contents.home, now, encrypted=key is not None)
        _put(packed, path, key)
    if not keeps_all:
        rotate(database, folder, contents.home, now)
    return Made(path, contents)


def rotate(database: Path, folder: Path, home: str, now: datetime) -> None:
    """Delete what is not kept any more, of the backups and of what a restored one took the place of. Raises OSError."""
    delete_superseded(folder, home, now)
    delete_old_asides(database, now)


def step_back() -> None:
    """Let everybody else have the processor first; in a process that does nothing but a backup."""
    os.nice(BEHIND_EVERYTHING)


@contextmanager
def _working(database: Path) -> Iterator[Path]:
    """The folder to work in, for one process at a time; what a killed one left there is gone."""
    work = database.with_name(database.name + WORK)
    work.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(work, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _empty(work)
        try:
            yield work
        finally:
            _empty(work)
    except BlockingIOError:
        raise OneIsBeingMade from None
    finally:
        os.close(handle)


def _empty(work: Path) -> None:
    for left in work.iterdir():
        left.unlink()


def _need_room(database: Path, work: Path, folder: Path) -> None:
    """A copy and what it is packed into, twice where the folder is on the same disk; at the worst nothing becomes smaller."""
    size = database.stat().st_size
    if shutil.disk_usage(work).free < 3 * size + LEAST_FREE or shutil.disk_usage(folder).free < size + LEAST_FREE:
        raise NoRoom


def _put(packed: Path, path: Path, key: str | None) -> None:
    """Into the folder under another name first, readable for nobody else, and durable before it is a backup."""
    part = path.with_name(path.name + PART)
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    if key is None:
        shutil.copyfile(packed, part)
    else:
        encrypt(packed, part, key)
    keep(part)
    part.replace(path)
    keep(path.parent)
