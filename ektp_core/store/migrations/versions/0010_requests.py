"""A request keeps a wished period and the days that its school has refused; an offer its kits, who made it, and the one it replaces."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("visit_request", sa.Column("proposed_kits", sa.Integer(), nullable=True))
    op.add_column("visit_request", sa.Column("proposed_by", columns.LargeInteger, nullable=True))
    for name in ("replaced", "within", "refused"):
        op.add_column("visit_request", sa.Column(name, sa.Text(), nullable=True))
