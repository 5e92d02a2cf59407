"""The one child that draws: started when the first drawing is wanted, ended when none was for a while.

Loading the drawing library takes half a second and 80 MB, so that the child stays for the next drawing; it works behind everything else
(`os.nice`). One drawing is made at a time, in the order in which they were asked for.
"""

import asyncio
import pickle
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import dataclass

from ektp_core.child import environment
from ektp_core.drawing.drawable import Drawable

LENGTH = struct.Struct("!I")
"""Before each question and answer on the pipe: how many bytes follow."""

DRAWN, FAILED = b"d", b"f"
"""First byte of an answer: the file's bytes follow, or why there are none."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What drawing may take: seconds for one, seconds without any until the child ends, drawings that wait, address space in bytes."""

    seconds: float = 15.0
    idle_seconds: float = 60.0
    waiting: int = 40
    memory: int = 2 * 2**30


class DrawingFailed(Exception):
    """There is no drawing: it broke, took too long, or too many wait. The message says why, in words for the log."""


class Drawer:
    """Draws what it is asked, in its child."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._child: Process | None = None
        self._last: Process | None = None
        """The one that was ended last, which may not be gone yet."""

        self._ending: asyncio.TimerHandle | None = None

    @property
    def pid(self) -> int | None:
        """Of the child, while there is one."""
        return self._child.pid if self._child and self._child.returncode is None else None

    async def draw(self, what: Drawable) -> bytes:
        """The file's bytes. Raises DrawingFailed; cancelled, it ends the child, and the next drawing begins another."""
        if self._waiting >= self._limits.waiting:
            raise DrawingFailed("too many wait")
        self._waiting += 1
        try:
            async with self._turn:
                return await self._drawn(what)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the child; what is being drawn fails."""
        self._stay()
        self._end()
        if self._last:
            await self._last.wait()

    async def _drawn(self, what: Drawable) -> bytes:
        self._stay()
        answered = b""
        try:
            async with asyncio.timeout(self._limits.seconds):
                answered = await _ask(await self._running(), pickle.dumps(what))
        except (TimeoutError, asyncio.IncompleteReadError, OSError) as error:
            raise DrawingFailed(type(error).__name__) from error
        finally:
            if answered:
                self._ending = asyncio.get_running_loop().call_later(self._limits.idle_seconds, self._end)
            else:
                self._end()
        if answered[:1] == FAILED:
            raise DrawingFailed(answered[1:].decode())
        return answered[1:]

    async def _running(self) -> Process:
        if self._child is None or self._child.returncode is not None:
            command = (sys.executable, "-m", "ektp_core.drawing.process", str(self._limits.memory))
            self._child = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment() | ONE_THREAD
            )
        return self._child

    def _stay(self) -> None:
        if self._ending:
            self._ending.cancel()
            self._ending = None

    def _end(self) -> None:
        self._last, self._child = self._child or self._last, None
        if self._last and self._last.returncode is None:
            with suppress(ProcessLookupError):
                self._last.kill()


async def _ask(child: Process, question: bytes) -> bytes:
    if child.stdin is None or child.stdout is None:
        raise BrokenPipeError
    child.stdin.write(LENGTH.pack(len(question)) + question)
    await child.stdin.drain()
    (length,) = LENGTH.unpack(await child.stdout.readexactly(LENGTH.size))
    return await child.stdout.readexactly(length)
