"""Which bot of Telegram serves an office's database: another one cannot reach the people who are in it."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("state", sa.Column("bot", columns.LargeInteger, nullable=True))
