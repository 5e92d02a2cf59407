"""The register of schools: added, corrected, removed while nothing refers to them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Subject, Thing
from ektp_core.refusal import Refusal
from ektp_core.schools.register import School
from ektp_core.store.audit import overtaken
from ektp_core.store.history import how_many_old, keep_old
from ektp_core.store.schema import invitation, member, school, visit, visit_request


class SchoolExists(Refusal):
    """Another school has this number. Value: name."""

    key = "staff/school_exists"


class SchoolInUse(Refusal):
    """Visits, requests or accounts refer to the school. Values: visits, requests, members (how many)."""

    key = "staff/school_in_use"


async def add_schools(connection: AsyncConnection, schools: Iterable[School]) -> None:
    """New schools, all or none. Raises SchoolExists."""
    for each in schools:
        known = (await connection.execute(select(school.c.name).where(school.c.npsn == each.npsn))).scalar()
        if known is not None:
            raise SchoolExists(name=known)
        version = await how_many_old(connection, Thing.SCHOOL, each.npsn) + 1
        await connection.execute(insert(school).values(npsn=each.npsn, version=version, **_values(each)))


async def correct_school(connection: AsyncConnection, corrected: School, seen: int, person: int, now: datetime) -> None:
    """A school's right name, level, subdistrict or address; its visits carry it from now on too. Raises Changed."""
    await _keep(connection, corrected.npsn, seen, person, now)
    await connection.execute(update(school).where(school.c.npsn == corrected.npsn).values(**_values(corrected), version=seen + 1))
    values = {"place_name": corrected.name, "subdistrict": corrected.subdistrict}
    await connection.execute(update(visit).where(visit.c.school == corrected.npsn).values(**values))


async def hold_school(connection: AsyncConnection, npsn: str) -> None:
    """Make sure that a school is still in the register: `acting` lets nobody remove it after that. Raises Changed."""
    if await connection.scalar(select(school.c.npsn).where(school.c.npsn == npsn)) is None:
        raise await overtaken(connection, Subject(Thing.SCHOOL, npsn))


async def remove_school(connection: AsyncConnection, npsn: str, seen: int, person: int, now: datetime) -> None:
    """Take a school out of the register; its invitations end. Raises SchoolInUse, Changed."""
    await _keep(connection, npsn, seen, person, now)
    counts = {
        "visits": await _count(connection, visit, visit.c.school, npsn),
        "requests": await _count(connection, visit_request, visit_request.c.school, npsn),
        "members": await _count(connection, member, member.c.school, npsn),
    }
    if any(counts.values()):
        raise SchoolInUse(**counts)
    await connection.execute(delete(invitation).where(invitation.c.school == npsn))
    await connection.execute(delete(school).where(school.c.npsn == npsn))


async def _keep(connection: AsyncConnection, npsn: str, seen: int, person: int, now: datetime) -> None:
    """Keep the school as it was seen. Raises Changed when it is another by now; `acting` lets nobody change it after that."""
    row = (await connection.execute(select(school).where(school.c.npsn == npsn, school.c.version == seen))).first()
    if row is None:
        raise await overtaken(connection, Subject(Thing.SCHOOL, npsn))
    await keep_old(connection, Thing.SCHOOL, npsn, dict(row._mapping), person, now)


async def _count(connection: AsyncConnection, table: Table, column: Column[Any], npsn: str) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table).where(column == npsn)) or 0)


def _values(shown: School) -> dict[str, Any]:
    return {
        "name": shown.name,
        "level": shown.level,
        "subdistrict": shown.subdistrict,
        "address": shown.address,
        "latitude": shown.latitude,
        "longitude": shown.longitude,
        "source": shown.source,
    }
