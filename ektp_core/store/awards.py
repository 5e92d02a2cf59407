"""Awards by year and category: added, changed, removed; what was there before is kept."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Changed
from ektp_core.awards import Award
from ektp_core.refusal import Refusal
from ektp_core.store.history import how_many_old, keep_old
from ektp_core.store.schema import award

AWARD = "award"
COLUMNS = ("year", "category", "area", "recipient", "given_on", "prize", "note_id", "note_en", "source")


class AwardExists(Refusal):
    """The year has this category already. Values: year, category."""

    key = "staff/award_exists"


def award_body(shown: Award) -> dict[str, Any]:
    """An award by its columns, as a draft keeps it."""
    note = shown.note
    return {
        "year": shown.year,
        "category": shown.category,
        "area": shown.area,
        "recipient": shown.recipient,
        "given_on": shown.given_on.isoformat() if shown.given_on else None,
        "prize": shown.prize,
        "note_id": note.id if note else None,
        "note_en": note.en if note else None,
        "source": shown.source,
    }


async def add_award(connection: AsyncConnection, body: Mapping[str, Any]) -> int:
    """A new award; its number. Raises AwardExists.

    A new one may get the number of a removed one: its versions go on from there, so that an old button never means the new one.
    """
    await _only_one(connection, body, other_than=0)
    number = int((await connection.execute(insert(award).values(_values(body)).returning(award.c.id))).scalar_one())
    version = await how_many_old(connection, AWARD, str(number)) + 1
    await connection.execute(update(award).where(award.c.id == number).values(version=version))
    return number


async def change_award(connection: AsyncConnection, number: int, body: Mapping[str, Any], seen: int, person: int, now: datetime) -> int:
    """Replace an award from the version that was seen; the number of the old version. Raises Changed, AwardExists."""
    kept = await _keep(connection, number, seen, person, now)
    await _only_one(connection, body, other_than=number)
    changed = update(award).where(award.c.id == number, award.c.version == seen).values(**_values(body), version=seen + 1)
    if not (await connection.execute(changed)).rowcount:
        raise Changed()
    return kept


async def remove_award(connection: AsyncConnection, number: int, seen: int, person: int, now: datetime) -> int:
    """Take an award away; the number of the old version, by which it can be put back. Raises Changed."""
    kept = await _keep(connection, number, seen, person, now)
    if not (await connection.execute(delete(award).where(award.c.id == number, award.c.version == seen))).rowcount:
        raise Changed()
    return kept


async def _keep(connection: AsyncConnection, number: int, seen: int, person: int, now: datetime) -> int:
    row = (await connection.execute(select(award).where(award.c.id == number, award.c.version == seen))).first()
    if row is None:
        raise Changed()
    return await keep_old(connection, AWARD, str(number), {name: getattr(row, name) for name in COLUMNS}, person, now)


async def _only_one(connection: AsyncConnection, body: Mapping[str, Any], *, other_than: int) -> None:
    query = select(award.c.id).where(award.c.year == body["year"], award.c.category == body["category"], award.c.id != other_than)
    if (await connection.execute(query)).first():
        raise AwardExists(year=body["year"], category=body["category"])


def _values(body: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: body.get(name) for name in COLUMNS}
    return values | {"given_on": date.fromisoformat(values["given_on"]) if values["given_on"] else None}
