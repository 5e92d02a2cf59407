"""The first schema: what citizens see of an office, and the language a chat chose."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.CheckConstraint("level IN ('province', 'district', 'subdistrict', 'village')", name=op.f("ck_area_level_known")),
        sa.ForeignKeyConstraint(["parent"], ["area.code"], name=op.f("fk_area_parent")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_area")),
        sqlite_strict=True,
    )
    op.create_table(
        "fact",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text_id", sa.Text(), nullable=True),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.CheckConstraint("text_id IS NULL OR (as_of IS NOT NULL AND source IS NOT NULL)", name=op.f("ck_fact_sourced")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_fact")),
        sqlite_strict=True,
    )
    op.create_table(
        "loan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", columns.Day(), nullable=False),
        sa.Column("last_day", columns.Day(), nullable=False),
        sa.Column("kits", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("example", columns.Flag(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_loan_in_order")),
        sa.CheckConstraint("kits > 0", name=op.f("ck_loan_some_kit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan")),
        sqlite_strict=True,
    )
    op.create_table(
        "preference",
        sa.Column("chat", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("since", columns.Moment(), nullable=False),
        sa.CheckConstraint("language IN ('id', 'en')", name=op.f("ck_preference_language_known")),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_preference")),
        sqlite_strict=True,
    )
    op.create_table(
        "requirement",
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("title_id", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("lines_id", sa.Text(), nullable=False),
        sa.Column("lines_en", sa.Text(), nullable=False),
        sa.Column("note_id", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("topic", name=op.f("pk_requirement")),
        sqlite_strict=True,
    )
    op.create_table(
        "state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("board_version", sa.Integer(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_state_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state")),
        sqlite_strict=True,
    )
    op.create_table(
        "award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=True),
        sa.Column("given_on", columns.Day(), nullable=True),
        sa.Column("prize", sa.Text(), nullable=True),
        sa.Column("note_id", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area"], ["area.code"], name=op.f("fk_award_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
        sa.UniqueConstraint("year", "category", name=op.f("uq_award_year")),
        sqlite_strict=True,
    )
    op.create_table(
        "boundary",
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area"], ["area.code"], name=op.f("fk_boundary_area")),
        sa.PrimaryKeyConstraint("area", name=op.f("pk_boundary")),
        sqlite_strict=True,
    )
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("obliged", sa.Integer(), nullable=True),
        sa.Column("recorded", sa.Integer(), nullable=True),
        sa.Column("missing", sa.Integer(), nullable=True),
        sa.Column("early", sa.Integer(), nullable=True),
        sa.Column("printed", sa.Integer(), nullable=True),
        sa.Column("percent_total", sa.Double().with_variant(sa.REAL(), "sqlite"), nullable=True),
        sa.Column("percent_recorded", sa.Double().with_variant(sa.REAL(), "sqlite"), nullable=True),
        sa.Column("percent_early", sa.Double().with_variant(sa.REAL(), "sqlite"), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("approximate", columns.Flag(), nullable=False),
        sa.Column("example", columns.Flag(), nullable=False),
        sa.CheckConstraint("definition IN ('recorded', 'with_early', 'owned', 'unstated')", name=op.f("ck_figure_definition_known")),
        sa.CheckConstraint("percent_total IS NULL OR (obliged IS NULL OR recorded IS NULL)", name=op.f("ck_figure_counts_or_percent")),
        sa.ForeignKeyConstraint(["area"], ["area.code"], name=op.f("fk_figure_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_figure_area"), "figure", ["area"], unique=False)
    op.create_table(
        "school",
        sa.Column("npsn", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("subdistrict", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double().with_variant(sa.REAL(), "sqlite"), nullable=True),
        sa.Column("longitude", sa.Double().with_variant(sa.REAL(), "sqlite"), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["subdistrict"], ["area.code"], name=op.f("fk_school_subdistrict")),
        sa.PrimaryKeyConstraint("npsn", name=op.f("pk_school")),
        sqlite_strict=True,
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_kind", sa.Text(), nullable=False),
        sa.Column("place_name", sa.Text(), nullable=False),
        sa.Column("subdistrict", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("kits", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("updated", columns.Moment(), nullable=False),
        sa.Column("catch_up", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("example", columns.Flag(), nullable=False),
        sa.CheckConstraint("(place_kind = 'school') = (school IS NOT NULL)", name=op.f("ck_visit_school_named")),
        sa.CheckConstraint("place_kind IN ('school', 'subdistrict_office', 'village', 'other')", name=op.f("ck_visit_place_kind_known")),
        sa.CheckConstraint("state IN ('planned', 'confirmed', 'moved', 'done', 'cancelled')", name=op.f("ck_visit_state_known")),
        sa.CheckConstraint("kits > 0", name=op.f("ck_visit_some_kit")),
        sa.ForeignKeyConstraint(["school"], ["school.npsn"], name=op.f("fk_visit_school")),
        sa.ForeignKeyConstraint(["subdistrict"], ["area.code"], name=op.f("fk_visit_subdistrict")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sqlite_strict=True,
    )
    op.create_table(
        "visit_day",
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("day", columns.Day(), nullable=False),
        sa.Column("moved_away", columns.Flag(), nullable=False),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_visit_day_visit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visit", "day", "moved_away", name=op.f("pk_visit_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "visit_hours",
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("class_name", sa.Text(), nullable=True),
        sa.CheckConstraint("starts < ends", name=op.f("ck_visit_hours_in_order")),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_visit_hours_visit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visit", "position", name=op.f("pk_visit_hours")),
        sqlite_strict=True,
    )
