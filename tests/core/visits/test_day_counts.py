"""What a day came to: each day of a visit by itself, closed visits by their recaps, and what is still counted."""

from dataclasses import replace
from datetime import date, timedelta

from ektp_core.visits.recaps import Counted, DayCount, Tally, VisitTally, added, counts_on
from ektp_core.visits.schedule import Recap, TallyKind, Visit, VisitState
from tests.core.builders import TODAY, a_visit

YESTERDAY = TODAY - timedelta(1)
RATNA, HENDRA = 7101, 7102


def tally(*parts: tuple[int, date, TallyKind, int]) -> VisitTally:
    return VisitTally(tuple(Counted(*part) for part in parts))


TWO_DAYS = replace(a_visit(YESTERDAY, number=1), days=(YESTERDAY, TODAY))
ONE_DAY = a_visit(TODAY, number=2)
BOTH = tally((RATNA, YESTERDAY, TallyKind.RECORDED, 20), (HENDRA, TODAY, TallyKind.RECORDED, 7), (RATNA, TODAY, TallyKind.ABSENT, 1))


def counts(visit: Visit, counted: VisitTally, day: date = TODAY) -> list[DayCount]:
    return counts_on(day, [visit], {visit.id: counted})


def test_each_day_of_several_has_its_own_count() -> None:
    (today,), (yesterday,) = counts(TWO_DAYS, BOTH), counts(TWO_DAYS, BOTH, YESTERDAY)
    assert (today.counted, yesterday.counted) == (Tally(7, 1, 0, 2), Tally(20, 0, 0, 1))
    assert BOTH.total == Tally(27, 1, 0, 2)
    assert today.is_running


def test_a_visit_of_one_day_has_all_that_was_counted_whenever_that_was() -> None:
    (today,) = counts(ONE_DAY, BOTH)
    assert today.counted == Tally(27, 1, 0, 2)


def test_a_closed_visit_of_one_day_came_to_its_recap_and_of_several_to_the_count_of_the_day() -> None:
    done = replace(ONE_DAY, state=VisitState.DONE, recap=Recap(31, 2, 0))
    (one,) = counts(done, BOTH)
    assert (one.counted.recorded, one.counted.absent, one.is_running, one.is_counted) == (31, 2, False, True)
    (several,) = counts(replace(TWO_DAYS, state=VisitState.DONE, recap=Recap(31, 2, 0)), BOTH)
    assert (several.counted, several.recap) == (Tally(7, 1, 0, 2), Recap(31, 2, 0))


def test_what_is_counted_on_another_day_than_planned_is_of_that_day() -> None:
    assert [each.visit.id for each in counts(a_visit(YESTERDAY, number=3), BOTH)] == [3]
    assert counts(a_visit(YESTERDAY, number=3), VisitTally()) == []


def test_a_cancelled_visit_is_none_unless_somebody_counted_there() -> None:
    off = replace(ONE_DAY, state=VisitState.CANCELLED)
    assert counts(off, VisitTally()) == []
    assert [each.is_running for each in counts(off, BOTH)] == [False]


def test_all_visits_of_a_day_are_added_up() -> None:
    every = [*counts(TWO_DAYS, BOTH), *counts(ONE_DAY, BOTH)]
    assert added(every) == Tally(34, 2, 0)


def test_who_counted_most_comes_first() -> None:
    assert list(BOTH.by_person()) == [RATNA, HENDRA]
