"""Who must be recorded, who may be recorded early, who must wait (UU 24/2013 art 63(1); docs/domain.md#who-is-recorded-and-when)."""

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from ektp_core.reading.births.birth import Age, Birth, BirthDate, BirthMonth, BirthYear


class LeapBirthday(StrEnum):
    """The birthday in a common year of those born on 29 February, as the office sets it (docs/domain.md#born-on-29-february)."""

    FIRST_OF_MARCH = "first_of_march"
    LAST_OF_FEBRUARY = "last_of_february"


class Verdict(StrEnum):
    """The answers to "may this person be recorded today?"; the last two are foreigners' alone."""

    OBLIGED = "obliged"
    OBLIGED_IF_REGISTERED = "obliged_if_registered"
    MAY_PRE_RECORD = "may_pre_record"
    TOO_YOUNG = "too_young"
    OBLIGED_LATER = "obliged_later"
    NOT_OBLIGED = "not_obliged"


class Stay(StrEnum):
    """By what right somebody lives here (docs/domain.md#foreigners)."""

    CITIZEN = "citizen"
    PERMANENT = "permanent"
    """A foreigner with a permit of permanent stay: ITAP, its card is the KITAP."""

    LIMITED = "limited"
    """A foreigner without one: with a permit of limited stay (ITAS, KITAS), or a visitor."""


class Marriage(StrEnum):
    """Whether somebody is or was married, and in the register (docs/domain.md#married-before-17)."""

    NONE = "none"
    REGISTERED = "registered"
    """At the KUA or the civil registry, also by a court's leave, also ended."""

    UNREGISTERED = "unregistered"
    """A nikah siri: under 19 it gives no married status in the register."""

    UNSAID = "unsaid"
    """Married, and nothing is said of the register."""


@dataclass(frozen=True, slots=True)
class CivilStatus:
    """What counts beside the birth."""

    stay: Stay = Stay.CITIZEN
    marriage: Marriage = Marriage.NONE


SINGLE_CITIZEN = CivilStatus()


class Ground(StrEnum):
    """The rules that make somebody obliged, or let them be recorded early."""

    AGE_17 = "age_17"
    MARRIED = "married"
    MARRIED_IF_REGISTERED = "married_if_registered"
    MINIMUM_AGE = "minimum_age"
    TURNS_17_BY_ELECTION = "turns_17_by_election"
    BIRTH_YEARS = "birth_years"


_OBLIGING = {
    Ground.AGE_17: Verdict.OBLIGED,
    Ground.MARRIED: Verdict.OBLIGED,
    Ground.MARRIED_IF_REGISTERED: Verdict.OBLIGED_IF_REGISTERED,
}


@dataclass(frozen=True, slots=True)
class Election:
    """A polling day with its source; without one in force no rule uses it (docs/domain.md#election-days)."""

    day: date
    source: str


@dataclass(frozen=True, slots=True)
class BirthYears:
    """Years of birth that are recorded now, both included: "born 2007-2008" (docs/domain.md#born-in-these-years)."""

    first: int
    last: int
    source: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The office's rules in force. 17 is law; 16 is policy of the Directorate General (docs/domain.md#early-from-16)."""

    obliged_age: int = 17
    minimum_age: int = 16
    leap_birthday: LeapBirthday = LeapBirthday.FIRST_OF_MARCH
    turns_17_by: Election | None = None
    birth_years: BirthYears | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One person's answer on one day.

    `years` and `months` are completed; `seventeenth` is the birthday of the obliged age; `first_day` is the first day on which recording
    is allowed, after `today` only for the too young, and `days_left` counts up to it, 0 once allowed; `because` is empty for the too young.
    For foreigners under 17 it is the 17th birthday, no rule of early recording names them. `by_age` is the verdict without a marriage.
    """

    verdict: Verdict
    birth: date
    today: date
    years: int
    months: int
    seventeenth: date
    first_day: date
    because: tuple[Ground, ...]
    born_on_leap_day: bool
    days_left: int
    by_age: Verdict
    status: CivilStatus


@dataclass(frozen=True, slots=True)
class RangePart:
    """Everybody up to a birth date who gets the same verdict."""

    last: date
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class RangeJudgement:
    """The answer for everybody whom a month, a year or an age may mean: the oldest, the youngest, and the births where the verdict turns.

    Each of `turning` is the first birth date that gets another verdict than the day before it; `parts` are what lies between, in order.
    """

    earliest: Judgement
    latest: Judgement
    turning: tuple[date, ...]
    parts: tuple[RangePart, ...]

    @property
    def certain(self) -> bool:
        """True when everybody in the range gets the same verdict."""
        return not self.turning


def birthday(birth: date, age: int, leap: LeapBirthday) -> date:
    """The day an age is reached, from 00:00: same day and month; for 29 February in a common year, as the office sets it.

    See docs/domain.md#born-on-29-february.
    """
    year = birth.year + age
    if not _is_leap_day(birth) or isleap(year):
        return birth.replace(year=year)
    return date(year, 3, 1) if leap is LeapBirthday.FIRST_OF_MARCH else date(year, 2, 28)


def judge(birth: date, today: date, rules: Rules, status: CivilStatus = SINGLE_CITIZEN) -> Judgement:
    """Obliged from 17, or once married in the register (UU 24/2013 art 63(1)); before, early when any rule in force holds; else too young.

    Of foreigners only those with a permit of permanent stay (docs/domain.md#foreigners). ValueError for a birth after today: `read_birth`
    has refused it.
    """
    if birth > today:
        raise ValueError("born after today")
    leap = rules.leap_birthday
    seventeenth = birthday(birth, rules.obliged_age, leap)
    because = _reasons(birth, today, rules, status)
    first_by_age = min(birthday(birth, rules.minimum_age, leap), seventeenth) if status.stay is Stay.CITIZEN else seventeenth
    first_day = min(first_by_age, today) if because else first_by_age
    years, months = divmod(_age_in_months(birth, today, leap), 12)
    verdict = _verdict(because, status)
    return Judgement(
        verdict=verdict,
        birth=birth,
        today=today,
        years=years,
        months=months,
        seventeenth=seventeenth,
        first_day=first_day,
        because=because,
        born_on_leap_day=_is_leap_day(birth),
        days_left=max(0, (first_day - today).days),
        by_age=verdict if status.marriage is Marriage.NONE else _verdict_of(birth, today, rules, CivilStatus(status.stay)),
        status=status,
    )


def judge_range(question: Birth, today: date, rules: Rules, status: CivilStatus = SINGLE_CITIZEN) -> RangeJudgement:
    """Judge everybody whom the question may mean, never a guessed birthday (docs/domain.md#no-birthday-is-guessed).

    ValueError when all would be born after today.
    """
    first, last = birth_range(question, today, rules.leap_birthday)
    births = (first, *_limits(first, last, today, rules))
    verdicts = [_verdict_of(birth, today, rules, status) for birth in births]
    turning = tuple(birth for birth, (before, after) in zip(births[1:], pairwise(verdicts), strict=True) if before is not after)
    earliest, latest = (judge(birth, today, rules, status) for birth in (first, last))
    ends = [*(day - timedelta(1) for day in turning), last]
    parts = tuple(RangePart(end, verdicts[births.index(start)]) for start, end in zip((first, *turning), ends, strict=True))
    return RangeJudgement(earliest, latest, turning, parts)


def birth_range(question: Birth, today: date, leap: LeapBirthday) -> tuple[date, date]:
    """The first and the last birth date that the question may mean; never a day after today."""
    match question:
        case BirthDate(day):
            return day, day
        case BirthMonth(year, month):
            return date(year, month, 1), min(date(year, month, monthrange(year, month)[1]), today)
        case BirthYear(year):
            return date(year, 1, 1), min(date(year, 12, 31), today)
        case Age(years, None):
            youngest, oldest = years * 12, years * 12 + 12
        case Age(years, int(months)):
            youngest, oldest = years * 12 + months, years * 12 + months + 1
    return _last_birth_aged(oldest, today, leap) + timedelta(1), _last_birth_aged(youngest, today, leap)


def _reasons(birth: date, today: date, rules: Rules, status: CivilStatus) -> tuple[Ground, ...]:
    """Why somebody is obliged; for the others, why they may be recorded early; nothing for the too young, and where no rule holds."""
    if status.stay is Stay.LIMITED:
        return ()
    leap, election, years = rules.leap_birthday, rules.turns_17_by, rules.birth_years
    seventeenth = birthday(birth, rules.obliged_age, leap)
    because = []
    if today >= seventeenth:
        because.append(Ground.AGE_17)
    if status.marriage in _MARRIED:
        because.append(_MARRIED[status.marriage])
    if because or status.stay is not Stay.CITIZEN:
        return tuple(because)
    if today >= birthday(birth, rules.minimum_age, leap):
        because.append(Ground.MINIMUM_AGE)
    if election and seventeenth <= election.day:
        because.append(Ground.TURNS_17_BY_ELECTION)
    if years and years.first <= birth.year <= years.last:
        because.append(Ground.BIRTH_YEARS)
    return tuple(because)


_MARRIED = {Marriage.REGISTERED: Ground.MARRIED, Marriage.UNSAID: Ground.MARRIED_IF_REGISTERED}
"""An unregistered marriage under 19 is none in the register, and from 17 on the age obliges (docs/domain.md#married-before-17)."""

_WITHOUT_REASON = {Stay.CITIZEN: Verdict.TOO_YOUNG, Stay.PERMANENT: Verdict.OBLIGED_LATER, Stay.LIMITED: Verdict.NOT_OBLIGED}


def _verdict_of(birth: date, today: date, rules: Rules, status: CivilStatus) -> Verdict:
    return _verdict(_reasons(birth, today, rules, status), status)


def _verdict(because: tuple[Ground, ...], status: CivilStatus) -> Verdict:
    if not because:
        return _WITHOUT_REASON[status.stay]
    return _OBLIGING.get(because[0], Verdict.MAY_PRE_RECORD)


def _age_in_months(birth: date, today: date, leap: LeapBirthday) -> int:
    """Completed months; a day that a month lacks is reached on the first of the next, a birthday when `birthday` says."""
    months = (today.year - birth.year) * 12 + today.month - birth.month - (today.day < birth.day)
    years = today.year - birth.year
    return max(months, years * 12) if today >= birthday(birth, years, leap) else months


def _last_birth_aged(months: int, today: date, leap: LeapBirthday) -> date:
    """The last birth date whose age on `today` is at least so many months: the reverse of `_age_in_months`."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    born = date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    next_day = born + timedelta(1)
    return next_day if _is_leap_day(next_day) and _age_in_months(next_day, today, leap) >= months else born


def _limits(first: date, last: date, today: date, rules: Rules) -> list[date]:
    """The births after `first` up to `last` at which some rule begins or ends to hold, in order."""
    leap = rules.leap_birthday
    aged = [_last_birth_aged(age * 12, today, leap) for age in (rules.obliged_age, rules.minimum_age)]
    if rules.turns_17_by:
        aged.append(_last_birth_aged(rules.obliged_age * 12, rules.turns_17_by.day, leap))
    limits = {day + timedelta(1) for day in aged}
    if rules.birth_years:
        limits |= {date(rules.birth_years.first, 1, 1), date(rules.birth_years.last + 1, 1, 1)}
    return sorted(day for day in limits if first < day <= last)


def _is_leap_day(day: date) -> bool:
    return day.day == 29 and day.month == 2
