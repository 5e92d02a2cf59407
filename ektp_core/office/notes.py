"""What is noted on the way to an answer and kept from time to time: signs of life, and what fell through. A kill loses the newest notes."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from ektp_core.store import Store, subscriptions, unanswered
from ektp_core.unanswered import Shape, Unmet


class Notes:
    """Noting costs no SQL; what the store does not take now is tried again with the next."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today
        self._seen: set[int] = set()
        self._fell_through: dict[date, Counter[Shape | Unmet]] = {}

    def saw(self, chat: int) -> None:
        """A sign of life of a chat."""
        self._seen.add(chat)

    def fell_through(self, asked: Shape | Unmet) -> None:
        """Count a message that got no answer of its own, or what was lacking for one."""
        self._fell_through.setdefault(self._today(), Counter())[asked] += 1

    async def keep_seen(self) -> None:
        """Keep the signs of life since the last time."""
        seen, self._seen = self._seen, set()
        try:
            await subscriptions.keep_seen(self._store, seen, self._today())
        except BaseException:
            self._seen |= seen
            raise

    async def keep_unanswered(self) -> None:
        """Keep the counts of what fell through since the last time."""
        while self._fell_through:
            day, counted = self._fell_through.popitem()
            try:
                await unanswered.count(self._store, day, counted)
            except BaseException:
                self._fell_through.setdefault(day, Counter()).update(counted)
                raise
