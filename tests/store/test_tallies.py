"""Every tap and every typed number counts once, for its day and its person, until the visit is closed."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from ektp_core.store import Store, load_board, schema
from ektp_core.store import tallies as store
from ektp_core.store import visits as visit_store
from ektp_core.store.tallies import Tap
from ektp_core.visits.changes import closed
from ektp_core.visits.recaps import Tally
from ektp_core.visits.schedule import Place, PlaceKind, Recap, TallyKind, Visit, VisitState
from tests.at_once import at_once
from tests.store.records import MOMENT, how_many

DAY = date(2026, 12, 1)
RATNA, HENDRA = 7101, 7102
RECORDED, ABSENT, FAILED = TallyKind.RECORDED, TallyKind.ABSENT, TallyKind.FAILED


@pytest.fixture
async def visit(started: Store) -> Visit:
    """One planned visit of two days to SMAN 1 Koba."""
    place = Place(PlaceKind.SCHOOL, "SMAN 1 Koba", "19.04.01", "10900778")
    days = (DAY, DAY + timedelta(1))
    async with started.changing() as connection:
        await visit_store.plan_visit(connection, Visit(0, place, days, (), 2, VisitState.PLANNED, MOMENT, "the office"))
    return next(iter((await load_board(started)).schedule))


async def tap(started: Store, name: str, counts: Mapping[TallyKind, int], person: int = RATNA, day: date = DAY) -> bool:
    """Whether the tap was new."""
    try:
        async with started.changing() as connection:
            await store.count_tap(connection, 1, Tap(name, person, MOMENT, day), counts)
    except store.TapCounted:
        return False
    return True


async def total(started: Store) -> Tally:
    return (await store.tally_of(started, 1)).total


async def test_a_repeated_tap_counts_once(started: Store, visit: Visit) -> None:
    assert await tap(started, "a", {RECORDED: 5})
    assert not await tap(started, "a", {RECORDED: 5})
    assert await total(started) == Tally(5, 0, 0, 1)


async def test_fifty_taps_of_five_officers_at_once_each_sent_twice_sum_exactly(started: Store, visit: Visit) -> None:
    taps = [(f"{person}-{number}", person) for person in range(7101, 7106) for number in range(10)]
    new = await at_once(*(tap(started, name, {RECORDED: 1}, person) for name, person in taps * 2))
    assert sum(new) == 50
    assert await total(started) == Tally(50, 0, 0, 5)
    assert await how_many(started, schema.tally) == 50


async def test_several_kinds_of_one_number_count_together_or_not_at_all(started: Store, visit: Visit) -> None:
    assert await tap(started, "m1", {RECORDED: 31, ABSENT: 2, FAILED: 1})
    assert not await tap(started, "m1", {RECORDED: 31, ABSENT: 2})
    assert await total(started) == Tally(31, 2, 1, 1)


async def test_each_day_and_each_person_has_its_own_count(started: Store, visit: Visit) -> None:
    await tap(started, "a", {RECORDED: 20})
    await tap(started, "b", {RECORDED: 7}, HENDRA, DAY + timedelta(1))
    counted = await store.tally_of(started, visit.id)
    assert (counted.on(DAY), counted.on(DAY + timedelta(1)), counted.on(None)) == (
        Tally(20, 0, 0, 1),
        Tally(7, 0, 0, 1),
        Tally(27, 0, 0, 2),
    )
    assert {person: each.recorded for person, each in counted.by_person().items()} == {RATNA: 20, HENDRA: 7}
    assert counted == (await store.tallies_of(started, [visit.id, 99]))[visit.id]


@pytest.mark.parametrize(("day", "added"), [(None, 4), (DAY, 11)], ids=["of all days", "of the day"])
async def test_a_count_becomes_what_is_said_once(started: Store, visit: Visit, day: date | None, added: int) -> None:
    await tap(started, "a", {RECORDED: 20})
    await tap(started, "b", {RECORDED: 7}, HENDRA, DAY + timedelta(1))
    for _ in range(2):
        try:
            async with started.changing() as connection:
                await store.make_counts(connection, 1, Tap("m1", RATNA, MOMENT, DAY), {RECORDED: 31, ABSENT: 0}, day)
        except store.TapCounted:
            pass
    counted = await store.tally_of(started, visit.id)
    assert counted.on(day).recorded == 31
    assert await store.counts_of(started, 1, "m1", RATNA) == {RECORDED: added, ABSENT: 0}


async def test_ones_own_tap_is_taken_back_once(started: Store, visit: Visit) -> None:
    await tap(started, "a", {RECORDED: 5, FAILED: 1})
    await tap(started, "b", {ABSENT: 1})

    async def take_back(name: str, person: int) -> None:
        async with started.changing() as connection:
            await store.take_back_tap(connection, 1, name, Tap("back", person, MOMENT, DAY))

    with pytest.raises(store.TapCounted):
        await take_back("a", HENDRA)
    assert await store.counts_of(started, 1, "a", RATNA) == {RECORDED: 5, FAILED: 1}
    await take_back("a", RATNA)
    assert await store.counts_of(started, 1, "a", RATNA) == {}
    with pytest.raises(store.TapCounted):
        await take_back("a", RATNA)
    assert await total(started) == Tally(0, 1, 0, 1)


async def test_a_closed_visit_counts_no_more(started: Store, visit: Visit) -> None:
    async with started.changing() as connection:
        await visit_store.change_visit(connection, visit, closed(visit, Recap(1, 0, 0), None, MOMENT, today=MOMENT.date()), RATNA, MOMENT)
    with pytest.raises(store.TallyClosed):
        await tap(started, "a", {RECORDED: 1})


async def test_who_changed_a_visit_last_is_known(started: Store, visit: Visit) -> None:
    assert await visit_store.last_change(started, visit.id) is None
    async with started.changing() as connection:
        await visit_store.change_visit(connection, visit, closed(visit, Recap(1, 0, 0), None, MOMENT, today=MOMENT.date()), HENDRA, MOMENT)
    change = await visit_store.last_change(started, visit.id)
    assert change
    assert (change.person, change.moment) == (HENDRA, MOMENT)
