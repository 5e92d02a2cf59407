"""Logs: pretty on a terminal, JSON elsewhere; never the token, a name or anybody's words (docs/reliability.md#logs-hold-nobodys-words)."""

import logging
import re
import sys
import traceback
from typing import Any

from pythonjsonlogger.json import JsonFormatter

TOKEN = re.compile(r"(?<=bot)\d+:[\w-]+|\b\d{5,}:[\w-]{20,}")
LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){14,16}")
FIELDS = "%(asctime)s %(levelname)s %(name)s %(message)s"
QUIET = ("httpx", "httpcore", "telegram", "aiohttp.access", "asyncio", "aiosqlite", "alembic")
"""Libraries that would log addresses with the token, message texts, or every step they take, below WARNING."""


def set_up_logs(level: int = logging.INFO) -> None:
    """One handler on the root: everything passes the redaction."""
    handler = logging.StreamHandler(sys.stderr)
    pretty = sys.stderr.isatty()
    handler.setFormatter(_Pretty() if pretty else _Json(FIELDS))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def redact(text: str) -> str:
    """Without tokens and without numbers that may be a NIK."""
    return LONG_NUMBER.sub("[number]", TOKEN.sub("[token]", text))


def where_it_broke(error: BaseException | None) -> str:
    """The way to an exception and its kind, also of those behind it, without their messages: these may hold people's words."""
    parts = []
    while error is not None:
        parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__)
        error = error.__cause__ or error.__context__
    return "\nafter\n".join(parts)


class _Json(JsonFormatter):
    def formatException(self, ei: Any) -> str:
        return where_it_broke(ei[1])

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _Pretty(logging.Formatter):
    """Time, message, and the fields given with it."""

    def formatException(self, ei: Any) -> str:
        return where_it_broke(ei[1])

    KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

    def format(self, record: logging.LogRecord) -> str:
        extra: dict[str, Any] = {key: value for key, value in vars(record).items() if key not in self.KNOWN}
        fields = " ".join(f"{key}={value}" for key, value in extra.items())
        line = f"{self.formatTime(record, '%H:%M:%S')} {record.getMessage()} {fields}".rstrip()
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return redact(line)
