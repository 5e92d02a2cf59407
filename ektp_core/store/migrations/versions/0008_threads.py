"""What a forum follows is told in the topic in which it was asked for; a chat may be unreachable because its topics are closed."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0008"
down_revision = "0007"

REASONS = "reason IN ('blocked', 'deactivated', 'not_found', 'kicked', 'never_started', 'no_right', 'topic_closed')"


def upgrade() -> None:
    for table in ("subscription", "delivery"):
        op.add_column(table, sa.Column("thread", columns.LargeInteger, nullable=True))
    (_on_postgresql if op.get_bind().dialect.name == "postgresql" else _on_sqlite)()


def _on_postgresql() -> None:
    op.drop_constraint(op.f("ck_gone_reason_known"), "gone")
    op.create_check_constraint(op.f("ck_gone_reason_known"), "gone", REASONS)


def _on_sqlite() -> None:
    """A check is only changed by a new table."""
    op.rename_table("gone", "gone_before")
    op.create_table(
        "gone",
        sa.Column("chat", columns.LargeInteger, autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", columns.Moment(), nullable=False),
        sa.CheckConstraint(REASONS, name=op.f("ck_gone_reason_known")),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_gone")),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO gone (chat, reason, since) SELECT chat, reason, since FROM gone_before")
    op.drop_table("gone_before")
