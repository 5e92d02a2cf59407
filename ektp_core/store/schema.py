"""Every table and column, once. Migrations bring a database here (`migrations/`); a test compares the two."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

from ektp_core.alarms import AlarmKind
from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState, FileKind
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.areas import Level
from ektp_core.coverage.figure import Definition
from ektp_core.coverage.figure_sets import SetState
from ektp_core.notices.due import NoticeKind
from ektp_core.profile import Language
from ektp_core.requests.requests import RequestState
from ektp_core.roles import IMPERSONAL, InvitationState, Outcome, Role
from ektp_core.store.columns import Day, Flag, LargeInteger, Moment, Real, one_of
from ektp_core.subscriptions.reminders import ReminderKind
from ektp_core.subscriptions.subscribers import ChatSort, GoneReason, Scope, Topic
from ektp_core.unanswered import MOST_LETTERS, Length, Why
from ektp_core.visits.schedule import PlaceKind, TallyKind, VisitState

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _table(name: str, *items: Column[object] | CheckConstraint | UniqueConstraint | Index) -> Table:
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
    Column("kind", Text, nullable=False, server_default="card"),
    Column("words", Text, nullable=False),
    Column("title_id", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("lines_id", Text, nullable=False),
    Column("lines_en", Text, nullable=False),
    Column("note_id", Text, nullable=False),
    Column("note_en", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("source", Text, nullable=False),
    CheckConstraint("kind IN ('card', 'elsewhere')", name="kind_known"),
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
    Column("kind", Text, nullable=False),
    Column("thing", Text, nullable=False),
    Column("details", Text, nullable=False),
    one_of("outcome", Outcome),
    Index("ix_audit_kind_thing", "kind", "thing"),
)

draft = _table(
    "draft",
    Column("person", LargeInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("awaits", Text),
    Column("updated", Moment, nullable=False),
)

# Who is written to unasked

subscriber = _table(
    "subscriber",
    Column("chat", LargeInteger, primary_key=True, autoincrement=False),
    Column("sort", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("consent_version", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("last_seen", Day, nullable=False, index=True),
    Column("paused_until", Day),
    one_of("sort", ChatSort),
    one_of("language", Language),
)

subscription = _table(
    "subscription",
    Column("chat", LargeInteger, ForeignKey("subscriber.chat", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("scope", Text, primary_key=True),
    Column("target", Text, primary_key=True),
    Column("since", Moment, nullable=False),
    one_of("scope", Scope),
    Index("ix_subscription_target", "scope", "target"),
)

muted = _table(
    "muted",
    Column("chat", LargeInteger, ForeignKey("subscriber.chat", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("topic", Text, primary_key=True),
    one_of("topic", Topic),
)

reminder = _table(
    "reminder",
    Column("chat", LargeInteger, ForeignKey("subscriber.chat", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("day", Day, primary_key=True, index=True),
    one_of("kind", ReminderKind),
)

gone = _table(
    "gone",
    Column("chat", LargeInteger, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("since", Moment, nullable=False),
    one_of("reason", GoneReason),
)

# What is sent to many, and each copy of it

announcement = _table(
    "announcement",
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, unique=True),
    Column("state", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("audience", Text),
    Column("text", Text, nullable=False),
    Column("file_kind", Text),
    Column("file_id", Text),
    Column("file_name", Text),
    Column("visit", Integer, index=True),
    Column("corrects", Integer, ForeignKey("announcement.id"), index=True),
    Column("due", Moment),
    Column("expires", Moment),
    Column("made_by", LargeInteger, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("confirmed_by", LargeInteger),
    Column("approved_by", LargeInteger),
    Column("started", Moment),
    Column("closed", Moment),
    Column("reason", Text),
    Column("delivered", Integer),
    Column("unreachable", Integer),
    Column("skipped", Integer),
    Column("uncertain", Integer),
    one_of("kind", AnnouncementKind),
    one_of("state", AnnouncementState),
    CheckConstraint(f"file_kind IS NULL OR file_kind IN ({', '.join(repr(str(kind)) for kind in FileKind)})", name="file_kind_known"),
    CheckConstraint("(file_kind IS NULL) = (file_id IS NULL)", name="file_whole"),
    CheckConstraint("(kind IN ('correction', 'retraction')) = (corrects IS NOT NULL)", name="corrected_named"),
    CheckConstraint("approved_by IS NULL OR (confirmed_by IS NOT NULL AND approved_by <> confirmed_by)", name="two_people"),
    CheckConstraint("state NOT IN ('sending', 'stopped', 'closed') OR started IS NOT NULL", name="begun"),
    CheckConstraint("(closed IS NULL) = (delivered IS NULL)", name="counted_when_closed"),
)

announcement_text = _table(
    "announcement_text",
    Column("id", Integer, primary_key=True),
    Column("announcement", Integer, ForeignKey("announcement.id", ondelete="CASCADE"), nullable=False),
    Column("variant", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("buttons", Text),
    one_of("language", Language),
    UniqueConstraint("announcement", "variant", "language"),
)

delivery = _table(
    "delivery",
    Column("id", Integer, primary_key=True),
    Column("announcement", Integer, ForeignKey("announcement.id", ondelete="CASCADE"), nullable=False),
    Column("chat", LargeInteger, index=True),
    Column("text", Integer, ForeignKey("announcement_text.id")),
    Column("state", Text, nullable=False),
    Column("ambiguous", Integer, nullable=False, server_default="0"),
    Column("fence", Integer),
    Column("message_id", LargeInteger),
    Column("error", Text),
    one_of("state", DeliveryState),
    CheckConstraint("ambiguous BETWEEN 0 AND 2", name="two_copies_at_most"),
    CheckConstraint("(state = 'sending') = (fence IS NOT NULL)", name="owned_while_sending"),
    CheckConstraint("state <> 'uncertain' OR ambiguous > 0", name="uncertain_for_a_reason"),
    UniqueConstraint("announcement", "chat"),
    Index("ix_delivery_state", "announcement", "state", "id"),
)

watch = _table(
    "watch",
    Column("announcement", Integer, ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True),
    Column("chat", LargeInteger, primary_key=True, autoincrement=False),
    Column("message_id", LargeInteger, nullable=False),
)

announcement_template = _table(
    "announcement_template",
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("file_kind", Text),
    Column("file_id", Text),
    Column("file_name", Text),
    Column("made_by", LargeInteger, nullable=False),
    Column("made_at", Moment, nullable=False),
    CheckConstraint("(file_kind IS NULL) = (file_id IS NULL)", name="file_whole"),
)

notice_off = _table(
    "notice_off",
    Column("kind", Text, primary_key=True),
    one_of("kind", NoticeKind),
)

visit_told = _table(
    "visit_told",
    Column("visit", Integer, primary_key=True, autoincrement=False),
    Column("told", Text, nullable=False),
    Column("moment", Moment, nullable=False),
)

# Messages that fell through

unanswered = _table(
    "unanswered",
    Column("day", Day, primary_key=True),
    Column("why", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("length", Text, primary_key=True),
    Column("names", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    one_of("why", Why),
    one_of("length", Length),
    CheckConstraint("length(topic) <= 40 AND length(names) <= 40", name="no_text"),
    CheckConstraint("count > 0", name="some"),
)

unanswered_switch = _table(
    "unanswered_switch",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("since", Day, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)

unanswered_text = _table(
    "unanswered_text",
    Column("id", Integer, primary_key=True),
    Column("chat", LargeInteger, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("asked_on", Day, nullable=False, index=True),
    Column("consent_version", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("topic", Text, nullable=False),
    one_of("why", Why),
    CheckConstraint(f"length(text) BETWEEN 1 AND {MOST_LETTERS}", name="short"),
)

# Who sends

lead = _table(
    "lead",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fence", Integer, nullable=False),
    Column("beat", Integer, nullable=False),
    Column("until", Moment, nullable=False),
    Column("identity", Text, nullable=False),
    Column("held_since", Moment),
    Column("released", Moment),
    CheckConstraint("id = 1", name="only_one"),
)

alarm = _table(
    "alarm",
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("moment", Moment, nullable=False),
    Column("told", Moment),
    one_of("kind", AlarmKind),
)
