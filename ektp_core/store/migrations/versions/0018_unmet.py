"""Questions that were understood and that nobody could answer: counted by what is lacking, and where."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0018"
down_revision = "0017"

LACKS = "'visit', 'school', 'figure', 'district_figures', 'subdistrict_figures', 'village_figures'"


def upgrade() -> None:
    op.create_table(
        "unmet",
        sa.Column("day", columns.Day(), nullable=False),
        sa.Column("lack", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_unmet_some")),
        sa.CheckConstraint(f"lack IN ({LACKS})", name=op.f("ck_unmet_lack_known")),
        sa.CheckConstraint("length(place) <= 13 AND ltrim(place, '0123456789.') = ''", name=op.f("ck_unmet_only_a_number")),
        sa.PrimaryKeyConstraint("day", "lack", "place", name=op.f("pk_unmet")),
        sqlite_strict=True,
    )
