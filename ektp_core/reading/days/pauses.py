"""Until when somebody wants to hear nothing, as they write it: a day, "2 minggu", or a month, which is its first day."""

import re
from datetime import date, timedelta

from ektp_core.reading.days.dates import NotADate
from ektp_core.reading.days.spoken_days import later
from ektp_core.reading.days.typed_days import read_period
from ektp_core.reading.words.text import Text
from ektp_core.refusal import Refusal

LONGEST_PAUSE = timedelta(days=366)
_SPAN = re.compile(r"(?:(?P<number>[1-9])(?P<unit>[DwB])|(?P<one>[qs]))l?")


class PauseUnclear(Refusal):
    """No day, one that is not ahead, or one more than a year ahead."""

    key = "pause_unclear"


def read_pause(text: str, today: date) -> date:
    """The day from which on one wants to be told again. Raises PauseUnclear, and what an impossible date raises."""
    try:
        until = _span(text, today) or read_period(_without_until(text), today).first
    except NotADate:
        raise PauseUnclear() from None
    if not today < until <= today + LONGEST_PAUSE:
        raise PauseUnclear()
    return until


def _span(text: str, today: date) -> date | None:
    """ "2 minggu", "sebulan" from today on."""
    shape = Text(text).shape()
    span = _SPAN.fullmatch(shape.letters)
    if span is None:
        return None
    count = shape.values[0][0] if span["number"] else 1
    return later(today, count, span["unit"] or span["one"]) if count <= LONGEST_PAUSE.days else None


def _without_until(text: str) -> str:
    """ "Sampai dengan 12 januari" without its first words."""
    whole = Text(text)
    length = 0
    while length < len(whole.tokens) and whole.tokens[length].word in ("sampai", "dengan", "sd"):
        length += 1
    return whole.source[whole.tokens[length].start :] if length < len(whole.tokens) else ""
