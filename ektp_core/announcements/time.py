"""When an announcement goes out, as staff write it: "besok 16.00", "25-11-2026 16.00", "30 menit lagi", "sekarang"."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ektp_core.reading.days.dates import ImpossibleDate
from ektp_core.reading.days.typed_days import take_period
from ektp_core.reading.fields import WrongValue
from ektp_core.reading.hours import in_part, part_of_day, take_hours
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token
from ektp_core.refusal import Refusal

FARTHEST = timedelta(days=366)
OFFERED = ((0, 16), (1, 8), (1, 16))
"""Days from today, and the hour: what is offered as buttons, where it is not over yet."""

_NOW = frozenset({"sekarang", "now", "segera"})
_FROM_NOW = re.compile(
    r"(?:dalam\s+|in\s+)?(?P<count>\d{1,3})\s*(?:(?P<minutes>menit|mnt|minutes?|mins?)|jam|hours?)(?:\s+lagi|\s+dari\s+sekarang|\s+from\s+now)?",
    re.IGNORECASE,
)


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
    whole = Text(" ".join(text.split()))
    parts = {part for token in whole.tokens if (part := part_of_day(token))}
    hours = [said.value for said in take_hours(whole)]
    for position, token in enumerate(whole.tokens):
        if part_of_day(token) and whole.is_free(position):
            whole.take(position, position + 1)
    today = now.astimezone(zone).date()
    try:
        days = take_period(whole, today)
    except ImpossibleDate:
        raise WrongValue("announcement_day") from None
    except Refusal:
        raise WrongValue("announcement_time") from None
    hours = hours or [_bare(token) for token in whole.leftover()]  # "besok 9"
    if len(hours) != 1 or hours[0] is None or len(parts) > 1 or (whole.leftover() and not _is_bare(whole)):
        raise WrongValue("announcement_time")
    moment = in_part(hours[0], *parts)
    if moment is None or (days and days.first != days.last):
        raise WrongValue("announcement_time")
    return datetime.combine(days.first if days else today, moment, zone)


def _bare(token: Token) -> time | None:
    return time(token.number) if token.number is not None and token.number < 24 and token.digits <= 2 else None


def _is_bare(whole: Text) -> bool:
    """Whether a number behind a day in words is all that is left: "besok 9". Behind digits it could be a month or a year."""
    (*others, last) = whole.leftover()
    at = whole.tokens.index(last)
    return not others and last.digits > 0 and at > 0 and whole.tokens[at - 1].text.isalpha()


def offered(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """The moments that are offered as buttons."""
    today = now.astimezone(zone).date()
    moments = (datetime.combine(today + timedelta(days), time(hour), zone) for days, hour in OFFERED)
    return [moment for moment in moments if moment > now]
