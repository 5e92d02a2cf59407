"""Births and ages that a message states: dates, months, years, completed years; never a guess (docs/understanding.md#births)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ektp_core.reading.births import OLDEST_AGE, Birth, BirthDate, birth_month, birth_year, readings_of
from ektp_core.reading.calendar import FIRST_YEAR, exists
from ektp_core.reading.calendar_words import WordShape
from ektp_core.reading.dates import WrittenDay, the_only_day
from ektp_core.reading.token import Token
from ektp_core.reading.word_sets import word_set
from ektp_core.reading.written_dates import Written
from ektp_core.refusal import Refusal

FEWEST_YEARS = 2
"""A past date closer than this is no birth, unless it is said to be one: "kemarin 20 november 2026"."""

YOUNGEST_SAID = 8
"""Years: nobody asks here for a younger child by year alone; a later year is that of an election or a visit."""

_SAID_BEFORE = re.compile(r"L[^;4m]*$")
"""No sentence and no other date stands between."""

NEAR = 7
"""Tokens between "lahir" and its date."""


@dataclass(frozen=True, slots=True)
class Births:
    """What a message says of births, in its order; `unclear` are those that must be asked back; `taken` the tokens they stand in."""

    births: tuple[Birth, ...]
    unclear: tuple[Refusal, ...]
    taken: tuple[tuple[int, int], ...]


def births_of(tokens: list[Token], shape: WordShape, written: list[Written], today: date) -> Births:
    """Read every birth date, month and year among the written dates."""
    births: list[Birth] = []
    unclear: list[Refusal] = []
    taken: list[tuple[int, int]] = []
    for each in written:
        if not _is_of_birth(each, tokens, shape, today):
            continue
        taken.append((each.start, each.end))
        try:
            if birth := _birth(each, today):
                births.append(birth)
        except Refusal as refusal:
            unclear.append(refusal)
    return Births(tuple(births), tuple(unclear), tuple(taken))


def _is_of_birth(written: Written, tokens: list[Token], shape: WordShape, today: date) -> bool:
    said = _is_said_to_be_birth(written, shape)
    if written.year is None:
        return said
    year = _century(written.year, today) if written.short else written.year
    if written.day is None and not written.months:
        if written.start and tokens[written.start - 1].word in LIMITS:
            return False
        return _is_birth_year(written, tokens, year, today, said=said)
    if said:
        return True
    month = written.months[0] if written.months else 1
    if written.day is None:
        return year <= today.year - YOUNGEST_SAID
    if not exists(written.day, month, year):
        return year < today.year
    return date(year, month, written.day) < today - timedelta(366 * FEWEST_YEARS)


def _is_said_to_be_birth(written: Written, shape: WordShape) -> bool:
    """Whether "lahir" stands shortly before it, or right behind it; another sentence does not count."""
    before = shape.letters[max(0, written.start - NEAR) : written.start]
    after = shape.letters[written.end : written.end + 3]
    return bool(_SAID_BEFORE.search(before)) or "L" in after


def _century(year: int, today: date) -> int:
    century = today.year // 100 * 100
    return century + year if year <= today.year % 100 else century - 100 + year


LIMITS = word_set("sebelum setelah sampai hingga mulai dibawah bawah atas")
"""Before a year: whom a rule is for, nobody's birth."""

NOT_OF_BIRTH = word_set("pemilu pilkada lulus sejak tamat masuk angka data pileg pilpres pada rekam")


def _is_birth_year(written: Written, tokens: list[Token], year: int, today: date, *, said: bool) -> bool:
    if not FIRST_YEAR <= year <= today.year or year < today.year - OLDEST_AGE:
        return said
    if said:
        return True
    before = {token.word for token in tokens[max(0, written.start - 3) : written.start]}
    return year <= today.year - YOUNGEST_SAID and not before & NOT_OF_BIRTH


def _birth(written: Written, today: date) -> Birth | None:
    """The birth, None for a day and month without a year, and for several days. Raises what `births.read_birth` does."""
    if written.year is None or written.last is not None:
        return None
    if written.day is not None:
        century = today.year // 100 * 100 if written.short else 0
        return BirthDate(the_only_day(readings_of(WrittenDay(written.day, written.months, written.year, century), today)))
    year = _century(written.year, today) if written.short else written.year
    return birth_month(year, written.months, today) if written.months else birth_year(year, today)
