"""A file beside a SQLite database that says how far it had come: an older copy of the database is told from the one in use.

It names the moment of its own making. A copy of it that was restored together with the database has another moment of change, or was
put there long after that moment, and does not vouch for anything. A snapshot of a whole disk cannot be told apart.
"""

import os
import time
from pathlib import Path

SUFFIX = ".footprint"
SECOND = 1_000_000_000
SAME_MOMENT = SECOND // 1000
"""File systems may keep a moment a little less exactly than it was set."""

IN_PLACE = 60 * SECOND
"""A footprint gets its name right after it was written; the system keeps when that was, whatever moments a copy brings along."""


def write_footprint(database: Path | None, beat: int) -> None:
    """Say that this database has reached this beat. Nothing to say for a database in memory or on a server."""
    if database is None:
        return
    made, moment = database.with_name(database.name + SUFFIX + ".new"), time.time_ns()
    with made.open("w", encoding="ascii") as file:
        file.write(f"{beat} {moment}\n")
        file.flush()
        os.fsync(file.fileno())
    os.utime(made, ns=(moment, moment))
    made.replace(database.with_name(database.name + SUFFIX))


def read_footprint(database: Path) -> int | None:
    """The beat that was reached here; None when there is no footprint, or only a copy of one."""
    path = database.with_name(database.name + SUFFIX)
    try:
        beat, moment = map(int, path.read_text(encoding="ascii").split())
        found = path.stat()
    except (OSError, ValueError):
        return None
    is_own = abs(found.st_mtime_ns - moment) <= SAME_MOMENT and abs(found.st_ctime_ns - moment) <= IN_PLACE
    return beat if is_own else None


def remove_footprint(database: Path) -> None:
    """Nothing vouches for the database any more: whatever stands at its path is a restored copy for the next who opens it."""
    database.with_name(database.name + SUFFIX).unlink(missing_ok=True)
