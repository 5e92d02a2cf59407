"""What no database holds, whatever a test has people do: numbers of the civil registry, invitations that can be used, the token."""

import re
from collections.abc import Iterator
from pathlib import Path

from handlers.request import INVITATION
from tests.canaries.shapes import is_family_number

_DIGITS = re.compile(rb"\d{16,}")
_OPENABLE = re.compile(INVITATION.encode() + rb"[\w-]{12}")


def kept_in(database: Path, token: str) -> Iterator[str]:
    """Such values in a SQLite file, its deleted rows and its log of changes included; searched as bytes."""
    for file in (database, database.with_name(f"{database.name}-wal")):
        held = file.read_bytes() if file.exists() else b""
        yield from (each.decode() for each in _DIGITS.findall(held) if is_family_number(each.decode()))
        yield from (each.decode() for each in _OPENABLE.findall(held))
        if token.encode() in held:
            yield token
