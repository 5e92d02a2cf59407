"""Reading or writing a sheet in a process of its own: a huge or hostile one neither slows the bot nor stays in its memory.

What crosses over is small: the path and what names are looked up in there, or the rows to write; and what was found or written, or why it
was refused, back. What a library prints there is nobody's to read: it may quote the sheet.
"""

import asyncio
import logging
import pickle
import resource
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from ektp_core.child import environment, limit
from ektp_core.child.where import Broken, where_it_broke
from ektp_core.refusal import Refusal
from ektp_core.sheets.progress import Hear, unheard
from ektp_core.sheets.refusals import SheetTooHeavy

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one sheet may take: address space in bytes, and seconds of a core."""

    memory: int
    cpu_seconds: int


LIMITS = Limits(1536 * 2**20, 50)
"""150,000 rows of 39 numbers, nearly the most cells that a sheet may have, take 0.8 GB of address space and 8 seconds.

The seconds end before the minute that staff wait for an answer.
"""

_OVER_THE_LIMITS = frozenset({-signal.SIGXCPU, -signal.SIGABRT, -signal.SIGKILL})
"""How a process ends that takes too much: the clock's signal, a library without memory, the system out of it."""


FOUND = b"found\n"
"""Begins the answer; before it the child says in lines how many rows it has read or written."""


class ChildFailed(Exception):
    """The process ended without an answer, or met a mistake of ours."""


async def in_child(work: Callable[..., T], limits: Limits = LIMITS, hear: Hear | None = None) -> T:
    """What `work` makes, a `partial` of a module's function with values that can be pickled.

    With `hear`, the work is given one too, and what it says there is told here meanwhile. Raises its refusals, SheetTooHeavy past the
    limits, and ChildFailed; cancelled, it kills the process.
    """
    command = (sys.executable, "-m", __name__, str(limits.memory), str(limits.cpu_seconds))
    asked = await asyncio.to_thread(pickle.dumps, (work, hear is not None))  # a long sheet takes a while
    child = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment())
    try:
        answered = await _answer(child, asked, hear or unheard)
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode in _OVER_THE_LIMITS:
        raise SheetTooHeavy
    if child.returncode != 0:
        raise ChildFailed(f"exit code {child.returncode}")
    found: T | Refusal | Broken = await asyncio.to_thread(pickle.loads, answered)
    if isinstance(found, Refusal):
        raise found
    if isinstance(found, Broken):
        log.error("a sheet met a mistake in its process", extra={"where": found.where})
        raise ChildFailed("a mistake of ours")
    return found


async def _answer(child: asyncio.subprocess.Process, asked: bytes, hear: Hear) -> bytes:
    """Ask, pass on what is told meanwhile, and wait for the end."""
    if child.stdin is None or child.stdout is None:
        raise ChildFailed("no pipes")
    with suppress(BrokenPipeError, ConnectionResetError):  # it has ended already: how, its exit code says
        child.stdin.write(asked)
        await child.stdin.drain()
    child.stdin.close()
    while (line := await child.stdout.readline()) not in (FOUND, b""):
        hear(int(line))
    answered = await child.stdout.read()
    await child.wait()
    return answered


def main(memory: int, cpu_seconds: int) -> None:
    """Read the question on stdin, and write what was made of it, or why it was refused, to stdout."""
    limit(resource.RLIMIT_AS, memory)
    limit(resource.RLIMIT_CPU, cpu_seconds)
    work, is_heard = pickle.load(sys.stdin.buffer)  # noqa: S301 -- written by our own parent
    try:
        found = work(hear=_tell) if is_heard else work()
    except Refusal as refusal:
        found = refusal
    except MemoryError:
        found = SheetTooHeavy()
    except Exception as error:
        found = Broken(where_it_broke(error))
    sys.stdout.buffer.write(FOUND + pickle.dumps(found))


def _tell(rows: int) -> None:
    sys.stdout.buffer.write(b"%d\n" % rows)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
