"""Figures, in sets that can be taken back, and awards."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text, UniqueConstraint

from ektp_core.coverage.figure import Definition
from ektp_core.coverage.versions import SetState
from ektp_core.store.columns import Day, Flag, LargeInteger, Moment, Real, one_of
from ektp_core.store.schema.tables import table

figure_set = table(
    "figure_set",
    Column("id", Integer, primary_key=True),
    Column("as_of", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("areas", Integer, nullable=False),
    Column("made_by", LargeInteger, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("file", Text),
    one_of("state", SetState),
)

figure = table(
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

award = table(
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
