"""What people have ended, by a keyed hash, so that a copy of an earlier day does not begin it again."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "ending",
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("moment", columns.Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('erased', 'unfollowed', 'role')", name=op.f("ck_ending_kind_known")),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_ending")),
        sqlite_strict=True,
    )
