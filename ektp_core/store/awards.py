"""Awards by year and category: added, changed, removed; what was there before is kept."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Seen, Subject, Thing
from ektp_core.awards import Award
from ektp_core.profile import Localized
from ektp_core.refusal import Refusal
from ektp_core.store.audit import overtaken
from ektp_core.store.history import how_many_old, keep_old
from ektp_core.store.schema import award

COLUMNS = ("year", "category", "area", "recipient", "given_on", "prize", "note_id", "note_en", "source")


class AwardExists(Refusal):
    """The year has this category already. Values: year, category."""

    key = "staff/award_exists"


def award_body(shown: Award) -> dict[str, Any]:
    """An award by its columns, as the history keeps it."""
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


def award_of(body: Mapping[str, Any]) -> Award:
    """The reverse of `award_body`: an award that has no number yet."""
    note = Localized(body["note_id"], body["note_en"] or body["note_id"]) if body["note_id"] else None
    day = date.fromisoformat(body["given_on"]) if body["given_on"] else None
    return Award(body["year"], body["category"], body["area"], body["recipient"], day, body["prize"], note, body["source"])


async def add_award(connection: AsyncConnection, new: Award) -> int:
    """A new award; its number. Raises AwardExists.

    A new one may get the number of a removed one: its versions go on from there, so that an old button never means the new one.
    """
    await _only_one(connection, new, other_than=0)
    number = int((await connection.execute(insert(award).values(_values(new)).returning(award.c.id))).scalar_one())
    version = await how_many_old(connection, Thing.AWARD, number) + 1
    await connection.execute(update(award).where(award.c.id == number).values(version=version))
    return number


async def change_award(connection: AsyncConnection, seen: Seen, changed: Award, person: int, now: datetime) -> int:
    """Replace an award from the version that was seen; the number of the old version. Raises Changed, AwardExists."""
    kept = await _keep(connection, seen, person, now)
    await _only_one(connection, changed, other_than=seen.id)
    await connection.execute(update(award).where(award.c.id == seen.id).values(**_values(changed), version=seen.version + 1))
    return kept


async def remove_award(connection: AsyncConnection, seen: Seen, person: int, now: datetime) -> int:
    """Take an award away; the number of the old version, by which it can be put back. Raises Changed."""
    kept = await _keep(connection, seen, person, now)
    await connection.execute(delete(award).where(award.c.id == seen.id))
    return kept


async def _keep(connection: AsyncConnection, seen: Seen, person: int, now: datetime) -> int:
    """Keep the award as it was seen. Raises Changed when it is another by now; `acting` lets nobody change it after that."""
    row = (await connection.execute(select(award).where(award.c.id == seen.id, award.c.version == seen.version))).first()
    if row is None:
        raise await overtaken(connection, Subject(Thing.AWARD, seen.id))
    return await keep_old(connection, Thing.AWARD, seen.id, {name: getattr(row, name) for name in COLUMNS}, person, now)


async def _only_one(connection: AsyncConnection, wanted: Award, *, other_than: int) -> None:
    query = select(award.c.id).where(award.c.year == wanted.year, award.c.category == wanted.category, award.c.id != other_than)
    if (await connection.execute(query)).first():
        raise AwardExists(year=wanted.year, category=wanted.category)


def _values(new: Award) -> dict[str, Any]:
    return award_body(new) | {"given_on": new.given_on}
