"""Any office rehearses with a set of its own: believable, the same every time, marked as an example, and none of it left behind."""

from datetime import date

import pytest

from ektp_core.country.beginning import beginning_of
from ektp_core.country.offices import office_of
from ektp_core.coverage.figure import HeadCounts
from ektp_core.requests.request import RequestState
from ektp_core.store import Store, load_board
from ektp_core.store.demo import EXAMPLE_CONTACT, ROUND, load_demo, remove_demo
from ektp_core.store.first_start import load_first_start
from ektp_core.store.requests import all_requests
from ektp_core.visits.schedule import VisitState
from tests.store.records import everything

TODAY = date(2026, 11, 24)


@pytest.fixture(params=["52.71", "32.01", "94.05"])
async def elsewhere(migrated: Store, request: pytest.FixtureRequest) -> Store:
    await load_first_start(migrated, beginning_of(office_of(request.param), None))
    return migrated


async def test_subdistricts_differ_and_make_the_district_which_has_a_trend_of_two_years(elsewhere: Store) -> None:
    await load_demo(elsewhere, TODAY)
    board = await load_board(elsewhere)
    now = {figure.area: figure.measure for figure in board.figures if figure.as_of.iso() == "2026-10-31"}
    counts = {code: found for code, found in now.items() if isinstance(found, HeadCounts)}
    parts = [counts[area.code] for area in board.subdistricts]
    home = counts[board.home.code]
    assert (sum(part.obliged for part in parts), sum(part.recorded for part in parts)) == (home.obliged, home.recorded)
    assert len({round(part.recorded / part.obliged, 4) for part in parts}) > len(parts) // 2
    assert all(part.recorded <= part.obliged for part in counts.values())
    trend = board.figures_of(board.home.code)
    assert [figure.as_of.iso() for figure in trend] == ["2024-12-31", "2025-06-30", "2025-12-31", "2026-06-30", "2026-10-31"]
    assert {district.code for district in board.districts} <= counts.keys()


async def test_all_of_it_is_marked_and_nothing_of_it_stays(elsewhere: Store) -> None:
    before = await everything(elsewhere)
    await load_demo(elsewhere, TODAY)
    board = await load_board(elsewhere)
    assert all(item.example for item in (*board.figures, *board.schedule, *board.loans))
    asked = await all_requests(elsewhere)
    assert {each.state for each in asked} == set(RequestState)
    assert {each.contact for each in asked} == {EXAMPLE_CONTACT}
    accepted = [each for each in asked if each.state is RequestState.ACCEPTED]
    visited = {visit.id: visit.place.npsn for visit in board.schedule}
    assert [visited[each.visit or 0] for each in accepted] == [each.school for each in accepted]
    assert {visit.state for visit in board.schedule} == {state for *_, state in ROUND[: len(list(board.schools))]}
    assert {state for *_, state in ROUND} == set(VisitState)
    assert sorted(loan.last < TODAY for loan in board.loans) == [False, True]
    await remove_demo(elsewhere)
    after = await everything(elsewhere)
    assert {**after, "state": []} == {**before, "state": []}


async def test_it_is_the_same_every_time(elsewhere: Store) -> None:
    await load_demo(elsewhere, TODAY)
    first = (await load_board(elsewhere)).figures
    await load_demo(elsewhere, TODAY)
    assert (await load_board(elsewhere)).figures == first


async def test_what_it_names_is_of_that_district(elsewhere: Store) -> None:
    await load_demo(elsewhere, TODAY)
    board = await load_board(elsewhere)
    assert all(visit.place.npsn in board.schools for visit in board.schedule)
    assert "Koba" not in str(list(board.schedule))
