"""The ground truth of sending: what each chat was asked to take, what it got, and at which pace."""

from collections import Counter, deque
from typing import Any

SECOND = 1.0


class Deliveries:
    """Counts by chat. What was delivered stays counted when its answer is lost or the bot deletes it later."""

    def __init__(self) -> None:
        self.requests: Counter[int] = Counter()
        self.delivered: Counter[int] = Counter()
        self.silent: Counter[int] = Counter()

    def add(self, chat: int, *, silent: bool) -> None:
        """One message has reached a chat."""
        self.delivered[chat] += 1
        if silent:
            self.silent[chat] += 1

    @property
    def told(self) -> dict[str, Any]:
        return {"deliveries": self.delivered, "requests": self.requests, "silent": self.silent}


class PaceKept:
    """The pace at which the bot has sent, in seconds of a monotonic clock."""

    def __init__(self) -> None:
        self.accepted = 0
        self.refused = 0
        self.first: float | None = None
        self.last: float | None = None
        self.per_second_max = 0
        self._within_second: deque[float] = deque()

    def accept(self, now: float) -> None:
        """One message was accepted."""
        self.accepted += 1
        self.first = now if self.first is None else self.first
        self.last = now
        self._within_second.append(now)
        while self._within_second[0] <= now - SECOND:
            self._within_second.popleft()
        self.per_second_max = max(self.per_second_max, len(self._within_second))

    @property
    def told(self) -> dict[str, Any]:
        names = ("accepted", "first", "last", "refused", "per_second_max")
        return {name: getattr(self, name) for name in names}
