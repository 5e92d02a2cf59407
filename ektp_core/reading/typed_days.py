"""The days of a field or a line that staff type, and of a command: read like those of a sentence, but nothing else may be meant."""

from dataclasses import dataclass
from datetime import date, timedelta

from ektp_core.reading.calendar import Days
from ektp_core.reading.dates import NotADate, TooManyDays
from ektp_core.reading.days import SaidDays, days_of
from ektp_core.reading.text import Text
from ektp_core.reading.written_dates import written_dates
from ektp_core.refusal import Refusal

LONGEST_TEXT = 80
"""Characters of a field that holds a day: a longer text says more."""

MOST_DAYS = 31
"""A visit written as a run; longer ones are slips of the year."""


class DaysUnclear(ValueError):
    """Days are written that cannot be read: why, the words, and the text without any days."""

    def __init__(self, refusal: Refusal, words: str, rest: str = "") -> None:
        super().__init__(f"{refusal.key}: {words}")
        self.refusal = refusal
        self.words = words
        self.rest = rest


@dataclass(frozen=True, slots=True)
class DaysFound:
    """The days of a text in order, each once, and the text without them."""

    days: tuple[date, ...]
    rest: str


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
    said = _taken(whole, today)
    if whole.leftover():
        raise NotADate
    for unclear in said.unclear:
        raise unclear.value
    different = {each.value for each in said.days}
    if len(different) != 1:
        raise NotADate
    return different.pop()


def find_days(text: str, today: date, most: int = MOST_DAYS) -> DaysFound:
    """Take the days out of a line; none is no error. Raises DaysUnclear, also for a run of more than `most` days."""
    whole = Text(text)
    said = _taken(whole, today)
    for unclear in said.unclear:
        raise DaysUnclear(unclear.value, whole.words(unclear.start, unclear.end), whole.rest())
    for each in said.days:
        if (each.value.last - each.value.first).days >= most:
            raise DaysUnclear(TooManyDays(most=most), whole.words(each.start, each.end), whole.rest())
    days = sorted({day for each in said.days for day in _each_day(each.value)})
    if len(days) > most:
        raise DaysUnclear(TooManyDays(most=most), whole.words(said.days[0].start, said.days[-1].end), whole.rest())
    return DaysFound(tuple(days), whole.rest())


def _taken(whole: Text, today: date) -> SaidDays:
    """The days of a text, and their tokens marked as used."""
    shape = whole.shape()
    said = days_of(whole.tokens, shape, written_dates(whole.tokens, shape), today)
    for start, end in said.places:
        whole.take(start, end)
    return said


def _each_day(days: Days) -> list[date]:
    return [days.first + timedelta(step) for step in range((days.last - days.first).days + 1)]
