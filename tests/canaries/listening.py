"""Through the whole run the bot's own logs, set up as the bot sets them up and at DEBUG, are read by somebody who looks for people.

A line that holds the shape of a secret (`tests.canaries.shapes`), or what somebody said to the bot in this test, fails the test that was
running. There is no list of what is allowed: what the office's own numbers look like is a rule.
"""

import io
import json
import logging
import re
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

import msgspec
import pytest

from bot.messaging.dispatch import Dispatcher
from bot.messaging.updates import Update
from bot.operation.logs import set_up_logs
from bot.operation.redaction import Redaction
from handlers.routes import BY_NAME
from tests.canaries.shapes import leaks
from tests.processes import Process

WORDS = frozenset({"text", "caption", "first_name", "last_name", "query", "file_name"})
"""Where an update holds what its writer chose."""

SHORTEST = 4
"""Characters: what is shorter stands in any line by accident."""

SPOKEN_AROUND = ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook"), (warnings, "showwarning"))
"""pytest listens there itself, and fails a test for what comes."""


class Listening(io.TextIOBase):
    """The journal of the run, in which every line is looked at when it is written; a plugin of pytest."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.lines = 0
        self._said: set[str] = set()

    def begin(self) -> None:
        """Set up the bot's logs so that they are written here, and overhear what the bot is told."""
        hooks = [(where, name, getattr(where, name)) for where, name in SPOKEN_AROUND]
        stderr, sys.stderr = sys.stderr, self
        try:
            set_up_logs(logging.DEBUG)
        finally:
            sys.stderr = stderr
            for where, name, hook in hooks:
                setattr(where, name, hook)
        overhear(Dispatcher, "respond", lambda _self, update, *_more: self.said(said_in(update)))
        overhear(Redaction, "hide", lambda _self, secrets: self.said(secrets))

    def said(self, words: Iterable[str]) -> None:
        """Remember what must not come up in this test."""
        self._said.update(each for each in words if len(each) >= SHORTEST and each not in BY_NAME)

    def write(self, text: str) -> int:
        """Look at a line."""
        self.lines += 1
        self.look(text, values_of(text))
        return len(text)

    def look(self, where: str, values: Iterable[str]) -> None:
        """Note what must not stand in these values."""
        for value in values:
            found = [*leaks(value), *(each for each in self._said if stands_in(each, value))]
            self.heard += [f"{each!r} in {where.strip()}" for each in found]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self) -> Iterator[None]:
        """The end of a test: what it had the bot and its programs write down is known."""
        yield
        for process in Process.started:
            for line in process.complained().splitlines():
                self.look(line, values_of(line))
        heard = self.heard[:]
        self.heard.clear()
        self._said.clear()
        Process.started.clear()
        if heard:
            pytest.fail("the log holds what is nobody's business:\n" + "\n".join(heard), pytrace=False)


def overhear(owner: type, name: str, note: Callable[..., None]) -> None:
    """Have `note` told of every call of a method."""
    method = getattr(owner, name)

    @wraps(method)
    def noting(*given: Any, **named: Any) -> Any:
        note(*given, **named)
        return method(*given, **named)

    setattr(owner, name, noting)


def said_in(update: Update) -> Iterator[str]:
    """Whatever the writer of an update chose, whole and without its command, and the numbers by which Telegram knows them."""
    held = list(_found_in(msgspec.to_builtins(update), ""))
    yield from held
    yield from (text.partition(" ")[2].strip() for text in held if text.startswith("/"))


def _found_in(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("is_bot"):
            return
        if name in {"chat", "from"}:
            yield str(value["id"])
        for key, each in value.items():
            yield from _found_in(each, key)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _found_in(each, name)
    elif isinstance(value, str) and name in WORDS:
        yield value


def stands_in(words: str, value: str) -> bool:
    """Whether somebody's words stand in a value, by themselves."""
    return words in value and re.search(rf"(?<![\w-]){re.escape(words)}(?!\w)", value) is not None


def values_of(line: str) -> Iterator[str]:
    """What stands in a line of the journal. Of the way to an error the files and the code are ours, what is said behind them is not."""
    try:
        entry = json.loads(line)
    except ValueError:
        entry = line
    if not isinstance(entry, dict):
        yield line
        return
    for name, value in entry.items():
        if name == "exc_info":
            yield "\n".join(each for each in str(value).splitlines() if not each.startswith("  "))
        elif name not in {"asctime", "name", "levelname"}:
            yield str(value)
