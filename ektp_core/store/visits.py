"""Visits: planned, changed and taken back, each against the version that was seen."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Subject, Thing
from ektp_core.store.audit import overtaken
from ektp_core.store.calendars import keep_up_calendar, take_out_of_calendars
from ektp_core.store.connection import Store
from ektp_core.store.history import begin_anew, keep_old, newest_old, old_versions, take_newest_old
from ektp_core.store.schema import state, tally, visit, visit_day, visit_hours, visit_request
from ektp_core.store.schools import confirm_schools, hold_school
from ektp_core.visits.as_json import visit_from_json, visit_to_json
from ektp_core.visits.schedule import Visit, VisitState


class BoardMoved(Exception):
    """Visits or loans changed between the check and the save: the check is made again."""


async def hold_board(connection: AsyncConnection, version: int) -> None:
    """Keep the board as it was checked until this transaction ends. Raises BoardMoved when it is newer."""
    if await connection.scalar(select(state.c.board_version).with_for_update()) != version:
        raise BoardMoved


async def plan_visit(connection: AsyncConnection, new: Visit) -> int:
    """Put a visit into the schedule; its id. Raises Changed when its school was removed meanwhile."""
    if new.place.npsn:
        await hold_school(connection, new.place.npsn)
    values = {**_columns(new), "source": new.source, "example": new.example, "version": 1}
    values |= {"place_kind": new.place.kind, "place_name": new.place.name, "subdistrict": new.place.subdistrict, "school": new.place.npsn}
    number = int((await connection.execute(insert(visit).values(**values).returning(visit.c.id))).scalar_one())
    await begin_anew(connection, Thing.VISIT, number, visit)
    await _write_times(connection, number, new)
    await keep_up_calendar(connection, replace(new, id=number), new.updated)
    return number


async def change_visit(connection: AsyncConnection, before: Visit, after: Visit, person: int, now: datetime) -> None:
    """Replace a visit by its changed self, keeping the earlier one to go back to. Raises Changed unless `before` is the newest.

    A school where a visit was recorded is one that the office knows.
    """
    await _replace(connection, before.id, before.version, after, now)
    if after.recap and after.place.npsn:
        await confirm_schools(connection, [after.place.npsn])
    await keep_old(connection, Thing.VISIT, before.id, visit_to_json(before), person, now)


async def take_back_change(connection: AsyncConnection, number: int, seen: int, now: datetime) -> Visit:
    """Undo the last change of a visit; the visit as it is again. Raises Changed when it changed since, or there is nothing to undo."""
    body = await take_newest_old(connection, Thing.VISIT, number)
    if body is None:
        raise await overtaken(connection, Subject(Thing.VISIT, number))
    earlier = visit_from_json(body)
    await _replace(connection, number, seen, earlier, now)
    return earlier


async def earlier_version(store: Store, number: int) -> Visit | None:
    """The visit before its last change."""
    async with store.reading() as connection:
        body = await newest_old(connection, Thing.VISIT, number)
    return visit_from_json(body) if body else None


@dataclass(frozen=True, slots=True)
class VisitChange:
    """Who changed a visit last, and when."""

    person: int
    moment: datetime


async def last_change(store: Store, number: int) -> VisitChange | None:
    """The last change of a visit: of a closed one, who closed it or corrected its recap."""
    newest = await old_versions(store, Thing.VISIT, number)
    return VisitChange(newest[0].replaced_by, newest[0].replaced_at) if newest else None


async def remove_plan(connection: AsyncConnection, seen_visit: Visit, person: int, now: datetime) -> None:
    """Take a planned visit out again, as if never planned. Raises Changed when it is more than a plan by now, or answers a request."""
    number, seen = seen_visit.id, seen_visit.version
    asked = exists().where(visit_request.c.visit == number)
    counted = exists().where(tally.c.visit == number)
    gone = await connection.execute(
        delete(visit).where(visit.c.id == number, visit.c.version == seen, visit.c.state == VisitState.PLANNED, ~asked, ~counted)
    )
    if not gone.rowcount:
        raise await overtaken(connection, Subject(Thing.VISIT, number))
    await keep_old(connection, Thing.VISIT, number, visit_to_json(seen_visit), person, now)
    await take_out_of_calendars(connection, number, now)


async def _replace(connection: AsyncConnection, number: int, seen: int, new: Visit, now: datetime) -> None:
    changed = await connection.execute(
        update(visit).where(visit.c.id == number, visit.c.version == seen).values(**_columns(new), version=visit.c.version + 1)
    )
    if not changed.rowcount:
        raise await overtaken(connection, Subject(Thing.VISIT, number))
    await connection.execute(delete(visit_day).where(visit_day.c.visit == number))
    await connection.execute(delete(visit_hours).where(visit_hours.c.visit == number))
    await _write_times(connection, number, new)
    await keep_up_calendar(connection, new, now)


async def _write_times(connection: AsyncConnection, number: int, new: Visit) -> None:
    days = [*((day, False) for day in new.days), *((day, True) for day in new.moved_from)]
    await connection.execute(insert(visit_day), [{"visit": number, "day": day, "moved_away": away} for day, away in days])
    hours = [
        {
            "visit": number,
            "position": position,
            "starts": slot.start.isoformat("minutes"),
            "ends": slot.end.isoformat("minutes"),
            "class_name": slot.group,
        }
        for position, slot in enumerate(new.hours)
    ]
    if hours:
        await connection.execute(insert(visit_hours), hours)


def _columns(new: Visit) -> dict[str, Any]:
    """What may change in a visit; its place never does."""
    return {
        "kits": new.kits,
        "state": new.state,
        "updated": new.updated,
        "catch_up": new.catch_up,
        "note": new.note,
        "expected": new.expected,
        "recorded": new.recap.recorded if new.recap else None,
        "absent": new.recap.absent if new.recap else None,
        "failed": new.recap.failed if new.recap else None,
    }
