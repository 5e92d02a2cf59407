"""Token buckets: so much at once, so much a second afterwards, and at most one notice a minute to whoever asks for more.

A bucket is one number, the moment at which it will be full again (ATM's generic cell rate algorithm): a take moves it on by one token's
time, and a bucket that is full is forgotten. So memory holds only who was there in the last half minute, whoever floods.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from bot.health.vitals import moment

NOTICE_SECONDS = 60.0
"""Whoever is turned away is told so at most once in this time."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much somebody may ask: `burst` at once, one more every `seconds`."""

    burst: int
    seconds: float


CITIZEN = Allowance(30, 1.0)
"""More than anybody types or taps: an album, twenty forwarded messages and a walk through the menus fit into it."""

STAFF = Allowance(300, 0.05)
"""Tally taps on several phones of one account, 10 in 2 seconds each, are never turned away."""

CARDS = Allowance(60, 0.2)
"""Telegram asks anew at every letter that somebody types behind the bot's name."""

STANDING = Allowance(30, 1.0)
"""What the bot becomes in a chat: a bucket of its own, so that nobody's messages hide that the bot was shut out or let in."""

GROUP = Allowance(10, 10.0)
"""Answers in a group, whoever asks there: 16 in any minute, below Telegram's 20, so that notices and changes still find room."""


class Verdict(Enum):
    """What becomes of an update."""

    ADMITTED = auto()
    TOLD = auto()
    """Turned away, and it is time to say so."""

    DROPPED = auto()
    """Turned away without a word: it was said within the last minute."""


class Buckets:
    """One bucket a key, and when its owner was last told, by a steady clock in seconds."""

    def __init__(self, now: Callable[[], float] = moment) -> None:
        self._now = now
        self._full_at: dict[int, float] = {}
        self._told_at: dict[int, float] = {}

    def judge(self, key: int, allowance: Allowance) -> Verdict:
        """Take one token, if there is one. Where there is none nothing is changed: turning away is to cost next to nothing."""
        now = self._now()
        full_at = max(now, self._full_at.get(key, now))
        if full_at - now >= (allowance.burst - 0.5) * allowance.seconds:  # half a token: sums of floats are never quite whole
            return self._turned_away(key, now)
        # Put behind all others, so that those at rest stand in front and are found there.
        self._full_at.pop(key, None)
        self._full_at[key] = full_at + allowance.seconds
        while self._full_at[oldest := next(iter(self._full_at))] <= now:
            del self._full_at[oldest]
        return Verdict.ADMITTED

    def turned_away(self, key: int) -> Verdict:
        """Whether somebody who is turned away is told so, or was told within the last minute."""
        return self._turned_away(key, self._now())

    def _turned_away(self, key: int, now: float) -> Verdict:
        told_at = self._told_at.get(key)
        if told_at is not None and told_at + NOTICE_SECONDS > now:
            return Verdict.DROPPED
        while self._told_at and self._told_at[oldest := next(iter(self._told_at))] + NOTICE_SECONDS <= now:
            del self._told_at[oldest]
        self._told_at[key] = now
        return Verdict.TOLD

    @property
    def remembered(self) -> int:
        """Of how many keys something is known."""
        return len(self._full_at.keys() | self._told_at.keys())
