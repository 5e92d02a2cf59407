"""A correction may be told again: as a new message that replies to the one that it corrects, which is changed beside it.

An announcement keeps the mark of the contradictions to the schedule that it was confirmed with.
"""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    for column in ("retells", "part_of"):
        op.execute(f"ALTER TABLE announcement ADD COLUMN {column} INTEGER CONSTRAINT fk_announcement_{column} REFERENCES announcement (id)")
        op.create_index(op.f(f"ix_announcement_{column}"), "announcement", [column])
    op.add_column("announcement", sa.Column("despite", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("delivery", sa.Column("replies_to", columns.LargeInteger, nullable=True))
