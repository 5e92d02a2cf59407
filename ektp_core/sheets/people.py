"""Lists of pupils, which nobody needs to send: told by their headers, refused before anything else of them is read."""

import re
from collections.abc import Iterable
from itertools import islice

from ektp_core.reading.cells import Row, Worksheet
from ektp_core.reading.words.word_sets import word_set
from ektp_core.refusal import Refusal
from ektp_core.sheets.columns import HEADER_WITHIN, as_typed

_CHILDREN = word_set("siswa siswi anak murid pelajar peserta didik pupil pupils student students child")
_NAME = word_set("nama name")
_AROUND_NAMES = _CHILDREN | _NAME | word_set("lengkap calon para full of")
_BIRTH = word_set("lahir kelahiran ttl birth")
_AROUND_BIRTHS = _BIRTH | word_set("tempat tanggal tgl dan place date of and")
_NUMBERS = word_set("nik nisn nkk kk")
_AROUND_NUMBERS = _NUMBERS | word_set("no nomor induk")


class ListOfPeople(Refusal):
    """A sheet is a list of pupils: names, NIKs or days of birth. It has no values: nothing of it is said back."""

    key = "staff/list_of_people"


def refuse_people(sheets: Iterable[Worksheet]) -> None:
    """Raise ListOfPeople where a row of headers names people and what is theirs."""
    if any(_names_people(row) for sheet in sheets for row in islice(sheet.open().rows, HEADER_WITHIN)):
        raise ListOfPeople


def _names_people(row: Row) -> bool:
    """Whether headers are of people: pupils' names, a day of birth in words, or a name beside a birth or a NIK ("LAHIR" alone counts)."""
    headers = [frozenset(re.findall(r"[^\W\d_]+", as_typed(cell).casefold())) for cell in row]
    names = [words for words in headers if words & _NAME and words <= _AROUND_NAMES]
    births = [words for words in headers if words & _BIRTH and words <= _AROUND_BIRTHS]
    numbers = [words for words in headers if words & _NUMBERS and words <= _AROUND_NUMBERS]
    is_said = any(words & _CHILDREN for words in names) or any(len(words) > 1 for words in births)
    return is_said or bool(names and (births or numbers))
