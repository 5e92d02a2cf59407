"""Visits are changed against the version that was seen."""

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from ektp_core.audit import Changed
from ektp_core.store import Store, load_board
from ektp_core.store import visits as store
from ektp_core.visits.changes import cancelled, changed, closed, confirmed
from ektp_core.visits.line import VisitLine
from ektp_core.visits.schedule import Hours, Place, PlaceKind, Recap, Visit, VisitState
from tests.store.records import MOMENT, board_version

DAY = date(2026, 12, 1)
RATNA, HENDRA = 7101, 7102


@pytest.fixture
async def visit(started: Store) -> Visit:
    """One planned visit to SMAN 1 Koba."""
    place = Place(PlaceKind.SCHOOL, "SMAN 1 Koba", "19.04.01", "10900778")
    hours = (Hours(time(8), time(11), "XI"), Hours(time(11), time(14), "XII"))
    async with started.changing() as connection:
        number = await store.plan_visit(connection, Visit(0, place, (DAY,), hours, 2, VisitState.PLANNED, MOMENT, "the office"))
    assert number == 1
    return await now(started)


async def now(started: Store, number: int = 1) -> Visit:
    return next(visit for visit in (await load_board(started)).schedule if visit.id == number)


async def change(started: Store, before: Visit, after: Visit) -> None:
    async with started.changing() as connection:
        await store.change_visit(connection, before, after, RATNA, MOMENT)


async def test_a_planned_visit_is_read_back_as_it_was_planned(started: Store, visit: Visit) -> None:
    async with started.changing() as connection:
        number = await store.plan_visit(connection, replace(visit, kits=3, expected=60))
    assert await now(started, number) == replace(visit, id=number, kits=3, expected=60)


async def test_each_change_is_kept_and_taken_back_in_turn(started: Store, visit: Visit) -> None:
    await change(started, visit, confirmed(visit, MOMENT))
    sure = await now(started)
    await change(started, sure, changed(sure, VisitLine(days=(DAY + timedelta(1),)), MOMENT))
    moved = await now(started)
    assert (moved.state, moved.days, moved.moved_from) == (VisitState.MOVED, (DAY + timedelta(1),), (DAY,))
    for expected in (sure, visit):
        async with started.changing() as connection:
            await store.take_back_change(connection, 1, moved.version, MOMENT)
        moved = await now(started)
        assert replace(moved, version=expected.version) == expected
    assert await store.earlier_version(started, 1) is None


async def test_the_second_of_two_officers_changes_nothing(started: Store, visit: Visit) -> None:
    await change(started, visit, confirmed(visit, MOMENT))
    with pytest.raises(Changed):
        await change(started, visit, cancelled(visit, "office", MOMENT))
    assert (await now(started)).state is VisitState.CONFIRMED


async def test_of_ten_officers_at_once_one_changes_the_visit(started: Store, visit: Visit) -> None:
    results = await asyncio.gather(*(change(started, visit, replace(visit, kits=kits)) for kits in range(1, 11)), return_exceptions=True)
    assert [type(result) for result in results if result] == [Changed] * 9
    assert (await now(started)).version == visit.version + 1


async def test_a_plan_is_removed_but_nothing_more_than_a_plan(started: Store, visit: Visit) -> None:
    await change(started, visit, confirmed(visit, MOMENT))
    sure = await now(started)
    with pytest.raises(Changed):
        async with started.changing() as connection:
            await store.remove_plan(connection, sure, RATNA, MOMENT)


async def test_a_number_used_again_is_another_version(started: Store, visit: Visit) -> None:
    """SQLite gives a new row the number of the last one removed: an old button must not mean the new visit."""
    async with started.changing() as connection:
        await store.remove_plan(connection, visit, RATNA, MOMENT)
    async with started.changing() as connection:
        number = await store.plan_visit(connection, visit)
    again = await now(started, number)
    assert number != visit.id or again.version > visit.version
    assert await store.earlier_version(started, number) is None


async def test_a_closed_visit_keeps_its_recap(started: Store, visit: Visit) -> None:
    await change(started, visit, closed(visit, Recap(31, 4, 1), "Kantor", MOMENT, today=MOMENT.date()))
    done = await now(started)
    assert (done.state, done.recap, done.catch_up) == (VisitState.DONE, Recap(31, 4, 1), "Kantor")


async def test_a_check_is_made_again_when_the_board_moved(started: Store) -> None:
    version = await board_version(started)
    async with started.changing_board():
        pass
    with pytest.raises(store.BoardMoved):
        async with started.changing() as connection:
            await store.hold_board(connection, version)
