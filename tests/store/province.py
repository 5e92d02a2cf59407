"""A small province in which something of every kind hangs on each subdistrict and village, and where it hangs."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, select

from ektp_core.areas import Area, Level
from ektp_core.country.new_edition import changes_of
from ektp_core.roles import Act
from ektp_core.store import Store, schema
from ektp_core.store.areas import all_areas, take_edition
from ektp_core.store.audit import acting_on_terminal
from ektp_core.visits.schedule import PlaceKind
from tests.core.country.provinces import HOME, PROVINCE, areas_of, register_of
from tests.store.records import MOMENT, a_day_row, a_figure_row, a_visit_row, add, an_event_row

TODAY = date(2026, 11, 30)
REFERRING: Mapping[str, Column[Any]] = {
    "boundary": schema.boundary.c.area,
    "school": schema.school.c.subdistrict,
    "figure": schema.figure.c.area,
    "award": schema.award.c.area,
    "visit": schema.visit.c.subdistrict,
    "calendar": schema.calendar_event.c.subdistrict,
    "subscription": schema.subscription.c.target,
}
JSON: Mapping[str, Column[Any]] = {
    "audience": schema.announcement.c.audience,
    "draft": schema.draft.c.body,
    "told": schema.visit_told.c.told,
    "before": schema.old_version.c.body,
}
"""Where a code stands in a list or as a key, beside words that are none."""


async def open_province(store: Store) -> Store:
    """An office of Bangka Tengah, with three chats that follow each subdistrict, and one of everything else on it."""
    areas = areas_of(PROVINCE)
    await add(store, schema.area, *({"code": each.code, "name": each.name, "level": each.level, "parent": each.parent} for each in areas))
    await add(store, schema.state, {"id": 1, "board_version": 1, "home": HOME})
    for chat in range(3):
        since = {"since": MOMENT, "last_seen": MOMENT.date(), "consent_version": "2026-11"}
        await add(store, schema.subscriber, {"chat": chat + 1, "sort": "private", "language": "id", **since})
    for number, each in enumerate(areas, 1):
        await add(store, schema.figure, a_figure_row(area=each.code), a_figure_row(area=each.code, as_of="2025-12-31"))
        if each.level is Level.SUBDISTRICT:
            await _hang(store, each, number)
    return store


async def _hang(store: Store, area: Area, number: int) -> None:
    code = area.code
    await add(store, schema.boundary, {"area": code, "geometry": "{}", "source": area.name})
    school = {"npsn": f"1090{number:04}", "name": f"SMAN {number}", "level": "SMA", "address": "", "source": "a register"}
    await add(store, schema.school, school | {"subdistrict": code})
    await add(store, schema.award, {"year": 2022, "category": area.name, "area": code, "source": "a register"})
    place = {"place_kind": PlaceKind.SUBDISTRICT_OFFICE, "place_name": area.name, "school": None}
    await add(store, schema.visit, a_visit_row(id=number, subdistrict=code, **place))
    await add(store, schema.visit_day, a_day_row(TODAY, visit=number))
    await add(store, schema.calendar_event, an_event_row(visit=number, subdistrict=code, place_name=area.name))
    for chat in range(3):
        await add(store, schema.subscription, {"chat": chat + 1, "scope": "subdistrict", "target": code, "since": MOMENT})
    audience = json.dumps({"kind": "subdistricts", "targets": [code], "without": None})
    made = {"made_by": 7101, "made_at": MOMENT, "text": f"Kecamatan {code} libur", "kind": "announcement", "state": "draft"}
    await add(store, schema.announcement, {"id": number, "audience": audience, **made})
    told = json.dumps({"id": number, "place": ["subdistrict_office", area.name, code, None]})
    await add(store, schema.visit_told, {"visit": number, "told": told, "moment": MOMENT})
    body = json.dumps({"counts": {code: {"obliged": 100}}, "said": f"{code} sekian"})
    await add(store, schema.draft, {"person": number, "kind": "figures", "about": "", "body": body, "updated": MOMENT})
    old = {"kind": "school", "key": str(number), "body": json.dumps({"subdistrict": code}), "replaced_at": MOMENT, "replaced_by": 7101}
    await add(store, schema.old_version, old)


async def taken(store: Store, text: str) -> None:
    """Put the areas of lines in force, as the command does."""
    changes = changes_of(await all_areas(store), register_of(areas_of(text)), HOME)
    async with acting_on_terminal(store, Act.CHANGE_OFFICE, MOMENT) as doing:
        await take_edition(doing.connection, changes, TODAY)


async def names(store: Store) -> dict[str, str]:
    """The names of the areas that stand, by code."""
    return {each.code: each.name for each in await all_areas(store) if not each.closed}


async def closed(store: Store) -> dict[str, str]:
    return {each.code: each.name for each in await all_areas(store) if each.closed}


async def hanging(store: Store) -> dict[str, list[str]]:
    """By kind, the codes that things hang on, once for each thing."""
    async with store.reading() as connection:
        found = {kind: list((await connection.execute(select(column))).scalars()) for kind, column in REFERRING.items()}
        for kind, column in JSON.items():
            found[kind] = [code for text in (await connection.execute(select(column))).scalars() for code in _codes(json.loads(text))]
    return {kind: sorted(codes) for kind, codes in found.items()}


def _codes(value: Any) -> Iterable[str]:
    match value:
        case str() if value.startswith("19.") and " " not in value:
            yield value
        case list():
            for each in value:
                yield from _codes(each)
        case dict():
            for name, each in value.items():
                yield from (*_codes(name), *_codes(each))
