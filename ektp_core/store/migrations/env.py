"""Alembic runs on the connection, and inside the transaction, that `migrate` hands over."""

from alembic import context

from ektp_core.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
