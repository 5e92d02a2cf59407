"""The pace of what is sent unasked: evenly spaced, less when people are being answered, nothing during a wait that Telegram asked for.

Answers never wait here: they only report themselves, and the bulk lane makes room (docs/reliability.md#telegrams-pace-is-kept).
"""

import asyncio
import math
from itertools import islice

from telegram.constants import FloodLimit

from bot.health.vitals import moment
from bot.messaging.chat_turns import ChatTurns
from bot.messaging.transport import UNSAID_WAIT

PER_CHAT_SECONDS = 1.0 / FloodLimit.MESSAGES_PER_SECOND_PER_CHAT
BURST = 0.5
"""So much of a message may come early after a late one: timers are late by a few milliseconds, which would cost rate."""

LONGEST_YIELD_SECONDS = 1.0
"""A crowd of answers holds the bulk lane back this long at most at a time."""

FORGOTTEN_AT_A_TIME = 2
"""Two out for one in: what is remembered stays what may still matter."""

FIRST_BACK_OFF, LONGEST_BACK_OFF = 1.0, 60.0
PATIENT_FAILURES = 3
"""So many failures in a row are chance; then the lane slows down, or an hour of 502 would leave every copy uncertain."""


class Pace:
    """When the next message may go. `rate` is messages a second; infinite for tests of everything else."""

    def __init__(self, rate: float) -> None:
        self._interval = 1.0 / rate if math.isfinite(rate) else 0.0
        self._next = 0.0
        self._room_made = 0.0
        self._halted_until = 0.0
        self._halted_seconds = 0.0
        self._failures = 0
        self._stopped = asyncio.Event()
        self._last: dict[int, float] = {}
        self.chats = ChatTurns()
        """What answers and this lane know together of each chat."""

    async def turn(self) -> bool:
        """Wait for the next turn; False when the lane is to stop instead."""
        while not self._stopped.is_set():
            now = moment()
            if now < self._halted_until:
                await self._rest(self._halted_until - now)
                continue
            self._next = max(self._next, now - BURST * self._interval) + self._interval
            await self._rest_until(self._next - self._interval)
            if moment() >= self._halted_until and not self._stopped.is_set():
                return True
        return False

    def give_back(self) -> None:
        """A turn for which there was nothing to send."""
        self._next -= self._interval

    async def chat_turn(self, chat: int) -> bool:
        """Wait until this chat may get another message, one a second; False when it, or the lane, is to wait for longer.

        The moment is taken before it is waited for, so that several messages to one chat stand in line. Afterwards everything is looked at
        again: Telegram may have asked to wait meanwhile, and a message that had its turn before would go in the middle of that.
        """
        if self.chats.wait(chat):
            return False
        now = moment()
        turn = max(now, self._last.pop(chat, now - PER_CHAT_SECONDS) + PER_CHAT_SECONDS)
        # Kept in the order of asking, so that what is over is found, and forgotten, near the front.
        self._last[chat] = turn
        self._forget(now)
        await self._rest(turn - now)
        if self._stopped.is_set() or moment() < self._halted_until or self.chats.wait(chat):
            return False
        self.chats.take(chat)
        return True

    def note_answer(self) -> None:
        """Somebody was answered: that counts for Telegram's 30 a second as well."""
        now = moment()
        before = max(self._next, now)
        self._next = max(self._next, min(before + self._interval, now + LONGEST_YIELD_SECONDS))
        self._room_made += max(0.0, self._next - before)

    def halt(self, seconds: float | None) -> float:
        """Telegram asked this lane to wait: nothing of it goes before that; the seconds that will be waited."""
        if seconds is None:
            seconds = min(UNSAID_WAIT * 2**self._failures, LONGEST_BACK_OFF)
            self._failures += 1
        self._halt_until(moment() + seconds)
        return self._halted_until - moment()

    def failed(self) -> None:
        """Nobody answered, or not Telegram: after a few in a row the lane only tries now and then."""
        self._failures += 1
        if self._failures >= PATIENT_FAILURES:
            wait = min(FIRST_BACK_OFF * 2 ** (self._failures - PATIENT_FAILURES), LONGEST_BACK_OFF)
            self._halt_until(moment() + wait)

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
        return moment() - self._halted_seconds + max(0.0, self._halted_until - moment())

    def _halt_until(self, deadline: float) -> None:
        """Seconds that are halted already count once."""
        self._halted_seconds += max(0.0, deadline - max(moment(), self._halted_until))
        self._halted_until = max(self._halted_until, deadline)

    def _forget(self, now: float) -> None:
        for oldest in list(islice(self._last, FORGOTTEN_AT_A_TIME)):
            if self._last[oldest] + PER_CHAT_SECONDS < now:
                del self._last[oldest]

    async def _rest_until(self, due: float) -> None:
        """Answers that come meanwhile move the moment, by a second at most: turns that were taken ahead make room for them as well."""
        before, latest = self._room_made, due + LONGEST_YIELD_SECONDS
        while (until := min(due + self._room_made - before, latest)) > moment() and not self._stopped.is_set():
            await self._rest(until - moment())

    async def _rest(self, seconds: float) -> None:
        if seconds <= 0:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
        except TimeoutError:
            return
