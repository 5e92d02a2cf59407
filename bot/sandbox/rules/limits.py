"""Telegram's pace: about 30 messages a second in all, one a second in a chat (with a short burst), 20 a minute in a group."""

import math
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from bot.sandbox.rules.faults import Fault
from bot.sandbox.rules.refusals import too_many_requests

MINUTE = 60.0


@dataclass(slots=True)
class LimitRules:
    """What the sandbox enforces and how it fails; tests and `/sandbox/rules` change it while it runs. Raises ValueError."""

    pace: bool = True
    per_second: int = 30
    per_chat_burst: int = 20
    per_group_minute: int = 20
    token: str | None = None
    """The only token that is known; None takes any."""
    latency_ms: Sequence[float] = (0, 0)
    """The shortest and the longest wait of a call that sends, edits or deletes: half before it takes effect, half after."""
    faults: Mapping[str, float] = field(default_factory=dict)
    """The chance of each `Fault` in such a call."""
    fault_seed: int = 0
    stall_seconds: float = 30.0
    retry_after: int = 3
    """The seconds that a 429 by fault asks for."""
    keep_calls: bool = True
    """Whether the bot's calls are kept, or only counted."""
    keep_messages: int | None = None
    """Of each chat only so many are kept, the newest; None keeps all. For runs of days."""

    def __post_init__(self) -> None:
        if len(self.latency_ms) != 2 or not 0 <= self.latency_ms[0] <= self.latency_ms[1]:
            raise ValueError("latency_ms")
        if not isinstance(self.faults, Mapping) or self.faults.keys() - set(Fault):
            raise ValueError("faults")
        if any(chance < 0 for chance in self.faults.values()) or sum(self.faults.values()) > 1:
            raise ValueError("faults")
        if self.keep_messages is not None and self.keep_messages < 1:
            raise ValueError("keep_messages")

    def change(self, changes: Mapping[str, Any]) -> None:
        """Change some of them: all, or none and ValueError when a rule does not exist or a value cannot be."""
        names = {rule.name for rule in fields(self)}
        if unknown := changes.keys() - names:
            raise ValueError(", ".join(sorted(unknown)))
        changed = replace(self, **changes)
        for name in names:
            setattr(self, name, getattr(changed, name))


class AllowedPace:
    """Counts accepted messages, and refuses with 429 and the seconds to wait. A refused caller waits that long, whatever it sends."""

    def __init__(self, rules: LimitRules, clock: Callable[[], float]) -> None:
        self._rules = rules
        self._clock = clock
        self._accepted: deque[float] = deque()
        self._in_group: dict[int, deque[float]] = defaultdict(deque)
        self._spent: dict[int, tuple[float, float]] = {}
        self._refused_until: dict[int | None, float] = {}
        self._halted_until = 0.0

    def admit(self, chat: int) -> None:
        """Count one message to a chat. Raises Refused(429) when one of the limits is reached."""
        if not self._rules.pace:
            return
        now = self._clock()
        self._check_earlier_refusals(chat, now)
        self._check_window(None, self._accepted, self._rules.per_second, 1.0, now)
        if chat < 0:
            self._check_window(chat, self._in_group[chat], self._rules.per_group_minute, MINUTE, now)
        self._check_burst(chat, now)
        self._accepted.append(now)
        if chat < 0:
            self._in_group[chat].append(now)

    def halt(self, seconds: int) -> None:
        """Refuse whatever is sent, edited or deleted from now on for so long, also without a pace."""
        self._halted_until = self._clock() + seconds

    def make_wait(self, chat: int, seconds: int) -> None:
        """Refuse what is sent to one chat from now on for so long."""
        self._refused_until[chat] = self._clock() + seconds

    def check_halt(self) -> None:
        """Raises Refused(429) during a halt."""
        if self._halted_until and (left := self._halted_until - self._clock()) > 0:
            raise too_many_requests(math.ceil(left))

    def _check_earlier_refusals(self, chat: int, now: float) -> None:
        until = max(self._refused_until.get(None, 0.0), self._refused_until.get(chat, 0.0))
        if now < until:
            raise too_many_requests(math.ceil(until - now))

    def _check_window(self, scope: int | None, accepted: deque[float], limit: int, seconds: float, now: float) -> None:
        while accepted and accepted[0] <= now - seconds:
            accepted.popleft()
        if len(accepted) >= limit:
            self._refuse(scope, accepted[0] + seconds - now, now)

    def _check_burst(self, chat: int, now: float) -> None:
        """A bucket of `per_chat_burst` messages that gets one back each second."""
        spent, since = self._spent.get(chat, (0.0, now))
        spent = max(0.0, spent - (now - since))
        if spent + 1 > self._rules.per_chat_burst:
            self._refuse(chat, spent + 1 - self._rules.per_chat_burst, now)
        self._spent[chat] = (spent + 1, now)

    def _refuse(self, scope: int | None, seconds: float, now: float) -> None:
        whole = max(1, math.ceil(seconds))
        self._refused_until[scope] = now + whole
        raise too_many_requests(whole)
