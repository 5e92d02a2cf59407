"""What a subdistrict and a village are called in each part of the country (docs/domain.md#what-areas-are-called).

A village whose last code part begins with 1 is a kelurahan everywhere; the others have the word of their district or province. What single
areas are called beside their registered names stands in `data/area_names.toml`.
"""

import tomllib
from functools import cache
from pathlib import Path

AREA_NAMES = Path(__file__).parent / "data" / "area_names.toml"
SUBDISTRICT, VILLAGE, TOWN_VILLAGE = "Kecamatan", "Desa", "Kelurahan"

_SUBDISTRICTS = {
    "Distrik": "91 92 93 94 95 96",
    "Kapanewon": "34",
    "Kemantren": "34.71",
}
_VILLAGES = {
    "Gampong": "11",
    "Kampung": "11.04 11.10 11.13 11.16 11.17 14.08 18.02 18.05 18.08 64.03 64.07 64.11 71.03 71.09 91 92 93 94 95 96",
    "Kampong": "11.75",
    "Kute": "11.02",
    "Desa": "11.09 13.09 13.73 13.77",
    "Nagari": "13",
    "Kepenghuluan": "14.07",
    "Pekon": "18.04 18.06 18.10 18.13",
    "Tiyuh": "18.12",
    "Kalurahan": "34",
    "Lembang": "73.18 73.26",
    "Ohoi": "81.02",
}


def _by_code(words: dict[str, str]) -> dict[str, str]:
    return {code: word for word, codes in words.items() for code in codes.split()}


LOCAL_WORDS = {word.casefold(): "kecamatan" for word in _SUBDISTRICTS} | {word.casefold(): "desa" for word in _VILLAGES}
"""Every word that a subdistrict or a village has somewhere, with the word of everywhere."""

_SUBDISTRICT_OF, _VILLAGE_OF = _by_code(_SUBDISTRICTS), _by_code(_VILLAGES)
_SHORT = {"kecamatan": "Kec.", "distrik": "Dist.", "kapanewon": "Kap.", "kemantren": "Kem."}


def subdistrict_word(code: str) -> str:
    """What the subdistricts of an area's district are called: "Distrik" in Papua, "Kemantren" in Yogyakarta."""
    return _of(code, _SUBDISTRICT_OF, SUBDISTRICT)


def short_subdistrict_word(code: str) -> str:
    """The same where there is little room: "Kec."."""
    return _SHORT[subdistrict_word(code).casefold()]


def village_word(code: str) -> str:
    """What a village is called: "Kelurahan", "Desa", "Gampong"; of a longer code than a district's the village itself is asked about."""
    if code.rpartition(".")[2].startswith("1") and code.count(".") == 3:
        return TOWN_VILLAGE
    return _of(code, _VILLAGE_OF, VILLAGE)


def local_words(home: str) -> dict[str, str]:
    """A district's words for a subdistrict and a village, each with the word of everywhere: {"distrik": "kecamatan"}."""
    own = {subdistrict_word(home): SUBDISTRICT, _of(home, _VILLAGE_OF, VILLAGE): VILLAGE}
    return {word.casefold(): usual.casefold() for word, usual in own.items() if word != usual}


def _of(code: str, words: dict[str, str], otherwise: str) -> str:
    """The word of a district goes before its province's."""
    return words.get(code[:5]) or words.get(code[:2]) or otherwise


def written_name(code: str) -> str | None:
    """How a district writes its name where the register does otherwise: "Pangkalpinang"."""
    return _listed()["written"].get(code)


def short_forms(code: str) -> list[str]:
    """What an area is called for short where the beginnings of its words do not say it: "solo" is Kota Surakarta."""
    return _listed()["short"].get(code, "").split()


@cache
def _listed() -> dict[str, dict[str, str]]:
    return tomllib.loads(AREA_NAMES.read_text(encoding="utf-8"))
