"""Messages that fell through: counts of their shapes, and the sentences that people allowed to be kept."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _counts()
    _texts()


def _counts() -> None:
    op.create_table(
        "unanswered",
        sa.Column("day", columns.Day(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("length", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_unanswered_some")),
        sa.CheckConstraint("length IN ('1-3', '4-8', '9-20', '21+')", name=op.f("ck_unanswered_length_known")),
        sa.CheckConstraint("length(topic) <= 40 AND length(names) <= 40", name=op.f("ck_unanswered_no_text")),
        sa.CheckConstraint("why IN ('unsure', 'out_of_scope', 'no_date')", name=op.f("ck_unanswered_why_known")),
        sa.PrimaryKeyConstraint("day", "why", "topic", "length", "names", name=op.f("pk_unanswered")),
        sqlite_strict=True,
    )


def _texts() -> None:
    op.create_table(
        "unanswered_switch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", columns.Day(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_unanswered_switch_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_switch")),
        sqlite_strict=True,
    )
    op.create_table(
        "unanswered_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat", columns.LargeInteger, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_on", columns.Day(), nullable=False),
        sa.Column("consent_version", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 500", name=op.f("ck_unanswered_text_short")),
        sa.CheckConstraint("why IN ('unsure', 'out_of_scope', 'no_date')", name=op.f("ck_unanswered_text_why_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_text")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_unanswered_text_asked_on"), "unanswered_text", ["asked_on"], unique=False)
    op.create_index(op.f("ix_unanswered_text_chat"), "unanswered_text", ["chat"], unique=False)
