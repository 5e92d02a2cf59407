"""Kits are borrowed from the province in turns: a visit needs an open loan and free kits."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ektp_core.kits.loans import Conflict, ConflictKind, conflicts, kits_free, kits_lent
from ektp_core.visits.schedule import VisitState
from tests.core.builders import TODAY, a_loan, a_visit, demo_board

TOMORROW = TODAY + timedelta(1)
LAST = TODAY + timedelta(10)


def days(first: int, last: int) -> tuple[date, ...]:
    return tuple(TODAY + timedelta(number) for number in range(first, last + 1))


# The loan window


def test_a_visit_inside_a_loan_fits() -> None:
    assert conflicts(a_visit(*days(2, 3), kits=2), [a_loan(TODAY, LAST, kits=2)], []) == ()


def test_the_first_and_the_last_day_of_a_loan_belong_to_it() -> None:
    assert conflicts(a_visit(TODAY, LAST), [a_loan(TODAY, LAST)], []) == ()


def test_a_day_before_and_a_day_after_the_loan_are_outside_it() -> None:
    found = conflicts(a_visit(*days(-1, 11)), [a_loan(TODAY, LAST)], [])
    assert found == (
        Conflict(TODAY - timedelta(1), ConflictKind.OUTSIDE_LOAN),
        Conflict(LAST + timedelta(1), ConflictKind.OUTSIDE_LOAN),
    )


def test_without_a_loan_every_day_is_outside() -> None:
    assert [conflict.kind for conflict in conflicts(a_visit(*days(0, 1)), [], [])] == [ConflictKind.OUTSIDE_LOAN] * 2


def test_a_gap_between_two_loans_is_outside() -> None:
    loans = [a_loan(TODAY), a_loan(TODAY + timedelta(2), number=2)]
    assert [conflict.day for conflict in conflicts(a_visit(*days(0, 2)), loans, [])] == [TOMORROW]


def test_loans_that_overlap_add_up() -> None:
    loans = [a_loan(TODAY, TOMORROW, kits=2), a_loan(TOMORROW, LAST, kits=3, number=2)]
    assert [kits_lent(day, loans) for day in days(0, 2)] == [2, 5, 3]


# At most so many kits at once


def test_more_kits_than_are_lent_is_a_conflict_even_alone() -> None:
    assert conflicts(a_visit(kits=3), [a_loan(kits=2)], []) == (Conflict(TODAY, ConflictKind.TOO_MANY_KITS),)


def test_the_last_free_kit_may_be_taken() -> None:
    assert conflicts(a_visit(kits=1, number=2), [a_loan(kits=3)], [a_visit(kits=2, number=1)]) == ()


def test_a_conflict_names_the_visits_that_cause_it() -> None:
    koba, namang, later = a_visit(number=1), a_visit(school="SMAN 1 Namang", number=2), a_visit(TOMORROW, number=3)
    found = conflicts(a_visit(kits=1, number=4), [a_loan(TODAY, LAST, kits=2)], [koba, namang, later])
    assert found == (Conflict(TODAY, ConflictKind.TOO_MANY_KITS, (koba, namang)),)


def test_only_the_days_that_do_not_fit_are_conflicts() -> None:
    other = a_visit(TOMORROW, kits=2, number=1)
    found = conflicts(a_visit(*days(0, 2), number=2), [a_loan(TODAY, LAST, kits=2)], [other])
    assert [(conflict.day, conflict.causes) for conflict in found] == [(TOMORROW, (other,))]


def test_a_cancelled_visit_frees_its_kits() -> None:
    cancelled = a_visit(kits=2, number=1, state=VisitState.CANCELLED)
    assert conflicts(a_visit(kits=2, number=2), [a_loan(kits=2)], [cancelled]) == ()


def test_a_moved_visit_frees_the_day_it_was_moved_from() -> None:
    moved = a_visit(TOMORROW, kits=2, number=1, state=VisitState.MOVED, moved_from=(TODAY,))
    loan = a_loan(TODAY, LAST, kits=2)
    assert conflicts(a_visit(TODAY, kits=2, number=2), [loan], [moved]) == ()
    assert [conflict.causes for conflict in conflicts(a_visit(TOMORROW, kits=2, number=2), [loan], [moved])] == [(moved,)]


def test_a_visit_is_no_conflict_with_itself() -> None:
    before = a_visit(TODAY, kits=2, number=1)
    after = a_visit(TODAY, TOMORROW, kits=2, number=1)
    assert conflicts(after, [a_loan(TODAY, LAST, kits=2)], [before]) == ()


def test_free_kits_are_those_lent_and_not_out() -> None:
    visits = [a_visit(kits=2, number=1), a_visit(kits=1, number=2, state=VisitState.CANCELLED)]
    assert kits_free(TODAY, [a_loan(kits=3)], visits) == 1
    assert kits_free(TODAY, [a_loan(kits=1)], visits) == -1


visits_drawn = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 3)), max_size=6)


@given(visits=visits_drawn, lent=st.integers(1, 5), window=st.tuples(st.integers(0, 2), st.integers(2, 4)))
def test_a_plan_without_conflicts_never_has_more_kits_out_than_lent(
    visits: list[tuple[int, int]], lent: int, window: tuple[int, int]
) -> None:
    plan = [a_visit(TODAY + timedelta(day), kits=kits, number=number) for number, (day, kits) in enumerate(visits)]
    loans = [a_loan(TODAY + timedelta(window[0]), TODAY + timedelta(window[1]), kits=lent)]
    fits = not any(conflicts(visit, loans, plan) for visit in plan)
    out = {day: sum(visit.kits for visit in plan if day in visit.days) for day in days(0, 4)}
    assert fits == all(kits <= kits_lent(day, loans) for day, kits in out.items())


def test_the_demo_set_keeps_to_its_own_loan() -> None:
    board = demo_board()
    assert [(visit.place.name, conflicts(visit, board.loans, board.schedule)) for visit in board.schedule] == [
        (visit.place.name, ()) for visit in board.schedule
    ]
