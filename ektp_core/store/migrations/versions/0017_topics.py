"""Answers to what is asked again and again; an office at work gets those that are missing. What nobody has announced is counted.

An office without a profile gets those of the law alone; what it has said itself stays as it is.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

DATA = Path(__file__).parents[3] / "data"
LAW, PROFILES = DATA / "law.toml", (DATA / "bangka_tengah.toml",)
OF_THE_LAW = ("free_of_charge", "reporting")

BEFORE, AFTER = "'unsure', 'out_of_scope', 'no_date'", "'unsure', 'out_of_scope', 'no_date', 'unannounced'"
COUNTED = ("unanswered", "unanswered_text")

fact = sa.table("fact", *(sa.column(name) for name in ("key", "text_id", "text_en", "as_of", "source")))
state = sa.table("state", sa.column("home"))


def upgrade() -> None:
    for table in COUNTED:
        (_on_postgresql if op.get_bind().dialect.name == "postgresql" else _on_sqlite)(table)
    connection = op.get_bind()
    home = connection.execute(sa.select(state.c.home)).scalar()
    if home is None:
        return
    present = set(connection.execute(sa.select(fact.c.key)).scalars())
    for key, told in _shipped(home).items():
        if key not in present:
            connection.execute(sa.insert(fact).values(key=key, **told))


def _on_postgresql(table: str) -> None:
    name = f"ck_{table}_why_known"
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}, ADD CONSTRAINT {name} CHECK (why IN ({AFTER}))")


def _on_sqlite(table: str) -> None:
    """A check is only changed by a new table."""
    made = sa.text("SELECT type, name, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL")
    rows = op.get_bind().execute(made, {"table": table}).all()
    indexes = [row for row in rows if row.type == "index"]
    (created,) = (row.sql for row in rows if row.type == "table")
    for index in indexes:
        op.drop_index(index.name, table)
    op.rename_table(table, f"{table}_before")
    op.execute(created.replace(BEFORE, AFTER))
    op.execute(f"INSERT INTO {table} SELECT * FROM {table}_before")  # noqa: S608 -- the names of our own tables
    op.drop_table(f"{table}_before")
    for index in indexes:
        op.execute(index.sql)


def _shipped(home: str) -> Mapping[str, dict[str, Any]]:
    """What comes with the project for an office, by key."""
    law = _read(LAW)
    own = [found for found in map(_read, PROFILES) if found["home"] == home]
    facts = {key: law["facts"][key] for key in OF_THE_LAW if key in law["facts"]}
    answers = {f"topic_{name}": told for found in (law, *own) for name, told in found.get("answers", {}).items()}
    return {key: _row(told) for key, told in {**facts, **answers}.items()}


def _row(told: Mapping[str, str]) -> dict[str, Any]:
    return {"text_id": told.get("id"), "text_en": told.get("en"), "as_of": told.get("as_of"), "source": told.get("source")}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
