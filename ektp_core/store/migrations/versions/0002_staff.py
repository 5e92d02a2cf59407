"""Staff: the team, the audit, drafts, versions of figures, tallies and visit requests."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0002"
down_revision = "0001"

APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
        "CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
        "CREATE TRIGGER audit_keeps BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    ),
}


def upgrade() -> None:
    _team()
    _figure_sets()
    _visits()
    _versions()
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _team() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moment", columns.Moment(), nullable=False),
        sa.Column("person", columns.LargeInteger, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.CheckConstraint("outcome IN ('done', 'refused')", name=op.f("ck_audit_outcome_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_audit_person"), "audit", ["person"], unique=False)
    op.create_table(
        "draft",
        sa.Column("person", columns.LargeInteger, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("awaits", sa.Text(), nullable=True),
        sa.Column("updated", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("person", "kind", name=op.f("pk_draft")),
        sqlite_strict=True,
    )
    op.create_table(
        "old_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("replaced_at", columns.Moment(), nullable=False),
        sa.Column("replaced_by", columns.LargeInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_version")),
        sqlite_strict=True,
    )
    op.create_table(
        "wrong_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", columns.LargeInteger, nullable=False),
        sa.Column("moment", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_try")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_wrong_try_person"), "wrong_try", ["person"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("inviter", columns.LargeInteger, nullable=False),
        sa.Column("expires", columns.Moment(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("person", columns.LargeInteger, nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.CheckConstraint("(role = 'school') = (school IS NOT NULL)", name=op.f("ck_invitation_school_named")),
        sa.CheckConstraint(
            "(state IN ('claimed', 'accepted', 'declined')) = (person IS NOT NULL)", name=op.f("ck_invitation_person_known")
        ),
        sa.CheckConstraint("role IN ('admin', 'officer', 'viewer', 'school')", name=op.f("ck_invitation_role_known")),
        sa.CheckConstraint("state IN ('open', 'claimed', 'accepted', 'declined', 'withdrawn')", name=op.f("ck_invitation_state_known")),
        sa.ForeignKeyConstraint(["school"], ["school.npsn"], name=op.f("fk_invitation_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
        sqlite_strict=True,
    )
    op.create_table(
        "member",
        sa.Column("person", columns.LargeInteger, autoincrement=False, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("since", columns.Moment(), nullable=False),
        sa.CheckConstraint("(role = 'school') = (school IS NOT NULL)", name=op.f("ck_member_school_named")),
        sa.CheckConstraint("role IN ('admin', 'officer', 'viewer', 'school')", name=op.f("ck_member_role_known")),
        sa.CheckConstraint("person NOT IN (777000, 136817688, 1087968824)", name=op.f("ck_member_a_person")),
        sa.ForeignKeyConstraint(["school"], ["school.npsn"], name=op.f("fk_member_school")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_member")),
        sqlite_strict=True,
    )


def _figure_sets() -> None:
    op.create_table(
        "figure_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("areas", sa.Integer(), nullable=False),
        sa.Column("made_by", columns.LargeInteger, nullable=False),
        sa.Column("made_at", columns.Moment(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('in_force', 'rolled_back')", name=op.f("ck_figure_set_state_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_set")),
        sqlite_strict=True,
    )
    # SQLite adds a foreign key only together with its column.
    op.execute("ALTER TABLE figure ADD COLUMN set_id INTEGER CONSTRAINT fk_figure_set_id REFERENCES figure_set (id)")
    op.create_index(op.f("ix_figure_set_id"), "figure", ["set_id"], unique=False)


def _visits() -> None:
    op.create_table(
        "tally",
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("tap", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("person", columns.LargeInteger, nullable=False),
        sa.Column("moment", columns.Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('recorded', 'absent', 'failed')", name=op.f("ck_tally_kind_known")),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_tally_visit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visit", "tap", name=op.f("pk_tally")),
        sqlite_strict=True,
    )
    op.create_table(
        "visit_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("pupils", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("wishes", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("proposed", sa.Text(), nullable=True),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("asked_by", columns.LargeInteger, nullable=False),
        sa.Column("asked_at", columns.Moment(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("(state = 'accepted') = (visit IS NOT NULL)", name=op.f("ck_visit_request_visit_named")),
        sa.CheckConstraint(
            "state IN ('waiting', 'proposed', 'accepted', 'declined', 'withdrawn')", name=op.f("ck_visit_request_state_known")
        ),
        sa.CheckConstraint("pupils > 0 AND days > 0", name=op.f("ck_visit_request_something_asked")),
        sa.ForeignKeyConstraint(["school"], ["school.npsn"], name=op.f("fk_visit_request_school")),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_visit_request_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_request")),
        sqlite_strict=True,
    )


def _versions() -> None:
    op.add_column("award", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("loan", sa.Column("number", sa.Text(), nullable=True))
    op.add_column("loan", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("school", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("visit", sa.Column("expected", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("recorded", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("absent", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("failed", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
