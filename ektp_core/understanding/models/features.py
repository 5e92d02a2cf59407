"""What the model sees of a message: words, pairs of neighbours, words apart, pieces of words, and what the words speak of."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations

PIECE = 4
"""Letters of a piece of a word: what misspellings and endings leave of it."""


MOST_CONCEPTS = 10
"""That are paired with each other."""


@cache
def _concepts() -> Mapping[str, tuple[str, ...]]:
    """For each word of `concepts.toml` what it speaks of, as features."""
    found: dict[str, tuple[str, ...]] = {}
    read = tomllib.loads(files(__package__).joinpath("concepts.toml").read_text(encoding="utf-8"))
    for part, concepts in read.items():
        for concept, words in concepts.items():
            for word in words.split():
                more = (f"@{concept}", f"@{part}") if part == "elsewhere" else (f"@{concept}",)
                found[word] = tuple(dict.fromkeys((*found.get(word, ()), *more)))
    return found


def speaks_of(word: str) -> tuple[str, ...]:
    """What a word speaks of, as features; nothing for most words."""
    return _concepts().get(word, ())


def features(words: Sequence[str], unknown: int = 0, role: str = "") -> set[str]:
    """The features of a message's words, each once; `unknown` counts the words that no list holds, `role` is a member's who wrote it."""
    concepts = _concepts()
    found: set[str] = set()
    spoken_of: set[str] = set()
    previous, before = "^", "^"
    for word in words:
        found.add(word)
        found.add(f"{previous} {word}")
        found.add(f"{before} * {word}")
        before, previous = previous, word
        spoken_of.update(concepts.get(word, (word,) if word[0] == "<" else ()))
        if word[0] != "<" and len(word) > PIECE:
            found.update("~" + word[start : start + PIECE] for start in range(len(word) - PIECE + 1))
    found.update(spoken_of)
    found.update(f"{first} & {second}" for first, second in combinations(sorted(spoken_of)[:MOST_CONCEPTS], 2))
    found.add(f"{previous} $")
    found.add("#1" if len(words) == 1 else "#3" if len(words) < 4 else "#8" if len(words) < 9 else "#n")
    if role:
        found.add(f"={role}")
    if unknown:
        found.add("?1" if unknown == 1 else "?2" if unknown < 4 else "?n")
        if unknown * 2 >= len(words):
            found.add("?most")
    return found
