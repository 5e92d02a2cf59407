"""The days of a field or a line that staff type, and of a command: read like those of a sentence, but nothing else may be meant."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from ektp_core.reading.calendar import Days
from ektp_core.reading.days.coming_days import SaidDays, days_of, places_of
from ektp_core.reading.days.dates import DaysOfPeriod, NotADate, TooManyDays
from ektp_core.reading.days.written_dates import written_dates
from ektp_core.reading.words.text import Text
from ektp_core.refusal import Refusal

LONGEST_TEXT = 80
"""Characters of a field that holds a day: a longer text says more."""

MOST_DAYS = 31
"""A visit written as a run; longer ones are slips of the year."""


_JOIN = re.compile(r"[-ud,;]+")
BETWEEN = frozenset({"antara", "between"})
"""Before the two ends of a period: "antara 5 dan 20 januari"."""

LONGEST_PERIOD = 366
"""Days; longer ones are slips of the year."""


class DaysUnclear(ValueError):
    """Days are written that cannot be read: why, and the words."""

    def __init__(self, refusal: Refusal, words: str) -> None:
        super().__init__(f"{refusal.key}: {words}")
        self.refusal = refusal
        self.words = words


def read_day(text: str, today: date) -> date:
    """The day that a text names and nothing beside it: "besok", "senin", "12 januari", "12-01-2027".

    Raises NotADate for a period or more words, and the refusals of a day that cannot be, or may be several (`dates`).
    """
    days = read_period(text, today)
    if days.first != days.last:
        raise NotADate
    return days.first


def read_period(text: str, today: date) -> Days:
    """The day or the days in a row that a text names and nothing beside it: "minggu depan", "12-14 Januari". Raises like `read_day`."""
    if len(text.strip()) > LONGEST_TEXT:
        raise NotADate
    whole = Text(" ".join(text.split()))
    days = take_period(whole, today, whole_text=True)
    if days is None:
        raise NotADate
    return days


def take_period(whole: Text, today: date, *, whole_text: bool = False) -> Days | None:
    """The day or the days in a row of a text, taken out of it; None where none are named.

    Raises NotADate for different days, and for other words where the `whole_text` has to be days; and the refusals of `days_of`.
    """
    said = _said(whole, today)
    for start, end in said.places:
        whole.take(start, end)
    if whole_text and whole.leftover():
        raise NotADate
    for unclear in said.unclear:
        raise unclear.value
    different = {each.value for each in said.days}
    if len(different) > 1:
        raise NotADate
    return different.pop() if different else None


def take_days(whole: Text, today: date, most: int = MOST_DAYS) -> tuple[date, ...]:
    """The days of a line in order, each once, taken out of it with what joins them; none is no error.

    Where dates are written out, a day in words beside them is about something else ("12/01/2027, alat diantar Senin"): it is left.
    Raises DaysUnclear, also for more than `most` days.
    """
    said = _said(whole, today)
    meant = said.written if said.written or said.unclear else said.spoken
    periods = () if meant or said.unclear else said.periods
    places = places_of(meant, said.unclear, periods)
    for start, end in [*places, *_between(places, whole)]:
        whole.take(start, end)
    for unclear in said.unclear:
        raise DaysUnclear(unclear.value, whole.words(unclear.start, unclear.end))
    for period in periods:
        raise DaysUnclear(DaysOfPeriod(), whole.words(period.start, period.end))
    for each in meant:
        if (each.value.last - each.value.first).days >= most:
            raise DaysUnclear(TooManyDays(most=most), whole.words(each.start, each.end))
    days = sorted({day for each in meant for day in each.value.each})
    if len(days) > most:
        raise DaysUnclear(TooManyDays(most=most), whole.words(meant[0].start, meant[-1].end))
    return tuple(days)


def take_days_or_period(whole: Text, today: date, most: int) -> tuple[date, ...] | Days:
    """The days of a line as `take_days` reads them, or the one period that it names: "januari", "minggu depan", "antara 5 dan 20 januari".

    A run of more than `most` days is a period. Raises DaysUnclear, also for periods apart, and for days beside a period they are not in.
    """
    said = _said(whole, today)
    meant = said.written if said.written or said.unclear else said.spoken
    places = places_of(meant, said.unclear, said.periods)
    if not places:
        return ()
    for start, end in [*places, *_between(places, whole)]:
        whole.take(start, end)
    for unclear in said.unclear:
        raise DaysUnclear(unclear.value, whole.words(unclear.start, unclear.end))
    words, named = whole.words(places[0][0], places[-1][1]), [each.value for each in meant]
    period = _in_one([each.value for each in said.periods])
    if said.periods and (period is None or any(days.first < period.first or days.last > period.last for days in named)):
        raise DaysUnclear(DaysOfPeriod(), words)
    if named and whole.tokens[places[0][0]].word in BETWEEN:
        period = Days(min(days.first for days in named), max(days.last for days in named))
    elif named:
        period = _in_one(named)
        count = sum((days.last - days.first).days + 1 for days in named)
        if count <= most:
            return tuple(sorted({day for days in named for day in days.each}))
    if period is None or (period.last - period.first).days > LONGEST_PERIOD:
        raise DaysUnclear(TooManyDays(most=most), words)
    return period


def _in_one(several: Iterable[Days]) -> Days | None:
    """From the first to the last of days that follow each other without a gap; None where there is one, or nothing."""
    one: Days | None = None
    for days in sorted(several, key=lambda days: days.first):
        if one and days.first > one.last + timedelta(1):
            return None
        one = Days(one.first, max(one.last, days.last)) if one else days
    return one


def _between(places: list[tuple[int, int]], whole: Text) -> list[tuple[int, int]]:
    """What joins two dates: "12/01/2027 dan 14/01/2027"."""
    letters = whole.shape().letters
    gaps = [(end, start) for (_, end), (start, _) in pairwise(places) if start > end]
    return [(start, end) for start, end in gaps if _JOIN.fullmatch(letters, start, end)]


def _said(whole: Text, today: date) -> SaidDays:
    shape = whole.shape()
    return days_of(whole.tokens, shape, written_dates(whole.tokens, shape), today)
