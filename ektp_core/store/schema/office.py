"""The office's facts and texts, and what was in force before."""

from sqlalchemy import CheckConstraint, Column, Integer, Text

from ektp_core.store.columns import LargeInteger, Moment
from ektp_core.store.schema.tables import table

fact = table(
    "fact",
    Column("key", Text, primary_key=True),
    Column("text_id", Text),
    Column("text_en", Text),
    Column("as_of", Text),
    Column("source", Text),
    CheckConstraint("text_id IS NULL OR (as_of IS NOT NULL AND source IS NOT NULL)", name="sourced"),
)

requirement = table(
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

old_version = table(
    "old_version",
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("replaced_at", Moment, nullable=False),
    Column("replaced_by", LargeInteger, nullable=False),
)
