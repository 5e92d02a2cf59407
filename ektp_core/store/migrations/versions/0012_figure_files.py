"""The name of the file that figures were read in is kept apart from their source, which citizens read."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("figure_set", sa.Column("file", sa.Text(), nullable=True))
