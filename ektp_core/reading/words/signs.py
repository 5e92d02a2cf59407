"""The one form of letters and digits in which texts are read (docs/understanding.md#digits)."""

import re
import unicodedata
from functools import lru_cache

LONGEST_TEXT = 4096
"""Characters that are read; Telegram sends no longer message."""

ODD_DIGIT = "❶"
"""Stands for any sign of a number that is no digit: raised, circled, bracketed, a fraction. A number with one in it is not known."""

_ROMAN = ("\u2160", "\u2188")
_KEYCAP = "🔟"
_CONTROLS = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F], " ")
_SAME_SIGNS = str.maketrans({**dict.fromkeys("–—−‐‑", "-"), **dict.fromkeys("⁄∕", "/"), "½": ODD_DIGIT, **_CONTROLS})
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f"
_MARKS = re.compile(rf"[\u0300-\u036f\ufe00-\ufe0f{_UNSEEN}]")
_ENCLOSED = re.compile(r"[0-9][\u20dd-\u20e0\u20e2-\u20e4]")
"""A digit in a keycap: 1️⃣."""

_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that look like spaces."""

_HALF = re.compile(r"(?<=[0-9]) ?½")
_SAID_TWICE = re.compile(rf"(?<=[^\W\d_{ODD_DIGIT}])²")
""" "anak²" is "anak-anak", and no number."""


def plain_digits(text: str) -> str:
    """Decimal digits of any script or width as 0-9, everything else as it was written: "１２" and "١٢" are "12"."""
    return text if text.isascii() else "".join([_plain_digit(letter) for letter in text])


def normal(text: str) -> str:
    """A text in one form of each letter and digit, without accents and what nobody sees: "１２ Mëi" is "12 Mei"."""
    if text.isascii():
        return text if text.isprintable() else text.translate(_CONTROLS)
    whole = _SAID_TWICE.sub("", text[:LONGEST_TEXT])
    seen = _MARKS.sub("", "".join(map(_normal_letter, whole))[:LONGEST_TEXT])
    return _ENCLOSED.sub(ODD_DIGIT, _HALF.sub(",5", seen)).translate(_SAME_SIGNS)


def one_line(text: str) -> str:
    """A name or words to be shown: on one line, without control characters and marks that turn the direction of writing.

    "" for what shows nothing, such as a name of blanks that are letters.
    """
    if text.isprintable() and (text.isascii() or _BLANKS.isdisjoint(text)):
        return " ".join(text.split())
    return " ".join("".join(map(_shown, text)).split())


def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    return "" if category in ("Cf", "Cs") else " " if category in ("Cc", "Zl", "Zp") or letter in _BLANKS else letter


def _plain_digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


@lru_cache(maxsize=1024)
def _normal_letter(letter: str) -> str:
    if letter.isascii() or letter == "½":
        return letter
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if letter == _KEYCAP or (letter.isnumeric() and not _ROMAN[0] <= letter <= _ROMAN[1]):
        return ODD_DIGIT
    plain = unicodedata.normalize("NFKD", letter)
    return ODD_DIGIT if any(map(str.isdecimal, plain)) else plain
