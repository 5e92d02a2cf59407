"""Logs: pretty on a terminal, JSON elsewhere; never a secret, a number of a person or anybody's words.

It is held at the root of logging (docs/reliability.md#logs-hold-nobodys-words): every record is made by `SafeRecord`, so that whatever
handler a library brings along, it is given nothing else. Errors that nobody caught and warnings go the same way.
"""

import logging
import re
import sys
import threading
import warnings
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter

from bot import OURS
from bot.operation.redaction import redact
from ektp_core.child.where import where_it_broke

FIELDS = "%(asctime)s %(levelname)s %(name)s %(message)s"
_QUOTED = re.compile(r"""(?P<quote>["'])(?:\\.|(?!(?P=quote)).)*(?P=quote)""", re.DOTALL)
_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

log = logging.getLogger(__name__)


def set_up_logs(level: int = logging.INFO) -> None:
    """One handler on the root, and every way around it closed."""
    logging.setLogRecordFactory(SafeRecord)
    logging.raiseExceptions = False  # else a line that cannot be formatted is printed with its values
    handler = SafeHandler(sys.stderr)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    sys.excepthook = _uncaught
    threading.excepthook = lambda failed: _uncaught(failed.exc_type, failed.exc_value, failed.exc_traceback)
    sys.unraisablehook = lambda failed: _uncaught(failed.exc_type, failed.exc_value, failed.exc_traceback)
    warnings.showwarning = _warned


class SafeRecord(logging.LogRecord):
    """What one call of a logger says, without what is nobody's business: whichever handler writes it down."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not self.is_ours:
            self.msg, self.args = _without_quotes(str(self.msg)), _without_words(self.args)
        if self.exc_info:
            self.exc_text = where_it_broke(self.exc_info[1])  # which formatters take instead of making it themselves

    @property
    def is_ours(self) -> bool:
        """Libraries log addresses with the token and message texts: of them only warnings are kept, without values."""
        return str(self.name).partition(".")[0] in OURS

    def getMessage(self) -> str:
        return redact(super().getMessage())


class SafeHandler(logging.StreamHandler[TextIO]):
    """Writes to the terminal or the journal. What cannot be written is told by the place in the code alone."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.setFormatter(_Pretty() if stream.isatty() else _Json(FIELDS, json_ensure_ascii=False))

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record, SafeRecord) and record.is_ours:
            return super().filter(record)
        for name in vars(record).keys() - _KNOWN:
            delattr(record, name)
        return record.levelno >= logging.WARNING and super().filter(record)

    def handleError(self, record: logging.LogRecord) -> None:
        place = f"a line of the log could not be written: {record.filename}, line {record.lineno}"
        told = SafeRecord(record.name, logging.ERROR, record.pathname, record.lineno, place, (), None)
        with suppress(OSError, ValueError):  # the stream itself is gone, and nobody is left to tell
            self.stream.write(self.format(told) + self.terminator)


def _without_quotes(text: str) -> str:
    """What a library quotes is a value: an exception's words, a parameter, an address."""
    return _QUOTED.sub("[text]", text)


def _without_words(values: Any) -> Any:
    """What a library says of values: numbers stay, of anything else its kind."""
    if isinstance(values, Mapping):
        return {name: _kind(value) for name, value in values.items()}
    return tuple(map(_kind, values)) if isinstance(values, tuple) else values


def _kind(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    return _Said("[text]" if isinstance(value, str | bytes) else f"<{type(value).__qualname__}>")


class _Said(str):
    """Shown as it is also where a format asks for its `repr`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _uncaught(kind: type[BaseException], error: BaseException | None, way: TracebackType | None) -> None:
    """A bug that nobody caught: python would print its words."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error or kind(), way)
        return
    log.critical("an error that nobody caught", exc_info=(kind, error or kind(), way))


def _warned(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, file: TextIO | None = None, line: str | None = None
) -> None:
    """Python's warnings quote what they are about: their kind and place are enough."""
    log.warning("a warning of Python", extra={"category": category.__name__, "where": f"{filename}:{lineno}"})


class _Json(JsonFormatter):
    def formatException(self, ei: Any) -> str:
        return where_it_broke(ei[1])

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _Pretty(logging.Formatter):
    """Time, message, and the fields given with it."""

    def formatException(self, ei: Any) -> str:
        return where_it_broke(ei[1])

    def format(self, record: logging.LogRecord) -> str:
        extra: dict[str, Any] = {key: value for key, value in vars(record).items() if key not in _KNOWN}
        fields = " ".join(f"{key}={value}" for key, value in extra.items())
        line = f"{self.formatTime(record, '%H:%M:%S')} {record.getMessage()} {fields}".rstrip()
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return redact(line)
