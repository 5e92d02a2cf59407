"""Going through the migrations step by step, and what a database still lacks afterwards."""

from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from ektp_core.store import schema
from ektp_core.store.migrate import MIGRATIONS


def upgrade_to(connection: Connection, revision: str) -> None:
    """Bring a database to a migration, from whichever one it is at."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def differences(connection: Connection) -> list[Any]:
    """Where a database is not as the schema says."""
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), schema.metadata))
