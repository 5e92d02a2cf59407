"""Until when somebody wants to hear nothing, as they write it: a day, or "2 minggu"."""

import re
from datetime import date, timedelta

from ektp_core.dates import NotADate, read_day
from ektp_core.refusal import Refusal

LONGEST_PAUSE = timedelta(days=366)
DAYS = {"hari": 1, "day": 1, "minggu": 7, "week": 7, "bulan": 30, "month": 30}
_SPAN = re.compile(rf"(?P<number>\d{{1,3}}|se)\s*(?P<unit>{'|'.join(DAYS)})s?", re.IGNORECASE | re.ASCII)
_UNTIL = re.compile(r"(?:sampai|hingga|s/?d|until|till)\s+(?:dengan\s+)?", re.IGNORECASE)


class PauseUnclear(Refusal):
    """No day, one that is not ahead, or one more than a year ahead."""

    key = "pause_unclear"


def read_pause(text: str, today: date) -> date:
    """The day from which on one wants to be told again. Raises PauseUnclear, and what an impossible date raises."""
    text = _UNTIL.sub("", text.strip(), count=1)
    span = _SPAN.fullmatch(text)
    try:
        until = today + timedelta(_days(span)) if span else read_day(text, today)
    except NotADate:
        raise PauseUnclear() from None
    if not today < until <= today + LONGEST_PAUSE:
        raise PauseUnclear()
    return until


def _days(span: re.Match[str]) -> int:
    number = 1 if span["number"].casefold() == "se" else int(span["number"])
    return number * DAYS[span["unit"].casefold()]
