"""When each chat may be written to: after the wait that Telegram asked for there, and 20 times a minute in a group.

A wait is kept where it was asked for, so that one chat's fault silences nobody else (docs/reliability.md#telegrams-pace-is-kept).
"""

from collections import deque

from telegram.constants import FloodLimit

from bot.health.vitals import moment

GROUP_MESSAGES = FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP
GROUP_SECONDS = 61.0
"""A second more than Telegram's minute: it counts from when it takes a message, we from when we send it."""


class ChatTurns:
    """What is known of each chat's limits, by whatever is sent. What is over is forgotten: memory grows only with what waits."""

    def __init__(self) -> None:
        self._halted: dict[int, float] = {}
        self._in_group: dict[int, deque[float]] = {}

    def wait(self, chat: int) -> float:
        """Seconds until this chat may be written to; 0: now."""
        until = self._halted.get(chat, 0.0) if self._halted else 0.0
        if chat < 0 and (turns := self._in_group.get(chat)) and len(turns) == GROUP_MESSAGES:
            until = max(until, turns[0] + GROUP_SECONDS)
        return max(0.0, until - moment()) if until else 0.0

    def take(self, chat: int) -> None:
        """A message, or the change of one, is on its way to this chat: Telegram counts both (tdlib/td#3034)."""
        if chat >= 0:
            return
        now = moment()
        turns = self._in_group.pop(chat, None) or deque(maxlen=GROUP_MESSAGES)
        turns.append(now)
        # Kept in the order of the last message, so that groups at rest are found, and forgotten, at the front.
        self._in_group[chat] = turns
        while self._in_group[oldest := next(iter(self._in_group))][-1] + GROUP_SECONDS < now:
            del self._in_group[oldest]

    def halt(self, chat: int, seconds: float) -> None:
        """Telegram asked to wait with what was on its way to this chat: it was not taken."""
        now = moment()
        if turns := self._in_group.get(chat):
            turns.pop()
            if not turns:
                del self._in_group[chat]
        self._halted = {other: until for other, until in self._halted.items() if until > now}
        self._halted[chat] = max(self._halted.get(chat, 0.0), now + seconds)

    @property
    def remembered(self) -> int:
        """Of how many chats something is known."""
        return len(self._halted.keys() | self._in_group.keys())
