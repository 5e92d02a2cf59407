"""Every table and column, once. Migrations bring a database here (`migrations/`); a test compares the two."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

from ektp_core.areas import Level
from ektp_core.coverage import Definition
from ektp_core.figure_sets import SetState
from ektp_core.profile import Language
from ektp_core.roles import IMPERSONAL, InvitationState, Outcome, Role
from ektp_core.schedule import PlaceKind, TallyKind, VisitState
from ektp_core.store.columns import Day, Flag, LargeInteger, Moment, Real, one_of
from ektp_core.visit_requests import RequestState

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _table(name: str, *items: Column[object] | CheckConstraint | UniqueConstraint) -> Table:
    return Table(name, metadata, *items, sqlite_strict=True)


state = _table(
    "state",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("board_version", Integer, nullable=False),
    Column("home", Text, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)

area = _table(
    "area",
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("parent", Text, ForeignKey("area.code")),
    one_of("level", Level),
)

boundary = _table(
    "boundary",
    Column("area", Text, ForeignKey("area.code"), primary_key=True),
    Column("geometry", Text, nullable=False),
    Column("source", Text, nullable=False),
)

school = _table(
    "school",
    Column("npsn", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("subdistrict", Text, ForeignKey("area.code"), nullable=False),
    Column("address", Text, nullable=False),
    Column("latitude", Real),
    Column("longitude", Real),
    Column("source", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
)

figure_set = _table(
    "figure_set",
    Column("id", Integer, primary_key=True),
    Column("as_of", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("areas", Integer, nullable=False),
    Column("made_by", LargeInteger, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    one_of("state", SetState),
)

figure = _table(
    "figure",
    Column("id", Integer, primary_key=True),
    Column("area", Text, ForeignKey("area.code"), nullable=False, index=True),
    Column("as_of", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("obliged", Integer),
    Column("recorded", Integer),
    Column("missing", Integer),
    Column("early", Integer),
    Column("printed", Integer),
    Column("percent_total", Real),
    Column("percent_recorded", Real),
    Column("percent_early", Real),
    Column("source", Text, nullable=False),
    Column("note", Text),
    Column("approximate", Flag, nullable=False),
    Column("example", Flag, nullable=False),
    Column("set_id", Integer, ForeignKey("figure_set.id"), index=True),
    one_of("definition", Definition),
    CheckConstraint("percent_total IS NULL OR (obliged IS NULL OR recorded IS NULL)", name="counts_or_percent"),
)

award = _table(
    "award",
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("category", Text, nullable=False),
    Column("area", Text, ForeignKey("area.code")),
    Column("recipient", Text),
    Column("given_on", Day),
    Column("prize", Text),
    Column("note_id", Text),
    Column("note_en", Text),
    Column("source", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("year", "category"),
)

visit = _table(
    "visit",
    Column("id", Integer, primary_key=True),
    Column("place_kind", Text, nullable=False),
    Column("place_name", Text, nullable=False),
    Column("subdistrict", Text, ForeignKey("area.code"), nullable=False),
    Column("school", Text, ForeignKey("school.npsn")),
    Column("kits", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("catch_up", Text),
    Column("note", Text),
    Column("source", Text, nullable=False),
    Column("example", Flag, nullable=False),
    Column("expected", Integer),
    Column("recorded", Integer),
    Column("absent", Integer),
    Column("failed", Integer),
    Column("version", Integer, nullable=False, server_default="1"),
    one_of("place_kind", PlaceKind),
    one_of("state", VisitState),
    CheckConstraint("kits > 0", name="some_kit"),
    CheckConstraint("(place_kind = 'school') = (school IS NOT NULL)", name="school_named"),
)

visit_day = _table(
    "visit_day",
    Column("visit", Integer, ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Day, primary_key=True),
    Column("moved_away", Flag, primary_key=True),
)

visit_hours = _table(
    "visit_hours",
    Column("visit", Integer, ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("class_name", Text),
    CheckConstraint("starts < ends", name="in_order"),
)

tally = _table(
    "tally",
    Column("visit", Integer, ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True),
    Column("tap", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("person", LargeInteger, nullable=False),
    Column("moment", Moment, nullable=False),
    one_of("kind", TallyKind),
)

visit_request = _table(
    "visit_request",
    Column("id", Integer, primary_key=True),
    Column("school", Text, ForeignKey("school.npsn"), nullable=False),
    Column("pupils", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("wishes", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("proposed", Text),
    Column("visit", Integer, ForeignKey("visit.id")),
    Column("asked_by", LargeInteger, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    one_of("state", RequestState),
    CheckConstraint("pupils > 0 AND days > 0", name="something_asked"),
    CheckConstraint("(state = 'accepted') = (visit IS NOT NULL)", name="visit_named"),
)

loan = _table(
    "loan",
    Column("id", Integer, primary_key=True),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("kits", Integer, nullable=False),
    Column("note", Text),
    Column("example", Flag, nullable=False),
    Column("number", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    CheckConstraint("first_day <= last_day", name="in_order"),
    CheckConstraint("kits > 0", name="some_kit"),
)

fact = _table(
    "fact",
    Column("key", Text, primary_key=True),
    Column("text_id", Text),
    Column("text_en", Text),
    Column("as_of", Text),
    Column("source", Text),
    CheckConstraint("text_id IS NULL OR (as_of IS NOT NULL AND source IS NOT NULL)", name="sourced"),
)

requirement = _table(
    "requirement",
    Column("topic", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("title_id", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("lines_id", Text, nullable=False),
    Column("lines_en", Text, nullable=False),
    Column("note_id", Text, nullable=False),
    Column("note_en", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("source", Text, nullable=False),
)

old_version = _table(
    "old_version",
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("replaced_at", Moment, nullable=False),
    Column("replaced_by", LargeInteger, nullable=False),
)

preference = _table(
    "preference",
    Column("chat", LargeInteger, primary_key=True, autoincrement=False),
    Column("language", Text, nullable=False),
    Column("since", Moment, nullable=False),
    one_of("language", Language),
)

member = _table(
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

invitation = _table(
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

wrong_try = _table(
    "wrong_try",
    Column("id", Integer, primary_key=True),
    Column("person", LargeInteger, nullable=False, index=True),
    Column("moment", Moment, nullable=False),
)

audit = _table(
    "audit",
    Column("id", Integer, primary_key=True),
    Column("moment", Moment, nullable=False),
    Column("person", LargeInteger, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("role", Text),
    Column("act", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Text, nullable=False),
    one_of("outcome", Outcome),
)

draft = _table(
    "draft",
    Column("person", LargeInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("awaits", Text),
    Column("updated", Moment, nullable=False),
)
