"""Count boards change by themselves, in the language of their readers; a count knows its day, so that each day of a visit has its own."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("tally", sa.Column("day", columns.Day(), nullable=True))
    # Counted in the daytime of an office between UTC+7 and UTC+9: the day is the same there and in UTC.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("UPDATE tally SET day = (moment AT TIME ZONE 'UTC')::date")
    else:
        op.execute("UPDATE tally SET day = substr(moment, 1, 10)")
    op.add_column("watch", sa.Column("language", sa.Text(), nullable=True))
    op.add_column("watch", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "tally_watch",
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("chat", columns.LargeInteger, autoincrement=False, nullable=False),
        sa.Column("message_id", columns.LargeInteger, nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("day", columns.Day(), nullable=False),
        sa.Column("undo", sa.Text(), nullable=True),
        sa.Column("is_open", columns.Flag(), nullable=False),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_tally_watch_visit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visit", "chat", name=op.f("pk_tally_watch")),
        sqlite_strict=True,
    )
