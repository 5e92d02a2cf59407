"""Alembic runs on the connection, and inside the transaction, that `migrate` hands over."""

from alembic import context

from ektp_core.store.schema import metadata

given = context.config.attributes
context.configure(connection=given["connection"], target_metadata=metadata, on_version_apply=given.get("applied"))
context.run_migrations()
