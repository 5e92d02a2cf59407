"""Which days of a child one can be reminded of: the first on which it may be recorded, and the 17th birthday."""

from datetime import date

import pytest

from ektp_core.eligibility import BirthYears, Election, LeapBirthday, Rules, judge
from ektp_core.reminders import ReminderKind, can_be_asked, days_ahead
from tests.core.builders import TODAY

SITI = 7001


def ahead(birth: date, today: date = TODAY, rules: Rules | None = None) -> dict[ReminderKind, date]:
    return {each.kind: each.day for each in days_ahead(SITI, judge(birth, today, rules or Rules()))}


@pytest.mark.parametrize(
    ("birth", "days"),
    [
        (date(2011, 3, 12), {ReminderKind.MAY_RECORD: date(2027, 3, 12), ReminderKind.CARD: date(2028, 3, 12)}),
        (date(2010, 3, 12), {ReminderKind.CARD: date(2027, 3, 12)}),
        (date(2009, 11, 25), {ReminderKind.CARD: date(2026, 11, 25)}),
        (date(2009, 11, 24), {}),
        (date(1975, 1, 1), {}),
    ],
)
def test_only_days_that_lie_ahead_are_offered(birth: date, days: dict[ReminderKind, date]) -> None:
    assert ahead(birth) == days


def test_the_offices_rules_count() -> None:
    birth = date(2012, 2, 29)
    assert ahead(birth)[ReminderKind.CARD] == date(2029, 3, 1)
    assert ahead(birth, rules=Rules(leap_birthday=LeapBirthday.LAST_OF_FEBRUARY))[ReminderKind.CARD] == date(2029, 2, 28)
    by_election = Rules(turns_17_by=Election(date(2029, 2, 14), "a decree"))
    assert ReminderKind.MAY_RECORD not in ahead(date(2011, 3, 12), rules=by_election)
    assert ReminderKind.MAY_RECORD not in ahead(date(2012, 6, 1), rules=Rules(birth_years=BirthYears(2011, 2012, "a letter")))


@pytest.mark.parametrize(
    ("day", "can"),
    [
        (date(2026, 11, 24), False),
        (date(2020, 1, 1), False),
        (date(2026, 11, 25), True),
        (date(2043, 11, 24), True),
        (date(2060, 1, 1), False),
    ],
)
def test_a_forged_button_asks_for_no_day_that_a_child_of_today_cannot_wait_for(day: date, can: bool) -> None:
    assert can_be_asked(day, TODAY, 17) is can
