"""Texts speak of the office's own district: the names that they give as examples are found, and a subdistrict has its word there."""

from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from ektp_core.area_words import short_subdistrict_word, subdistrict_word
from ektp_core.areas import Area, Areas
from ektp_core.board import Board
from ektp_core.schools.register import School, Schools

UNUSUAL = 99
"""Sorts after every number that schools have."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Names that exist in one district, where it has such; `other` is another subdistrict."""

    here: str
    """The district with its level: "Kabupaten Bogor"."""

    district: str
    subdistrict: str
    other: str
    school: str
    vocational: str
    npsn: str
    kec: str
    kecamatan: str
    """What a subdistrict is called there, short and written out."""


_NOWHERE = Examples("…", "…", "…", "…", "SMAN 1 …", "SMKN 1 …", "10101010", "Kec.", "kecamatan")
_NOW: ContextVar[Examples] = ContextVar("examples", default=_NOWHERE)


def use_examples(board: Board) -> None:
    """From now on, in whatever is answered here, texts name examples of this board."""
    _NOW.set(_of(board.schools, board.areas, board.home))


class CurrentExamples:
    """`eg` in the templates: `{{ eg.school }}`."""

    def __getattr__(self, name: str) -> str:
        found: str = getattr(_NOW.get(), name)
        return found


def in_local_words(label: str) -> str:
    """A button's words with what a subdistrict is called here."""
    if "{" not in label:
        return label
    now = _NOW.get()
    return label.replace("{kec}", now.kec).replace("{kecamatan}", now.kecamatan).replace("{Kecamatan}", now.kecamatan.capitalize())


@lru_cache(maxsize=4)
def _of(schools: Schools, areas: Areas, home: Area) -> Examples:
    school, vocational = _first(schools, "sma"), _first(schools, "smk")
    parts = [area.name for area in areas.children(home.code)]
    first = areas[school.subdistrict].name if school else parts[0]
    return Examples(
        home.name,
        home.own_name,
        first,
        next((name for name in reversed(parts) if name != first), first),
        school.name if school else f"SMAN 1 {first}",
        vocational.name if vocational else f"SMKN 1 {first}",
        school.npsn if school else "10101010",
        short_subdistrict_word(home.code),
        subdistrict_word(home.code).casefold(),
    )


def _first(schools: Schools, kind: str) -> School | None:
    """The state school of the kind with the lowest number, whose name is its place."""
    named = [(schools.spoken(school), school) for school in schools if school.is_placed]
    alike = [(int(name.number or UNUSUAL), school.name, school) for name, school in named if name.kind == kind]
    return min(alike, key=lambda each: each[:2])[2] if alike else None
