"""The register of schools in the database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text, update

from ektp_core.audit import Changed
from ektp_core.reading.calendar import AsOf
from ektp_core.requests.line import Asked
from ektp_core.schools.closing import SchoolStillVisited
from ektp_core.schools.register import School
from ektp_core.store import Store, load_board, migrate, schema, schools
from ektp_core.store.requests import ask
from ektp_core.store.schools import SchoolExists, SchoolInUse
from ektp_core.store.visits import change_visit, plan_visit
from ektp_core.visits.schedule import Recap, VisitState
from tests.store.followers import a_follower
from tests.store.migrating import differences, upgrade_to
from tests.store.records import MOMENT, a_day_row, a_visit_row, add

NEW = School("10999001", "SMAN 9 Koba", "SMA", "19.04.01", "", None, None, "the office")


async def added(store: Store, *new: School) -> None:
    async with store.changing_board() as connection:
        await schools.add_schools(connection, new)


async def corrected(store: Store, school: School, seen: int) -> None:
    async with store.changing_board() as connection:
        await schools.correct_school(connection, school, seen, 7101, MOMENT, MOMENT.date())


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
    assert refused.value.values == {"visits": 1, "requests": 0, "members": 0, "followers": 0, "merged": 0}
    assert "10900778" in (await load_board(started)).schools


async def test_a_school_that_comes_back_is_another_one_for_old_buttons(started: Store) -> None:
    await added(started, NEW)
    await removed(started, NEW.npsn, 1)
    assert NEW.npsn not in (await load_board(started)).schools
    await added(started, NEW)
    with pytest.raises(Changed):
        await removed(started, NEW.npsn, 1)


# Closed


TODAY = MOMENT.date()
KOBA, NAMANG = "10900778", "10900779"


async def closed(store: Store, npsn: str = KOBA, seen: int = 1, *, since: AsOf | None = None, successor: str | None = None) -> School:
    school = replace((await load_board(store)).schools[npsn], is_closed=True, closed_since=since, successor=successor)
    await corrected(store, school, seen)
    return (await load_board(store)).schools[npsn]


async def a_visit_on(store: Store, day: date, state: VisitState) -> None:
    recorded = {"recorded": 5, "absent": 0, "failed": 0} if state is VisitState.DONE else {}
    await add(store, schema.visit, a_visit_row(state=state, **recorded))
    await add(store, schema.visit_day, a_day_row(day))


async def test_a_school_closes_with_what_is_known_of_it_and_opens_again(started: Store) -> None:
    school = await closed(started, since=AsOf(2024, 6), successor=NAMANG)
    assert (school.is_closed, school.closed_since, school.successor, school.version) == (True, AsOf(2024, 6), NAMANG, 2)
    board = await load_board(started)
    assert school not in list(board.schools) and board.schools.closed == (school,)
    await corrected(started, replace(school, is_closed=False, closed_since=None, successor=None), 2)
    assert "10900778" in {each.npsn for each in (await load_board(started)).schools}


@pytest.mark.parametrize("state", [VisitState.PLANNED, VisitState.CONFIRMED, VisitState.MOVED])
@pytest.mark.parametrize("days", [0, 7])
async def test_a_school_stays_open_while_the_team_is_to_come(started: Store, state: VisitState, days: int) -> None:
    await a_visit_on(started, TODAY + timedelta(days), state)
    with pytest.raises(SchoolStillVisited) as refused:
        await closed(started)
    assert refused.value.values == {"name": "SMAN 1 Koba", "visits": 1}
    assert not (await load_board(started)).schools[KOBA].is_closed


@pytest.mark.parametrize(
    ("state", "days"), [(VisitState.CANCELLED, 7), (VisitState.DONE, -1), (VisitState.DONE, 0), (VisitState.CONFIRMED, -1)]
)
async def test_what_is_over_or_off_keeps_no_school_open_and_stays(started: Store, state: VisitState, days: int) -> None:
    await a_visit_on(started, TODAY + timedelta(days), state)
    assert (await closed(started)).is_closed
    assert [visit.place.npsn for visit in (await load_board(started)).schedule] == [KOBA]


async def test_whoever_was_first_is_not_overwritten_by_a_closing(started: Store) -> None:
    await corrected(started, replace((await load_board(started)).schools[KOBA], name="SMAN 1 Koba Unggulan"), 1)
    with pytest.raises(Changed):
        await closed(started, seen=1)
    assert not (await load_board(started)).schools[KOBA].is_closed


async def test_a_school_that_was_removed_takes_none_over(started: Store) -> None:
    await removed(started, NAMANG, 1)
    with pytest.raises(Changed):
        await closed(started, successor=NAMANG)


async def test_nothing_is_planned_at_a_closed_school_and_no_request_taken(started: Store) -> None:
    await a_visit_on(started, TODAY - timedelta(1), VisitState.DONE)
    (visit,) = (await load_board(started)).schedule
    await closed(started)
    async with started.changing_board() as connection:
        with pytest.raises(Changed):
            await plan_visit(connection, replace(visit, days=(TODAY + timedelta(7),)))
        with pytest.raises(Changed):
            await ask(connection, KOBA, Asked(60, 1, (), "Bu Ani 0812"), 7301, MOMENT)


@pytest.mark.parametrize(("what", "hangs"), [("followed", {"followers": 1}), ("took another over", {"merged": 1})])
async def test_a_school_on_which_something_hangs_stays(started: Store, what: str, hangs: dict[str, int]) -> None:
    if what == "followed":
        await a_follower(started)
    else:
        await closed(started, NAMANG, successor=KOBA)
    with pytest.raises(SchoolInUse) as refused:
        await removed(started, KOBA, 1)
    assert {name: count for name, count in refused.value.values.items() if count} == hangs


# Confirmed


async def year_of(store: Store, npsn: str = KOBA) -> int | None:
    return (await load_board(store)).schools[npsn].register_year


async def test_what_a_first_start_took_over_waits_to_be_confirmed(started: Store) -> None:
    assert {school.register_year for school in (await load_board(started)).schools} == {2019}


async def test_schools_are_confirmed_once_and_stay_in_their_version(started: Store) -> None:
    async with started.changing_board() as connection:
        assert await schools.confirm_schools(connection, [NAMANG, KOBA]) == (KOBA, NAMANG)
        assert await schools.confirm_schools(connection, [KOBA, "10999999"]) == ()
    school = (await load_board(started)).schools[KOBA]
    assert (school.register_year, school.version) == (None, 1)
    assert await year_of(started, "10900753") == 2019


async def test_a_correction_confirms(started: Store) -> None:
    await corrected(started, replace((await load_board(started)).schools[KOBA], address="Jl. Raya"), 1)
    assert await year_of(started) is None


async def test_a_visit_that_was_recorded_confirms_its_school_and_one_that_is_planned_does_not(started: Store) -> None:
    await a_visit_on(started, TODAY, VisitState.CONFIRMED)
    (visit,) = (await load_board(started)).schedule
    async with started.changing_board() as connection:
        await change_visit(connection, visit, replace(visit, kits=2), 7101, MOMENT)
    assert await year_of(started) == 2019
    (visit,) = (await load_board(started)).schedule
    async with started.changing_board() as connection:
        await change_visit(connection, visit, replace(visit, state=VisitState.DONE, recap=Recap(5, 0, 0)), 7101, MOMENT)
    assert (await year_of(started), await year_of(started, NAMANG)) == (None, 2019)


async def test_what_is_older_than_the_mark_is_confirmed_by_its_corrections_and_its_recorded_visits(empty: Store) -> None:
    """A database of the version before: nothing in it is lost, and only what nobody has touched is of the old register."""
    async with empty.changing() as connection:
        await connection.run_sync(upgrade_to, "0014")
        await connection.exec_driver_sql("INSERT INTO area (code, name, level) VALUES ('19.04.01', 'Koba', 'subdistrict')")
        for npsn, source, version in (
            ("10000001", "suryavip/daftar-sekolah-indonesia (MIT), Juni 2019", 1),
            ("10000002", "suryavip/daftar-sekolah-indonesia (MIT), Juni 2019", 2),
            ("10000003", "suryavip/daftar-sekolah-indonesia (MIT), Juni 2019", 1),
            ("10000004", "Dindukcapil", 1),
        ):
            values = {"npsn": npsn, "source": source, "version": version}
            await connection.execute(
                text(
                    "INSERT INTO school (npsn, name, level, subdistrict, address, source, version) "
                    "VALUES (:npsn, 'SMA', 'SMA', '19.04.01', '', :source, :version)"
                ),
                values,
            )
        recorded = a_visit_row(school="10000003", state=VisitState.DONE, recorded=5, absent=0, failed=0)
        await connection.execute(schema.visit.insert().values(recorded))
    await migrate(empty)
    async with empty.reading() as connection:
        assert await connection.run_sync(differences) == []
        rows = await connection.execute(schema.school.select().order_by(schema.school.c.npsn))
        assert [(row.register_year, row.is_closed) for row in rows] == [(2019, False), (None, False), (None, False), (None, False)]


# Without a subdistrict


async def test_a_school_that_is_placed_takes_its_visits_along(started: Store) -> None:
    async with started.changing_board() as connection:
        await connection.execute(update(schema.school).where(schema.school.c.npsn == KOBA).values(subdistrict="19.04"))
        await connection.execute(schema.visit.insert().values(a_visit_row(subdistrict="19.04")))
        await connection.execute(schema.visit_day.insert().values(a_day_row(TODAY)))
    board = await load_board(started)
    assert [school.npsn for school in board.schools.unplaced] == [KOBA]
    assert KOBA not in {school.npsn for school in board.schools.in_subdistrict("19.04")}
    await corrected(started, replace(board.schools[KOBA], subdistrict="19.04.01"), 1)
    board = await load_board(started)
    assert (board.schools.unplaced, next(iter(board.schedule)).place.subdistrict) == ((), "19.04.01")
