"""The register of schools in the database."""

import pytest

from ektp_core.audit import Changed
from ektp_core.schools.register import School
from ektp_core.store import Store, load_board, schema, schools
from ektp_core.store.schools import SchoolExists, SchoolInUse
from tests.store.records import MOMENT, a_day_row, a_visit_row, add

NEW = School("10999001", "SMAN 9 Koba", "SMA", "19.04.01", "", None, None, "the office")


async def added(store: Store, *new: School) -> None:
    async with store.changing_board() as connection:
        await schools.add_schools(connection, new)


async def corrected(store: Store, school: School, seen: int) -> None:
    async with store.changing_board() as connection:
        await schools.correct_school(connection, school, seen, 7101, MOMENT)


async def removed(store: Store, npsn: str, seen: int) -> None:
    async with store.changing_board() as connection:
        await schools.remove_school(connection, npsn, seen, 7101, MOMENT)


async def test_a_new_school_is_found_at_once(started: Store) -> None:
    await added(started, NEW)
    assert (await load_board(started)).schools.find("sman 9 koba") == (NEW,)


async def test_a_sheet_adds_all_or_nothing(started: Store) -> None:
    with pytest.raises(SchoolExists) as refused:
        await added(started, NEW, School("10900778", "SMAN 1 Koba", "SMA", "19.04.01", "", None, None, "x"))
    assert refused.value.values["name"] == "SMAN 1 Koba"
    assert NEW.npsn not in (await load_board(started)).schools


async def test_a_correction_reaches_the_visits_and_counts_once(started: Store) -> None:
    await add(started, schema.visit, a_visit_row())
    await add(started, schema.visit_day, a_day_row(MOMENT.date()))
    renamed = School("10900778", "SMAN 1 Koba Unggulan", "SMA", "19.04.01", "Jl. Raya", None, None, "the office", 2)
    await corrected(started, renamed, 1)
    board = await load_board(started)
    assert (board.schools["10900778"], next(iter(board.schedule)).place.name) == (renamed, "SMAN 1 Koba Unggulan")
    with pytest.raises(Changed):
        await corrected(started, renamed, 1)


async def test_a_school_with_visits_stays(started: Store) -> None:
    await add(started, schema.visit, a_visit_row())
    await add(started, schema.visit_day, a_day_row(MOMENT.date()))
    with pytest.raises(SchoolInUse) as refused:
        await removed(started, "10900778", 1)
    assert refused.value.values == {"visits": 1, "requests": 0, "members": 0}
    assert "10900778" in (await load_board(started)).schools


async def test_a_school_that_comes_back_is_another_one_for_old_buttons(started: Store) -> None:
    await added(started, NEW)
    await removed(started, NEW.npsn, 1)
    assert NEW.npsn not in (await load_board(started)).schools
    await added(started, NEW)
    with pytest.raises(Changed):
        await removed(started, NEW.npsn, 1)
