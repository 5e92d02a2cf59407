"""How much work something is, told without a clock on the wall: the same on every machine, whoever else it serves."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import thread_time
from types import FrameType
from typing import Any

TRIES = 3
"""A processor that was taken away in between, or a cold cache, spoils one of them at most."""


class TooMuchWork(BaseException):
    """Raised in the middle of the work: nobody takes it for an error of their own."""


@contextmanager
def at_most(lines: int) -> Iterator[None]:
    """So many lines of Python may be executed, by us and by the libraries. Raises TooMuchWork at the next one."""
    done = 0

    def trace(_frame: FrameType, event: str, _value: Any) -> Any:
        nonlocal done
        done += event == "line"
        if done > lines:
            raise TooMuchWork(lines)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def processor_seconds(work: Callable[[], object]) -> float:
    """What something costs of the processor at best: to be compared with what something else costs on the same machine."""

    def once() -> float:
        began = thread_time()
        work()
        return thread_time() - began

    return min(once() for _ in range(TRIES))
