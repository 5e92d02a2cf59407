"""Bringing a database to this version's schema at start, safe to kill at any instant: one transaction a start."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.store.connection import Store
from ektp_core.store.dialects import is_postgresql

HEAD = "0006"
"""The newest migration. Knowing it here spares every ordinary start the migration library (a test compares it with the folder)."""

MIGRATIONS = Path(__file__).parent / "migrations"
START_LOCK = 7_119_042_022
"""Key of the PostgreSQL advisory lock under which one of several starting processes migrates and fills the database."""


class NewerDatabase(Exception):
    """The database was written by a newer version of the bot."""


async def migrate(store: Store) -> None:
    """Bring the schema to HEAD; returns at once when it is there. Raises NewerDatabase rather than touch an unknown schema."""
    async with store.changing() as connection:
        await start_alone(connection)
        if await connection.run_sync(_revision) != HEAD:
            await connection.run_sync(_upgrade)


async def start_alone(connection: AsyncConnection) -> None:
    """Wait for other starting processes until this transaction ends; SQLite takes one writer at a time anyway."""
    if is_postgresql(connection):
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": START_LOCK})


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    found = _revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise NewerDatabase(found)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
