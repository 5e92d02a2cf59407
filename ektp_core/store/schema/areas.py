"""Areas and schools, and the state of the board as a whole."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Text, false

from ektp_core.areas import Level
from ektp_core.store.columns import Day, Flag, LargeInteger, Moment, Real, one_of
from ektp_core.store.schema.tables import table

state = table(
    "state",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("board_version", Integer, nullable=False),
    Column("home", Text, nullable=False),
    Column("heard", Moment),
    Column("bot", LargeInteger),
    CheckConstraint("id = 1", name="only_one"),
)

area = table(
    "area",
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("parent", Text, ForeignKey("area.code")),
    Column("closed", Day),
    one_of("level", Level),
)

boundary = table(
    "boundary",
    Column("area", Text, ForeignKey("area.code"), primary_key=True),
    Column("geometry", Text, nullable=False),
    Column("source", Text, nullable=False),
)

school = table(
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
    Column("register_year", Integer),
    Column("is_closed", Flag, nullable=False, server_default=false()),
    Column("closed_since", Text),
    Column("successor", Text),
)
