"""The name of the file that figures were read in is kept apart from their source, which citizens read."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("figure_set", sa.Column("file", sa.Text(), nullable=True))
