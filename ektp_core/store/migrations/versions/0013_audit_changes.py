"""The audit keeps what each thing was before and after an act; of what was done before it keeps no more than it did."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("audit", sa.Column("changes", sa.Text(), server_default="[]", nullable=False))
