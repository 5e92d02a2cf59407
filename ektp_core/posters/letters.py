"""Letters on paper: how wide words are, where their lines break, and what can be drawn at all."""

import re
import unicodedata
from functools import cache, lru_cache

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import text_to_path

from ektp_core.pictures.measuring import letters

UNIT = 100
"""The size at which words are measured."""

SHRINKING = 0.96
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Where lines may break: days are written with spaces that do not."""


@cache
def font(size: float, *, bold: bool) -> FontProperties:
    """The font at a size in points."""
    found = letters(UNIT, bold=bold).copy()
    found.set_size(size)
    return found


@cache
def _glyphs() -> frozenset[int]:
    """The letters that both weights have."""
    regular, bold = (frozenset(get_font(str(letters(UNIT, bold=weight).get_file())).get_charmap()) for weight in (False, True))
    return regular & bold


def drawable(words: str) -> str:
    """The words without what the font lacks and without invisible signs: nothing is drawn as an empty frame.

    Letters that are written from the right are shaped and ordered by the drawing library (docs/domain.md#what-is-hung-up).
    """
    spaced = _SPACES.sub(" ", words)
    kept = "".join(sign for sign in spaced if ord(sign) in _glyphs() and unicodedata.category(sign) not in ("Cc", "Cf", "Co"))
    return _SPACES.sub(" ", _EMPTY_BRACKETS.sub("", kept)).strip()


@lru_cache(maxsize=8192)
def _at_unit(word: str, *, bold: bool) -> float:
    found: float = text_to_path.get_text_width_height_descent(word, font(UNIT, bold=bold), ismath=False)[0]
    return found


def width(words: str, size: float, *, bold: bool = False) -> float:
    """In points. Words are measured once each: a sheet is laid out at many sizes."""
    parts = words.split(" ")
    spaces = (len(parts) - 1) * _at_unit(" ", bold=bold)
    return (sum(_at_unit(part, bold=bold) for part in parts if part) + spaces) * size / UNIT


def lines(words: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """The words on as many lines as they need; a word that is wider than the room is broken."""
    broken: list[str] = []
    for word in words.split(" "):
        joined = f"{broken[-1]} {word}" if broken else word
        if broken and width(joined, size, bold=bold) <= room:
            broken[-1] = joined
        else:
            broken.extend(_parts(word, size, room, bold=bold))
    return tuple(broken)


def _parts(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    parts = [""]
    for sign in word:
        if parts[-1] and width(parts[-1] + sign, size, bold=bold) > room:
            parts.append("")
        parts[-1] += sign
    return parts


def fitted(words: str, size: float, room: float, most_lines: int, smallest: float, *, bold: bool = False) -> tuple[tuple[str, ...], float]:
    """The lines and their size: as large as lets them fit, at the smallest on as many lines as it takes. Nothing is cut off."""
    while True:
        found = lines(words, size, room, bold=bold)
        is_whole = " ".join(found) == words
        if (is_whole and len(found) <= most_lines) or size <= smallest:
            return found, size
        size = max(smallest, size * SHRINKING)
