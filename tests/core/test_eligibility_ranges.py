"""A month, a year or an age of birth is answered as a range, never by a guessed birthday."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.eligibility import (
    BirthYears,
    CivilStatus,
    Election,
    Ground,
    LeapBirthday,
    Rules,
    Stay,
    Verdict,
    birth_range,
    judge,
    judge_range,
)
from ektp_core.reading.births.birth import Age, BirthDate, BirthMonth, BirthYear
from tests.core.test_eligibility import MARRIED, STANDARD, TODAY, leaps, rules_in_force, todays


def test_born_in_2010_is_old_enough_or_not_by_the_day_of_birth() -> None:
    found = judge_range(BirthYear(2010), TODAY, STANDARD)
    assert (found.earliest.birth, found.latest.birth) == (date(2010, 1, 1), date(2010, 12, 31))
    assert (found.earliest.verdict, found.latest.verdict) == (Verdict.MAY_PRE_RECORD, Verdict.TOO_YOUNG)
    assert not found.certain
    assert found.turning == (date(2010, 11, 25),)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (BirthMonth(2010, 3), Verdict.MAY_PRE_RECORD),
        (BirthYear(2008), Verdict.OBLIGED),
        (BirthYear(2012), Verdict.TOO_YOUNG),
        (BirthYear(2026), Verdict.TOO_YOUNG),
        (Age(15), Verdict.TOO_YOUNG),
        (Age(16), Verdict.MAY_PRE_RECORD),
        (Age(16, 3), Verdict.MAY_PRE_RECORD),
        (Age(17), Verdict.OBLIGED),
        (Age(120), Verdict.OBLIGED),
        (Age(0), Verdict.TOO_YOUNG),
    ],
)
def test_a_vague_question_is_certain_where_every_birth_gets_the_same_verdict(
    question: BirthMonth | BirthYear | Age, verdict: Verdict
) -> None:
    found = judge_range(question, TODAY, STANDARD)
    assert found.certain
    assert found.earliest.verdict is found.latest.verdict is verdict


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        (BirthMonth(2012, 2), date(2012, 2, 1), date(2012, 2, 29)),
        (BirthMonth(2026, 11), date(2026, 11, 1), TODAY),
        (BirthYear(2026), date(2026, 1, 1), TODAY),
        (Age(16), date(2009, 11, 25), date(2010, 11, 24)),
        (Age(16, 3), date(2010, 7, 25), date(2010, 8, 24)),
        (Age(0), date(2025, 11, 25), TODAY),
    ],
)
def test_the_births_that_a_question_may_mean(question: BirthMonth | BirthYear | Age, first: date, last: date) -> None:
    assert birth_range(question, TODAY, LeapBirthday.FIRST_OF_MARCH) == (first, last)


def test_a_married_16_year_old_is_obliged_whatever_the_day_of_birth() -> None:
    found = judge_range(Age(15), TODAY, STANDARD, MARRIED)
    assert found.certain
    assert found.earliest.because == (Ground.MARRIED,)


def test_a_foreigners_range_turns_at_17_alone() -> None:
    found = judge_range(BirthYear(2009), TODAY, STANDARD, CivilStatus(Stay.PERMANENT))
    assert [part.verdict for part in found.parts] == [Verdict.OBLIGED, Verdict.OBLIGED_LATER]
    assert found.turning == (date(2009, 11, 25),)


def test_a_birth_date_is_a_range_of_one_day() -> None:
    found = judge_range(BirthDate(date(2010, 3, 12)), TODAY, STANDARD)
    assert found.certain
    assert found.earliest == found.latest == judge(date(2010, 3, 12), TODAY, STANDARD)


def test_two_rules_may_leave_some_too_young_between_those_they_allow() -> None:
    rules = Rules(turns_17_by=Election(date(2027, 12, 15), "PKPU"), birth_years=BirthYears(2011, 2012, "kantor"))
    found = judge_range(Age(15), TODAY, rules)
    assert found.earliest.verdict is found.latest.verdict is Verdict.MAY_PRE_RECORD
    assert found.turning == (date(2010, 12, 16), date(2011, 1, 1))
    assert not found.certain


def test_a_year_in_the_future_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="after today"):
        judge_range(BirthYear(2030), TODAY, STANDARD)


@given(today=todays, years=st.integers(0, 60), months=st.none() | st.integers(0, 11), leap=leaps)
def test_an_age_means_exactly_the_births_that_have_it_today(today: date, years: int, months: int | None, leap: LeapBirthday) -> None:
    first, last = birth_range(Age(years, months), today, leap)

    def has_the_age(born: date) -> bool:
        judgement = judge(born, today, Rules(leap_birthday=leap))
        return judgement.years == years and months in (None, judgement.months)

    assert first <= last <= today
    assert has_the_age(first)
    assert has_the_age(last)
    assert not has_the_age(first - timedelta(1))
    assert last == today or not has_the_age(last + timedelta(1))


@given(today=todays, question=st.integers(0, 20), kind=st.sampled_from(["month", "year", "age"]), rules=rules_in_force)
def test_a_range_answer_contains_the_judgement_of_every_day_in_it(today: date, question: int, kind: str, rules: Rules) -> None:
    asked: dict[str, BirthMonth | BirthYear | Age] = {
        "month": BirthMonth(today.year - question, today.month),
        "year": BirthYear(today.year - question),
        "age": Age(question),
    }
    found = judge_range(asked[kind], today, rules)
    first, last = birth_range(asked[kind], today, rules.leap_birthday)
    every = [judge(first + timedelta(n), today, rules) for n in range((last - first).days + 1)]
    assert (every[0], every[-1]) == (found.earliest, found.latest)
    assert found.turning == tuple(after.birth for before, after in pairwise(every) if before.verdict is not after.verdict)
    assert found.certain == (len({judgement.verdict for judgement in every}) == 1)
    ages = [(judgement.years, judgement.months) for judgement in every]
    assert ages == sorted(ages, reverse=True)
