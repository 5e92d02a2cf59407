"""The office's night: nothing is sent unasked, except what staff send by hand."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

QUIET_FROM, QUIET_UNTIL = time(20), time(7)


def is_quiet(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether it is night at the office."""
    hour = moment.astimezone(zone).time()
    return hour >= QUIET_FROM or hour < QUIET_UNTIL


def out_of_night(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the night that it lies in."""
    if not is_quiet(moment, zone):
        return moment
    local = moment.astimezone(zone)
    morning = local.date() if local.time() < QUIET_UNTIL else local.date() + timedelta(days=1)
    return datetime.combine(morning, QUIET_UNTIL, zone)
