"""When an announcement goes out, as staff write it: "besok 16.00", "25-11-2026 16.00", "sekarang"."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ektp_core.dates import read_day
from ektp_core.refusal import Refusal
from ektp_core.typed import WrongValue

FARTHEST = timedelta(days=366)
OFFERED = ((0, 16), (1, 8), (1, 16))
"""Days from today, and the hour: what is offered as buttons, where it is not over yet."""

_NOW = frozenset({"sekarang", "now", "segera"})
_CLOCK = re.compile(r"(?<![\d.:/-])(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?![\d.:/-])(?:\s*wib\b)?", re.IGNORECASE)
_HOUR = re.compile(r"\b(?:jam|pukul|pkl|at)\s*\.?\s*(?P<hour>\d{1,2})(?![\d.:/-])(?:\s*wib\b)?", re.IGNORECASE)
_WORD = re.compile(r"\b(?:jam|pukul|pkl|at|wib)\b\.?", re.IGNORECASE)


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The office's day and hour that a text names; None for at once. Without a day it is today.

    Raises WrongValue "announcement_time" for what is not read, "announcement_past" for a moment that is over, "announcement_far" for
    one more than a year ahead.
    """
    if text.strip().casefold() in _NOW:
        return None
    found = list(_CLOCK.finditer(text)) or list(_HOUR.finditer(text))
    if len(found) != 1:
        raise WrongValue("announcement_time")
    hour, minute = int(found[0]["hour"]), int(found[0].groupdict().get("minute") or 0)
    if hour > 23 or minute > 59:
        raise WrongValue("announcement_time")
    rest = _WORD.sub(" ", f"{text[: found[0].start()]} {text[found[0].end() :]}").strip(" ,;.")
    day = _day(rest, now.astimezone(zone).date())
    moment = datetime.combine(day, time(hour, minute), zone)
    if moment <= now:
        raise WrongValue("announcement_past")
    if moment > now + FARTHEST:
        raise WrongValue("announcement_far")
    return moment


def _day(words: str, today: date) -> date:
    if not words:
        return today
    try:
        return read_day(words, today)
    except Refusal:
        raise WrongValue("announcement_time") from None


def offered(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """The moments that are offered as buttons."""
    today = now.astimezone(zone).date()
    moments = (datetime.combine(today + timedelta(days), time(hour), zone) for days, hour in OFFERED)
    return [moment for moment in moments if moment > now]
