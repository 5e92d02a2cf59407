"""What the bot has written into its log, counted: what it said of faults that it lives with, and errors that nothing was there for."""

import json
from collections import Counter
from dataclasses import dataclass, field

from ektp_core.store.connection import UNAVAILABLE

SLOW = {error.__name__ for error in UNAVAILABLE}
"""What a store raises that cannot be read or written now, by name."""


@dataclass(slots=True)
class Words:
    """Counts over all lives."""

    handled: Counter[str] = field(default_factory=Counter)
    """Warnings and errors that the bot knows, by their sentence."""

    apologised: Counter[str] = field(default_factory=Counter)
    """Answers that the store, or the machine, was too slow for: somebody read that something is wrong, with an id."""

    unhandled: Counter[str] = field(default_factory=Counter)
    """Whatever came with the way to an exception, or is no line of the log at all."""

    def read(self, log: str) -> None:
        """Count the lines of one process."""
        for line in filter(str.strip, log.splitlines()):
            try:
                record = json.loads(line)
            except ValueError:
                self.unhandled[line] += 1
                continue
            if record["message"] == "answer failed" and record.get("error") in SLOW:
                self.apologised[f"{record['message']}: {record['error']}"] += 1
            elif "exc_info" in record or record["levelname"] == "CRITICAL":
                self.unhandled[f"{record['message']}: {_last_line(record.get('exc_info'))}"] += 1
            elif record["levelname"] in ("WARNING", "ERROR"):
                self.handled[record["message"]] += 1


def _last_line(way: str | None) -> str:
    return (way or "").strip().splitlines()[-1] if way else ""
