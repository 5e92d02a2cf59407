"""Somebody has several drafts of one tool, each about another thing; the number tells which was kept last."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """A new table in either database: its key is another, and what was begun before is about nothing in particular."""
    op.rename_table("draft", "draft_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE draft_before RENAME CONSTRAINT pk_draft TO pk_draft_before")
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", columns.LargeInteger, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("awaits", sa.Text(), nullable=True),
        sa.Column("updated", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("person", "kind", "about", name=op.f("uq_draft_person")),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO draft (person, kind, about, body, awaits, updated)"
        " SELECT person, kind, '', body, awaits, updated FROM draft_before ORDER BY updated"
    )
    op.drop_table("draft_before")
