"""A school says from which year's register it was taken until staff confirm it, and may have closed.

What a first start took over still waits for that, unless somebody has corrected it since, or a visit was recorded there.
"""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0016"
down_revision = "0015"

TAKEN_OVER = """
UPDATE school SET register_year = 2019
WHERE source = 'suryavip/daftar-sekolah-indonesia (MIT), Juni 2019' AND version = 1
AND NOT EXISTS (SELECT 1 FROM visit WHERE visit.school = school.npsn AND visit.recorded IS NOT NULL)
"""


def upgrade() -> None:
    op.add_column("school", sa.Column("register_year", sa.Integer(), nullable=True))
    op.add_column("school", sa.Column("is_closed", columns.Flag(), nullable=False, server_default=sa.false()))
    op.add_column("school", sa.Column("closed_since", sa.Text(), nullable=True))
    op.add_column("school", sa.Column("successor", sa.Text(), nullable=True))
    op.execute(TAKEN_OVER)
