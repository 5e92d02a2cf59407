"""When Telegram refuses not one chat's answers but the bot's: then all answers wait, and come one after another afterwards."""

from bot.health.vitals import moment

FLOOD_CHATS, FLOOD_SECONDS = 3, 5.0
"""So many different chats refused within so many seconds are no chat's fault."""

SPACED_SECONDS = 60.0
"""So long after a wait of all, answers are spaced: all that waited would otherwise come at once, and be refused again."""

SPACE = 1.0 / 28
"""Below Telegram's 30 a second."""


class Flood:
    """Watches the refusals of answers, and knows the wait of all."""

    def __init__(self) -> None:
        self._refusals: dict[int, tuple[float, float]] = {}
        self._next = self._spaced_until = 0.0

    def wait(self) -> float:
        """Seconds until anybody may be answered; 0: now."""
        return max(0.0, self._next - moment()) if self._next else 0.0

    def take(self) -> None:
        """An answer is on its way."""
        if self._spaced_until and (now := moment()) < self._spaced_until:
            self._next = now + SPACE

    def refused(self, chat: int, seconds: float) -> float:
        """An answer to this chat is to wait for so long; the seconds for which all must, 0 when it is this chat's matter.

        A wait for all is contained in what each of the refused was told: so the shortest, counted from now, covers it, and nobody waits
        for what one chat has to wait beyond that.
        """
        now = moment()
        self._refusals = {other: each for other, each in self._refusals.items() if other != chat and now - each[0] <= FLOOD_SECONDS}
        self._refusals[chat] = now, seconds
        if len(self._refusals) < FLOOD_CHATS:
            return 0.0
        for_all = min(asked for _, asked in self._refusals.values())
        self._refusals = {}
        self._next = max(self._next, now + for_all)
        self._spaced_until = self._next + SPACED_SECONDS
        return self._next - now
