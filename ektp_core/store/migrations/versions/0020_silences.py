"""When Telegram was last heard, and an alarm for a silence in which it may have forgotten what people wrote."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0020"
down_revision = "0019"

KINDS = "kind IN ('token_refused', 'held', 'long_wait', 'text_refused', 'second_person', 'silence')"


def upgrade() -> None:
    op.add_column("state", sa.Column("heard", columns.Moment(), nullable=True))
    (_on_postgresql if op.get_bind().dialect.name == "postgresql" else _on_sqlite)()


def _on_postgresql() -> None:
    op.drop_constraint(op.f("ck_alarm_kind_known"), "alarm")
    op.create_check_constraint(op.f("ck_alarm_kind_known"), "alarm", KINDS)


def _on_sqlite() -> None:
    """A check is only changed by a new table."""
    op.rename_table("alarm", "alarm_before")
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("moment", columns.Moment(), nullable=False),
        sa.Column("told", columns.Moment(), nullable=True),
        sa.CheckConstraint(KINDS, name=op.f("ck_alarm_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO alarm (id, kind, details, moment, told) SELECT id, kind, details, moment, told FROM alarm_before")
    op.drop_table("alarm_before")
