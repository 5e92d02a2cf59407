"""The names of a register as a sign would show them."""

import re

from ektp_core.reading.names import joined

UPPER = frozenset({"SMA", "SMAN", "SMAS", "SMK", "SMKN", "SMKS", "MA", "MAN", "MAS", "SLB", "N", "PGRI", "NU", "YPPGI"})
_LETTERS = re.compile(r"[BCDFGHJKLMNPQRSTVWXYZ]{2,5}|I{1,3}|IV|VI{0,3}|IX")
"""Initials, which no vowel lets anybody speak as a word, and Roman numerals."""


def tidy_name(raw: str, subdistrict: str) -> str:
    """A register's spelling as a sign would show it: "SMK NEGERI 1 SUNGAISELAN" in Sungai Selan is "SMKN 1 Sungai Selan"."""
    text = re.sub(r"\b(SMA|SMK)\s+NEGERI\b", r"\1N", raw.upper())
    words = [word if word in UPPER or _LETTERS.fullmatch(word) else word.capitalize() for word in text.split()]
    tidy = " ".join(words)
    joined_subdistrict = joined(subdistrict)
    for start in range(len(words)):
        if joined(" ".join(words[start:])) == joined_subdistrict:
            return " ".join([*words[:start], subdistrict])
    return tidy
