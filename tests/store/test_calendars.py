"""Calendars follow every visit in the transaction that changes it, and remember what was announced after it is gone."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, insert, text

from ektp_core.audit import Changed
from ektp_core.calendars import CalendarEvent
from ektp_core.store import Store, load_board, schema
from ektp_core.store import visits as store
from ektp_core.store.calendars import calendar_in
from ektp_core.store.demo import load_demo, remove_demo
from ektp_core.store.schools import correct_school
from ektp_core.visits.changes import changed, confirmed
from ektp_core.visits.line import VisitLine
from ektp_core.visits.schedule import Place, PlaceKind, Visit, VisitState
from tests.store.migrating import upgrade_to
from tests.store.records import MOMENT, a_day_row, a_visit_row

RATNA = 7101
DAY = date(2026, 12, 1)
NEXT = DAY + timedelta(1)
LATER = MOMENT + timedelta(hours=1)
KOBA = Place(PlaceKind.SCHOOL, "SMAN 1 Koba", "19.04.01", "10900778")
NAMANG = Place(PlaceKind.SCHOOL, "SMAN 1 Namang", "19.04.05", "10900779")


@pytest.fixture
async def visit(started: Store) -> Visit:
    """One planned visit to SMAN 1 Koba."""
    return await plan(started, KOBA, DAY)


async def plan(started: Store, place: Place, *days: date) -> Visit:
    async with started.changing() as connection:
        number = await store.plan_visit(connection, Visit(0, place, days, (), 2, VisitState.PLANNED, MOMENT, "the office"))
    return await now(started, number)


async def now(started: Store, number: int) -> Visit:
    found = (await load_board(started)).schedule.find(number)
    assert found
    return found


async def change(started: Store, before: Visit, after: Visit) -> Visit:
    async with started.changing() as connection:
        await store.change_visit(connection, before, after, RATNA, LATER)
    return await now(started, before.id)


async def remove(started: Store, visit: Visit) -> None:
    async with started.changing() as connection:
        await store.remove_plan(connection, visit, RATNA, LATER)


async def calendar(started: Store) -> tuple[CalendarEvent, ...]:
    return (await load_board(started)).calendar


def told(events: Iterable[CalendarEvent]) -> list[tuple[int, int, bool, int]]:
    """Number, day of the month, whether the team comes, sequence."""
    return [(event.number, event.day.day, event.stands, event.sequence) for event in events]


async def test_a_planned_visit_is_in_the_calendars(started: Store, visit: Visit) -> None:
    assert await calendar(started) == (CalendarEvent(visit.id, 1, DAY, True, KOBA, 0, MOMENT),)


async def test_a_change_and_its_being_taken_back_are_told(started: Store, visit: Visit) -> None:
    moved = await change(started, visit, changed(visit, VisitLine(days=(NEXT,)), MOMENT))
    assert told(await calendar(started)) == [(1, 2, True, 1), (2, 1, False, 1)]
    async with started.changing() as connection:
        await store.take_back_change(connection, visit.id, moved.version, LATER)
    found = await calendar(started)
    assert told(found) == [(1, 1, True, 2), (2, 2, False, 2)]
    assert {event.modified for event in found} == {LATER}


async def test_what_was_not_changed_is_told_as_before(started: Store, visit: Visit) -> None:
    with pytest.raises(Changed):
        await change(started, replace(visit, version=9), confirmed(visit, MOMENT))
    assert told(await calendar(started)) == [(1, 1, True, 0)]


async def test_a_removed_plan_is_called_off_even_when_another_visit_gets_its_number(started: Store, visit: Visit) -> None:
    await remove(started, visit)
    assert [(event.removed, event.stands, event.place) for event in await calendar(started)] == [(True, False, KOBA)]
    again = await plan(started, NAMANG, NEXT)
    of_it = [event for event in await calendar(started) if event.place == NAMANG]
    assert [(event.visit, event.stands) for event in of_it] == [(again.id, True)]
    assert len({(event.visit, event.number) for event in await calendar(started)}) == 2


async def test_a_school_that_is_corrected_is_called_so(started: Store, visit: Visit) -> None:
    await plan(started, NAMANG, DAY)
    school = (await load_board(started)).schools["10900778"]
    corrected = replace(school, name="SMA Negeri 1 Koba", subdistrict="19.04.06")
    async with started.changing() as connection:
        await correct_school(connection, corrected, school.version, RATNA, LATER, MOMENT.date())
    assert [(event.place.name, event.place.subdistrict, event.sequence) for event in await calendar(started)] == [
        ("SMA Negeri 1 Koba", "19.04.06", 1),
        ("SMAN 1 Namang", "19.04.05", 0),
    ]


async def test_a_school_is_removed_although_calendars_remember_it(started: Store, visit: Visit) -> None:
    await remove(started, visit)
    async with started.changing() as connection:
        await connection.execute(delete(schema.school).where(schema.school.c.npsn == "10900778"))
    assert [event.place.npsn for event in await calendar(started)] == ["10900778"]


async def test_examples_are_in_the_calendars_as_long_as_they_are_there(started: Store, visit: Visit) -> None:
    for day in (DAY, NEXT):
        await load_demo(started, day)
        board = await load_board(started)
        assert {event.visit for event in board.calendar if event.example} == {each.id for each in board.schedule if each.example}
    await remove_demo(started)
    assert told(await calendar(started)) == [(1, 1, True, 0)]


async def test_the_visits_of_an_earlier_version_are_taken_in(empty: Store) -> None:
    async with empty.changing() as connection:
        await connection.run_sync(upgrade_to, "0018")
        await connection.execute(text("INSERT INTO area (code, name, level) VALUES ('19.04.01', 'Koba', 'subdistrict')"))
        office = {"place_kind": "subdistrict_office", "place_name": "Kantor Camat Koba", "school": None}
        await connection.execute(insert(schema.visit), a_visit_row(**office))
        for row in (a_day_row(NEXT), a_day_row(DAY), a_day_row(date(2026, 11, 30), moved_away=True)):
            await connection.execute(insert(schema.visit_day), row)
        await connection.run_sync(upgrade_to, "0019")
    async with empty.reading() as connection:
        found = await calendar_in(connection)
    assert told(found) == [(1, 1, True, 0), (2, 2, True, 0), (3, 30, False, 0)]
    assert {event.modified for event in found} == {MOMENT}
    assert not any(event.removed or event.example for event in found)


@pytest.mark.parametrize("seed", range(6))
async def test_no_event_is_ever_forgotten_or_given_away(started: Store, seed: int) -> None:
    """Random acts of staff: the days that stand are the schedule's, each event stays its place's, and is newer than it was."""
    chosen = random.Random(seed)
    before: dict[tuple[int, int], CalendarEvent] = {}
    for _ in range(25):
        await act(started, chosen)
        board = await load_board(started)
        standing = sorted((event.visit, event.day) for event in board.calendar if event.stands)
        assert standing == sorted((visit.id, day) for visit in board.schedule for day in visit.days)
        now_there = {(event.visit, event.number): event for event in board.calendar}
        assert before.keys() <= now_there.keys()
        for key, event in before.items():
            assert now_there[key].place == event.place
            assert now_there[key] == event or now_there[key].sequence > event.sequence
        before = now_there


async def act(started: Store, chosen: random.Random) -> None:
    visits = list((await load_board(started)).schedule)
    days = tuple(DAY + timedelta(day) for day in sorted(chosen.sample(range(6), chosen.randint(1, 3))))
    if not visits or chosen.random() < 0.2:
        await plan(started, chosen.choice((KOBA, NAMANG)), *days)
        return
    visit = chosen.choice(visits)
    earlier = await store.earlier_version(started, visit.id)
    if visit.state is VisitState.PLANNED and chosen.random() < 0.4:
        await remove(started, visit)
    elif earlier and chosen.random() < 0.3:
        async with started.changing() as connection:
            await store.take_back_change(connection, visit.id, visit.version, LATER)
    else:
        await change(started, visit, changed(visit, VisitLine(days=days), LATER))
