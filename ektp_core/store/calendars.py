"""The events of people's calendars, kept with the visits that they are of, in the same transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.calendars import CalendarEvent, kept_up, taken_out
from ektp_core.store.schema import calendar_event
from ektp_core.visits.schedule import Place, PlaceKind, Visit


async def keep_up_calendar(connection: AsyncConnection, visit: Visit, now: datetime) -> None:
    """Let the calendars follow a visit that was planned or changed."""
    known = await _of_visit(connection, visit.id)
    await _write(connection, kept_up(known, visit, now))


async def take_out_of_calendars(connection: AsyncConnection, number: int, now: datetime) -> None:
    """Let the calendars call off a visit that is removed; what they say of it stays, whatever gets its number."""
    await _write(connection, taken_out(await _of_visit(connection, number), now))


async def place_in_calendars(connection: AsyncConnection, npsn: str, name: str, subdistrict: str, now: datetime) -> None:
    """Let the calendars call a school as staff have corrected it."""
    other = (calendar_event.c.place_name != name) | (calendar_event.c.subdistrict != subdistrict)
    values = {"place_name": name, "subdistrict": subdistrict, "sequence": calendar_event.c.sequence + 1, "modified": now}
    await connection.execute(update(calendar_event).where(calendar_event.c.school == npsn, other).values(values))


async def forget_examples(connection: AsyncConnection) -> None:
    """Example visits are no promises: nobody is told that they are gone."""
    await connection.execute(delete(calendar_event).where(calendar_event.c.example))


async def calendar_in(connection: AsyncConnection) -> tuple[CalendarEvent, ...]:
    """Every event, as it is in this transaction."""
    return tuple(map(_event, await connection.execute(select(calendar_event).order_by(calendar_event.c.visit, calendar_event.c.number))))


async def _of_visit(connection: AsyncConnection, number: int) -> tuple[CalendarEvent, ...]:
    return tuple(map(_event, await connection.execute(select(calendar_event).where(calendar_event.c.visit == number))))


async def _write(connection: AsyncConnection, events: Iterable[CalendarEvent]) -> None:
    rows = [_row(event) for event in events]
    if not rows:
        return
    numbers = [row["number"] for row in rows]
    same = calendar_event.c.visit == rows[0]["visit"], calendar_event.c.number.in_(numbers)
    await connection.execute(delete(calendar_event).where(*same))
    await connection.execute(insert(calendar_event), rows)


def _row(event: CalendarEvent) -> dict[str, Any]:
    return {
        "visit": event.visit,
        "number": event.number,
        "day": event.day,
        "stands": event.stands,
        "place_kind": event.place.kind,
        "place_name": event.place.name,
        "subdistrict": event.place.subdistrict,
        "school": event.place.npsn,
        "sequence": event.sequence,
        "modified": event.modified,
        "example": event.example,
        "removed": event.removed,
    }


def _event(row: Any) -> CalendarEvent:
    place = Place(PlaceKind(row.place_kind), row.place_name, row.subdistrict, row.school)
    return CalendarEvent(row.visit, row.number, row.day, row.stands, place, row.sequence, row.modified, row.example, row.removed)
