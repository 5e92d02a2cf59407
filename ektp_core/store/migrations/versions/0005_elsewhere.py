"""Office texts on matters that are handled elsewhere stand beside those about the card; offices that are already at work get them too."""

import tomllib
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

DATA = Path(__file__).parents[3] / "data"
LAW = DATA / "law.toml"
"""What is the same for every office: the one that is at work gets the texts that are missing."""

requirement = sa.table(
    "requirement",
    *(
        sa.column(name)
        for name in (
            "topic",
            "position",
            "kind",
            "words",
            "title_id",
            "title_en",
            "lines_id",
            "lines_en",
            "note_id",
            "note_en",
            "as_of",
            "source",
        )
    ),
)
state = sa.table("state", sa.column("home"))


def upgrade() -> None:
    op.execute(
        "ALTER TABLE requirement ADD COLUMN kind TEXT NOT NULL DEFAULT 'card'"
        " CONSTRAINT ck_requirement_kind_known CHECK (kind IN ('card', 'elsewhere'))"
    )
    connection = op.get_bind()
    home = connection.execute(sa.select(state.c.home)).scalar()
    if home is None:
        return
    present = set(connection.execute(sa.select(requirement.c.topic)).scalars())
    position = len(present)
    for text in tomllib.loads(LAW.read_text(encoding="utf-8"))["requirements"]:
        if text["topic"] not in present:
            connection.execute(sa.insert(requirement).values(_row(text, position)))
            position += 1


def _row(text: dict[str, Any], position: int) -> dict[str, Any]:
    parts = {f"{part}_{language}": text[part][language] for part in ("title", "note") for language in ("id", "en")}
    lines = {f"lines_{language}": "\n".join(text[language]) for language in ("id", "en")}
    kept = {name: text[name] for name in ("topic", "words", "as_of", "source")}
    return {**kept, **parts, **lines, "kind": text.get("kind", "card"), "position": position}
