"""Free kits day by day: days on end that are alike are told together."""

from datetime import date, timedelta

from ektp_core.kits.calendar import kits_of_days
from ektp_core.kits.loans import Loan
from ektp_core.reading.calendar import Days
from tests.core.builders import TODAY, a_visit

LENT = Loan(1, TODAY - timedelta(3), TODAY + timedelta(5), 2)


def told(*days: date, loans: tuple[Loan, ...] = (LENT,), visits_on: tuple[date, ...] = ()) -> list[tuple[Days, int, int, int]]:
    visits = [a_visit(*visits_on)] if visits_on else []
    found = kits_of_days(days, loans, visits, TODAY)
    return [(each.days, each.kits.lent, each.kits.free, len(each.visits)) for each in found]


def test_a_visit_takes_its_kits_and_parts_the_days_around_it() -> None:
    days = [TODAY + timedelta(each) for each in range(5)]
    assert told(*days, visits_on=(days[2],)) == [
        (Days(days[0], days[1]), 2, 2, 0),
        (Days(days[2], days[2]), 2, 1, 1),
        (Days(days[3], days[4]), 2, 2, 0),
    ]


def test_days_that_are_not_on_end_stand_alone() -> None:
    first, second = TODAY, TODAY + timedelta(2)
    assert told(first, second) == [(Days(first, first), 2, 2, 0), (Days(second, second), 2, 2, 0)]


def test_where_the_loan_ends_other_days_begin() -> None:
    last, after = LENT.last, LENT.last + timedelta(1)
    assert told(last, after) == [(Days(last, last), 2, 2, 0), (Days(after, after), 0, 0, 0)]


def test_days_behind_are_not_told_with_those_to_come() -> None:
    before = TODAY - timedelta(1)
    assert [each for each, *_ in told(before, TODAY)] == [Days(before, before), Days(TODAY, TODAY)]
