"""Reading a sheet, of whatever kind, in a process of its own: a huge or hostile one neither slows the bot nor stays in its memory.

What crosses over is small: the path and what names are looked up in there, and what was found, or why it was refused, back.
"""

import asyncio
import pickle
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ektp_core.child import environment, limit
from ektp_core.refusal import Refusal
from ektp_core.sheets.refusals import SheetTooHeavy

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


class ChildFailed(Exception):
    """The reading process ended without an answer."""


async def read_in_child(read: Callable[[], T], limits: Limits = LIMITS) -> T:
    """What `read` finds, a `partial` of a module's function with values that can be pickled.

    Raises its refusals, SheetTooHeavy past the limits, and ChildFailed; cancelled, it kills the process.
    """
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", __name__, str(limits.memory), str(limits.cpu_seconds))
    child = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, env=environment())
    try:
        answered, _ = await child.communicate(pickle.dumps(read))
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode in _OVER_THE_LIMITS:
        raise SheetTooHeavy
    if child.returncode != 0:
        raise ChildFailed(f"exit code {child.returncode}")
    found: T | Refusal = pickle.loads(answered)  # noqa: S301 -- written by our own child
    if isinstance(found, Refusal):
        raise found
    return found


def main(memory: int, cpu_seconds: int) -> None:
    """Read the question on stdin, and write what was found, or why it was refused, to stdout."""
    limit(resource.RLIMIT_AS, memory)
    limit(resource.RLIMIT_CPU, cpu_seconds)
    read = pickle.load(sys.stdin.buffer)  # noqa: S301 -- written by our own parent
    try:
        found = read()
    except Refusal as refusal:
        found = refusal
    except MemoryError:
        found = SheetTooHeavy()
    sys.stdout.buffer.write(pickle.dumps(found))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
