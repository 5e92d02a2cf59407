"""A new edition of the area codes in the store: everything that hangs on an area goes with it, and nothing is deleted."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Column, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.areas import LEVELS, Area
from ektp_core.audit import Changed, Subject, Thing
from ektp_core.country.new_edition import AreaChanges
from ektp_core.store.board import areas_in
from ektp_core.store.connection import Store
from ektp_core.store.schema import (
    announcement,
    area,
    award,
    draft,
    figure,
    metadata,
    old_version,
    school,
    state,
    subscription,
    visit,
    visit_told,
)
from ektp_core.subscriptions.subscribers import Scope

REFERRING = tuple(
    (table, column)
    for table in metadata.sorted_tables
    if table is not area
    for column in table.columns
    if any(key.column is area.c.code for key in column.foreign_keys)
)
"""Every column that refers to an area; one that is added to the schema is among them."""

KEEPING_CODES = (announcement.c.audience, draft.c.body, old_version.c.body, visit_told.c.told)
"""JSON texts in which codes of areas stand: an audience, what staff have begun, what was in force before, what followers were told."""

OPEN = (AnnouncementState.DRAFT, AnnouncementState.SCHEDULED, AnnouncementState.WAITING, AnnouncementState.PAUSED)


COUNTED: Mapping[str, Column[str]] = {
    "figures": figure.c.area,
    "followers": subscription.c.target,
    "schools": school.c.subdistrict,
    "visits": visit.c.subdistrict,
    "awards": award.c.area,
}


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on one area: how many of each; announcements are those that are not sent yet."""

    figures: int = 0
    followers: int = 0
    schools: int = 0
    visits: int = 0
    awards: int = 0
    announcements: tuple[int, ...] = ()


async def all_areas(store: Store) -> tuple[Area, ...]:
    """Every area, the closed ones too."""
    async with store.reading() as connection:
        return await areas_in(connection)


async def hanging_on(store: Store, codes: Collection[str]) -> Mapping[str, Hanging]:
    """What hangs on areas, by their codes."""
    counted: dict[str, Counter[str]] = {}
    async with store.reading() as connection:
        for name, column in COUNTED.items():
            query = select(column, func.count()).group_by(column)
            if column is subscription.c.target:
                query = query.where(subscription.c.scope != Scope.SCHOOL)
            counted[name] = Counter({row[0]: row[1] for row in await connection.execute(query)})
        waiting = select(announcement.c.id, announcement.c.audience).where(
            announcement.c.state.in_(OPEN), announcement.c.audience.is_not(None)
        )
        audiences = [(row.id, Audience.from_json(row.audience)) for row in await connection.execute(waiting)]
    of_areas = [(number, audience.targets) for number, audience in audiences if audience.kind is AudienceKind.SUBDISTRICTS]
    return {
        code: Hanging(
            **{name: counts[code] for name, counts in counted.items()},
            announcements=tuple(number for number, targets in of_areas if code in targets),
        )
        for code in codes
    }


async def take_edition(connection: AsyncConnection, changes: AreaChanges, today: date) -> None:
    """Put the areas of an edition in force, as they were shown. Raises Changed when the areas are others by now.

    Codes are moved all at once, so that two areas may exchange theirs.
    """
    await connection.execute(select(state.c.id).with_for_update())
    if await areas_in(connection) != changes.before:
        raise Changed(Subject(Thing.AREAS))
    codes = changes.codes
    wanted = {each.code: each for each in (*changes.edition, *_closed(changes, codes, today))}
    known = {each.code: each for each in changes.before}
    for level in LEVELS:
        await _write(connection, [each for each in wanted.values() if each.level is level and known.get(each.code) != each], known)
    for table, column in REFERRING:
        await _move(connection, table, column, codes)
    await _move_subscriptions(connection, codes)
    for column in KEEPING_CODES:
        await _move_inside(connection, column, codes)
    for level in reversed(LEVELS):
        gone = [{"gone": each.code} for each in changes.before if each.level is level and each.code not in wanted]
        if gone:
            await connection.execute(delete(area).where(area.c.code == bindparam("gone")), gone)


def _closed(changes: AreaChanges, codes: Mapping[str, str], today: date) -> Iterator[Area]:
    """The areas that are closed, each under the code that it is kept under."""
    back = {each.code for each in changes.returned}
    for each in changes.before:
        if each.code in changes.closing or (each.closed and each.code not in back):
            parent = codes.get(each.parent, each.parent) if each.parent else None
            yield replace(each, code=changes.aside.get(each.code, each.code), parent=parent, closed=each.closed or today)


async def _write(connection: AsyncConnection, areas: Iterable[Area], known: Collection[str]) -> None:
    """Areas of one level as they are from now on."""
    rows = {each.code: {"name": each.name, "level": each.level, "parent": each.parent, "closed": each.closed} for each in areas}
    added = [{"code": code, **row} for code, row in rows.items() if code not in known]
    changed = [{"at": code, **row} for code, row in rows.items() if code in known]
    if added:
        await connection.execute(insert(area), added)
    if changed:
        values: dict[str, Any] = {name: bindparam(name) for name in ("name", "level", "parent", "closed")}
        await connection.execute(update(area).where(area.c.code == bindparam("at")).values(values), changed)


async def _move(connection: AsyncConnection, table: Table, column: Column[Any], codes: Mapping[str, str]) -> None:
    """Let the rows of a table refer to an area by its other code. One whose key the code is, is written anew."""
    rows = [dict(row._mapping) for row in await connection.execute(select(table).where(column.in_(codes)))] if codes else []
    if not rows:
        return
    if column.primary_key:
        await connection.execute(delete(table).where(column.in_(codes)))
        await connection.execute(insert(table), [row | {column.name: codes[row[column.name]]} for row in rows])
        return
    (key,) = table.primary_key.columns
    moved = [{"row": row[key.name], "to": codes[row[column.name]]} for row in rows]
    await connection.execute(update(table).where(key == bindparam("row")).values({column: bindparam("to")}), moved)


async def _move_subscriptions(connection: AsyncConnection, codes: Mapping[str, str]) -> None:
    """Followers of an area go with it."""
    followed = select(subscription).where(subscription.c.scope != Scope.SCHOOL, subscription.c.target.in_(codes))
    rows = [dict(row._mapping) for row in await connection.execute(followed)]
    if rows:
        await connection.execute(delete(subscription).where(subscription.c.scope != Scope.SCHOOL, subscription.c.target.in_(codes)))
        await connection.execute(insert(subscription), [row | {"target": codes[row["target"]]} for row in rows])


async def _move_inside(connection: AsyncConnection, column: Column[str], codes: Mapping[str, str]) -> None:
    """Write the other codes in JSON texts, wherever one stands alone."""
    (key,) = column.table.primary_key.columns
    rows = await connection.execute(select(key, column).where(column.is_not(None)))
    moved = [{"row": number, "to": changed} for number, text in rows if (changed := _moved(text, codes)) != text]
    if moved:
        await connection.execute(update(column.table).where(key == bindparam("row")).values({column: bindparam("to")}), moved)


def _moved(text: str, codes: Mapping[str, str]) -> str:
    if not any(code in text for code in codes):
        return text
    return json.dumps(_with_codes(json.loads(text), codes), ensure_ascii=False)


def _with_codes(value: Any, codes: Mapping[str, str]) -> Any:
    match value:
        case str():
            return codes.get(value, value)
        case list():
            return [_with_codes(each, codes) for each in value]
        case dict():
            return {codes.get(name, name): _with_codes(each, codes) for name, each in value.items()}
    return value
