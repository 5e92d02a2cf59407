"""What the terminal says of a database that cannot be used: what is in the way, and what to do about it."""

import errno
import socket
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError

NO_ROOM = "the disk is full; make room on it"
NOT_WRITABLE = "nothing can be written there; give the folder to the bot's user, or name another in SIAPREKAM_DATABASE_URL"
BAD_DISK = "the disk does not do what it is asked; look into the machine's log (`dmesg`), and move the data to a sound disk"
HELD = "another program holds it; end that one, and try again"
DAMAGED = "it is damaged; put the last good backup in its place (docs/operating.md#how-do-i-back-up-and-restore)"
UNREACHABLE = "its server cannot be reached; start it, or check host and port in SIAPREKAM_DATABASE_URL"
NOT_LET_IN = "the server refuses this user or password; check both in SIAPREKAM_DATABASE_URL"
NOT_THERE = "the server has no database of this name; make it with `createdb`, or check the name in SIAPREKAM_DATABASE_URL"
NO_RIGHT = "the user may not make tables in it; make it the database's owner"
CROWDED = "the server has no connection left; end what holds them, or raise its max_connections"
STARTING = "the server is just starting or stopping; try again in a minute"

OF_SQLITE = {
    3: NOT_WRITABLE,
    5: HELD,
    6: HELD,
    8: NOT_WRITABLE,
    10: BAD_DISK,
    11: DAMAGED,
    13: NO_ROOM,
    14: NOT_WRITABLE,
    26: DAMAGED,
}
"""By SQLite's codes (https://sqlite.org/rescode.html), of which extended ones carry the lower byte."""

OF_POSTGRESQL = {
    "08": UNREACHABLE,
    "25006": NOT_WRITABLE,
    "28": NOT_LET_IN,
    "3D": NOT_THERE,
    "42501": NO_RIGHT,
    "53100": NO_ROOM,
    "53300": CROWDED,
    "57P03": STARTING,
}
"""By SQLSTATE (PostgreSQL's manual, appendix A), whole or by its class, the first two letters."""

OF_SYSTEM = {
    errno.ENOSPC: NO_ROOM,
    errno.EDQUOT: NO_ROOM,
    errno.EIO: BAD_DISK,
}
"""By the operating system's number; any other of a file says that the place is not the bot's."""


def why_unusable(error: BaseException | None) -> str:
    """One sentence: the fault, and the way out. Never a value: an address holds the password."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        state = str(getattr(error.orig, "sqlstate", None) or "")
        known = OF_SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF) or _of_state(OF_POSTGRESQL, state)
        return known or f"it answers with an error ({state or type(error.orig).__name__}); check SIAPREKAM_DATABASE_URL"
    if isinstance(error, ConnectionError | TimeoutError | socket.gaierror):
        return UNREACHABLE
    if isinstance(error, OSError):
        return OF_SYSTEM.get(error.errno or 0, NOT_WRITABLE)
    return f"it answers with an error ({type(error).__name__}); check SIAPREKAM_DATABASE_URL"


def _of_state(known: Mapping[str, str], state: str) -> str | None:
    return known.get(state) or known.get(state[:2])
