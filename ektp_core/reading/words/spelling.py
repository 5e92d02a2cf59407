"""The standard spelling of what people type in a chat: abbreviations, Bangka Malay, English, and slips of the finger."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_MISSPELT = 5
"""Letters: a shorter word is close to another by chance."""

LONG = 8
"""From so many letters on, two of them may be wrong."""

MOST_REMEMBERED = 4096
"""Spellings kept in memory; then all are forgotten, so that nobody can fill it with random words."""

NO_WORDS: Mapping[str, str] = MappingProxyType({})
_SUFFIXES = ("nya", "nye", "kah", "lah", "ku", "mu", "pun", "in", "an")


@cache
def standard_words() -> dict[str, str]:
    """Every spelling of `spelling.toml` with its standard word; the standard words too."""
    listed = tomllib.loads(files(__package__).joinpath("spelling.toml").read_text(encoding="utf-8"))["words"]
    found: dict[str, str] = {}
    for standard, spellings in listed.items():
        found[standard] = standard
        for spelling in spellings.split():
            if found.setdefault(spelling, standard) != standard:
                raise ValueError(f"{spelling!r} stands under {found[spelling]!r} and {standard!r}")
    return found


class Spelt(NamedTuple):
    """A standard word; `known` says that the spelling is no slip."""

    word: str
    known: bool


class Spelling:
    """Brings words to their standard spelling; `names` are right as they are, words of the `vocabulary` too but for their endings.

    `local` are words of one part of the country with the standard word that means the same there.
    """

    def __init__(self, names: Iterable[str] = (), vocabulary: Iterable[str] = (), local: Mapping[str, str] = NO_WORDS) -> None:
        self._standard: dict[str, str] = {**standard_words(), **local}
        for word in names:
            self._standard.setdefault(word, word)
        self._standard |= {word: self._without_suffix(word) or word for word in vocabulary if word not in self._standard}
        self._by_start: dict[str, list[str]] = defaultdict(list)
        self._by_consonants: dict[str, str] = {}
        for word in self._standard:
            if len(word) >= SHORTEST_MISSPELT - 1:
                self._by_start[word[0]].append(word)
                self._by_consonants.setdefault(_consonants(word), word)
        self._remembered: dict[str, Spelt] = {}

    def spelt(self, word: str) -> "Spelt":
        """The standard word for a lower-case spelling, the word itself when nothing is close; and whether people mean that spelling."""
        if found := self._remembered.get(word):
            return found
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.clear()
        known = self._standard.get(word) or self._without_suffix(word)
        found = self._remembered[word] = Spelt(known or self._misspelt(word) or word, known is not None)
        return found

    def _without_suffix(self, word: str) -> str | None:
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3 and (found := self._standard.get(word.removesuffix(suffix))):
                return found
        return None

    def _misspelt(self, word: str) -> str | None:
        """The closest word with the same first letter, or the one whose vowels were left out: "kcmtn"."""
        if len(word) < SHORTEST_MISSPELT - 1 or len(word) > 24:
            return None
        if _consonants(word) == word and (known := self._by_consonants.get(word)):
            return self._standard[known]
        if len(word) < SHORTEST_MISSPELT:
            return None
        limit = 2 if len(word) >= LONG else 1
        found = process.extractOne(word, self._by_start.get(word[0], ()), scorer=OSA.distance, score_cutoff=limit)
        return self._standard[found[0]] if found else None


def _consonants(word: str) -> str:
    return word[0] + "".join(letter for letter in word[1:] if letter not in "aeiou")
