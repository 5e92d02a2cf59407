"""How people spell names: joined or split, with typing mistakes (docs/domain.md#names-of-areas)."""

import re
import unicodedata

LONGEST_NAME = 64
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


def words_of(text: str) -> list[str]:
    """The words of a name in plain lower-case letters and digits; none for a text too long to be a name."""
    if len(text) > LONGEST_NAME:
        return []
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _NOT_A_LETTER.sub(" ", "".join(letter for letter in plain if not unicodedata.combining(letter))).split()


def joined(text: str) -> str:
    """A name as one word, so that split and joined spellings are the same: "Sungai Selan", "Sungaiselan"."""
    return "".join(words_of(text))
