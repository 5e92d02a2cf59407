"""Bringing a database to this version's schema at start, safe to kill at any instant: one transaction a start.

A new database is made from the schema itself; only one of an earlier version needs the migrations and their library, 8 MB of memory.
"""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.store.connection import Store
from ektp_core.store.dialects import is_postgresql
from ektp_core.store.schema import metadata

HEAD = "0022"
"""The newest migration. Knowing it here spares every ordinary start the migration library (a test compares it with the folder)."""

VERSION = Table(
    "alembic_version", MetaData(), Column("version_num", String(32)), PrimaryKeyConstraint("version_num", name="alembic_version_pkc")
)
"""Where Alembic keeps the revision, as it would make it."""

MIGRATIONS = Path(__file__).parent / "migrations"
START_LOCK = 7_119_042_022
"""Key of the PostgreSQL advisory lock under which one of several starting processes migrates and fills the database."""


Applied = Callable[[int, int], None]
"""Hears how many migrations are applied, and of how many."""


def unwatched(done: int, of: int) -> None:
    """Nobody waits for it."""


class NewerDatabase(Exception):
    """The database was written by a newer version of the bot."""


async def migrate(store: Store, applied: Applied = unwatched) -> None:
    """Bring the schema to HEAD; returns at once when it is there. Raises NewerDatabase rather than touch an unknown schema."""
    async with store.changing() as connection:
        await start_alone(connection)
        found = await connection.run_sync(_revision)
        if found is None:
            await connection.run_sync(_create)
        elif found != HEAD:
            await connection.run_sync(_upgrade, found, applied)


async def start_alone(connection: AsyncConnection) -> None:
    """Wait for other starting processes until this transaction ends; SQLite takes one writer at a time anyway."""
    if is_postgresql(connection):
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": START_LOCK})


def _revision(connection: Connection) -> str | None:
    return connection.scalar(select(VERSION.c.version_num)) if inspect(connection).has_table(VERSION.name) else None


def _create(connection: Connection) -> None:
    """Make every table; one that stands there already, without a revision, is somebody else's: the database says so."""
    metadata.create_all(connection, checkfirst=False)
    VERSION.create(connection, checkfirst=True)
    connection.execute(insert(VERSION).values(version_num=HEAD))


def _upgrade(connection: Connection, found: str, applied: Applied) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    if found not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerDatabase(found)
    left = len(list(scripts.iterate_revisions(HEAD, found)))
    done = count(1)
    applied(0, left)
    config.attributes["connection"] = connection
    config.attributes["applied"] = lambda **step: applied(next(done), left)
    command.upgrade(config, "head")
