"""When somebody was born, as people say it: a date, a month, a year or an age, never guessed (docs/understanding.md#births)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from msgspec.structs import replace

from ektp_core.reading.births.birth import OLDEST_AGE, Birth, BirthDate, BirthMonth, BirthYear, DistantBirth, FutureDate
from ektp_core.reading.calendar import AsOf, exists
from ektp_core.reading.days.dates import NotADate, ShortYear, TwoReadings, calendar_day
from ektp_core.reading.days.weekdays import weekdays_before
from ektp_core.reading.days.written_dates import YEARS_AHEAD, Written
from ektp_core.reading.taken_back import without_taken_back
from ektp_core.reading.words.calendar_words import WordShape
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.refusal import Refusal

FEWEST_YEARS = 2
"""A past date closer than this is no birth, unless it is said to be one: "kemarin 20 november 2026"."""

YOUNGEST_SAID = 8
"""Years: nobody asks here for a younger child by year alone; a later year is that of an election or a visit."""

_ONLY_OR = re.compile(r"[-o/u]L?T?(?:D?[Ww],?)?")
_SAID_BEFORE = re.compile(r"L[^;4m]*$")
"""No sentence and no other date stands between."""

NEAR = 7
"""Tokens between "lahir" and its date."""

LIMITS = word_set("sebelum setelah sampai hingga mulai dibawah bawah atas")
"""Before a year: whom a rule is for, nobody's birth."""

NOT_OF_BIRTH = word_set("pemilu pilkada lulus sejak tamat masuk angka data pileg pilpres pada rekam cakupan capaian persen peringkat")

Moment = TypeVar("Moment", date, AsOf)


@dataclass(frozen=True, slots=True)
class Births:
    """What a text says of births, in its order, and what must be asked back; each with its tokens."""

    births: tuple[Said[Birth], ...]
    unclear: tuple[Said[Refusal], ...]
    taken_back: tuple[tuple[int, int], ...] = ()
    """The tokens of births that are denied, or that the next one takes the place of."""

    unspoken: tuple[Written, ...] = ()
    """Read as births by a year of two digits alone: where a day is asked for they are none."""

    @property
    def places(self) -> list[tuple[int, int]]:
        """The tokens that are used."""
        return sorted(
            {*((said.start, said.end) for said in self.births), *((said.start, said.end) for said in self.unclear), *self.taken_back}
        )

    @property
    def values(self) -> tuple[Birth, ...]:
        """The births alone."""
        return tuple(said.value for said in self.births)


def births_of(tokens: list[Token], shape: WordShape, written: Sequence[Written], today: date, *, asked: bool = False) -> Births:
    """Every birth date, month and year among the written dates; all of them are births where a birth was `asked` for."""
    births: list[Said[Birth]] = []
    unclear: list[Said[Refusal]] = []
    unspoken: list[Written] = []
    for each in written:
        if asked and _is_no_year(each, shape):
            continue
        if not asked and not _is_of_birth(each, tokens, shape, today):
            continue
        weekdays = weekdays_before(each.start, shape)
        start = each.start - weekdays.length
        try:
            birth = _birth_of(each, today)
            if isinstance(birth, BirthDate):
                weekdays.check(birth.day, birth.day)
            births.append(Said(birth, start, each.end))
        except Refusal as refusal:
            unclear.append(Said(refusal, start, each.end))
        if each.short and not asked and not _is_said_to_be_birth(each, shape):
            unspoken.append(each)
    said: list[Said[Birth] | Said[Refusal]] = sorted([*births, *unclear], key=lambda each: each.start)
    kept = without_taken_back(said, tokens)
    taken_back = tuple((each.start, each.end) for each in said if each not in kept)
    births, unclear = [each for each in births if each in kept], [each for each in unclear if each in kept]
    for one in _alternatives(births, shape):
        unclear.append(one)
        births = [each for each in births if not one.start <= each.start < one.end]
    return Births(tuple(births), tuple(unclear), taken_back, tuple(unspoken))


def _alternatives(births: list[Said[Birth]], shape: WordShape) -> Iterator[Said[Refusal]]:
    """Births with "atau" between: which is meant has to be asked; "dan" tells of two children."""
    for first, second in pairwise(births):
        if _ONLY_OR.fullmatch(shape.letters, first.end, second.start):
            yield Said(several([first.value, second.value]), first.start, second.end)


def _is_no_year(written: Written, shape: WordShape) -> bool:
    """ "2010 tahun" and "umur 2010" name no year."""
    if written.days or written.months:
        return False
    return shape.letters[written.end : written.end + 1] == "Y" or shape.letters[max(0, written.start - 1) : written.start] == "U"


def _is_of_birth(written: Written, tokens: list[Token], shape: WordShape, today: date) -> bool:
    said = _is_said_to_be_birth(written, shape)
    year = written.year
    if year is None:
        return said
    if written.short and not said and today.year % 100 < year <= today.year % 100 + YEARS_AHEAD:
        return False
    year = _century(year, today) if written.short else year
    if not written.days and not written.months:
        if written.start and tokens[written.start - 1].word in LIMITS:
            return False
        return _is_birth_year(written, tokens, year, today, said=said)
    if said:
        return True
    month = written.months[0] if written.months else 1
    if not written.days:
        return year <= today.year - YOUNGEST_SAID
    day = written.days[0][0]
    if not exists(day, month, year):
        return year < today.year
    return date(year, month, day) < today - timedelta(366 * FEWEST_YEARS)


def _is_said_to_be_birth(written: Written, shape: WordShape) -> bool:
    """Whether "lahir" stands shortly before it, or right behind it; another sentence does not count."""
    before = shape.letters[max(0, written.start - NEAR) : written.start]
    after = shape.letters[written.end : written.end + 3]
    return bool(_SAID_BEFORE.search(before)) or "L" in after


def _century(year: int, today: date) -> int:
    century = today.year // 100 * 100
    return century + year if year <= today.year % 100 else century - 100 + year


def _is_birth_year(written: Written, tokens: list[Token], year: int, today: date, *, said: bool) -> bool:
    if not today.year - OLDEST_AGE <= year <= today.year:
        return said
    if said:
        return True
    before = {token.word for token in tokens[max(0, written.start - 3) : written.start]}
    return year <= today.year - YOUNGEST_SAID and not before & NOT_OF_BIRTH


def _birth_of(written: Written, today: date) -> Birth:
    """The one birth that is written. Raises what `read_birth` does; of several days it is asked which is meant."""
    if written.year is None:
        raise NotADate
    if len(written.days) > 1 or any(first != last for first, last in written.days):
        ends = sorted({day for run in written.days for day in run})
        raise several(_readings(replace(written, days=tuple((day, day) for day in ends), either=True), today))
    if not written.is_clear:
        raise several(_readings(written, today))
    return _birth(written.day, written.months, written.years[0], today, short=written.short)


def several(births: Iterable[Birth]) -> Refusal:
    """The question which of several births is meant, a day by its date; NotADate where fewer than two of them can be."""
    readings = tuple(birth.day if isinstance(birth, BirthDate) else birth for birth in births)
    return TwoReadings(readings=readings) if len(readings) > 1 else NotADate()


def _readings(written: Written, today: date) -> Iterator[Birth]:
    """Each reading that is a birth, those of two digits for the year without their century's doubt."""
    found: list[Birth] = []
    for reading in written.readings():
        try:
            found.append(_birth_of(reading, today))
        except ShortYear as short:
            found.extend(BirthDate(day) for day in short.values["readings"])
        except Refusal:
            continue
    return iter(dict.fromkeys(found))


def _birth(day: int | None, months: tuple[int, ...], year: int, today: date, *, short: bool) -> Birth:
    """One birth. A year of two digits up to this year's is 20xx, others are asked back (docs/domain.md#years-of-two-digits)."""
    full = _century(year, today) if short else year
    if today.year - full > OLDEST_AGE + 1:
        raise DistantBirth(year=full, oldest=OLDEST_AGE)
    if day is not None:
        born = calendar_day(day, months[0], full, latest=today)
        if short and full < today.year // 100 * 100:
            raise ShortYear(readings=(born,))
        return BirthDate(_not_future(born, today))
    if months:
        if not exists(1, months[0], full):
            raise NotADate
        _not_future(AsOf(full, months[0]), AsOf(today.year, today.month))
        return BirthMonth(full, months[0])
    _not_future(AsOf(full), AsOf(today.year))
    return BirthYear(full)


def _not_future(day: Moment, today: Moment) -> Moment:
    if day > today:
        raise FutureDate(day=day)
    return day
