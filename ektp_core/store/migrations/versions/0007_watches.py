"""A chat goes on watching an announcement whose progress none of its messages shows any more: it is told the end."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    (_on_postgresql if op.get_bind().dialect.name == "postgresql" else _on_sqlite)()


def _on_postgresql() -> None:
    op.alter_column("watch", "message_id", nullable=True)


def _on_sqlite() -> None:
    """A column only becomes optional in a new table."""
    op.rename_table("watch", "watch_before")
    op.create_table(
        "watch",
        sa.Column("announcement", sa.Integer(), nullable=False),
        sa.Column("chat", columns.LargeInteger, autoincrement=False, nullable=False),
        sa.Column("message_id", columns.LargeInteger, nullable=True),
        sa.ForeignKeyConstraint(["announcement"], ["announcement.id"], name=op.f("fk_watch_announcement"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("announcement", "chat", name=op.f("pk_watch")),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO watch (announcement, chat, message_id) SELECT announcement, chat, message_id FROM watch_before")
    op.drop_table("watch_before")
