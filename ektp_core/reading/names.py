"""Names as people write them: joined or split, shortened, with numerals in any writing, with slips (docs/domain.md#names-of-areas).

What bears the names is passed in; whoever knows areas or schools builds its `Names` once and looks up in them.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ektp_core.reading.words.signs import ODD_DIGIT, normal, one_line

T = TypeVar("T")

LONGEST_NAME = 64
MOST_DIGITS = 3
"""Of a name; what has more may be somebody's number."""

SHORTEST_MISSPELT = 5
"""Letters: a shorter word is close to another by chance."""

LONG = 9
"""From so many letters on, two of them may be wrong."""

SMALL_WORDS = frozenset(["di", "ke", "dari", "untuk", "pada", "daerah", "wilayah", "kantor", "balai", "at", "in", "to", "for"])
CLOSING_WORDS = frozenset(["dong", "ya", "min", "kak", "pak", "bu", "kapan", "berapa", "sih", "nih", "deh", "please"])
NOT_FAR = 78
"""Of 100: names so alike are offered."""

SHORTEST_THINNED, LONGEST_THINNED = 2, 6
"""Letters of a word that lost some of its."""

MOST_REMEMBERED = 4096
"""Slips kept in memory; then all are forgotten, so that nobody can fill it with random words."""

CONTRACTED_FROM, CONTRACTED_TO = 2, 4
"""Letters that a short form takes of each of two words: "lubes", "simkat", "basel"."""

NUMERALS = {
    word: str(number)
    for number, words in enumerate(
        ("satu i", "dua ii", "tiga iii", "empat iv", "lima v", "enam vi", "tujuh vii", "delapan viii", "sembilan ix", "sepuluh x"), 1
    )
    for word in words.split()
}
OTHER_ABBREVIATIONS = {"sei": "sungai", "sg": "sungai", "sn": "sungai", "kp": "kampung", "kmp": "kampung"}
"""Those that do more than leave letters out, or that more than one word would fit."""

_NOT_A_LETTER = re.compile(rf"[^a-z0-9{ODD_DIGIT}]+")
_PIECES = re.compile(rf"[a-z]+|[0-9{ODD_DIGIT}]+")
_GLUED_NUMERAL = re.compile(rf"(.{{4,}}?)({'|'.join(word for word in NUMERALS if len(word) > 3)})")


def words_of(text: str) -> list[str]:
    """The words of a name in plain lower-case letters and digits; none for a text too long to be a name."""
    if len(text) > LONGEST_NAME:
        return []
    return _NOT_A_LETTER.sub(" ", normal(text).casefold()).split()


def repeatable(text: str) -> str:
    """A name as it was typed, to be said back; "" for what is too long or has too many digits to be one."""
    words = one_line(text)
    return words if len(words) <= LONGEST_NAME and sum(letter.isnumeric() for letter in words) <= MOST_DIGITS else ""


def joined(text: str) -> str:
    """A name as one word, so that split and joined spellings are the same: "Sungai Selan", "Sungaiselan"."""
    return "".join(words_of(text))


def pieces_of(text: str) -> list[str]:
    """The words and numbers of a name, also where they are joined: "sman1 koba" is sman, 1, koba."""
    return [piece for word in words_of(text) for piece in _PIECES.findall(word)]


def name_words(text: str) -> list[str]:
    """The pieces of a name without the small words around it: "di kantor camat Koba dong" is camat, koba."""
    words = pieces_of(text)
    while len(words) > 1 and words[0] in SMALL_WORDS:
        del words[0]
    while len(words) > 1 and words[-1] in CLOSING_WORDS:
        del words[-1]
    return words


def numbered(words: Sequence[str]) -> str:
    """Words as one, with their numerals as digits: "Terentang III" and "terentang tiga" are "terentang3"."""
    return "".join([*words[:1], *(NUMERALS.get(word, word.lstrip("0") or word) for word in words[1:])])


def is_part(short: str, word: str) -> bool:
    """Whether letters of a word were left out behind its first, and none changed: "pkl" of "pangkalan"."""
    letters = iter(word)
    return short[0] == word[0] and all(letter in letters for letter in short)


def is_short_for(short: str, word: str) -> bool:
    """Whether a word is abbreviated: "sp" is "simpang", "sei" is "sungai"."""
    return OTHER_ABBREVIATIONS[short] == word if short in OTHER_ABBREVIATIONS else is_part(short, word)


@dataclass(frozen=True, slots=True)
class Name(Generic[T]):
    """One name of a thing. `slips_from` is the length from which a slip in it is forgiven, `parts` are other words that stand for it."""

    thing: T
    words: tuple[str, ...]
    slips_from: int = SHORTEST_MISSPELT
    contracted: bool = True
    parts: tuple[str, ...] = ()


class Names(Generic[T]):
    """Things by their names.

    Better evidence comes first: the name itself, a short form, lost letters of its first words, a slip, and last lost letters of its last
    word, which fit by chance most easily. Equal evidence finds all.
    """

    def __init__(self, names: Iterable[Name[T]], everyday: Collection[str] = frozenset()) -> None:
        """A word of `everyday` is no short form of two words, unless it is said to be a name."""
        self._everyday = everyday
        self._exact: dict[str, list[T]] = defaultdict(list)
        self._short: dict[str, list[T]] = defaultdict(list)
        self._unlikely: dict[str, list[T]] = defaultdict(list)
        self._by_last: dict[str, list[Name[T]]] = defaultdict(list)
        self._by_first: dict[tuple[str, ...], list[Name[T]]] = defaultdict(list)
        self._slips: dict[tuple[str, str], dict[str, list[Name[T]]]] = defaultdict(dict)
        self._remembered: dict[tuple[str, int], tuple[T, ...]] = {}
        self._all = tuple(name for name in names if name.words)
        for name in self._all:
            self._add(name)

    def _add(self, name: Name[T]) -> None:
        for key in _keys(name.words):
            _append(self._exact[key], name.thing)
        for key in name.parts:
            _append(self._short[key], name.thing)
        for key in _contractions(name.words) if name.contracted else ():
            _append((self._unlikely if key in self._everyday else self._short)[key], name.thing)
        if len(name.words) > 1:
            self._by_first[name.words[:-1]].append(name)
            self._by_last[NUMERALS.get(name.words[-1], name.words[-1])].append(name)
        whole = numbered(name.words)
        self._slips[_digits(whole), whole[:1]].setdefault(whole, []).append(name)

    def find(self, words: Sequence[str], *, said: bool = False) -> tuple[T, ...]:
        """The things that words name, `said` to be a name, in the order in which they were added; none when nothing is close."""
        clear = self.exact(words) or self.shortened(words, said=said) or self.abbreviated(words)
        return clear or self.misspelt(words) or self.thinned_last(words)

    def exact(self, words: Sequence[str]) -> tuple[T, ...]:
        """The things that bear just this name, joined or split, its numerals in any writing."""
        found = self._exact.get("".join(words))
        if found is None and not NUMERALS.keys().isdisjoint(words):
            found = self._exact.get(numbered(words))
        return tuple(found or ())

    def shortened(self, words: Sequence[str], *, said: bool = False) -> tuple[T, ...]:
        """The things that one word of the name or its beginnings stand for: "selan", "lubes"; said to be a name also "benteng"."""
        short = "".join(words)
        return tuple(self._short.get(short) or (self._unlikely.get(short) if said else None) or ())

    def abbreviated(self, words: Sequence[str]) -> tuple[T, ...]:
        """The things in whose name every word but the last is whole or lost letters: "lb besar"."""
        if len(words) < 2:
            return ()
        last = NUMERALS.get(words[-1], words[-1])
        alike = (name for name in self._by_last.get(last, ()) if len(name.words) == len(words))
        fitting = [
            name.thing
            for name in alike
            if all(each == known or is_short_for(each, known) for each, known in zip(words[:-1], name.words, strict=False))
        ]
        return tuple(dict.fromkeys(fitting))

    def misspelt(self, words: Sequence[str], shortest: int = 0) -> tuple[T, ...]:
        """The things whose name is closest, all that are equally close; `shortest` forgives a slip in shorter names than usual.

        The first letter and every number are as they were written.
        """
        whole = numbered(words)
        known = self._slips.get((_digits(whole), whole[:1]))
        if not known or len(whole) < SHORTEST_MISSPELT:
            return ()
        if (whole, shortest) not in self._remembered:
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[whole, shortest] = _closest(whole, known, shortest)
        return self._remembered[whole, shortest]

    def thinned_last(self, words: Sequence[str]) -> tuple[T, ...]:
        """The things whose name begins with these words and has letters left out in its last: "lubuk bsr"."""
        *first, last = words or [""]
        if not first or len(last) < SHORTEST_THINNED:
            return ()
        alike = (name for name in self._by_first.get(tuple(first), ()) if is_part(last, name.words[-1]))
        return tuple(dict.fromkeys(name.thing for name in alike))

    def thinned(self, words: Sequence[str]) -> tuple[T, ...]:
        """The things of the only name whose last word, of two at most, may be written so, with letters left out: "kba", "nmg"."""
        if len(words) != 1 or not SHORTEST_THINNED <= len(words[0]) <= LONGEST_THINNED:
            return ()
        thinned = [name for name in self._all if len(name.words) <= 2 and is_part(words[0], name.words[-1])]
        return tuple(name.thing for name in thinned) if len({name.words for name in thinned}) == 1 else ()

    def near(self, words: Sequence[str]) -> tuple[T, ...]:
        """The things whose names are not far, the closest first: to be offered, never to be taken."""
        near = process.extract("".join(words), self._exact.keys(), scorer=fuzz.ratio, score_cutoff=NOT_FAR, limit=None)
        return tuple(dict.fromkeys(thing for spelling, _, _ in near for thing in self._exact[spelling]))

    def spellings(self) -> Collection[str]:
        """Every name and short form as one word."""
        return {*self._exact, *self._short}

    def __iter__(self) -> Iterator[Name[T]]:
        return iter(self._all)


def _closest(whole: str, known: Mapping[str, Sequence[Name[T]]], shortest: int) -> tuple[T, ...]:
    near = process.extract(whole, known.keys(), scorer=OSA.distance, score_cutoff=2 if len(whole) >= LONG else 1, limit=None)
    close = [
        (score, name.thing)
        for spelling, score, _ in near
        for name in known[spelling]
        if _forgives(whole, spelling, int(score), min(shortest or name.slips_from, name.slips_from))
    ]
    best = min((score for score, _ in close), default=0)
    return tuple(dict.fromkeys(thing for score, thing in close if score == best))


def _forgives(written: str, known: str, slips: int, shortest: int) -> bool:
    """Short names only have a letter doubled ("kobba"), long ones two slips."""
    length = min(len(written), len(known))
    if length < SHORTEST_MISSPELT:
        return _single(written) == _single(known)
    return length >= shortest and (slips < 2 or length >= LONG)


def _single(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(letter for letter in word if letter.isdigit())


def _keys(words: Sequence[str]) -> set[str]:
    """A name as one word, and with its numeral as digits, also a joined one: "Parittiga"."""
    glued = _GLUED_NUMERAL.fullmatch(words[-1])
    parted = [*words[:-1], *glued.groups()] if glued else words
    return {"".join(words), numbered(words), numbered(parted)} - {""}


def _contractions(words: Sequence[str]) -> Iterator[str]:
    """Short forms from the beginnings of two words."""
    if len(words) == 2:
        sizes = range(CONTRACTED_FROM, CONTRACTED_TO + 1)
        yield from {words[0][:first] + words[1][:second] for first, second in product(sizes, sizes)}


def _append(found: list[T], thing: T) -> None:
    if thing not in found:
        found.append(thing)
