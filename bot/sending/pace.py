"""The pace of what is sent unasked: evenly spaced, less when people are being answered, nothing during a 429.

Answers never wait here: they only report themselves, and the bulk lane makes room (docs/reliability.md#telegrams-pace-is-kept).
"""

import asyncio
import math
from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import TypeVar

from telegram.constants import FloodLimit

PER_CHAT_SECONDS = 1.0 / FloodLimit.MESSAGES_PER_SECOND_PER_CHAT
GROUP_MESSAGES, GROUP_SECONDS = FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP, 60.0
BURST = 0.5
"""So much of a message may come early after a late one: timers are late by a few milliseconds, which would cost rate."""

LONGEST_YIELD_SECONDS = 1.0
"""A crowd of answers holds the bulk lane back this long at most at a time."""

FORGOTTEN_AT_A_TIME = 2
"""Two out for one in: what is remembered stays what may still matter."""

FIRST_BACK_OFF, LONGEST_BACK_OFF = 1.0, 60.0
UNSAID_WAIT = 5.0
"""A 429 that names no wait (docs/reliability.md#telegrams-pace-is-kept); doubled while it goes on."""

PATIENT_FAILURES = 3
"""So many failures in a row are chance; then the lane slows down, or an hour of 502 would leave every copy uncertain."""


class Pace:
    """When the next message may go. `rate` is messages a second; infinite for tests of everything else."""

    def __init__(self, rate: float) -> None:
        self._interval = 1.0 / rate if math.isfinite(rate) else 0.0
        self._next = 0.0
        self._halted_until = 0.0
        self._halted_seconds = 0.0
        self._failures = 0
        self._stopped = asyncio.Event()
        self._last: dict[int, float] = {}
        self._in_group: dict[int, deque[float]] = {}

    async def turn(self) -> bool:
        """Wait for the next turn; False when the lane is to stop instead."""
        while not self._stopped.is_set():
            now = _now()
            if now < self._halted_until:
                await self._rest(self._halted_until - now)
                continue
            self._next = max(self._next, now - BURST * self._interval) + self._interval
            await self._rest(self._next - self._interval - now)
            if _now() >= self._halted_until and not self._stopped.is_set():
                return True
        return False

    def give_back(self) -> None:
        """A turn for which there was nothing to send."""
        self._next -= self._interval

    async def chat_turn(self, chat: int) -> None:
        """Wait until this chat may get another message: one a second, and 20 a minute in a group.

        The moment is taken before it is waited for, so that several messages to one chat stand in line.
        """
        now = _now()
        turn = max(now, self._last.pop(chat, now - PER_CHAT_SECONDS) + PER_CHAT_SECONDS)
        if chat < 0:
            turns = self._in_group.pop(chat, None) or deque(maxlen=GROUP_MESSAGES)
            if len(turns) == GROUP_MESSAGES:
                turn = max(turn, turns[0] + GROUP_SECONDS)
            turns.append(turn)
            self._in_group[chat] = turns
            _forget(self._in_group, lambda taken: taken[-1] + GROUP_SECONDS < now)
        # Kept in the order of asking, so that what is over is found, and forgotten, near the front.
        self._last[chat] = turn
        _forget(self._last, lambda last: last + PER_CHAT_SECONDS < now)
        if turn > now:
            await asyncio.sleep(turn - now)

    def note_answer(self) -> None:
        """Somebody was answered: that counts for Telegram's 30 a second as well."""
        now = _now()
        self._next = max(self._next, min(max(self._next, now) + self._interval, now + LONGEST_YIELD_SECONDS))

    def halt(self, seconds: float | None) -> float:
        """Telegram asked to wait: nothing goes before that; the seconds that will be waited."""
        if seconds is None:
            seconds = min(UNSAID_WAIT * 2**self._failures, LONGEST_BACK_OFF)
            self._failures += 1
        self._halt_until(_now() + seconds)
        return self._halted_until - _now()

    def failed(self) -> None:
        """Nobody answered, or not Telegram: after a few in a row the lane only tries now and then."""
        self._failures += 1
        if self._failures >= PATIENT_FAILURES:
            wait = min(FIRST_BACK_OFF * 2 ** (self._failures - PATIENT_FAILURES), LONGEST_BACK_OFF)
            self._halt_until(_now() + wait)

    def succeeded(self) -> None:
        self._failures = 0

    def stop(self) -> None:
        """Let nobody wait any longer."""
        self._stopped.set()

    @property
    def remembered(self) -> int:
        """Of how many chats it is still known when they were last written to."""
        return len(self._last)

    @property
    def moment(self) -> float:
        """The loop's time without the seconds that nothing could go in: what is measured by it is the pace alone."""
        return _now() - self._halted_seconds + max(0.0, self._halted_until - _now())

    def _halt_until(self, deadline: float) -> None:
        """Seconds that are halted already count once."""
        self._halted_seconds += max(0.0, deadline - max(_now(), self._halted_until))
        self._halted_until = max(self._halted_until, deadline)

    async def _rest(self, seconds: float) -> None:
        if seconds <= 0:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
        except TimeoutError:
            return


T = TypeVar("T")


def _forget(remembered: dict[int, T], is_over: Callable[[T], bool]) -> None:
    for oldest in list(islice(remembered, FORGOTTEN_AT_A_TIME)):
        if is_over(remembered[oldest]):
            del remembered[oldest]


def _now() -> float:
    return asyncio.get_running_loop().time()
