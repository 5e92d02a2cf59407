"""When somebody was born, as people say it: a date, a month, a year or an age, never guessed (docs/domain.md#no-birthday-is-guessed)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ektp_core.reading.calendar import FIRST_YEAR, AsOf, exists
from ektp_core.reading.dates import NotADate, Phrase, WrittenDay, calendar_day, the_only_day, written_days
from ektp_core.refusal import Refusal

OLDEST_AGE = 120

Moment = TypeVar("Moment", date, AsOf)


class FutureDate(Refusal):
    """A birth after today. Value: day, as precise as it was named (a date, or an AsOf of a month or a year)."""

    key = "future_date"


class ShortYear(Refusal):
    """A year of two digits that is not 2000 to this year: the past reading is asked back. Value: readings (dates)."""

    key = "short_year"


class ImpossibleAge(Refusal):
    """Nobody is older than 120. Value: years."""

    key = "impossible_age"


@dataclass(frozen=True, slots=True)
class BirthDate:
    day: date


@dataclass(frozen=True, slots=True)
class BirthMonth:
    year: int
    month: int


@dataclass(frozen=True, slots=True)
class BirthYear:
    year: int


@dataclass(frozen=True, slots=True)
class Age:
    """Completed years, and completed months of the next year when they were said."""

    years: int
    months: int | None = None


Birth = BirthDate | BirthMonth | BirthYear | Age

_MONTH_YEAR = re.compile(r"D?M?[12m]Y?4")
_YEAR_MONTH = re.compile(r"D?Y?4M?[12m]")
_YEAR = re.compile(r"D?Y?_?4")
_AGE = re.compile(r"A?(?:[123][YT]?|[12][YT]_?[12]M|H[YT])")


def read_birth(text: str, today: date) -> Birth:
    """What a text says of a birth, and nothing else beside it: "12-03-2010", "maret 2010", "kelahiran 2010", "16 thn 3 bln".

    A year of two digits up to this year's is 20xx, others are asked back (docs/domain.md#years-of-two-digits).
    Raises NotADate, ImpossibleDate, FutureDate, ShortYear, ImpossibleAge, TwoReadings.
    """
    phrase = Phrase.of(text)
    if written := written_days(phrase, today):
        return BirthDate(the_only_day(day for one in written for day in readings_of(one, today)))
    if _MONTH_YEAR.fullmatch(phrase.shape):
        months, (year,) = phrase.said
        return birth_month(year, months, today)
    if _YEAR_MONTH.fullmatch(phrase.shape):
        (year,), months = phrase.said
        return birth_month(year, months, today)
    if _YEAR.fullmatch(phrase.shape):
        return birth_year(phrase.said[0][0], today)
    if _AGE.fullmatch(phrase.shape):
        return _age(phrase)
    raise NotADate


def readings_of(written: WrittenDay, today: date) -> Iterator[date]:
    """The birth that is written; for a month's name that may be two, both."""
    past = written.century > 0 and written.year > today.year % 100
    year = written.year + written.century - (100 if past else 0)
    if len(written.months) > 1:
        days = [date(year, month, written.day) for month in written.months if exists(written.day, month, year)]
        if len(days) < 2 or days[-1] > today:
            raise NotADate
        yield from days
        return
    day = calendar_day(written.day, written.months[0], year, latest=today)
    if past:
        raise ShortYear(readings=(day,))
    yield _not_future(day, today)


def birth_month(year: int, months: tuple[int, ...], today: date) -> BirthMonth:
    if len(months) > 1 or not exists(1, months[0], year):
        raise NotADate
    _not_future(AsOf(year, months[0]), AsOf(today.year, today.month))
    return BirthMonth(year, months[0])


def birth_year(year: int, today: date) -> BirthYear:
    """A number alone is a year from 1900 to a lifetime ahead, so that 2035 is told to be in the future and 9000 is no year."""
    if not FIRST_YEAR <= year <= today.year + OLDEST_AGE:
        raise NotADate
    _not_future(AsOf(year), AsOf(today.year))
    return BirthYear(year)


def _not_future(day: Moment, today: Moment) -> Moment:
    if day > today:
        raise FutureDate(day=day)
    return day


def _age(phrase: Phrase) -> Age:
    years, *months = (number for (number,) in phrase.said)
    if years > OLDEST_AGE:
        raise ImpossibleAge(years=years)
    if "H" in phrase.shape:  # "15,5 thn"
        return Age(years, 6)
    if not months:
        return Age(years)
    if months[0] > 11:
        raise NotADate
    return Age(years, months[0])
