"""Ends a process whose loop does not turn, so that whatever supervises it starts it again: an update that is unfinished comes again."""

import asyncio
import faulthandler
import os
import stat
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

TURN_SECONDS = 1.0
LOOK_SECONDS = 5.0
STILL_LOOKS = 11
"""A minute at most, wherever between two looks it stopped.

Looks are counted instead of seconds: a process that was frozen as a whole looked once meanwhile, and is not to blame.
"""

HUNG = 70
"""EX_SOFTWARE."""


class Stillness:
    """Whether the loop has turned since the last look."""

    def __init__(self) -> None:
        self.turns = 0
        self._seen = 0
        self._still = 0

    def look(self) -> bool:
        """True once it has stood still for too many looks in a row."""
        self._still = 0 if self.turns != self._seen else self._still + 1
        self._seen = self.turns
        return self._still >= STILL_LOOKS


class Watchdog:
    """A thread that looks, and the turns that the loop writes down for it."""

    def __init__(self, look_seconds: float) -> None:
        self._stillness = Stillness()
        self._look_seconds = look_seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def turned(self) -> None:
        """The loop turns."""
        self._stillness.turns += 1

    def stop(self) -> None:
        """Look no more; a stop has a limit of its own."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(self._look_seconds):
            if self._stillness.look():
                end_process("the loop stood still for a minute")


@asynccontextmanager
async def guarded(look_seconds: float = LOOK_SECONDS) -> AsyncIterator[None]:
    """A process that is ended when its loop stands still."""
    watchdog = Watchdog(look_seconds)
    turning = asyncio.create_task(_turn(watchdog))
    watchdog.start()
    try:
        yield
    finally:
        watchdog.stop()
        turning.cancel()


async def _turn(watchdog: Watchdog) -> None:
    while True:
        watchdog.turned()
        await asyncio.sleep(TURN_SECONDS)


def end_process(why: str) -> None:
    """Why, where every thread stands, by files and lines without anybody's words, and the end."""
    log = sys.stderr.fileno()
    with suppress(OSError):
        if stat.S_ISFIFO(os.fstat(log).st_mode) or stat.S_ISSOCK(os.fstat(log).st_mode):
            os.set_blocking(log, False)  # a log that nobody reads any more may be what the loop waits for: it must not hold up the end
        os.write(log, f"{why}: ended, to be started again\n".encode())
        faulthandler.dump_traceback(log, all_threads=True)
    os._exit(HUNG)
