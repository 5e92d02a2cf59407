"""How wide words are, and how they are made to fit. Loads matplotlib: for what draws only."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from ektp_core.pictures.style import SMALLEST

POINTS = 72
"""Dots of an inch at which a point of a letter is a pixel of the picture."""

SHORTENED = "…"
_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"


@cache
def letters(size: int, *, bold: bool = False) -> FontProperties:
    """Letters of a height in pixels: DejaVu Sans as it comes with matplotlib, so that every machine draws the same."""
    return FontProperties(fname=_FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"), size=size)


@cache
def _renderer() -> RendererAgg:
    return RendererAgg(1, 1, POINTS)


def width_of(words: str, size: int, *, bold: bool = False) -> float:
    """Pixels that one line of words takes."""
    width: float = _renderer().get_text_width_height_descent(words, letters(size, bold=bold), ismath=False)[0]
    return width


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words that fit one line, and how large; `is_whole` unless they had to be shortened."""

    words: str
    size: int
    is_whole: bool


def fits(words: str, width: float, size: int, *, bold: bool = False, smallest: int = SMALLEST) -> Fitted:
    """Words in one line: smaller down to `smallest`, then shortened with "…". Only where the full name stands in the answer beside it."""
    for smaller in range(size, smallest - 1, -1):
        if width_of(words, smaller, bold=bold) <= width:
            return Fitted(words, smaller, True)
    kept = words
    while kept and width_of(kept.rstrip() + SHORTENED, smallest, bold=bold) > width:
        kept = kept[:-1]
    return Fitted(kept.rstrip() + SHORTENED, smallest, False)


def wrapped(words: str, width: float, size: int, *, bold: bool = False) -> tuple[str, ...]:
    """Words in as many lines as they need; nothing is cut, and a word longer than a line goes on in the next."""
    lines: list[str] = []
    for word in words.split(" "):
        rest = word
        if lines and width_of(f"{lines[-1]} {rest}", size, bold=bold) <= width:
            lines[-1] = f"{lines[-1]} {rest}"
            continue
        while width_of(rest, size, bold=bold) > width and len(rest) > 1:
            most = next(at for at in range(len(rest) - 1, 0, -1) if at == 1 or width_of(rest[:at], size, bold=bold) <= width)
            lines.append(rest[:most])
            rest = rest[most:]
        lines.append(rest)
    return tuple(lines)
