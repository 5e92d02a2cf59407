"""The bot's address as a QR code that a phone reads off the screen."""

from dataclasses import dataclass
from functools import cache

QUIET = 4
"""Modules of white around a code, as ISO/IEC 18004 asks."""


@dataclass(frozen=True, slots=True)
class Code:
    """A square of `side` modules, and the `d` of an SVG path of the dark ones."""

    side: int
    path: str


@cache
def code_of(bot: str) -> Code:
    """The code of `https://t.me/<bot>`; a bot has one name as long as it runs."""
    import segno

    rows = segno.make(f"https://t.me/{bot}", error="m", micro=False).matrix
    dark = (f"M{x + QUIET},{y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return Code(len(rows) + 2 * QUIET, "".join(dark))
