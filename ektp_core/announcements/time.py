"""When an announcement goes out, as staff write it: "besok 16.00", "25-11-2026 16.00", "30 menit lagi", "sekarang"."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ektp_core.reading.days.dates import ImpossibleDate, NotADate
from ektp_core.reading.days.typed_days import take_period
from ektp_core.reading.fields import WrongValue
from ektp_core.reading.hours import in_part, part_of_day, take_hours
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.refusal import Refusal

FARTHEST = timedelta(days=366)
LONGEST_WAIT = 3
"""Digits of the minutes or hours from now."""

OFFERED = ((0, 16), (1, 8), (1, 16))
"""Days from today, and the hour: what is offered as buttons, where it is not over yet."""

_NOW = frozenset({"sekarang", "now", "segera"})
_AROUND = word_set("dalam lagi dari sekarang in from now")
_MINUTES = word_set("menit mnt minute minutes min mins")


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The office's day and hour that a text names, or so many minutes from now; None for at once. Without a day it is today.

    Raises WrongValue "announcement_time" for what is not read, "announcement_day" for a day that no calendar has,
    "announcement_unclear" for one that may be several, "announcement_past" for a moment that is over, "announcement_far" for one more
    than a year ahead.
    """
    words = text.strip()
    if words.casefold() in _NOW:
        return None
    wait = _from_now(words)
    moment = _on_the_clock(words, now, zone) if wait is None else now.astimezone(zone) + wait
    if moment <= now:
        raise WrongValue("announcement_past")
    if moment > now + FARTHEST:
        raise WrongValue("announcement_far")
    return moment


def _from_now(text: str) -> timedelta | None:
    """ "30 menit lagi", "dua jam lagi", "setengah jam lagi": how long from now; None for a moment by day and clock."""
    tokens = [token for token in Text(text).tokens if token.text not in _AROUND]
    if len(tokens) != 2 or tokens[0].digits > LONGEST_WAIT:
        return None
    count, unit = tokens
    if count.word == "setengah" and unit.word == "jam":
        return timedelta(minutes=30)
    if count.number is None:
        return None
    if unit.text in _MINUTES:
        return timedelta(minutes=count.number)
    return timedelta(hours=count.number) if unit.word == "jam" else None


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
    except NotADate:
        raise WrongValue("announcement_time") from None
    except Refusal:
        raise WrongValue("announcement_unclear") from None
    left = whole.leftover()
    if not hours and left and _is_bare(whole):  # "besok 9"
        hours, left = [_bare(left[0])], []
    if len(hours) != 1 or hours[0] is None or len(parts) > 1 or left:
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
