"""What the office enters comes back on the board as it was entered."""

from datetime import date, time

from ektp_core.coverage.figure import HeadCounts
from ektp_core.store import Store, load_board, schema
from ektp_core.visits.schedule import Hours, PlaceKind, VisitState
from tests.store.records import MOMENT, a_day_row, a_figure_row, a_loan_row, a_visit_row, add

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)


async def test_a_visit_comes_back_with_its_days_in_order_and_its_hours(started: Store) -> None:
    await add(started, schema.visit, a_visit_row(state=VisitState.CONFIRMED, catch_up="Kantor camat Koba"))
    await add(started, schema.visit_day, a_day_row(TUESDAY), a_day_row(MONDAY))
    await add(
        started,
        schema.visit_hours,
        {"visit": 1, "position": 1, "starts": "11:00", "ends": "14:00", "class_name": None},
        {"visit": 1, "position": 0, "starts": "08:00", "ends": "11:00", "class_name": "XI"},
    )
    (visit,) = (await load_board(started)).schedule
    assert (visit.days, visit.moved_from) == ((MONDAY, TUESDAY), ())
    assert visit.hours == (Hours(time(8), time(11), "XI"), Hours(time(11), time(14), None))
    assert (visit.state, visit.place.kind, visit.place.npsn) == (VisitState.CONFIRMED, PlaceKind.SCHOOL, "10900778")
    assert (visit.updated, visit.catch_up, visit.example) == (MOMENT, "Kantor camat Koba", False)


async def test_a_moved_visit_remembers_the_days_it_was_moved_from(started: Store) -> None:
    await add(started, schema.visit, a_visit_row(state=VisitState.MOVED))
    await add(started, schema.visit_day, a_day_row(MONDAY, moved_away=True), a_day_row(WEDNESDAY))
    (visit,) = (await load_board(started)).schedule
    assert (visit.days, visit.moved_from) == ((WEDNESDAY,), (MONDAY,))


async def test_a_visit_of_two_days_may_be_moved_by_one_and_remembers_both(started: Store) -> None:
    await add(started, schema.visit, a_visit_row(state=VisitState.MOVED))
    old = (a_day_row(MONDAY, moved_away=True), a_day_row(TUESDAY, moved_away=True))
    await add(started, schema.visit_day, *old, a_day_row(TUESDAY), a_day_row(WEDNESDAY))
    (visit,) = (await load_board(started)).schedule
    assert (visit.days, visit.moved_from) == ((TUESDAY, WEDNESDAY), (MONDAY, TUESDAY))


async def test_a_figure_comes_back_as_it_was_entered(started: Store) -> None:
    await add(started, schema.figure, a_figure_row(printed=140_000))
    figure = (await load_board(started)).figures_of("19.04")[-1]
    assert figure.measure == HeadCounts(150_000, 147_000, 10_500, 140_000)
    assert (figure.as_of.iso(), figure.source, figure.approximate) == ("2026-10-31", "the office", False)


async def test_loans_come_back_by_their_first_day(started: Store) -> None:
    await add(started, schema.loan, a_loan_row(first_day=WEDNESDAY), a_loan_row(first_day=MONDAY, last_day=TUESDAY))
    assert [loan.first for loan in (await load_board(started)).loans] == [MONDAY, WEDNESDAY]


async def test_the_rules_in_force_are_the_office_s_facts(started: Store) -> None:
    async with started.changing() as connection:
        for key, told in (("minimum_age", "15"), ("election_day", "2029-02-14"), ("birth_years", "2011-2012")):
            values = {"text_id": told, "as_of": "2026", "source": "surat kantor"}
            await connection.execute(schema.fact.update().where(schema.fact.c.key == key).values(values))
    rules = (await load_board(started)).rules
    assert rules.minimum_age == 15
    assert rules.turns_17_by is not None
    assert (rules.turns_17_by.day, rules.turns_17_by.source) == (date(2029, 2, 14), "surat kantor")
    assert rules.birth_years is not None
    assert (rules.birth_years.first, rules.birth_years.last) == (2011, 2012)
