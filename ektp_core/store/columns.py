"""Where SQLite and PostgreSQL differ: column types that fit STRICT tables, and the connection's promises (RELIABILITY 3)."""

import sqlite3
from datetime import date, datetime
from typing import Any
from weakref import WeakSet

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Date, DateTime, Dialect, Double, Engine, Integer, Text, event
from sqlalchemy.types import REAL, TypeDecorator, TypeEngine

WAL_RESET_FIXED = (3, 51, 3)
"""Before this SQLite two connections that write at once could corrupt a WAL database (RELIABILITY 0.8)."""

BUSY_MILLISECONDS = 5_000

LargeInteger = BigInteger().with_variant(Integer(), "sqlite")
Real: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")


class Day(TypeDecorator[date]):
    """A calendar day: DATE, or ISO text in SQLite."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value


class Moment(TypeDecorator[datetime]):
    """A moment with its offset: TIMESTAMPTZ, or ISO text in SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if isinstance(value, str) else value


class Flag(TypeDecorator[bool]):
    """Yes or no: BOOLEAN, or 0 and 1 in SQLite."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


def one_of(column: str, allowed: Any) -> CheckConstraint:
    """The states of an enum, repeated where the data is kept."""
    values = ", ".join(f"'{value}'" for value in allowed)
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")


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
            "secure_delete = ON",  # what people erase is overwritten, not only unlinked (RELIABILITY promise 24)
            "journal_size_limit = 67108864",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
