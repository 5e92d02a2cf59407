"""A new school in a sentence: its name as it is written, its number, and where it is said to lie."""

import re
from collections.abc import Sequence

from ektp_core.areas import Area
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.word_sets import word_set
from ektp_core.schools.spoken import kind_at
from ektp_core.understanding.staff.words import COURTESY, NEW_SCHOOL, is_one

LIES_IN = word_set("di kec kecamatan desa kelurahan daerah in at")
"""Before where a school lies; without one of them a place is of its name: "SMAN 4 Koba"."""

ENDS = word_set(
    "belum lum masukkan masukin daftarkan daftarin tambah tambahkan tambahin tolong mohon"
    " ke npsn alamat jadikan mau terdaftar ga gak tidak blm ketemu"
)
_NPSN = re.compile(r"(?<!\d)\d{8}(?!\d)")


def name_of(text: Text, areas: Sequence[Said[Area]]) -> str:
    """The school's name: from its kind on, to a sign or to what is said of it: "ada sekolah baru smk nusantara di koba"; "" for none.

    A kind alone is no name ("smk swasta baru di koba, smk maritim"); of several names the last is asked to be added.
    """
    tokens = text.tokens
    said = [token.text for token in tokens]
    where = {at for each in areas for at in range(each.start, each.end)}
    kinds = {at: kind for at in range(len(tokens)) if (kind := kind_at(said, at)) and (kind.kind or kind.glued)}
    if not kinds:
        starts = [at for at, token in enumerate(tokens) if token.text.isalnum() and not is_one(token, NEW_SCHOOL | COURTESY)]
        return _words(starts[0], _end(starts[0], text, where), text) if starts else ""
    named = [(at, end) for at, kind in kinds.items() if (end := _end(at, text, where)) > kind.end or (kind.glued and end)]
    return _words(*named[-1], text) if named else ""


def _end(start: int, text: Text, where: set[int]) -> int:
    """The word behind those that may be a name."""
    end = start
    while end < len(text.tokens):
        token = text.tokens[end]
        is_abbreviation = token.text == "." and end + 1 < len(text.tokens) and text.tokens[end + 1].glued
        if not is_abbreviation and (not token.text[0].isalnum() or token.text in ENDS | LIES_IN or _NPSN.fullmatch(token.text)):
            break
        if end > start and end not in where and token.text in NEW_SCHOOL:
            break
        end += 1
    return end


def _words(start: int, end: int, text: Text) -> str:
    return text.words(start, end) if end > start else ""


def lies_in(text: Text, areas: Sequence[Said[Area]]) -> tuple[Area, ...]:
    """Where it is said to lie: the places behind "di" or "kecamatan"."""
    said = [token.text for token in text.tokens]
    return tuple(dict.fromkeys(each.value for each in areas if LIES_IN.intersection(said[max(0, each.start - 1) : each.start + 1])))


def npsn_of(written: str) -> str:
    """The one number of eight digits, "" for none or several."""
    found = set(_NPSN.findall(written))
    return found.pop() if len(found) == 1 else ""
