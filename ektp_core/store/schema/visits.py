"""Visits, what calendars were told of them, what is counted at them, requests for them, and loans of kits."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text, UniqueConstraint

from ektp_core.requests.request import RequestState
from ektp_core.store.columns import Day, Flag, LargeInteger, Moment, one_of
from ektp_core.store.schema.tables import table
from ektp_core.visits.schedule import PlaceKind, TallyKind, VisitState

visit = table(
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

visit_day = table(
    "visit_day",
    Column("visit", Integer, ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Day, primary_key=True),
    Column("moved_away", Flag, primary_key=True),
)

visit_hours = table(
    "visit_hours",
    Column("visit", Integer, ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("class_name", Text),
    CheckConstraint("starts < ends", name="in_order"),
)

calendar_event = table(
    "calendar_event",
    Column("id", Integer, primary_key=True),
    Column("visit", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("day", Day, nullable=False),
    Column("stands", Flag, nullable=False),
    Column("place_kind", Text, nullable=False),
    Column("place_name", Text, nullable=False),
    Column("subdistrict", Text, ForeignKey("area.code"), nullable=False),
    Column("school", Text),
    Column("sequence", Integer, nullable=False),
    Column("modified", Moment, nullable=False),
    Column("example", Flag, nullable=False),
    Column("removed", Flag, nullable=False),
    one_of("place_kind", PlaceKind),
    UniqueConstraint("visit", "number"),
    CheckConstraint("number > 0 AND sequence >= 0", name="counted"),
)
"""What calendars were told: it outlives its visit and its school, so that what was removed is called off there too."""

tally = table(
    "tally",
    Column("visit", Integer, ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True),
    Column("tap", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("person", LargeInteger, nullable=False),
    Column("moment", Moment, nullable=False),
    Column("day", Day),
    one_of("kind", TallyKind),
)

tally_watch = table(
    "tally_watch",
    Column("visit", Integer, ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True),
    Column("chat", LargeInteger, primary_key=True, autoincrement=False),
    Column("message_id", LargeInteger),
    Column("language", Text),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("day", Day, nullable=False),
    Column("undo", Text),
    Column("is_open", Flag, nullable=False),
)

visit_request = table(
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
    Column("proposed_kits", Integer),
    Column("proposed_by", LargeInteger),
    Column("replaced", Text),
    Column("within", Text),
    Column("refused", Text),
    Column("visit", Integer, ForeignKey("visit.id")),
    Column("asked_by", LargeInteger, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    one_of("state", RequestState),
    CheckConstraint("pupils > 0 AND days > 0", name="something_asked"),
    CheckConstraint("(state = 'accepted') = (visit IS NOT NULL)", name="visit_named"),
)

loan = table(
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
