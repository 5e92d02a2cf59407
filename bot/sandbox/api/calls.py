"""What the bot called, in order: the ground truth for tests, also as a file for a checker of calls."""

from bisect import bisect_left
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from bot.sandbox.api.parameters import Parameters
from bot.sandbox.rules.faults import Fault
from bot.sandbox.rules.limits import LimitRules
from bot.sandbox.rules.refusals import Refused


class CallLog:
    """Calls with their outcome; with a path, one JSON object a line as well. Without `keep_calls` they are only counted."""

    def __init__(self, path: Path | None, rules: LimitRules) -> None:
        self._rules = rules
        self._calls: list[dict[str, Any]] = []
        self._file: BinaryIO | None = path.open("ab") if path else None
        self.counted: Counter[str] = Counter()

    def add(self, method: str, call: Parameters, refused: Refused | None, fault: Fault | None = None) -> None:
        """One call; a fault without effect makes it one that was not carried out."""
        number = self.counted.total()
        self.counted[method] += 1
        if not self._rules.keep_calls:
            return
        entry: dict[str, Any] = {
            "n": number,
            "method": method,
            "params": dict(call.values),
            "files": {name: {"filename": file.name} for name, file in call.files.items()},
            "ok": refused is None and (fault is None or fault.has_effect),
        }
        if refused:
            entry |= {"error_code": refused.code, "description": refused.description}
        if fault:
            entry["fault"] = fault
        self._calls.append(entry)
        if self._file:
            self._file.write(msgspec.json.encode(entry) + b"\n")

    def since(self, number: int) -> list[dict[str, Any]]:
        """The kept calls from one number on."""
        return self._calls[bisect_left(self._calls, number, key=lambda call: int(call["n"])) :]

    def close(self) -> None:
        if self._file:
            self._file.close()
