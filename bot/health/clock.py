"""Whether the machine's clock may decide what day it is (docs/reliability.md#the-clock-is-compared)."""

from bot.health.vitals import Vitals

CLOCK_SECONDS = 30.0
"""More than this beside Telegram's clock makes birthdays and reminders wrong at midnight."""


def is_far_off(seconds: float) -> bool:
    """Whether a clock is too far beside Telegram's, on either side."""
    return abs(seconds) > CLOCK_SECONDS


def is_clock_trusted(seen: Vitals) -> bool:
    """Whether what is due, or over, by this clock may be done: one comparison that says otherwise is enough to wait for the next.

    A jump since the last one counts at once: the steady clock does not jump. A server that states no time is no reason to do nothing for
    ever; before one was asked, at the start, nobody is served yet.
    """
    error = seen.clock_error()
    return error is None or not is_far_off(error)


def is_clock_wrong(seen: Vitals) -> bool:
    """Whether it is a fault: twice in a row, and on the same side, since one answer may have been under way for long."""
    return len(seen.skews) > 1 and all(map(is_far_off, seen.skews)) and (min(seen.skews) > 0) is (max(seen.skews) > 0)
