"""How far a round has come."""

from dataclasses import replace
from datetime import date

from ektp_core.visits.progress import Progress, progress
from ektp_core.visits.rounds import Round
from ektp_core.visits.schedule import Recap, Visit, VisitState
from tests.core.builders import a_visit

ROUND = Round(2026, 2)
DAY = date(2026, 11, 24)


def done(recorded: int | None, expected: int | None = None, subdistrict: str = "Koba") -> Visit:
    recap = None if recorded is None else Recap(recorded, 3, 1)
    return replace(a_visit(DAY, state=VisitState.DONE, subdistrict=subdistrict), recap=recap, expected=expected)


def planned(*days: date, expected: int | None = None, state: VisitState = VisitState.CONFIRMED) -> Visit:
    return replace(a_visit(*(days or (DAY,)), state=state), expected=expected)


def test_nothing_planned_is_no_progress() -> None:
    assert progress([], ROUND).whole == Progress(0, 0, 0, 0, 0, 0, 0, 0)
    assert progress([], ROUND).subdistricts == ()


def test_pupils_are_held_against_what_was_expected_only_where_that_was_said() -> None:
    whole = progress([done(80, 100), done(30), planned(expected=200)], ROUND).whole
    assert (whole.recorded, whole.recorded_of_expected, whole.expected, whole.without_expected) == (110, 80, 300, 1)
    assert (whole.visits, whole.done) == (3, 2)


def test_a_cancelled_visit_is_no_plan_and_said_apart() -> None:
    whole = progress([done(80, 100), planned(expected=50, state=VisitState.CANCELLED)], ROUND)
    assert (whole.whole.visits, whole.whole.cancelled, whole.whole.expected) == (1, 1, 100)
    assert progress([planned(state=VisitState.CANCELLED)], ROUND).subdistricts == ()


def test_a_visit_belongs_to_the_round_in_which_it_begins() -> None:
    over_new_year = planned(date(2026, 12, 31), date(2027, 1, 1))
    assert progress([over_new_year], ROUND).whole.visits == 1
    assert progress([over_new_year], Round(2027, 1)).whole.visits == 0


def test_0_pupils_are_only_said_where_they_were_counted() -> None:
    assert not progress([done(None)], ROUND).whole.is_counted
    assert progress([done(None), done(0)], ROUND).whole.is_counted
    assert progress([planned()], ROUND).whole.is_counted
    assert progress([done(None), done(0)], ROUND).whole.without_recap == 1


def test_each_subdistrict_has_its_part() -> None:
    parts = progress([done(80), done(30, subdistrict="Namang"), planned()], ROUND).subdistricts
    assert [(code, part.done, part.visits) for code, part in parts] == [("19.04.01", 1, 2), ("19.04.05", 1, 1)]
