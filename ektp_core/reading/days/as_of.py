"""The day that figures are of: it lies behind, "per 20 nov" is the last 20 November (docs/understanding.md#the-day-of-figures)."""

import re
from datetime import date, timedelta

from ektp_core.reading.calendar import Days, exists, months_later
from ektp_core.reading.days.written_dates import Written
from ektp_core.reading.words.calendar_words import WordShape
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set

OF = word_set("per pada tanggal tgl sejak data")
"""Before "kemarin": figures of that day, and not when somebody mistyped them."""

FIRST_FIGURES = 2000
"""A year before it is no year of figures."""

_BEHIND = re.compile(
    r"(?:(?P<count>[12])(?P<counted>[DwBY])|(?P<one>[qsv])|(?P<weekday>W)(?:wi?)?|(?P<end>e)B|(?P<whole>[wBY]))_?P|(?P<yesterday>P)"
)
_TODAY = re.compile(r"Di|t")


def as_of_days(tokens: list[Token], shape: WordShape, written: list[Written], today: date) -> list[Said[Days]]:
    """The last day, month or year of each name up to today, as far as dates are written; else the one that is said in words."""
    dated = [Said(days, each.start, each.end) for each in written if (days := _of_written(each, shape, today))]
    if dated:
        return dated
    spoken = [said for said in past_days(tokens, shape, today) if not _is_of_a_mistake(said, tokens)]
    spoken += [Said(Days(today, today), *place.span()) for place in _TODAY.finditer(shape.letters)]
    return sorted(spoken, key=lambda said: said.start)[:1]


def past_days(tokens: list[Token], shape: WordShape, today: date) -> list[Said[Days]]:
    """Every day, week, month or year behind that is said in words: "kemarin", "senin lalu", "2 minggu lalu", "akhir bulan lalu"."""
    if "P" not in shape.letters:
        return []
    places = _BEHIND.finditer(shape.letters)
    return [Said(days, *place.span()) for place in places if (days := _behind(place, tokens, shape, today))]


def _is_of_a_mistake(said: Said[Days], tokens: list[Token]) -> bool:
    """ "Kemarin salah ketik": of a day alone it is said when, unless "per" or the like stands before it."""
    is_yesterday = said.end == said.start + 1 and len(tokens) > 1
    return is_yesterday and tokens[max(0, said.start - 1)].word not in OF


def _behind(place: re.Match[str], tokens: list[Token], shape: WordShape, today: date) -> Days | None:
    if any(letter == "_" and tokens[at].word != "yang" for at, letter in enumerate(place.group(), place.start())):
        return None
    if place["yesterday"]:
        return _one(today - timedelta(1)) if tokens[place.start()].word == "kemarin" else None
    if place["weekday"]:
        return _one(today - timedelta((today.weekday() - shape.values[place.start()][0] - 1) % 7 + 1))
    if place["end"]:
        return _one(today.replace(day=1) - timedelta(1))
    unit = place["counted"] or place["one"] or place["whole"]
    count = shape.values[place.start("count")][0] if place["count"] else 1
    if unit in "Dv":
        return _one(today - timedelta(count))
    if unit == "q" or (unit == "w" and place["count"]):
        return _one(today - timedelta(7 * count))
    if unit == "w":
        monday = today - timedelta(today.weekday() + 7)
        return Days(monday, monday + timedelta(6))
    if unit in "Bs":
        month = months_later(today, -count)
        return Days.of_month(month.year, month.month)
    year = today.year - count
    return Days(date(year, 1, 1), date(year, 12, 31)) if year >= FIRST_FIGURES else None


def _one(day: date) -> Days:
    return Days(day, day)


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
