"""What may go wrong between the bot and Telegram, and when it does: by chance, or as a test has scripted it."""

import random
from collections import deque
from collections.abc import Iterable, Mapping
from enum import StrEnum


class Fault(StrEnum):
    """One call that goes wrong: after the effect the answer is lost or spoiled, before it nothing has happened."""

    RESET_AFTER = "reset_after"
    CLOSE_AFTER = "close_after"
    STALL_AFTER = "stall_after"
    BAD_GATEWAY_AFTER = "bad_gateway_after"
    GATEWAY_TIMEOUT_AFTER = "gateway_timeout_after"
    CUT_AFTER = "cut_after"
    EMPTY_AFTER = "empty_after"
    NOT_OK_AFTER = "not_ok_after"
    RESET_BEFORE = "reset_before"
    BAD_GATEWAY_BEFORE = "bad_gateway_before"
    STALL_BEFORE = "stall_before"
    SERVER_ERROR_BEFORE = "server_error_before"
    TOO_MANY = "too_many"
    TOO_MANY_BARE = "too_many_bare"
    TOO_MANY_HTML = "too_many_html"

    @property
    def has_effect(self) -> bool:
        """Whether the call is carried out all the same."""
        return self.value.endswith("_after")

    @property
    def is_429(self) -> bool:
        return self.value.startswith("too_many")


class Faults:
    """Decides for each call whether and how it goes wrong."""

    def __init__(self) -> None:
        self._scripts: dict[int, deque[Fault | None]] = {}
        self._seed = 0
        self._chance = random.Random(0)  # noqa: S311 -- chance that a test can repeat

    def script(self, chat: int, faults: Iterable[Fault | None]) -> None:
        """The next calls to a chat meet these in order (None: nothing goes wrong), instead of what was scripted before."""
        self._scripts[chat] = deque(faults)

    def next(self, chat: int, chances: Mapping[str, float], seed: int) -> Fault | None:
        """What the next call to a chat meets: its script, then chance. A new seed starts a new sequence."""
        if script := self._scripts.get(chat):
            return script.popleft()
        if not chances:
            return None
        if seed != self._seed:
            self._seed, self._chance = seed, random.Random(seed)  # noqa: S311 -- chance that a test can repeat
        drawn = self._chance.random()
        for name, chance in chances.items():
            drawn -= chance
            if drawn < 0:
                return Fault(name)
        return None
