"""The day that figures are of: it lies behind, "per 20 nov" is the last 20 November (docs/understanding.md#the-day-of-figures)."""

import re
from datetime import date, timedelta

from ektp_core.reading.calendar import Days, exists
from ektp_core.reading.days.written_dates import Written
from ektp_core.reading.words.calendar_words import WordShape
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set

OF = word_set("per pada tanggal tgl sejak data")
"""Before "kemarin": figures of that day, and not when somebody mistyped them."""

FIRST_FIGURES = 2000
"""A year before it is no year of figures."""

_SPOKEN = re.compile(r"(?P<weekday>W)[P]|(?P<yesterday>P)|(?P<today>Di|t)|(?P<end>e)BP|BP|(?P<years>[12])?YP")


def as_of_days(tokens: list[Token], shape: WordShape, written: list[Written], today: date) -> list[Said[Days]]:
    """The last day, month or year of each name up to today, as far as dates are written; else the one that is said in words."""
    dated = [Said(days, each.start, each.end) for each in written if (days := _of_written(each, shape, today))]
    spoken = None if dated else _in_words(tokens, shape, today)
    return [spoken] if spoken else dated


def _in_words(tokens: list[Token], shape: WordShape, today: date) -> Said[Days] | None:
    place = _SPOKEN.search(shape.letters)
    if place is None or (place["yesterday"] and tokens[max(0, place.start() - 1)].word not in OF):
        return None
    if "Y" in place.group():
        ago = today.year - (shape.values[place.start("years")][0] if place["years"] else 1)
        return Said(Days(date(ago, 1, 1), date(ago, 12, 31)), *place.span()) if ago >= FIRST_FIGURES else None
    if place["weekday"]:
        day = today - timedelta((today.weekday() - shape.values[place.start()][0] - 1) % 7 + 1)
    elif place["yesterday"]:
        day = today - timedelta(1)
    elif place["today"]:
        day = today
    else:
        last = today.replace(day=1) - timedelta(1)
        return Said(Days(last if place["end"] else last.replace(day=1), last), *place.span())
    return Said(Days(day, day), *place.span())


def _of_written(written: Written, shape: WordShape, today: date) -> Days | None:
    if not written.is_clear or any(first != last for first, last in written.days) or len(written.days) > 1:
        return None
    year, day = written.full_year(today), written.day
    if year is not None and not written.months:
        return Days(date(year, 1, 1), date(year, 12, 31)) if FIRST_FIGURES <= year <= today.year else None
    if day is None:
        return _month(written.months[0], year, today, is_end=shape.letters[max(0, written.start - 1) : written.start] == "e")
    if written.months:
        years = (year,) if year else range(today.year, today.year - 9, -1)
        days = (date(each, written.months[0], day) for each in years if exists(day, written.months[0], each))
        found = next((each for each in days if year or each <= today), None)
    else:
        found = next((each for back in range(62) if (each := today - timedelta(back)).day == day), None)
    return Days(found, found) if found else None


def _month(month: int, year: int | None, today: date, *, is_end: bool) -> Days:
    """A month as a whole; "akhir oktober" is its last day."""
    year = year or (today.year if month <= today.month else today.year - 1)
    whole = Days.of_month(year, month)
    return Days(whole.last, whole.last) if is_end else whole
