"""The office's rules on who is obliged, who may be recorded before 17 and who is too young."""

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.eligibility import (
    BirthYears,
    CivilStatus,
    Election,
    Ground,
    Judgement,
    LeapBirthday,
    Marriage,
    Rules,
    Stay,
    Verdict,
    birthday,
    judge,
)

TODAY = date(2026, 11, 24)
STANDARD = Rules()
MARRIED = CivilStatus(marriage=Marriage.REGISTERED)
LAST_OF_FEBRUARY = Rules(leap_birthday=LeapBirthday.LAST_OF_FEBRUARY)
LEAP_DAYS = [date(year, 2, 29) for year in range(1940, 2101) if isleap(year)]

births = st.dates(date(1940, 1, 1), date(2100, 12, 31)) | st.sampled_from(LEAP_DAYS)
todays = st.dates(date(2020, 1, 1), date(2120, 12, 31)) | st.sampled_from(
    [date(year, 2, 28) + timedelta(n) for year in range(2020, 2105) for n in (0, 1)]
)
leaps = st.sampled_from(LeapBirthday)
statuses = st.builds(CivilStatus, marriage=st.sampled_from([Marriage.NONE, Marriage.REGISTERED, Marriage.UNREGISTERED]))
elections = st.none() | st.builds(Election, st.dates(date(2020, 1, 1), date(2120, 1, 1)), st.just("a test"))
birth_years = st.none() | st.integers(2000, 2110).flatmap(
    lambda first: st.builds(BirthYears, st.just(first), st.integers(first, first + 2), st.just("a test"))
)
rules_in_force = st.builds(
    Rules,
    minimum_age=st.integers(12, 18),
    leap_birthday=leaps,
    turns_17_by=elections,
    birth_years=birth_years,
)


def an_election(day: date) -> Rules:
    return Rules(turns_17_by=Election(day, "PKPU"))


def born_between(first: int, last: int) -> Rules:
    return Rules(birth_years=BirthYears(first, last, "babelpos 642721"))


# The three verdicts


def test_a_16_year_old_may_be_recorded_today_and_turns_17_on_friday_12_march_2027() -> None:
    assert judge(date(2010, 3, 12), TODAY, STANDARD) == Judgement(
        verdict=Verdict.MAY_PRE_RECORD,
        birth=date(2010, 3, 12),
        today=TODAY,
        years=16,
        months=8,
        seventeenth=date(2027, 3, 12),
        first_day=date(2026, 3, 12),
        because=(Ground.MINIMUM_AGE,),
        born_on_leap_day=False,
        days_left=0,
        by_age=Verdict.MAY_PRE_RECORD,
        status=CivilStatus(),
    )
    assert f"{date(2027, 3, 12):%A}" == "Friday"


def test_a_15_year_old_is_too_young_and_told_the_day_that_changes() -> None:
    judgement = judge(date(2011, 3, 12), TODAY, STANDARD)
    assert (judgement.verdict, judgement.because) == (Verdict.TOO_YOUNG, ())
    assert (judgement.years, judgement.months) == (15, 8)
    assert (judgement.first_day, judgement.days_left) == (date(2027, 3, 12), 108)


def test_17_is_obliged_on_the_birthday_and_not_the_day_before() -> None:
    born = date(2009, 11, 24)
    assert judge(born, TODAY - timedelta(1), STANDARD).verdict is Verdict.MAY_PRE_RECORD
    on_the_day = judge(born, TODAY, STANDARD)
    assert (on_the_day.verdict, on_the_day.because, on_the_day.years, on_the_day.months) == (Verdict.OBLIGED, (Ground.AGE_17,), 17, 0)


def test_16_may_be_recorded_on_the_birthday_and_not_the_day_before() -> None:
    born = date(2010, 11, 24)
    assert judge(born, TODAY, STANDARD).verdict is Verdict.MAY_PRE_RECORD
    before = judge(born, TODAY - timedelta(1), STANDARD)
    assert (before.verdict, before.first_day, before.days_left) == (Verdict.TOO_YOUNG, TODAY, 1)


@pytest.mark.parametrize("born", [date(2010, 3, 12), date(2012, 5, 1)])
def test_who_is_or_was_married_is_obliged_under_17(born: date) -> None:
    judgement = judge(born, TODAY, STANDARD, MARRIED)
    assert (judgement.verdict, judgement.because, judgement.days_left) == (Verdict.OBLIGED, (Ground.MARRIED,), 0)
    assert judgement.first_day <= TODAY


def test_a_married_adult_is_obliged_for_both_reasons() -> None:
    assert judge(date(2000, 1, 1), TODAY, STANDARD, MARRIED).because == (Ground.AGE_17, Ground.MARRIED)


@pytest.mark.parametrize("marriage", Marriage)
@pytest.mark.parametrize("born", [date(1990, 1, 1), date(2009, 11, 24), date(2010, 3, 12), date(2012, 5, 1)])
def test_a_foreigner_without_a_permit_of_permanent_stay_is_never_obliged(born: date, marriage: Marriage) -> None:
    judgement = judge(born, TODAY, STANDARD, CivilStatus(Stay.LIMITED, marriage))
    assert (judgement.verdict, judgement.because) == (Verdict.NOT_OBLIGED, ())


@pytest.mark.parametrize(
    ("born", "marriage", "verdict"),
    [
        (date(2009, 11, 24), Marriage.NONE, Verdict.OBLIGED),
        (date(2009, 11, 25), Marriage.NONE, Verdict.OBLIGED_LATER),
        (date(2010, 3, 12), Marriage.REGISTERED, Verdict.OBLIGED),
        (date(2010, 3, 12), Marriage.UNSAID, Verdict.OBLIGED_IF_REGISTERED),
        (date(2010, 3, 12), Marriage.UNREGISTERED, Verdict.OBLIGED_LATER),
    ],
)
def test_a_foreigner_with_one_is_obliged_from_17_or_once_married_and_not_recorded_early(
    born: date, marriage: Marriage, verdict: Verdict
) -> None:
    rules = Rules(birth_years=BirthYears(2009, 2010, "a test"))
    judgement = judge(born, TODAY, rules, CivilStatus(Stay.PERMANENT, marriage))
    assert judgement.verdict is verdict
    assert judgement.first_day == (judgement.seventeenth if verdict is Verdict.OBLIGED_LATER else min(TODAY, judgement.seventeenth))


@pytest.mark.parametrize(
    ("born", "by_age"),
    [(date(2009, 11, 24), Verdict.OBLIGED), (date(2010, 3, 12), Verdict.MAY_PRE_RECORD), (date(2012, 5, 1), Verdict.TOO_YOUNG)],
)
def test_an_unregistered_marriage_changes_nothing(born: date, by_age: Verdict) -> None:
    judgement = judge(born, TODAY, STANDARD, CivilStatus(marriage=Marriage.UNREGISTERED))
    assert judgement.verdict is judgement.by_age is by_age
    assert judgement.because == judge(born, TODAY, STANDARD).because


@pytest.mark.parametrize(
    ("born", "verdict", "by_age"),
    [
        (date(2009, 11, 24), Verdict.OBLIGED, Verdict.OBLIGED),
        (date(2010, 3, 12), Verdict.OBLIGED_IF_REGISTERED, Verdict.MAY_PRE_RECORD),
        (date(2012, 5, 1), Verdict.OBLIGED_IF_REGISTERED, Verdict.TOO_YOUNG),
    ],
)
def test_a_marriage_of_unsaid_kind_obliges_only_if_it_is_registered(born: date, verdict: Verdict, by_age: Verdict) -> None:
    judgement = judge(born, TODAY, STANDARD, CivilStatus(marriage=Marriage.UNSAID))
    assert (judgement.verdict, judgement.by_age) == (verdict, by_age)


def test_the_office_sets_the_minimum_age() -> None:
    born = date(2011, 11, 24)
    assert judge(born, TODAY, Rules(minimum_age=15)).verdict is Verdict.MAY_PRE_RECORD
    assert judge(born, TODAY, Rules(minimum_age=16)).verdict is Verdict.TOO_YOUNG
    assert judge(born, TODAY, Rules(minimum_age=18)).first_day == date(2028, 11, 24)


def test_who_turns_17_by_the_election_may_be_recorded_below_the_minimum_age() -> None:
    rules = an_election(date(2024, 2, 14))
    article = date(2022, 11, 22)
    last = judge(date(2007, 2, 14), article, rules)
    assert (last.verdict, last.because, last.years) == (Verdict.MAY_PRE_RECORD, (Ground.TURNS_17_BY_ELECTION,), 15)
    assert (last.first_day, last.days_left) == (article, 0)
    assert judge(date(2007, 2, 15), article, rules).verdict is Verdict.TOO_YOUNG


def test_the_years_of_birth_that_are_recorded_now_may_be_recorded_below_the_minimum_age() -> None:
    rules, article = born_between(2007, 2008), date(2022, 11, 22)
    for born in (date(2007, 1, 1), date(2008, 12, 31)):
        assert judge(born, article, rules).because[-1] is Ground.BIRTH_YEARS
        assert judge(born, article, rules).verdict is Verdict.MAY_PRE_RECORD
    assert judge(date(2009, 1, 1), article, rules).verdict is Verdict.TOO_YOUNG
    assert Ground.BIRTH_YEARS not in judge(date(2006, 12, 31), article, rules).because


def test_every_rule_that_holds_is_named() -> None:
    rules = Rules(turns_17_by=Election(date(2027, 6, 1), "PKPU"), birth_years=BirthYears(2010, 2011, "kantor"))
    assert judge(date(2010, 3, 12), TODAY, rules).because == (Ground.MINIMUM_AGE, Ground.TURNS_17_BY_ELECTION, Ground.BIRTH_YEARS)


def test_a_birth_after_today_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="after today"):
        judge(TODAY + timedelta(1), TODAY, STANDARD)


# 29 February


def test_born_on_29_february_2012_turns_17_on_1_march_2029_by_default() -> None:
    born = date(2012, 2, 29)
    judgement = judge(born, date(2029, 2, 28), STANDARD)
    assert (judgement.verdict, judgement.seventeenth, judgement.born_on_leap_day) == (Verdict.MAY_PRE_RECORD, date(2029, 3, 1), True)
    assert (judgement.years, judgement.months) == (16, 11)
    assert judge(born, date(2029, 3, 1), STANDARD).verdict is Verdict.OBLIGED


def test_born_on_29_february_2012_turns_17_on_28_february_2029_where_the_office_says_so() -> None:
    judgement = judge(date(2012, 2, 29), date(2029, 2, 28), LAST_OF_FEBRUARY)
    assert (judgement.verdict, judgement.seventeenth, judgement.years, judgement.months) == (Verdict.OBLIGED, date(2029, 2, 28), 17, 0)


def test_the_16th_birthday_of_a_leap_child_is_a_real_29_february() -> None:
    assert judge(date(2012, 2, 29), date(2028, 2, 28), STANDARD).first_day == date(2028, 2, 29)


@pytest.mark.parametrize("born", LEAP_DAYS)
def test_every_leap_child_follows_the_office_s_setting(born: date) -> None:
    assert birthday(born, 17, LeapBirthday.FIRST_OF_MARCH) == date(born.year + 17, 3, 1)
    assert birthday(born, 17, LeapBirthday.LAST_OF_FEBRUARY) == date(born.year + 17, 2, 28)
    for leap in LeapBirthday:
        rules = Rules(leap_birthday=leap)
        seventeenth = birthday(born, 17, leap)
        assert judge(born, seventeenth, rules).verdict is Verdict.OBLIGED
        assert judge(born, seventeenth - timedelta(1), rules).verdict is Verdict.MAY_PRE_RECORD


# Properties


@given(born=births, rules=rules_in_force)
def test_the_day_before_the_17th_birthday_is_not_obliged_and_the_day_is(born: date, rules: Rules) -> None:
    seventeenth = birthday(born, 17, rules.leap_birthday)
    assert judge(born, seventeenth - timedelta(1), rules).verdict is not Verdict.OBLIGED
    on_the_day = judge(born, seventeenth, rules)
    assert (on_the_day.verdict, on_the_day.years, on_the_day.months) == (Verdict.OBLIGED, 17, 0)


@given(born=births, ages=st.tuples(st.integers(0, 40 * 366), st.integers(0, 1000)), rules=rules_in_force, status=statuses)
def test_no_day_takes_back_what_an_earlier_day_allowed(born: date, ages: tuple[int, int], rules: Rules, status: CivilStatus) -> None:
    order = [Verdict.TOO_YOUNG, Verdict.MAY_PRE_RECORD, Verdict.OBLIGED]
    earlier, later = (judge(born, born + timedelta(days), rules, status) for days in (ages[0], sum(ages)))
    assert order.index(earlier.verdict) <= order.index(later.verdict)
    assert (earlier.years, earlier.months) <= (later.years, later.months)


@given(born=births, days=st.integers(0, 30000), leap=leaps)
def test_the_age_agrees_with_the_birthdays(born: date, days: int, leap: LeapBirthday) -> None:
    today = born + timedelta(days)
    judgement = judge(born, today, Rules(leap_birthday=leap))
    assert birthday(born, judgement.years, leap) <= today < birthday(born, judgement.years + 1, leap)
    assert 0 <= judgement.months <= 11
    since = (today - birthday(born, judgement.years, leap)).days / (365.2425 / 12)
    assert abs(since - judgement.months - 0.5) < 0.7


@given(born=births, days=st.integers(0, 20 * 366), rules=rules_in_force, status=statuses)
def test_the_first_day_is_the_first_on_which_the_rules_by_age_allow_recording(
    born: date, days: int, rules: Rules, status: CivilStatus
) -> None:
    today = born + timedelta(days)
    judgement = judge(born, today, rules, status)
    assert judgement.days_left == max(0, (judgement.first_day - today).days)
    assert (judgement.verdict is Verdict.TOO_YOUNG) == (judgement.first_day > today) == (not judgement.because)
    if judgement.verdict is Verdict.TOO_YOUNG:
        assert judge(born, judgement.first_day, rules).verdict is not Verdict.TOO_YOUNG
        assert judge(born, judgement.first_day - timedelta(1), rules).verdict is Verdict.TOO_YOUNG


# Months, years and ages: a range, never a guessed birthday
