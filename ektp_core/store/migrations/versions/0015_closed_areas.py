"""An area that a new edition of the area codes no longer has is closed: it stays, with its figures and its history."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("area", sa.Column("closed", columns.Day(), nullable=True))
