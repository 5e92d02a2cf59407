"""An event loop whose clock leaps to the next timer when nothing else is left to do: an hour takes no time, and no machine is too slow."""

import asyncio
import selectors

PATIENCE_SECONDS = 0.05
"""Real seconds that the clock stands still for what is under way between two sockets of this process."""


class _Leaping(selectors.DefaultSelector):
    """Asked to wait for a timer, it says that the time is over."""

    now = 1_000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if not timeout or timeout < 0:
            return super().select(timeout)
        only_the_loop_s_own = len(self.get_map()) == 1
        ready = super().select(0 if only_the_loop_s_own else PATIENCE_SECONDS)
        if not ready:
            self.now += timeout
        return ready


class VirtualTime(asyncio.SelectorEventLoop):
    """Its `time()` is what every timeout, timer and sleep of asyncio goes by. Threads and other processes are not waited for."""

    def __init__(self) -> None:
        self._leaping = _Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.now
