"""When an announcement goes out, as staff write it: "besok 16.00", "25-11-2026 16.00", "30 menit lagi", "sekarang"."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ektp_core.reading.dates import ImpossibleDate
from ektp_core.reading.fields import WrongValue
from ektp_core.reading.typed_days import read_day
from ektp_core.refusal import Refusal

FARTHEST = timedelta(days=366)
OFFERED = ((0, 16), (1, 8), (1, 16))
"""Days from today, and the hour: what is offered as buttons, where it is not over yet."""

_NOW = frozenset({"sekarang", "now", "segera"})
_CLOCK = re.compile(r"(?<![\d.:/-])(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?![\d.:/-])(?:\s*wib\b)?", re.IGNORECASE)
_HOUR = re.compile(r"\b(?:jam|pukul|pkl|at)\s*\.?\s*(?P<hour>\d{1,2})(?![\d.:/-])(?:\s*wib\b)?", re.IGNORECASE)
_BARE_HOUR = re.compile(r"(?<=[a-z]\s)(?P<hour>\d{1,2})(?=\s*(?:(?:pagi|siang|sore|malam|am|pm|wib)\b|$))", re.IGNORECASE)
"""The hour behind a day in words: "besok 9". Behind digits it could be a month or a year."""

_PART = re.compile(r"(?:(?<=\d)|\b)(?P<part>pagi|siang|sore|malam|am|pm)\b", re.IGNORECASE)
_WORD = re.compile(r"\b(?:jam|pukul|pkl|at|wib)\b\.?", re.IGNORECASE)
_FROM_NOW = re.compile(
    r"(?:dalam\s+|in\s+)?(?P<count>\d{1,3})\s*(?:(?P<minutes>menit|mnt|minutes?|mins?)|jam|hours?)(?:\s+lagi|\s+dari\s+sekarang|\s+from\s+now)?",
    re.IGNORECASE,
)

PARTS = {"pagi": range(12), "am": range(12), "siang": range(10, 16), "sore": range(13, 20), "malam": range(18, 24), "pm": range(12, 24)}
"""The hours of each part of the day; an hour of the clock with twelve is that one of its two which lies in it."""


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The office's day and hour that a text names, or so many minutes from now; None for at once. Without a day it is today.

    Raises WrongValue "announcement_time" for what is not read, "announcement_day" for a day that no calendar has, "announcement_past" for
    a moment that is over, "announcement_far" for one more than a year ahead.
    """
    words = text.strip()
    if words.casefold() in _NOW:
        return None
    if wait := _FROM_NOW.fullmatch(words):
        count = int(wait["count"])
        moment = now.astimezone(zone) + (timedelta(minutes=count) if wait["minutes"] else timedelta(hours=count))
    else:
        moment = _on_the_clock(words, now, zone)
    if moment <= now:
        raise WrongValue("announcement_past")
    if moment > now + FARTHEST:
        raise WrongValue("announcement_far")
    return moment


def _on_the_clock(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    found = list(_CLOCK.finditer(text)) or list(_HOUR.finditer(text)) or list(_BARE_HOUR.finditer(text))
    if len(found) != 1:
        raise WrongValue("announcement_time")
    rest = f"{text[: found[0].start()]} {text[found[0].end() :]}"
    part = _PART.search(text)
    hour, minute = _hour(int(found[0]["hour"]), part), int(found[0].groupdict().get("minute") or 0)
    if hour > 23 or minute > 59:
        raise WrongValue("announcement_time")
    day = _day(_WORD.sub(" ", _PART.sub(" ", rest)).strip(" ,;."), now.astimezone(zone).date())
    return datetime.combine(day, time(hour, minute), zone)


def _hour(said: int, part: re.Match[str] | None) -> int:
    """ "8 malam" is 20, "8 pagi" is 8. Raises WrongValue where the two contradict each other."""
    if part is None:
        return said
    hours = PARTS[part["part"].casefold()]
    for hour in (said, (said + 12) % 24 if said <= 12 else said):
        if hour in hours:
            return hour
    raise WrongValue("announcement_time")


def _day(words: str, today: date) -> date:
    if not words:
        return today
    try:
        return read_day(words, today)
    except ImpossibleDate:
        raise WrongValue("announcement_day") from None
    except Refusal:
        raise WrongValue("announcement_time") from None


def offered(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """The moments that are offered as buttons."""
    today = now.astimezone(zone).date()
    moments = (datetime.combine(today + timedelta(days), time(hour), zone) for days, hour in OFFERED)
    return [moment for moment in moments if moment > now]
