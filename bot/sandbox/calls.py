"""What the bot called, in order: the ground truth for tests, also as a file for a checker of calls."""

from pathlib import Path
from typing import Any, BinaryIO

import orjson

from bot.sandbox.parameters import Parameters
from bot.sandbox.refused import Refused


class CallLog:
    """Calls with their outcome; with a path, one JSON object a line as well."""

    def __init__(self, path: Path | None) -> None:
        self._calls: list[dict[str, Any]] = []
        self._file: BinaryIO | None = path.open("ab") if path else None

    def add(self, method: str, call: Parameters, refused: Refused | None) -> None:
        entry: dict[str, Any] = {
            "n": len(self._calls),
            "method": method,
            "params": dict(call.values),
            "files": {name: {"filename": file.name} for name, file in call.files.items()},
            "ok": refused is None,
        }
        if refused:
            entry |= {"error_code": refused.code, "description": refused.description}
        self._calls.append(entry)
        if self._file:
            self._file.write(orjson.dumps(entry) + b"\n")

    def since(self, number: int) -> list[dict[str, Any]]:
        """The calls from one number on."""
        return self._calls[number:]

    def close(self) -> None:
        if self._file:
            self._file.close()
