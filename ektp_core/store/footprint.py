"""A file beside a SQLite database that says how far it had come: an older copy of the database is told from the one in use.

It names its own inode and is made anew at each beat, so that a copy of it, restored together with the database, does not vouch for it.
A snapshot of a whole disk cannot be told apart.
"""

import os
from pathlib import Path

SUFFIX = ".footprint"


def write_footprint(database: Path | None, beat: int) -> None:
    """Say that this database has reached this beat. Nothing to say for a database in memory or on a server."""
    if database is None:
        return
    made = database.with_name(database.name + SUFFIX + ".new")
    with made.open("w", encoding="ascii") as file:
        file.write(f"{beat} {os.fstat(file.fileno()).st_ino}\n")
        file.flush()
        os.fsync(file.fileno())
    made.replace(database.with_name(database.name + SUFFIX))


def read_footprint(database: Path) -> int | None:
    """The beat that was reached here; None when there is no footprint, or only a copy of one."""
    path = database.with_name(database.name + SUFFIX)
    try:
        beat, inode = path.read_text(encoding="ascii").split()
        return int(beat) if int(inode) == path.stat().st_ino else None
    except (OSError, ValueError):
        return None
