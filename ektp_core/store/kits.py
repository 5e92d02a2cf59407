"""Loans of kits from the province: added, changed and removed, each against the version that was seen, and taken back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Subject, Thing
from ektp_core.kits.loans import Loan
from ektp_core.store.audit import overtaken
from ektp_core.store.connection import Store
from ektp_core.store.history import begin_anew, keep_old, newest_old, take_newest_old
from ektp_core.store.schema import loan


async def add_loan(connection: AsyncConnection, new: Loan) -> int:
    """Note a loan window; its id."""
    inserted = await connection.execute(insert(loan).values(**_columns(new), example=new.example, version=1).returning(loan.c.id))
    number = int(inserted.scalar_one())
    await begin_anew(connection, Thing.LOAN, number, loan)
    return number


async def change_loan(connection: AsyncConnection, before: Loan, after: Loan, person: int, now: datetime) -> None:
    """Change a loan window. Raises Changed unless `before` is still the newest."""
    await _replace(connection, before.id, before.version, after)
    await _keep(connection, before, person, now)


async def remove_loan(connection: AsyncConnection, seen: Loan, person: int, now: datetime) -> None:
    """Take a loan window out. Raises Changed unless it is as it was seen."""
    gone = await connection.execute(delete(loan).where(loan.c.id == seen.id, loan.c.version == seen.version))
    if not gone.rowcount:
        raise await overtaken(connection, Subject(Thing.LOAN, seen.id))
    await _keep(connection, seen, person, now)


async def take_back_loan(connection: AsyncConnection, number: int, seen: int) -> Loan:
    """Undo the last change of a loan; `seen` is 0 for a removed one, which comes back. Raises Changed when there is nothing to undo."""
    body = await take_newest_old(connection, Thing.LOAN, number)
    if body is None:
        raise await overtaken(connection, Subject(Thing.LOAN, number))
    earlier = _from_json(body)
    if seen:
        await _replace(connection, number, seen, earlier)
    elif await connection.scalar(select(loan.c.id).where(loan.c.id == number)):
        raise await overtaken(connection, Subject(Thing.LOAN, number))
    else:
        restored = {**_columns(earlier), "id": number, "example": earlier.example, "version": earlier.version + 1}
        await connection.execute(insert(loan).values(**restored))
    return earlier


async def has_earlier(store: Store, number: int) -> bool:
    """Whether a loan was changed and can be taken back."""
    async with store.reading() as connection:
        return await newest_old(connection, Thing.LOAN, number) is not None


async def _replace(connection: AsyncConnection, number: int, seen: int, new: Loan) -> None:
    changed = await connection.execute(
        update(loan).where(loan.c.id == number, loan.c.version == seen).values(**_columns(new), version=loan.c.version + 1)
    )
    if not changed.rowcount:
        raise await overtaken(connection, Subject(Thing.LOAN, number))


async def _keep(connection: AsyncConnection, before: Loan, person: int, now: datetime) -> None:
    body = {**_columns(before), "id": before.id, "example": before.example, "version": before.version}
    await keep_old(connection, Thing.LOAN, before.id, body, person, now)


def _columns(new: Loan) -> dict[str, Any]:
    return {"first_day": new.first, "last_day": new.last, "kits": new.kits, "number": new.number, "note": new.note}


def _from_json(body: Mapping[str, Any]) -> Loan:
    first, last = date.fromisoformat(body["first_day"]), date.fromisoformat(body["last_day"])
    return Loan(body["id"], first, last, body["kits"], body["note"], body["number"], body["version"], body["example"])
