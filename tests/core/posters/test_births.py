"""The births that a poster says are those that the rule of age lets record on that day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.eligibility import BirthYears, Election, LeapBirthday, Rules, Verdict, judge
from ektp_core.posters import Births, recordable_births

DAY = date(2026, 11, 26)
ELECTION = Election(date(2029, 2, 14), "KPU")


@pytest.mark.parametrize(
    ("day", "rules", "obliged", "until", "apart"),
    [
        (DAY, Rules(), date(2009, 11, 26), date(2010, 11, 26), ()),
        (DAY, Rules(minimum_age=17), date(2009, 11, 26), date(2009, 11, 26), ()),
        (DAY, Rules(minimum_age=14), date(2009, 11, 26), date(2012, 11, 26), ()),
        (DAY, Rules(turns_17_by=ELECTION), date(2009, 11, 26), date(2012, 2, 14), ()),
        (DAY, Rules(birth_years=BirthYears(2009, 2011, "office")), date(2009, 11, 26), date(2011, 12, 31), ()),
        (
            DAY,
            Rules(birth_years=BirthYears(2012, 2012, "office")),
            date(2009, 11, 26),
            date(2010, 11, 26),
            (Births(date(2012, 1, 1), date(2012, 12, 31)),),
        ),
        (date(2028, 2, 29), Rules(), date(2011, 2, 28), date(2012, 2, 29), ()),
        (date(2029, 2, 28), Rules(), date(2012, 2, 28), date(2013, 2, 28), ()),
        (date(2029, 2, 28), Rules(leap_birthday=LeapBirthday.LAST_OF_FEBRUARY), date(2012, 2, 29), date(2013, 2, 28), ()),
        (date(2029, 3, 1), Rules(), date(2012, 3, 1), date(2013, 3, 1), ()),
        (date(2027, 1, 1), Rules(), date(2010, 1, 1), date(2011, 1, 1), ()),
    ],
)
def test_born_until_is_the_latest_birth_that_may_record_on_the_day(day, rules, obliged, until, apart):
    found = recordable_births(day, rules)
    assert (found.obliged, found.until, found.apart) == (obliged, until, apart)


RULES = st.builds(
    Rules,
    minimum_age=st.integers(10, 17),
    leap_birthday=st.sampled_from(LeapBirthday),
    turns_17_by=st.sampled_from([None, ELECTION]),
    birth_years=st.sampled_from([None, BirthYears(2007, 2008, "office"), BirthYears(2012, 2013, "office")]),
)


@given(day=st.dates(date(2020, 1, 1), date(2032, 12, 31)), rules=RULES, years=st.integers(0, 25), days=st.integers(-3, 3))
def test_every_birth_is_judged_on_the_day_as_the_poster_says(day, rules, years, days):
    birth = min(day, day - timedelta(round(365.25 * years) + days))
    found = recordable_births(day, rules)
    says = birth <= found.until or any(births.first <= birth <= births.last for births in found.apart)
    verdict = judge(birth, day, rules).verdict
    assert says is (verdict is not Verdict.TOO_YOUNG)
    assert (birth <= found.obliged) is (verdict is Verdict.OBLIGED)


@given(day=st.dates(date(2020, 1, 1), date(2032, 12, 31)), rules=RULES, later=st.integers(1, 10))
def test_whoever_may_on_the_first_day_may_on_the_last(day, rules, later):
    assert recordable_births(day, rules).until <= recordable_births(day + timedelta(later), rules).until
