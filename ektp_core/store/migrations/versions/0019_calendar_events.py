"""What calendars were told: an event for each day of a visit that stays the same one, and the days that a visit was moved from."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0019"
down_revision = "0018"

PLACES = "'school', 'subdistrict_office', 'village', 'other'"


def upgrade() -> None:
    op.create_table(
        "calendar_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", columns.Day(), nullable=False),
        sa.Column("stands", columns.Flag(), nullable=False),
        sa.Column("place_kind", sa.Text(), nullable=False),
        sa.Column("place_name", sa.Text(), nullable=False),
        sa.Column("subdistrict", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("modified", columns.Moment(), nullable=False),
        sa.Column("example", columns.Flag(), nullable=False),
        sa.Column("removed", columns.Flag(), nullable=False),
        sa.CheckConstraint("number > 0 AND sequence >= 0", name=op.f("ck_calendar_event_counted")),
        sa.CheckConstraint(f"place_kind IN ({PLACES})", name=op.f("ck_calendar_event_place_kind_known")),
        sa.ForeignKeyConstraint(["subdistrict"], ["area.code"], name=op.f("fk_calendar_event_subdistrict")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_event")),
        sa.UniqueConstraint("visit", "number", name=op.f("uq_calendar_event_visit")),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO calendar_event"
        " (visit, number, day, stands, place_kind, place_name, subdistrict, school, sequence, modified, example, removed)"
        " SELECT v.id, row_number() OVER (PARTITION BY v.id ORDER BY d.moved_away, d.day), d.day,"
        " NOT d.moved_away, v.place_kind, v.place_name, v.subdistrict, v.school, 0, v.updated, v.example, FALSE"
        " FROM visit_day d JOIN visit v ON v.id = d.visit"
    )
