"""A database that cannot be used: each fault has its own sentence with the way out, and none shows an address."""

import errno
import socket
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.operation import unusable
from bot.operation.unusable import why_unusable
from tests.bot.command_line import siaprekam, the_line
from tests.postgresql import server, url_of


class OfServer(Exception):
    """As the driver of PostgreSQL tells an error."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__("sandi-rahasia")
        self.sqlstate = sqlstate


def of_sqlite(code: int) -> OperationalError:
    error = sqlite3.OperationalError("sandi-rahasia")
    error.sqlite_errorcode = code
    return OperationalError("SELECT 1", None, error)


def of_server(sqlstate: str) -> OperationalError:
    return OperationalError("SELECT 1", None, OfServer(sqlstate))


CASES = [
    (of_sqlite(sqlite3.SQLITE_FULL), unusable.NO_ROOM),
    (of_sqlite(sqlite3.SQLITE_READONLY), unusable.NOT_WRITABLE),
    (of_sqlite(sqlite3.SQLITE_READONLY_DIRECTORY), unusable.NOT_WRITABLE),
    (of_sqlite(sqlite3.SQLITE_CANTOPEN), unusable.NOT_WRITABLE),
    (of_sqlite(sqlite3.SQLITE_IOERR_FSYNC), unusable.BAD_DISK),
    (of_sqlite(sqlite3.SQLITE_BUSY), unusable.HELD),
    (of_sqlite(sqlite3.SQLITE_CORRUPT), unusable.DAMAGED),
    (of_sqlite(sqlite3.SQLITE_NOTADB), unusable.DAMAGED),
    (OSError(errno.ENOSPC, "full"), unusable.NO_ROOM),
    (OSError(errno.EIO, "no"), unusable.BAD_DISK),
    (OSError(errno.EROFS, "no"), unusable.NOT_WRITABLE),
    (PermissionError(errno.EACCES, "no"), unusable.NOT_WRITABLE),
    (NotADirectoryError(errno.ENOTDIR, "no"), unusable.NOT_WRITABLE),
    (ConnectionRefusedError(errno.ECONNREFUSED, "no"), unusable.UNREACHABLE),
    (socket.gaierror(socket.EAI_NONAME, "no"), unusable.UNREACHABLE),
    (TimeoutError(), unusable.UNREACHABLE),
    (of_server("08001"), unusable.UNREACHABLE),
    (of_server("28P01"), unusable.NOT_LET_IN),
    (of_server("28000"), unusable.NOT_LET_IN),
    (of_server("3D000"), unusable.NOT_THERE),
    (of_server("42501"), unusable.NO_RIGHT),
    (of_server("53100"), unusable.NO_ROOM),
    (of_server("53300"), unusable.CROWDED),
    (of_server("57P03"), unusable.STARTING),
    (of_server("25006"), unusable.NOT_WRITABLE),
    (of_server("XX000"), "it answers with an error (XX000); check SIAPREKAM_DATABASE_URL"),
    (of_sqlite(0), "it answers with an error (OperationalError); check SIAPREKAM_DATABASE_URL"),
    (None, "it answers with an error (NoneType); check SIAPREKAM_DATABASE_URL"),
]


@pytest.mark.parametrize(("error", "says"), CASES, ids=lambda value: value if isinstance(value, str) else repr(value)[:60])
def test_each_fault_has_its_way_out(error: BaseException | None, says: str) -> None:
    assert why_unusable(error) == says
    assert "sandi-rahasia" not in says
    assert "; " in says, "the fault; what to do"


def test_a_server_without_the_database_or_the_user_is_told(tmp_path: Path) -> None:
    nobody = server().set(username="nobody_at_all", database="postgres").render_as_string(hide_password=False)
    for address, says in ((url_of("nowhere_at_all"), unusable.NOT_THERE), (nobody, unusable.NOT_LET_IN)):
        assert f"MEND  database: cannot be used: {says}" in siaprekam(tmp_path, "doctor", database_url=address).stdout
        assert the_line(siaprekam(tmp_path, "outbox", database_url=address).stderr) == f"The database cannot be used: {says}."
