"""When the team comes: to a school, to a subdistrict, on a day, or next."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.visits.schedule import MOVES, Hours, PlaceKind, VisitState
from tests.core.builders import TODAY, a_schedule, a_visit, npsn_of

KOBA = npsn_of("SMAN 1 Koba")
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
OPEN = (VisitState.PLANNED, VisitState.CONFIRMED, VisitState.MOVED)


def in_days(*numbers: int) -> tuple[date, ...]:
    return tuple(TODAY + timedelta(number) for number in numbers)


# To come


def test_visits_to_come_are_listed_by_day() -> None:
    late, soon, today = a_visit(*in_days(9)), a_visit(*in_days(2)), a_visit(TODAY)
    assert a_schedule(late, today, soon).upcoming(TODAY) == (today, soon, late)


def test_visits_of_one_day_are_listed_by_place() -> None:
    koba, beluluk = a_visit(school=None, place="Koba"), a_visit(school=None, place="Beluluk")
    assert a_schedule(koba, beluluk).upcoming(TODAY) == (beluluk, koba)


@pytest.mark.parametrize("state", OPEN)
def test_a_visit_is_to_come_until_its_day_is_over(state: VisitState) -> None:
    visit = a_visit(TODAY, state=state)
    assert visit.is_upcoming(TODAY)
    assert not visit.is_upcoming(TOMORROW)


@pytest.mark.parametrize("state", [VisitState.DONE, VisitState.CANCELLED])
def test_a_visit_that_is_done_or_cancelled_is_not_to_come(state: VisitState) -> None:
    assert not a_visit(TOMORROW, state=state).is_upcoming(TODAY)


def test_a_visit_of_several_days_that_has_begun_is_to_come_until_its_last() -> None:
    visit = a_visit(*in_days(-1, 0, 1))
    schedule = a_schedule(visit, a_visit(*in_days(5)))
    assert schedule.at_school(KOBA, TODAY).next == visit
    assert schedule.at_school(KOBA, TOMORROW).next == visit
    assert schedule.at_school(KOBA, TOMORROW + timedelta(1)).past == (visit,)


# At a school


def test_a_school_s_next_visit_stands_before_its_later_ones() -> None:
    first, second, third = (a_visit(*in_days(number)) for number in (2, 20, 40))
    found = a_schedule(third, first, second).at_school(KOBA, TODAY)
    assert (found.next, found.later) == (first, (second, third))


def test_a_school_s_past_visits_are_listed_latest_first() -> None:
    older, newer = a_visit(*in_days(-300), state=VisitState.DONE), a_visit(*in_days(-10), state=VisitState.DONE)
    found = a_schedule(older, newer).at_school(KOBA, TODAY)
    assert (found.next, found.past) == (None, (newer, older))


def test_a_visit_that_nobody_marked_done_is_past_after_its_day() -> None:
    forgotten = a_visit(YESTERDAY, state=VisitState.CONFIRMED)
    assert a_schedule(forgotten).at_school(KOBA, TODAY).past == (forgotten,)


def test_a_visit_finished_early_is_past_on_its_day() -> None:
    finished = a_visit(TODAY, state=VisitState.DONE)
    assert a_schedule(finished).at_school(KOBA, TODAY).past == (finished,)


def test_a_cancelled_visit_is_told_until_its_day_is_over_and_never_as_past() -> None:
    cancelled = a_visit(TODAY, state=VisitState.CANCELLED)
    found = a_schedule(cancelled).at_school(KOBA, TODAY)
    assert (found.next, found.cancelled) == (None, (cancelled,))
    after = a_schedule(cancelled).at_school(KOBA, TOMORROW)
    assert (after.past, after.cancelled) == ((), ())


def test_another_school_s_visits_are_not_shown() -> None:
    found = a_schedule(a_visit(school="SMKN 1 Koba")).at_school(KOBA, TODAY)
    assert (found.next, found.later, found.past, found.cancelled) == (None, (), (), ())


@given(st.lists(st.tuples(st.integers(-20, 20), st.sampled_from(VisitState)), max_size=8))
def test_each_visit_of_a_school_is_told_once_but_for_old_cancelled_ones(drawn: list[tuple[int, VisitState]]) -> None:
    visits = [a_visit(*in_days(day), state=state, number=number) for number, (day, state) in enumerate(drawn)]
    found = a_schedule(*visits).at_school(KOBA, TODAY)
    told = [*([found.next] if found.next else []), *found.later, *found.past, *found.cancelled]
    expected = [visit for visit in visits if visit.state is not VisitState.CANCELLED or visit.last_day >= TODAY]
    assert sorted(visit.id for visit in told) == [visit.id for visit in expected]


# In a subdistrict, on a day, near


def test_a_subdistrict_s_visits_are_those_to_come_there_of_every_kind() -> None:
    school = a_visit(*in_days(3), subdistrict="Namang", school="SMAN 1 Namang")
    office = a_visit(*in_days(1), subdistrict="Namang", school=None, place="Kantor Camat Namang")
    village = a_visit(*in_days(5), subdistrict="Namang", school=None, place="Jelutung", kind=PlaceKind.VILLAGE)
    elsewhere, past = a_visit(*in_days(2)), a_visit(YESTERDAY, subdistrict="Namang")
    assert a_schedule(school, office, village, elsewhere, past).in_subdistrict("19.04.05", TODAY) == (office, school, village)


def test_a_day_shows_every_visit_of_several_days_that_covers_it() -> None:
    long, short = a_visit(*in_days(0, 1, 2)), a_visit(*in_days(1))
    assert a_schedule(long, short).on(TOMORROW) == (long, short)
    assert a_schedule(long, short).on(TOMORROW + timedelta(1)) == (long,)


def test_a_visit_with_a_day_off_in_between_is_not_shown_on_it() -> None:
    assert a_schedule(a_visit(*in_days(0, 2))).on(TOMORROW) == ()


def test_a_day_shows_its_cancelled_visits_so_that_nobody_waits_in_vain() -> None:
    cancelled = a_visit(TOMORROW, state=VisitState.CANCELLED)
    assert a_schedule(cancelled).on(TOMORROW) == (cancelled,)


def test_the_nearest_visit_is_in_the_subdistrict_though_another_is_sooner() -> None:
    sooner, ours = a_visit(*in_days(1)), a_visit(*in_days(6), subdistrict="Namang", school="SMAN 1 Namang")
    assert a_schedule(sooner, ours).near("19.04.05", TODAY) == ours


@pytest.mark.parametrize("subdistrict", ["19.04.05", None])
def test_without_a_visit_in_the_subdistrict_the_next_anywhere_is_nearest(subdistrict: str | None) -> None:
    past, later, next_one = a_visit(YESTERDAY, subdistrict="Namang"), a_visit(*in_days(8)), a_visit(*in_days(3))
    assert a_schedule(past, later, next_one).near(subdistrict, TODAY) == next_one


def test_without_visits_to_come_none_is_near() -> None:
    assert a_schedule(a_visit(YESTERDAY), a_visit(TOMORROW, state=VisitState.CANCELLED)).near("19.04.01", TODAY) is None


# States and days


def test_a_moved_visit_has_its_new_days_and_remembers_the_old_ones() -> None:
    moved = a_visit(*in_days(8, 9), state=VisitState.MOVED, moved_from=in_days(2, 3))
    schedule = a_schedule(moved)
    found = schedule.at_school(KOBA, TODAY).next
    assert found is not None
    assert (found.first_day, found.last_day, found.moved_from) == (*in_days(8, 9), in_days(2, 3))
    assert schedule.upcoming(in_days(5)[0]) == (moved,)


def test_the_day_that_a_visit_was_moved_from_shows_it_so_that_nobody_waits_in_vain() -> None:
    moved = a_visit(*in_days(8), state=VisitState.MOVED, moved_from=in_days(1))
    assert a_schedule(moved).on(TOMORROW) == (moved,)


def test_a_visit_keeps_hours_by_class() -> None:
    hours = (Hours(time(8), time(11), "XI"), Hours(time(11), time(14), "XII"))
    assert a_visit(hours=hours).hours == hours


@pytest.mark.parametrize("state", [VisitState.DONE, VisitState.CANCELLED])
def test_a_visit_that_is_over_changes_no_more(state: VisitState) -> None:
    assert MOVES[state] == frozenset()


def test_only_an_agreed_visit_is_done_and_none_becomes_planned_again() -> None:
    assert {state for state in VisitState if VisitState.DONE in MOVES[state]} == {VisitState.CONFIRMED, VisitState.MOVED}
    assert not any(VisitState.PLANNED in moves for moves in MOVES.values())


@pytest.mark.parametrize("state", OPEN)
def test_a_visit_to_come_may_be_moved_or_cancelled(state: VisitState) -> None:
    assert MOVES[state] >= {VisitState.MOVED, VisitState.CANCELLED}


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(VisitState)
