"""What a bot logs at its most talkative, as whoever reads the journal sees it."""

import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot import OURS
from bot.operation.logs import set_up_logs


class Terminal(io.StringIO):
    """A stream that says it is a terminal, or not."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@contextmanager
def everything_logged(*, is_terminal: bool = False) -> Iterator[Terminal]:
    """Logs set up at DEBUG; what set them up is undone behind it."""
    root, stream = logging.getLogger(), Terminal(is_terminal=is_terminal)
    handlers, factory = root.handlers[:], logging.getLogRecordFactory()
    loggers = [root, *map(logging.getLogger, OURS)]
    levels = [each.level for each in loggers]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        for where, name in (
            (sys, "excepthook"),
            (sys, "unraisablehook"),
            (threading, "excepthook"),
            (warnings, "showwarning"),
            (logging, "raiseExceptions"),
        ):
            patch.setattr(where, name, getattr(where, name))
        root.handlers.clear()
        set_up_logs(logging.DEBUG)
        try:
            yield stream
        finally:
            logging.setLogRecordFactory(factory)
            root.handlers[:] = handlers
            for each, level in zip(loggers, levels, strict=True):
                each.setLevel(level)
