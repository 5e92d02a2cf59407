"""The demo set: relative to today, marked on every item, and gone without a trace."""

from datetime import date, timedelta

import pytest

from ektp_core.coverage.figure import HeadCounts
from ektp_core.coverage.parts import coverage
from ektp_core.holidays import is_workday
from ektp_core.store import Store, load_board, schema
from ektp_core.store.demo import load_demo, remove_demo, workday
from ektp_core.visits.schedule import VisitState
from tests.store.records import a_day_row, a_figure_row, a_loan_row, a_visit_row, add, board_version, everything, how_many

TODAY = date(2026, 11, 24)
DAYS = [TODAY, date(2026, 11, 28), date(2026, 8, 17), date(2027, 1, 1), date(2028, 2, 29)]
STATES = {VisitState.DONE, VisitState.CONFIRMED, VisitState.PLANNED, VisitState.MOVED, VisitState.CANCELLED}


async def test_every_item_of_the_demo_set_is_marked_as_an_example(started: Store) -> None:
    before = await load_board(started)
    await load_demo(started, TODAY)
    board = await load_board(started)
    assert board.has_examples
    assert all(visit.example for visit in board.schedule)
    assert all(loan.example for loan in board.loans)
    assert {figure for figure in board.figures if not figure.example} == set(before.figures)


async def test_the_demo_set_tells_the_story_of_105_percent(started: Store) -> None:
    await load_demo(started, TODAY)
    board = await load_board(started)
    parts = coverage(board.figures_of("19.04")[-1])
    assert (parts.recorded, parts.early, parts.total) == (98.0, 7.0, 105.0)


async def test_it_has_a_trend_of_two_years_that_rises(started: Store) -> None:
    await load_demo(started, TODAY)
    trend = [figure for figure in (await load_board(started)).figures_of("19.04") if figure.example]
    assert [figure.as_of.iso() for figure in trend] == ["2024-12-31", "2025-06-30", "2025-12-31", "2026-06-30", "2026-10-31"]
    totals = [coverage(figure).total for figure in trend]
    assert totals == sorted(set(totals))
    assert totals[0] > 90


async def test_one_loan_runs_and_one_was_given_back(started: Store) -> None:
    await load_demo(started, TODAY)
    assert sorted(loan.last < TODAY for loan in (await load_board(started)).loans) == [False, True]


async def test_the_subdistricts_differ_and_are_the_district_together(started: Store) -> None:
    await load_demo(started, TODAY)
    board = await load_board(started)
    whole, *parts = (board.figures_of(code)[-1] for code in ("19.04", *(area.code for area in board.subdistricts)))
    measures = [figure.measure for figure in parts if isinstance(figure.measure, HeadCounts)]
    assert len(measures) == len(board.subdistricts)
    assert isinstance(whole.measure, HeadCounts)
    for part in ("obliged", "recorded", "early"):
        assert sum(getattr(measure, part) for measure in measures) == getattr(whole.measure, part)
    percents = [coverage(figure).total for figure in parts]
    assert len({round(percent) for percent in percents}) == len(percents)
    assert min(percents) < 100 < max(percents)


@pytest.mark.parametrize("today", DAYS, ids=date.isoformat)
async def test_the_demo_set_is_relative_to_today(started: Store, today: date) -> None:
    await load_demo(started, today)
    board = await load_board(started)
    assert all(figure.as_of.first_day < today for figure in board.figures if figure.example)
    assert {visit.state for visit in board.schedule} == STATES
    for visit in board.schedule:
        assert all(is_workday(day) for day in (*visit.days, *visit.moved_from))
        assert visit.updated.date() <= today
        assert (visit.last_day < today) == (visit.state is VisitState.DONE)
    next_at_koba = board.schedule.at_school("10900778", today).next
    assert next_at_koba is not None
    assert today < next_at_koba.first_day < today + timedelta(14)
    assert len(next_at_koba.days) == 2


async def test_loading_the_demo_set_twice_does_not_double_it(started: Store) -> None:
    await load_demo(started, TODAY)
    sizes = {table.name: await how_many(started, table) for table in schema.metadata.sorted_tables}
    await load_demo(started, TODAY)
    assert {table.name: await how_many(started, table) for table in schema.metadata.sorted_tables} == sizes


async def test_the_demo_set_of_another_day_replaces_the_one_before(started: Store) -> None:
    await load_demo(started, TODAY)
    await load_demo(started, date(2027, 2, 1))
    board = await load_board(started)
    assert all(visit.last_day > date(2027, 1, 1) for visit in board.schedule)
    trend = {date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31), date(2026, 6, 30)}
    months = {figure.as_of.first_day for figure in board.figures if figure.example}
    assert (max(months), len(months)) == (date(2027, 1, 31), 5)
    assert trend - months in (set(), {date(2024, 12, 31)})


async def test_the_demo_set_is_removed_without_a_trace(started: Store) -> None:
    before = await everything(started)
    await load_demo(started, TODAY)
    assert await everything(started) != before
    await remove_demo(started)
    assert await everything(started) == before
    assert not (await load_board(started)).has_examples


async def test_what_the_office_entered_stays_when_the_demo_set_goes(started: Store) -> None:
    await add(started, schema.figure, a_figure_row(id=901))
    await add(started, schema.loan, a_loan_row(id=901))
    await add(started, schema.visit, a_visit_row(id=901))
    await add(started, schema.visit_day, a_day_row(TODAY, visit=901))
    before = await everything(started)
    await load_demo(started, TODAY)
    await remove_demo(started)
    assert await everything(started) == before


async def test_the_board_s_version_grows_with_every_change_of_the_demo_set(started: Store) -> None:
    versions = [await board_version(started)]
    for change in (load_demo(started, TODAY), load_demo(started, TODAY), remove_demo(started)):
        await change
        versions.append((await load_board(started)).version)
    assert versions == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("today", "offset", "day"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 30), -1, date(2026, 11, 27)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 8, 14), 1, date(2026, 8, 18)),
    ],
)
def test_workdays_skip_weekends_and_holidays(today: date, offset: int, day: date) -> None:
    assert workday(today, offset) == day
