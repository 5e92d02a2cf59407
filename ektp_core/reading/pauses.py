"""Until when somebody wants to hear nothing, as they write it: a day, "2 minggu", or a month, which is its first day."""

import re
from datetime import date, timedelta

from ektp_core.reading.calendar import exists
from ektp_core.reading.dates import NotADate, Phrase, read_day
from ektp_core.refusal import Refusal

LONGEST_PAUSE = timedelta(days=366)
DAYS = {"hari": 1, "day": 1, "minggu": 7, "week": 7, "bulan": 30, "month": 30}
_SPAN = re.compile(rf"(?P<number>\d{{1,3}}|se)\s*(?P<unit>{'|'.join(DAYS)})s?", re.IGNORECASE | re.ASCII)
_NEXT_WEEK = re.compile(r"minggu\s+depan|next\s+week", re.IGNORECASE)
_UNTIL = re.compile(r"(?:sampai|hingga|s/?d|until|till)\s+(?:dengan\s+)?", re.IGNORECASE)


class PauseUnclear(Refusal):
    """No day, one that is not ahead, or one more than a year ahead."""

    key = "pause_unclear"


def read_pause(text: str, today: date) -> date:
    """The day from which on one wants to be told again. Raises PauseUnclear, and what an impossible date raises."""
    text = _UNTIL.sub("", text.strip(), count=1)
    try:
        until = _span(text, today) or _month(text, today) or read_day(text, today)
    except NotADate:
        raise PauseUnclear() from None
    if not today < until <= today + LONGEST_PAUSE:
        raise PauseUnclear()
    return until


def _span(text: str, today: date) -> date | None:
    """ "2 minggu", "sebulan"; "minggu depan" is the next Monday."""
    if _NEXT_WEEK.fullmatch(text):
        return today + timedelta(7 - today.weekday())
    span = _SPAN.fullmatch(text)
    return today + timedelta(_days(span)) if span else None


def _month(text: str, today: date) -> date | None:
    """ "desember", "januari 2027" and "bulan depan" are the first day of that month. Raises NotADate for what is no date at all."""
    phrase = Phrase.of(text)
    match phrase.shape, phrase.said:
        case (("MN" | "NM"), _):
            return _next_first(today.month % 12 + 1, today)
        case "m", ((month,),):
            return _next_first(month, today)
        case "m4", ((month,), (year,)) if exists(1, month, year):
            return date(year, month, 1)
    return None


def _next_first(month: int, today: date) -> date:
    return date(today.year + (month <= today.month), month, 1)


def _days(span: re.Match[str]) -> int:
    number = 1 if span["number"].casefold() == "se" else int(span["number"])
    return number * DAYS[span["unit"].casefold()]
