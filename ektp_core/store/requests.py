"""What schools ask for, from the question to a visit. Every answer says which version of the request it answers."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Seen, Subject, Thing
from ektp_core.reading.calendar import Days
from ektp_core.refusal import Refusal
from ektp_core.requests.days import DayNotFree, WhyNotFree
from ektp_core.requests.line import Asked, DaysAndKits
from ektp_core.requests.request import MOVES, RequestState, VisitRequest
from ektp_core.requests.wishes import Wish
from ektp_core.store.audit import overtaken
from ektp_core.store.connection import Store
from ektp_core.store.schema import loan, member, visit, visit_day, visit_request
from ektp_core.store.schools import hold_school
from ektp_core.store.visits import plan_visit
from ektp_core.visits.schedule import Visit, VisitState

PAGE = 8


class NoSuchRequest(Refusal):
    """No request with this number, or it is another school's."""

    key = "staff/no_such_request"


async def requests(store: Store, *, states: Collection[RequestState], school: str | None = None, page: int = 1) -> list[VisitRequest]:
    """A page of the requests in these states, one more than fits, the longest waiting first; optionally of one school."""
    query = select(visit_request).where(visit_request.c.state.in_(states)).order_by(visit_request.c.id)
    if school is not None:
        query = query.where(visit_request.c.school == school)
    async with store.reading() as connection:
        rows = await connection.execute(query.limit(PAGE + 1).offset((page - 1) * PAGE))
        return [_request(row) for row in rows]


async def all_requests(store: Store) -> list[VisitRequest]:
    """Every request there ever was, oldest first: for the sheets and for the desk."""
    async with store.reading() as connection:
        return [_request(row) for row in await connection.execute(select(visit_request).order_by(visit_request.c.id))]


async def request(store: Store, number: int, school: str | None = None) -> VisitRequest:
    """One request. Raises NoSuchRequest, also for another school's when `school` asks."""
    async with store.reading() as connection:
        row = (await connection.execute(select(visit_request).where(visit_request.c.id == number))).first()
    if row is None or school not in (None, row.school):
        raise NoSuchRequest()
    return _request(row)


async def request_in(connection: AsyncConnection, seen: Seen) -> VisitRequest:
    """The request of a decision, as it stands in its transaction. Raises Changed when it is another version by now."""
    query = select(visit_request).where(visit_request.c.id == seen.id, visit_request.c.version == seen.version)
    row = (await connection.execute(query)).first()
    if row is None:
        raise await overtaken(connection, Subject(Thing.REQUEST, seen.id))
    return _request(row)


async def own_school(connection: AsyncConnection, person: int) -> str | None:
    """The school that somebody acts for at this moment; None for the office's staff."""
    return (await connection.execute(select(member.c.school).where(member.c.person == person))).scalar()


async def ask(connection: AsyncConnection, school: str, asked: Asked, person: int, now: datetime) -> int:
    """Write down what a school asks; its number. Raises Changed when the school was removed meanwhile."""
    await hold_school(connection, school)
    values = {"school": school, "pupils": asked.pupils, "days": asked.days, "contact": asked.contact}
    more = _wish(Wish(asked.wishes, asked.within)) | {"state": RequestState.WAITING, "asked_by": person, "asked_at": now, "version": 1}
    return int((await connection.execute(insert(visit_request).values(**values, **more).returning(visit_request.c.id))).scalar_one())


async def decline(connection: AsyncConnection, seen: Seen, reason: str) -> None:
    """Say no, and why. Raises Changed."""
    await _move(connection, seen, RequestState.DECLINED, reason=reason)


async def propose(connection: AsyncConnection, seen: Seen, offered: DaysAndKits, person: int) -> None:
    """Offer days; the school answers. Raises Changed, and DayNotFree when kits are missing by now."""
    await _kits_suffice(connection, offered.days, more=offered.kits)
    await _move(
        connection,
        seen,
        RequestState.PROPOSED,
        proposed=_written(offered.days),
        proposed_kits=offered.kits,
        proposed_by=person,
        replaced=visit_request.c.proposed,
    )


async def ask_for_other_days(connection: AsyncConnection, seen: Seen, school: str, wish: Wish) -> None:
    """The school refuses the days of the offer, and says which it would like instead. Raises Changed.

    What it has refused stays refused until it asks for that very day.
    """
    asked = await request_in(connection, seen)
    refused = sorted({*asked.refused, *asked.proposed} - {*wish.days})
    await _move(connection, seen, RequestState.WAITING, school=school, **_NO_OFFER, **_wish(wish), refused=_written(tuple(refused)))


async def lapse(connection: AsyncConnection, seen: Seen, school: str) -> None:
    """The days of an offer that the school would take are over, or their kits gone: the office looks for others. Raises Changed."""
    await _move(connection, seen, RequestState.WAITING, school=school, **_NO_OFFER)


async def withdraw(connection: AsyncConnection, seen: Seen, school: str) -> None:
    """The school needs no visit any more. Raises Changed."""
    await _move(connection, seen, RequestState.WITHDRAWN, school=school)


async def accept(connection: AsyncConnection, seen: Seen, agreed: Visit, *, school: str | None = None) -> int:
    """Put the visit into the schedule and close the request; the visit's number.

    With `school`, the school takes the proposed days. Raises Changed, and DayNotFree when kits are missing by now.
    """
    visit_id = await plan_visit(connection, agreed)
    await _kits_suffice(connection, agreed.days, more=0)
    await _move(connection, seen, RequestState.ACCEPTED, school=school, visit=visit_id)
    return visit_id


async def _kits_suffice(connection: AsyncConnection, days: tuple[date, ...], *, more: int) -> None:
    """Raises DayNotFree for a day on which more kits would be out than are lent, with `more` beside those of the schedule.

    The screen may be older than other visits, and than the loans.
    """
    for day in days:
        lent = await connection.scalar(select(func.sum(loan.c.kits)).where(loan.c.first_day <= day, loan.c.last_day >= day))
        out = await connection.scalar(
            select(func.sum(visit.c.kits))
            .join(visit_day, visit_day.c.visit == visit.c.id)
            .where(visit_day.c.day == day, ~visit_day.c.moved_away, visit.c.state != VisitState.CANCELLED)
        )
        if (out or 0) + more > (lent or 0):
            raise DayNotFree(day, WhyNotFree.TAKEN if lent else WhyNotFree.OUTSIDE_LOAN)


async def _move(connection: AsyncConnection, seen: Seen, to: RequestState, *, school: str | None = None, **values: Any) -> None:
    """Change a request from the version that was seen. Raises Changed when it is another by now."""
    allowed = [before for before, moves in MOVES.items() if to in moves]
    query = update(visit_request).where(
        visit_request.c.id == seen.id, visit_request.c.version == seen.version, visit_request.c.state.in_(allowed)
    )
    if school is not None:
        query = query.where(visit_request.c.school == school)
    if not (await connection.execute(query.values(state=to, version=seen.version + 1, **values))).rowcount:
        raise await overtaken(connection, Subject(Thing.REQUEST, seen.id))


_NO_OFFER = {"proposed": None, "proposed_kits": None, "proposed_by": None, "replaced": None}


def _wish(wish: Wish) -> dict[str, str | None]:
    return {"wishes": _written(wish.days), "within": wish.within.iso() if wish.within else None}


def _written(days: tuple[date, ...]) -> str:
    return ",".join(day.isoformat() for day in days)


def _days(text: str | None) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in text.split(",")) if text else ()


def _request(row: Any) -> VisitRequest:
    return VisitRequest(
        id=row.id,
        school=row.school,
        pupils=row.pupils,
        days=row.days,
        wishes=_days(row.wishes),
        contact=row.contact,
        state=RequestState(row.state),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        version=row.version,
        reason=row.reason,
        proposed=_days(row.proposed),
        proposed_kits=row.proposed_kits,
        proposed_by=row.proposed_by,
        visit=row.visit,
        within=Days.parse(row.within) if row.within else None,
        refused=_days(row.refused),
        replaced=_days(row.replaced),
    )
