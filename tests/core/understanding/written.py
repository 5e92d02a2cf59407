"""How the fresh messages write Bangka Tengah's schools and places: whose name it is, and how it is shortened."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Form(Enum):
    """How a name of two words is written."""

    WHOLE = "sungai selan"
    JOINED = "sungaiselan"
    LAST = "selan"
    CONTRACTED = "simkat"


class Role(NamedTuple):
    """What a name stands for in a message: its kind, and the name as the gold label has it."""

    kind: str
    name: str


_PLACES = {
    "subdistrict": {
        "Koba": "koba",
        "Namang": "namang",
        "Sungai Selan": "sungai selan|sungaiselan|selan",
        "Simpang Katis": "simpang katis|simkat",
        "Lubuk Besar": "lubuk besar|lubes",
        "Pangkalan Baru": "pangkalan baru",
    },
    "home": {"Bangka Tengah": "kabupaten bangka tengah|bangka tengah|bateng"},
    "district": {
        "Bangka Selatan": "bangka selatan|basel",
        "Bangka Barat": "babar",
        "Belitung Timur": "belitung timur|beltim",
        "Belitung": "belitung",
        "Pangkalpinang": "pangkalpinang|pangkal pinang|pgk",
        "Bangka": "kab bangka",
    },
    "province": {"Bangka Belitung": "babel"},
    "elsewhere": {"Toboali": "toboali", "Sungailiat": "sungailiat"},
    "village": {
        name: name.casefold()
        for name in ("Keretak", "Kurau", "Lampur", "Berok", "Tanjung Pura", "Simpang Perlang", "Arung Dalam", "Munggu", "Romadhon")
    },
}
ROLES = {spelling: Role(kind, name) for kind, names in _PLACES.items() for name, told in names.items() for spelling in told.split("|")}
_FORMS = {"selan": Form.LAST, "sungaiselan": Form.JOINED, "simkat": Form.CONTRACTED, "lubes": Form.CONTRACTED}
KINDS = {"smansa": "sma", "sman": "sma", "sma": "sma", "smkn": "smk", "smk n": "smk", "smk": "smk", "man": "ma", "slb": "slb"}
WHERE = {"sma": "Koba", "smk": "Koba", "ma": "Bangka Tengah"}
"""A school that is named by its number alone."""

UNLISTED = {"SMKN 2 Koba", "SMAN 2 Sungai Selan", "SLB Koba"}

_place = "|".join(sorted(ROLES, key=len, reverse=True))
_kind = "|".join(sorted(KINDS, key=len, reverse=True))
MENTION = re.compile(
    rf"\b(?P<kind>{_kind})(?: ?(?P<number>\d))? ?(?P<own>{_place})\b|\b(?P<only>{_kind}) ?(?P<one>\d)\b"
    rf"|\b(?:se ?(?P<all>babel)|(?P<place>{_place}))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in a message. `kind` is empty for a place; `word` is how the kind was written."""

    role: Role
    written: str
    form: Form
    kind: str = ""
    word: str = ""
    number: str = ""
    before: str = ""
    """What is joined to the name: the "se" of "sebabel"."""

    @property
    def is_first(self) -> bool:
        """Whether the word for its kind says the number: "smansa"."""
        return self.word == "smansa"

    @property
    def is_small(self) -> bool:
        return self.written.islower()

    def spelt(self, kind: str, number: str, own: str, *, is_state: bool) -> str:
        """A school's name with its kind written in the same way, and joined where this one is."""
        says_state = is_state and (self.word.endswith("n") or kind == "ma")
        word = (
            "smansa"
            if self.is_first and kind == "sma"
            else f"{kind}{' ' if self.word == 'smk n' else ''}{'n' if says_state else ''}".strip()
        )
        parts = [word, number if word != "smansa" else "", own]
        spelt = " ".join(part for part in parts if part)
        return spelt if " " in self.written else spelt.replace(" ", "")

    def in_its_letters(self, name: str) -> str:
        """In capitals, or as a sign shows it, where it was."""
        if self.is_small:
            return self.before + name
        if self.written.isupper() and len(self.written) > len("SMAN 1"):
            return self.before.upper() + name.upper()
        words = [word.upper() if word in (*KINDS, "ma") else word.capitalize() for word in name.split()]
        return self.before + " ".join(words)


def mention_of(found: re.Match[str]) -> Mention:
    """What `MENTION` found."""
    written = found[0]
    if place := found["place"] or found["all"]:
        low = place.casefold()
        before = written[: -len(place)]
        return Mention(ROLES[low], written, _FORMS.get(low, Form.WHOLE), before=before)
    word = (found["kind"] or found["only"]).casefold()
    kind, own, number = KINDS[word], (found["own"] or "").casefold(), found["number"] or found["one"] or ""
    where = ROLES[own].name if own else WHERE[kind]
    name = f"SLB {where}" if kind == "slb" else f"{kind.upper()}N {number or 1} {where}"
    return Mention(Role("unlisted" if name in UNLISTED else "school", name), written, _FORMS.get(own, Form.WHOLE), kind, word, number)
