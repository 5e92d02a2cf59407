"""The audit keeps what an act was about in columns: its kind, and which thing of it. Before, both stood in one phrase ("visit 12")."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0006"
down_revision = "0005"

FIRST_WORD = {
    "sqlite": ("substr(subject || ' ', 1, instr(subject || ' ', ' ') - 1)", "ltrim(substr(subject || ' ', instr(subject || ' ', ' ')))"),
    "postgresql": ("split_part(subject, ' ', 1)", "substr(subject || ' ', strpos(subject || ' ', ' ') + 1)"),
}
KEPT = "id, moment, person, name, role, act, outcome"
APPEND_ONLY = (
    "CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    "CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
)


def upgrade() -> None:
    (_on_postgresql if op.get_bind().dialect.name == "postgresql" else _on_sqlite)()
    op.create_index("ix_audit_kind_thing", "audit", ["kind", "thing"])


def _on_postgresql() -> None:
    kind, thing = FIRST_WORD["postgresql"]
    op.execute("ALTER TABLE audit DISABLE TRIGGER audit_keeps")
    op.execute("ALTER TABLE audit ADD COLUMN kind TEXT, ADD COLUMN thing TEXT")
    op.execute(f"UPDATE audit SET kind = {kind}, thing = rtrim({thing})")  # noqa: S608 -- our own words
    op.execute("ALTER TABLE audit ALTER COLUMN kind SET NOT NULL, ALTER COLUMN thing SET NOT NULL, DROP COLUMN subject")
    op.execute("ALTER TABLE audit ENABLE TRIGGER audit_keeps")


def _on_sqlite() -> None:
    """A column without a default is only had by a new table."""
    kind, thing = FIRST_WORD["sqlite"]
    for trigger in ("audit_keeps", "audit_stays"):
        op.execute(f"DROP TRIGGER {trigger}")
    op.drop_index("ix_audit_person", "audit")
    op.rename_table("audit", "audit_before")
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moment", columns.Moment(), nullable=False),
        sa.Column("person", columns.LargeInteger, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.CheckConstraint("outcome IN ('done', 'refused')", name=op.f("ck_audit_outcome_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_audit_person"), "audit", ["person"])
    op.execute(
        f"INSERT INTO audit ({KEPT}, kind, thing, details) SELECT {KEPT}, {kind}, rtrim({thing}), details FROM audit_before"  # noqa: S608 -- our own words
    )
    op.drop_table("audit_before")
    for statement in APPEND_ONLY:
        op.execute(statement)
