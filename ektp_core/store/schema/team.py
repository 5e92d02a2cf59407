"""The team, its invitations and drafts, and the audit."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, Connection, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, event

from ektp_core.roles import IMPERSONAL, InvitationState, Outcome, Role
from ektp_core.store.columns import LargeInteger, Moment, one_of
from ektp_core.store.schema.tables import table

member = table(
    "member",
    Column("person", LargeInteger, primary_key=True, autoincrement=False),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("school", Text, ForeignKey("school.npsn")),
    Column("since", Moment, nullable=False),
    one_of("role", Role),
    CheckConstraint("(role = 'school') = (school IS NOT NULL)", name="school_named"),
    CheckConstraint(f"person NOT IN ({', '.join(map(str, sorted(IMPERSONAL)))})", name="a_person"),
)

invitation = table(
    "invitation",
    Column("id", Integer, primary_key=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("school", Text, ForeignKey("school.npsn")),
    Column("inviter", LargeInteger, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("person", LargeInteger),
    Column("name", Text),
    one_of("role", Role),
    one_of("state", InvitationState),
    CheckConstraint("(role = 'school') = (school IS NOT NULL)", name="school_named"),
    CheckConstraint("(state IN ('claimed', 'accepted', 'declined')) = (person IS NOT NULL)", name="person_known"),
)

wrong_try = table(
    "wrong_try",
    Column("id", Integer, primary_key=True),
    Column("person", LargeInteger, nullable=False, index=True),
    Column("moment", Moment, nullable=False),
)

audit = table(
    "audit",
    Column("id", Integer, primary_key=True),
    Column("moment", Moment, nullable=False),
    Column("person", LargeInteger, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("role", Text),
    Column("act", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("thing", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("changes", Text, nullable=False, server_default="[]"),
    one_of("outcome", Outcome),
    Index("ix_audit_kind_thing", "kind", "thing"),
)

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

AUDIT_LETS_GO = {"sqlite": "DROP TRIGGER audit_stays", "postgresql": "DROP TRIGGER audit_keeps ON audit"}
"""Takes the last of these away, for a transaction that puts it back: only what is too old to be kept is ever deleted (`retention.py`)."""


@event.listens_for(audit, "after_create")
def _append_only(_table: Table, connection: Connection, **_: Any) -> None:
    for statement in APPEND_ONLY[connection.dialect.name]:
        connection.exec_driver_sql(statement)


draft = table(
    "draft",
    Column("id", Integer, primary_key=True),
    Column("person", LargeInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False, default=""),
    Column("body", Text, nullable=False),
    Column("awaits", Text),
    Column("updated", Moment, nullable=False),
    UniqueConstraint("person", "kind", "about"),
)
