"""The office's facts and requirement texts: changed from what was seen, the old version kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Subject, Thing
from ektp_core.profile import Fact, Localized, Requirement
from ektp_core.reading.calendar import AsOf
from ektp_core.store.audit import overtaken
from ektp_core.store.history import digest, keep_old
from ektp_core.store.schema import fact, requirement

FACT_COLUMNS = ("text_id", "text_en", "as_of", "source")
REQUIREMENT_COLUMNS = ("title_id", "title_en", "lines_id", "lines_en", "note_id", "note_en", "as_of", "source")
UNKNOWN: Mapping[str, None] = dict.fromkeys(FACT_COLUMNS)


def fact_body(shown: Fact) -> dict[str, Any]:
    """A fact by its columns. A text without English of its own is kept without."""
    text = shown.text
    english = text.en if text and text.en != text.id else None
    as_of = shown.as_of.iso() if shown.as_of else None
    return {"text_id": text.id if text else None, "text_en": english, "as_of": as_of, "source": shown.source}


def requirement_body(shown: Requirement) -> dict[str, Any]:
    """A requirement by its columns."""
    return {
        "title_id": shown.title.id,
        "title_en": shown.title.en,
        "lines_id": "\n".join(line.id for line in shown.lines),
        "lines_en": "\n".join(line.en for line in shown.lines),
        "note_id": shown.note.id,
        "note_en": shown.note.en,
        "as_of": shown.as_of.iso(),
        "source": shown.source,
    }


def fact_of(key: str, body: Mapping[str, Any]) -> Fact:
    """The reverse of `fact_body`."""
    if body["text_id"] is None:
        return Fact(key, None)
    text = Localized(body["text_id"], body["text_en"] or body["text_id"])
    return Fact(key, text, AsOf.parse(body["as_of"]) if body["as_of"] else None, body["source"])


def requirement_of(body: Mapping[str, Any], now: Requirement) -> Requirement:
    """The reverse of `requirement_body`; what people call it, and what it is about, are as they are now."""
    lines = zip(body["lines_id"].split("\n"), body["lines_en"].split("\n"), strict=True)
    return replace(
        now,
        title=Localized(body["title_id"], body["title_en"]),
        lines=tuple(Localized(*line) for line in lines),
        note=Localized(body["note_id"], body["note_en"]),
        as_of=AsOf.parse(body["as_of"]),
        source=body["source"],
    )


def fact_mark(shown: Fact) -> str:
    """What tells the fact that was shown from any other."""
    return digest(fact_body(shown))


def requirement_mark(shown: Requirement) -> str:
    """What tells the text that was shown from any other."""
    return digest(requirement_body(shown))


async def change_fact(connection: AsyncConnection, new: Fact, seen: str, person: int, now: datetime) -> int:
    """Put a fact in force; the number of the version it replaces. `seen` is the mark of what was shown. Raises Changed."""
    row = await _row(connection, fact, fact.c.key, new.key)
    old = {name: getattr(row, name) for name in FACT_COLUMNS} if row else dict(UNKNOWN)
    if digest(_plain(old)) != seen:
        raise await overtaken(connection, Subject(Thing.FACT, new.key))
    kept = await keep_old(connection, Thing.FACT, new.key, _plain(old), person, now)
    if row:
        await connection.execute(update(fact).where(fact.c.key == new.key).values(**fact_body(new)))
    else:
        await connection.execute(insert(fact).values(key=new.key, **fact_body(new)))
    return kept


async def change_requirement(connection: AsyncConnection, new: Requirement, seen: str, person: int, now: datetime) -> int:
    """Put a requirement text in force; the number of the version it replaces. Raises Changed."""
    row = await _row(connection, requirement, requirement.c.topic, new.topic)
    old = {name: getattr(row, name) for name in REQUIREMENT_COLUMNS} if row else {}
    if row is None or digest(old) != seen:
        raise await overtaken(connection, Subject(Thing.REQUIREMENT, new.topic))
    kept = await keep_old(connection, Thing.REQUIREMENT, new.topic, old, person, now)
    await connection.execute(update(requirement).where(requirement.c.topic == new.topic).values(**requirement_body(new)))
    return kept


async def _row(connection: AsyncConnection, table: Table, column: Any, key: str) -> Any:
    """The row as it stands; `acting` lets nobody else change it until this transaction ends."""
    return (await connection.execute(select(table).where(column == key))).first()


def _plain(body: Mapping[str, Any]) -> dict[str, Any]:
    """English that repeats the Indonesian counts as none: the board shows both alike."""
    return {**body, "text_en": None if body["text_en"] == body["text_id"] else body["text_en"]}
