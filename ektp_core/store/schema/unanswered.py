"""What fell through."""

from sqlalchemy import CheckConstraint, Column, Integer, Text

from ektp_core.store.columns import Day, LargeInteger, one_of
from ektp_core.store.schema.tables import table
from ektp_core.unanswered import MOST_LETTERS, Lack, Length, Why

unanswered = table(
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

unmet = table(
    "unmet",
    Column("day", Day, primary_key=True),
    Column("lack", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    one_of("lack", Lack),
    CheckConstraint("length(place) <= 13 AND ltrim(place, '0123456789.') = ''", name="only_a_number"),
    CheckConstraint("count > 0", name="some"),
)

unanswered_switch = table(
    "unanswered_switch",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("since", Day, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)

unanswered_text = table(
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
