"""The register of schools: added, confirmed, corrected, closed, and removed while nothing refers to them."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Subject, Thing
from ektp_core.refusal import Refusal
from ektp_core.schools.closing import SchoolStillVisited
from ektp_core.schools.register import School
from ektp_core.store.audit import overtaken
from ektp_core.store.calendars import place_in_calendars
from ektp_core.store.history import how_many_old, keep_old
from ektp_core.store.schema import invitation, member, school, subscription, visit, visit_day, visit_request
from ektp_core.subscriptions.subscribers import Scope
from ektp_core.visits.schedule import VisitState


class SchoolExists(Refusal):
    """Another school has this number. Value: name."""

    key = "staff/school_exists"


class SchoolInUse(Refusal):
    """Something hangs on the school. Values: visits, requests, members, followers, merged (schools that it took over): how many."""

    key = "staff/school_in_use"


async def add_schools(connection: AsyncConnection, schools: Iterable[School]) -> None:
    """New schools, all or none. Raises SchoolExists."""
    for each in schools:
        known = (await connection.execute(select(school.c.name).where(school.c.npsn == each.npsn))).scalar()
        if known is not None:
            raise SchoolExists(name=known)
        version = await how_many_old(connection, Thing.SCHOOL, each.npsn) + 1
        await connection.execute(insert(school).values(npsn=each.npsn, version=version, **_values(each)))


async def correct_school(connection: AsyncConnection, corrected: School, seen: int, person: int, now: datetime, today: date) -> None:
    """A school as staff say that it is, open or closed, which confirms it; its visits carry name and subdistrict from now on too.

    Raises Changed, also when the school that took it over is gone; SchoolStillVisited for one that cannot close.
    """
    await _keep(connection, corrected.npsn, seen, person, now)
    if corrected.is_closed:
        await _check_closing(connection, corrected, today)
    values = {**_values(corrected), "register_year": None, "version": seen + 1}
    await connection.execute(update(school).where(school.c.npsn == corrected.npsn).values(values))
    values = {"place_name": corrected.name, "subdistrict": corrected.subdistrict}
    await connection.execute(update(visit).where(visit.c.school == corrected.npsn).values(**values))
    await place_in_calendars(connection, corrected.npsn, corrected.name, corrected.subdistrict, now)


async def _check_closing(connection: AsyncConnection, closed: School, today: date) -> None:
    is_to_come = visit.c.state.not_in((VisitState.DONE, VisitState.CANCELLED))
    days = select(visit_day.c.visit).where(visit_day.c.day >= today, ~visit_day.c.moved_away)
    coming = select(func.count()).select_from(visit).where(visit.c.school == closed.npsn, is_to_come, visit.c.id.in_(days))
    if visits := await connection.scalar(coming):
        raise SchoolStillVisited(name=closed.name, visits=visits)
    if closed.successor and await connection.scalar(select(school.c.npsn).where(school.c.npsn == closed.successor)) is None:
        raise await overtaken(connection, Subject(Thing.SCHOOL, closed.successor))


async def confirm_schools(connection: AsyncConnection, npsns: Collection[str]) -> tuple[str, ...]:
    """Schools of an old register are as it has them; the numbers of those that nobody had confirmed before."""
    waiting = school.c.npsn.in_(list(npsns)), school.c.register_year.is_not(None)
    confirmed = await connection.execute(update(school).where(*waiting).values(register_year=None).returning(school.c.npsn))
    return tuple(sorted(confirmed.scalars()))


async def hold_school(connection: AsyncConnection, npsn: str, seen: int | None = None) -> None:
    """Make sure that a school is in the register and open, and in the version that was `seen`, if one was.

    `acting` lets nobody change that afterwards. Raises Changed.
    """
    version = await connection.scalar(select(school.c.version).where(school.c.npsn == npsn, ~school.c.is_closed))
    if version is None or seen not in (None, version):
        raise await overtaken(connection, Subject(Thing.SCHOOL, npsn))


async def remove_school(connection: AsyncConnection, npsn: str, seen: int, person: int, now: datetime) -> None:
    """Take a school out of the register; its invitations end. Raises SchoolInUse, Changed."""
    await _keep(connection, npsn, seen, person, now)
    counts = {
        "visits": await _count(connection, visit, visit.c.school, npsn),
        "requests": await _count(connection, visit_request, visit_request.c.school, npsn),
        "members": await _count(connection, member, member.c.school, npsn),
        "followers": await followers_of(connection, npsn),
        "merged": await _count(connection, school, school.c.successor, npsn),
    }
    if any(counts.values()):
        raise SchoolInUse(**counts)
    await connection.execute(delete(invitation).where(invitation.c.school == npsn))
    await connection.execute(delete(school).where(school.c.npsn == npsn))


async def followers_of(connection: AsyncConnection, npsn: str) -> int:
    """How many chats follow a school itself."""
    followed = subscription.c.scope == Scope.SCHOOL, subscription.c.target == npsn
    return int(await connection.scalar(select(func.count()).select_from(subscription).where(*followed)) or 0)


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
        "register_year": shown.register_year,
        "is_closed": shown.is_closed,
        "closed_since": shown.closed_since.iso() if shown.closed_since else None,
        "successor": shown.successor,
    }
