"""What people say before a school's own name: its kind, that it is a state school, and its number (docs/domain.md#names-of-schools)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ektp_core.reading.names import NUMERALS
from ektp_core.reading.words.word_sets import word_set

KINDS = {
    "sma": "sma sman smas smu smun smansa smanda smaneg",
    "smk": "smk smkn smks stm smksa",
    "ma": "ma man mas aliyah",
    "slb": "slb slbn slbs smalb smplb sdlb splb plb skh",
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
WRITTEN_OUT = {
    ("sekolah", "menengah", "atas"): "sma",
    ("sekolah", "menengah", "umum"): "sma",
    ("sekolah", "menengah", "kejuruan"): "smk",
    ("sekolah", "luar", "biasa"): "slb",
    ("sekolah", "khusus"): "slb",
    ("madrasah", "aliyah"): "ma",
}
ONE_WRITING = {
    ("islam", "terpadu"): "it",
    ("i", "t"): "it",
    ("muhammadiyah",): "muh",
    ("muhamadiyah",): "muh",
    ("muhammadyah",): "muh",
    ("santo",): "st",
    ("santa",): "st",
}
"""What registers and people write in several ways inside a school's own name."""

SHORT_WORDS = frozenset(ONE_WRITING.values())
"""Words that a school's own name begins with, too short to look like a name."""

_WRITTEN_SO = frozenset(word for words in ONE_WRITING for word in words)
ANY_KIND = ""
"""The kind of "sekolah Dian Harapan"."""

IMPLIED = {"smansa": "1", "smanda": "2", "smksa": "1"}
STATE = word_set("n negeri negri neg negeria ngri state")
PRIVATE = word_set("s swasta")
PRIVATE_KINDS = word_set("smas smks slbs")
UNITS = word_set("upt uptd")
"""Before the kind in some provinces' registers: "UPT SMAN 1 Pasuruan"."""

SIGNS = word_set("no nomor - .")
SCHOOL = word_set("sekolah madrasah")
GLUED_KINDS = ("sma", "smk", "man", "slb")
_GLUED = re.compile(r"(smansa|smanda|sman|smas|smkn|smks|sma|smk|man|slbn|slb)([a-z]{3,}|(?<=sma|smk|slb)it|(?<=slb)[a-e]+)")


@dataclass(frozen=True, slots=True)
class SpokenKind:
    """A school's kind, and its number as written ("" for none); its own name follows from `end` on, or is `glued` to the kind."""

    kind: str
    number: str
    end: int
    is_state: bool = False
    is_private: bool = False
    """That it is one or the other was said; neither is most often."""

    glued: str = ""


def kind_at(words: Sequence[str], start: int) -> SpokenKind | None:
    """The kind and number that begin here: "SMAN 1", "sma negeri no 1", "sekolah menengah atas", "smansa"; else None."""
    word = words[start] if start < len(words) else ""
    if word in KIND_OF:
        return _with_number(words, start, start + 1, KIND_OF[word], is_state=word in IMPLIED or word.endswith("n"))
    if word in SCHOOL:
        out = next((parts for parts in WRITTEN_OUT if tuple(words[start : start + len(parts)]) == parts), None)
        if out:
            return _with_number(words, start, start + len(out), WRITTEN_OUT[out], is_state=False)
        return SpokenKind(ANY_KIND, "", start + 1) if word == "sekolah" else None
    if word.startswith(GLUED_KINDS) and (parted := _GLUED.fullmatch(word)):
        short, own = parted.groups()
        return SpokenKind(KIND_OF[short], IMPLIED.get(short, ""), start + 1, short in IMPLIED or short.endswith("n"), glued=own)
    return None


def _with_number(words: Sequence[str], start: int, end: int, kind: str, *, is_state: bool) -> SpokenKind:
    is_private = words[start] in PRIVATE_KINDS
    while end < len(words) and (words[end] in STATE or words[end] in PRIVATE):
        is_state, is_private = is_state or words[end] in STATE, words[end] in PRIVATE
        end += 1
    number = IMPLIED.get(words[start], "")
    if not number:
        number, end = number_at(words, end)
    return SpokenKind(kind, number, end, is_state, is_private)


def number_at(words: Sequence[str], start: int) -> tuple[str, int]:
    """A school's number, also after "no" or as a numeral, and the word after it; "" where none begins here."""
    here = start
    while here < len(words) and words[here] in SIGNS:
        here += 1
    word = words[here] if here < len(words) else ""
    number = (word.lstrip("0") or word) if word.isdigit() else NUMERALS.get(word, "")
    return (number, here + 1) if number else ("", start)


def alike(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a school's own name in one writing: "Islam Terpadu" is "it"."""
    if _WRITTEN_SO.isdisjoint(words):
        return words
    written: list[str] = []
    position = 0
    while position < len(words):
        length = next((size for size in (2, 1) if words[position : position + size] in ONE_WRITING), 0)
        written.append(ONE_WRITING[words[position : position + length]] if length else words[position])
        position += length or 1
    return tuple(written)
