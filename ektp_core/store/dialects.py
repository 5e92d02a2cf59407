"""Where SQLite and PostgreSQL differ: what a connection promises, its clock, its identity (docs/reliability.md#confirmed-means-durable)."""

import asyncio
import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import aiosqlite
from sqlalchemy import Engine, Select, Table, event, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

WAL_RESET_FIXED = (3, 51, 3)
"""Before this SQLite two connections that write at once could corrupt a WAL database (docs/reliability.md#confirmed-means-durable)."""

BUSY_MILLISECONDS = 5_000

LOST_RACES = frozenset({"40P01", "40001"})
"""PostgreSQL's states for a transaction that was given up for another one: a deadlock, and a serialization failure."""


class ReleasingConnection(sqlite3.Connection):
    """Gives its locks back when it is closed.

    Somebody who is cancelled in the middle of a statement leaves a cursor behind. SQLite keeps a closed connection, and its locks, until
    its last statement is done with: until the collector finds that cursor, everybody else would wait.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def cursor(self, *arguments: Any, **named: Any) -> Any:
        made: sqlite3.Cursor = super().cursor(*arguments, **named)
        self._cursors.add(made)
        return made

    def close(self) -> None:
        for left in list(self._cursors):
            left.close()
        super().close()


async def open_sqlite(*arguments: Any, **named: Any) -> aiosqlite.Connection:
    """Open a connection to SQLite. When it cannot be opened, its thread has ended before that is told.

    aiosqlite does not wait for it: the thread then speaks to a loop that a short command has closed, and prints a traceback.
    """
    connection = aiosqlite.connect(*arguments, **named)
    connection._thread.daemon = True  # as SQLAlchemy does: a process may end while a connection is open
    try:
        return await connection
    except BaseException:
        await asyncio.to_thread(connection._thread.join)
        raise


def keep_sqlite_promises(engine: Engine) -> None:
    """Durable commits, foreign keys, and transactions that begin where we say: also for DDL, which the driver would commit by itself."""

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        journal = "WAL" if sqlite3.sqlite_version_info >= WAL_RESET_FIXED else "TRUNCATE"
        for pragma in (
            f"busy_timeout = {BUSY_MILLISECONDS}",
            f"journal_mode = {journal}",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",  # what people erase is overwritten, not only unlinked (docs/reliability.md#almost-nothing-is-kept)
            "journal_size_limit = 67108864",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def tell_lost_races(engine: Engine) -> None:
    """A transaction that PostgreSQL gave up for another one can be tried again: it is an OperationalError like a lock that is held."""

    @event.listens_for(engine, "handle_error")
    def _tell(context: ExceptionContext) -> None:
        if getattr(context.original_exception, "sqlstate", None) in LOST_RACES:
            context.chained_exception = OperationalError(context.statement, None, context.original_exception)


async def identity_of(connection: AsyncConnection) -> str:
    """Which database this is: a PostgreSQL dump that is loaded again gets new tables, a physical restore another timeline."""
    if not is_postgresql(connection):
        return ""
    named = "s.system_identifier || '/' || c.timeline_id || '/' || 'state'::regclass::oid"
    return str(await connection.scalar(text(f"SELECT {named} FROM pg_control_system() s, pg_control_checkpoint() c")))  # noqa: S608 -- no input


async def clock_of(connection: AsyncConnection, now: datetime) -> datetime:
    """Leases of several machines are measured by the database's clock."""
    return (await connection.scalar(text("SELECT clock_timestamp()")) or now) if is_postgresql(connection) else now


AUDIENCE_LOCK = 7_119_042_023
"""Key of the PostgreSQL advisory lock between an audience that is being frozen and those who leave meanwhile."""


async def freeze_alone(connection: AsyncConnection) -> None:
    """Wait for those who are just leaving, and let others leave only after this transaction: they must find their copy, to call it back."""
    if is_postgresql(connection):
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": AUDIENCE_LOCK})


async def leave_between_audiences(connection: AsyncConnection) -> None:
    """Wait for an audience that is just being frozen; any number may leave at once."""
    if is_postgresql(connection):
        await connection.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": AUDIENCE_LOCK})


def kept_as_read(connection: AsyncConnection, query: Select[Any]) -> Select[Any]:
    """The same rows, which nobody changes before this transaction ends; SQLite's transactions come one after another anyway."""
    return query.with_for_update(read=True) if is_postgresql(connection) else query


def insert_or_change(connection: AsyncConnection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """An INSERT that may say what becomes of a row that is there already."""
    if not is_postgresql(connection):
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # 2.5 MB that an office with SQLite never uses

    return postgresql.insert(table)


def is_postgresql(connection: AsyncConnection) -> bool:
    """Whether several machines may share this database."""
    return connection.dialect.name == "postgresql"
