"""Opening the store: one connection and one process for SQLite, a pool for PostgreSQL."""

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO

from sqlalchemy import make_url, update
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from ektp_core.store.dialects import ReleasingConnection, keep_sqlite_promises, open_sqlite, tell_lost_races
from ektp_core.store.schema import state
from ektp_core.store.sqlite_file import behind_link, check_owner, look_at

Transaction = AsyncConnection
"""A transaction that somebody above has opened: what is done in it counts as a whole, or not."""

UNAVAILABLE = (OperationalError, InterfaceError, TimeoutError, OSError)
"""What a store raises that cannot be read or written now: a full disk, a lock or a turn waited for too long, a server that restarts, two
transactions that wait for each other. Worth another try."""


IDLE_SECONDS = 10
"""PostgreSQL ends a transaction that asks for nothing this long: a process that was frozen in the middle of one must not keep its locks."""


RETRY_SECONDS = 1.0
"""Between two tries to write back what was erased: nothing of it may be left after ten (docs/reliability.md#almost-nothing-is-kept)."""

OWN = 0o700
"""Mode of a folder that is made for a database: nobody else of the machine reads what people entrust to the office."""


class InUse(Exception):
    """Another process already runs on this database."""


class Store:
    """The database of one office. `reading` and `changing` are the only ways in; both are one transaction."""

    def __init__(self, engine: AsyncEngine, lock: IO[str] | None, path: Path | None = None) -> None:
        self.engine = engine
        self.path = path
        """The file of a SQLite database; None for one in memory or on a server."""

        self._lock = lock
        self._retrying: asyncio.Task[None] | None = None

    @property
    def is_exclusive(self) -> bool:
        """Whether no other process can serve people on this database."""
        return self.engine.dialect.name == "sqlite" and (self._lock is not None or self.path is None)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that sees one moment."""
        async with self.engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that is durable once left without an error, and gone otherwise."""
        async with self.engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def erasing(self) -> AsyncIterator[AsyncConnection]:
        """Like `changing`, and afterwards nothing of what was there before is left on the disk (`write_back`)."""
        async with self.changing() as connection:
            yield connection
        await self.write_back()

    async def write_back(self) -> None:
        """Have SQLite's log of changes written back and emptied: it holds pages as they were before.

        While somebody else reads the database as it was, that is tried again each second.
        """
        if not await self._is_written_back() and (self._retrying is None or self._retrying.done()):
            self._retrying = asyncio.create_task(self._until_written_back())

    async def _until_written_back(self) -> None:
        while True:
            await asyncio.sleep(RETRY_SECONDS)
            with suppress(*UNAVAILABLE):
                if await self._is_written_back():
                    return

    async def _is_written_back(self) -> bool:
        if self.engine.dialect.name != "sqlite":
            return True
        async with self.engine.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            if driver is None:
                return True
            rows = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")  # without the transaction that SQLAlchemy would begin
            return not any(is_busy for is_busy, *_ in rows)

    @asynccontextmanager
    async def changing_board(self) -> AsyncIterator[AsyncConnection]:
        """Like `changing`, and the board's version grows in the same transaction: whoever holds an older board knows."""
        async with self.engine.begin() as connection:
            yield connection
            await connection.execute(update(state).values(board_version=state.c.board_version + 1))

    async def close(self) -> None:
        """The last one that closes a SQLite file writes its log of changes back."""
        if self._retrying is not None:
            self._retrying.cancel()
            await asyncio.wait([self._retrying])
        await self.engine.dispose()
        if self._lock is not None:
            self._lock.close()


def open_store(url: str, *, exclusive: bool = False) -> Store:
    """Open the database at an SQLAlchemy URL; the folder of a SQLite file is made when missing.

    `exclusive` is for the process that serves people: a second one on the same SQLite file raises InUse. The lock is the
    operating system's, so it ends with the process however that ends. Raises DatabaseLost rather than begin anew where a database was.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        idle = {"server_settings": {"idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s"}}
        server = create_async_engine(address, pool_pre_ping=True, hide_parameters=True, connect_args=idle)
        tell_lost_races(server.sync_engine)
        return Store(server, None)
    lock: IO[str] | None = None
    path: Path | None = None
    if address.database and address.database != ":memory:":
        path = behind_link(Path(address.database))
        path.parent.mkdir(mode=OWN, parents=True, exist_ok=True)
        look_at(path)
        lock = lock_database(path) if exclusive else None
    one_connection = {"pool_size": 1, "max_overflow": 0} if address.database != ":memory:" else {}
    opening = {"factory": ReleasingConnection, "async_creator_fn": open_sqlite}
    engine = create_async_engine(address, hide_parameters=True, connect_args=opening, **one_connection)
    keep_sqlite_promises(engine.sync_engine)
    return Store(engine, lock, path)


def lock_database(database: Path) -> IO[str]:
    """Keep every process off that would serve people on this SQLite file, until the lock is closed. Raises InUse and NotTheOwner."""
    check_owner(database)
    lock = database.with_name(database.name + ".lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise InUse(str(database)) from None
    return lock
