"""What the parts of the bot have observed of themselves. A hook is one assignment, so that the hot path does not feel it.

Moments are of the loop's steady clock, which no change of the machine's clock moves.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from math import inf
from time import time

from bot.health.timings import Timings

CONFLICT_SECONDS = 60.0
"""Another process that fetches interrupts each of our polls, of 50 seconds at most: conflicts further apart are not of one."""

DATE_SECONDS = 5.0
"""Telegram's `Date` is read this often, not from each of a thousand answers."""


@dataclass(slots=True)
class Fetching:
    """The long poll: None of all before the first."""

    completed: float | None = None
    """When getUpdates last gave updates, or none."""

    attempted: float | None = None
    """When it last ended in any way; during a wait that Telegram asked for, when that ends."""

    conflict_began: float = 0.0
    """When somebody else was first found fetching, in a row of conflicts without a longer gap."""

    conflict_last: float = -inf


@dataclass(slots=True)
class Writing:
    """The beat that every process writes into the database, or asks it for, every few seconds."""

    completed: float | None = None
    failures: int = 0
    """In a row."""

    seconds: float = 0.0
    """How long the last one took."""


@dataclass(slots=True)
class Sending:
    """The outbox, as the process that leads sees it."""

    leads: bool = False
    due_since: float | None = None
    """Since when there are copies that may go, without a break; None while there are none."""

    settled: float | None = None
    """When a copy last came to an end of any kind."""

    passed_over: dict[int, float] = field(default_factory=dict)
    """Chats that have to wait for themselves, and until when: their copies are no reason to expect that one goes."""

    waits_until: float = 0.0
    """Of the waits that Telegram asked for, the last one's end."""

    fates: Counter[str] = field(default_factory=Counter)
    uncertain: int = 0
    """Copies of which nobody knows for good whether they arrived."""

    seconds: Timings = field(default_factory=Timings)
    reminder_lags: list[float] = field(default_factory=list)
    """Seconds since the moments of the reminders that were due at the last look and not in the outbox yet."""

    copies: dict[str, int] = field(default_factory=dict)
    """How many copies of what is not closed stand in which state."""


@dataclass(slots=True)
class WebhookState:
    """What Telegram says of the address that it posts to."""

    registered: bool = False
    address: str | None = None
    failed: float | None = None
    """When it last could not post, by Telegram's clock in seconds since 1970."""

    waiting: int = 0
    """Updates that Telegram has not posted yet."""

    taken: float = 0.0
    """When we last took one of its posts, by ours."""


@dataclass(slots=True)
class Vitals:
    """Everything observed by one process; `wall` is the machine's clock."""

    wall: Callable[[], float] = time
    begun: float | None = None
    serving: bool = False
    fetching: Fetching = field(default_factory=Fetching)
    writing: Writing = field(default_factory=Writing)
    sending: Sending = field(default_factory=Sending)
    webhook: WebhookState = field(default_factory=WebhookState)
    token_refused: bool = False
    skews: tuple[float, ...] = ()
    """The last two differences to Telegram's clock in seconds; positive when ours is ahead."""

    free_bytes: int | None = None
    """On the disk of the database; None where it is on a server or in memory."""

    reachable: bool = True
    """Whether Telegram answered when it was last asked how the webhook is."""

    heard: float | None = None
    """When Telegram last gave us what people wrote, or would have posted it to us."""

    answered: float = -inf
    """When Telegram last answered anything that is no failure of its own."""

    updates: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    """Updates that were turned away, by reason."""

    in_work: dict[int, float] = field(default_factory=dict)
    """Updates that are being answered, and since when, the oldest first."""

    reply_seconds: Timings = field(default_factory=Timings)
    _date_read: float = -DATE_SECONDS
    _wall_ahead: float | None = None
    """The machine's clock minus the steady one, when Telegram's was last read."""

    def begin(self) -> None:
        """From now on it is asked how the bot is."""
        self.begun = moment()

    def note_fetched(self) -> None:
        """getUpdates was answered."""
        self.heard = self.fetching.completed = self.fetching.attempted = moment()

    def note_not_fetched(self, rests: float) -> None:
        """getUpdates failed, and is tried again after so many seconds."""
        self.fetching.attempted = moment() + rests

    def note_conflict(self) -> None:
        """Somebody else fetches."""
        now = moment()
        if now - self.fetching.conflict_last > CONFLICT_SECONDS:
            self.fetching.conflict_began = now
        self.fetching.conflict_last = now

    def note_written(self, begun: float) -> None:
        """The database took what was begun to be written at that moment."""
        self.writing.completed = moment()
        self.writing.seconds = self.writing.completed - begun
        self.writing.failures = 0

    def note_not_written(self) -> None:
        """The database did not."""
        self.writing.failures += 1

    def note_outcome(self, fate: str, *, has_ended: bool, halts: float | None = None) -> None:
        """What became of a request for a copy: whether the copy has come to its end, and how long Telegram has the outbox wait."""
        self.sending.fates[fate] += 1
        if has_ended:
            self.sending.settled = moment()
        if halts:
            self.sending.waits_until = max(self.sending.waits_until, moment() + halts)

    def note_sent(self, begun: float) -> None:
        """A request for a copy that was begun at that moment has ended."""
        self.sending.seconds.note(moment() - begun)

    def note_due(self, *, due: bool) -> None:
        """Whether copies wait that may go now."""
        self.sending.due_since = (self.sending.due_since or moment()) if due else None

    def note_posted(self) -> None:
        """Telegram posted an update to us."""
        self.webhook.taken = self.wall()

    def note_date(self, stated: str | None) -> None:
        """The `Date` of an answer of Telegram's; one that cannot be read says nothing."""
        if stated is None or moment() < self._date_read + DATE_SECONDS:
            return
        self._date_read = moment()
        try:
            skew = self.wall() - parsedate_to_datetime(stated).timestamp()
        except ValueError:
            return
        self.skews = (*self.skews[-1:], skew)
        self._wall_ahead = self.wall() - moment()

    def clock_error(self) -> float | None:
        """How far the machine's clock is beside Telegram's at this moment; None before that was read once.

        What was read last, and by how much the machine's was put forward or back since: a jump is known before Telegram answers again.
        """
        if not self.skews:
            return None
        jumped = 0.0 if self._wall_ahead is None else self.wall() - moment() - self._wall_ahead
        return self.skews[-1] + jumped

    def now(self) -> datetime:
        """The machine's clock, for people."""
        return datetime.fromtimestamp(self.wall()).astimezone()


def moment() -> float:
    """Now, by the steady clock."""
    return asyncio.get_running_loop().time()
