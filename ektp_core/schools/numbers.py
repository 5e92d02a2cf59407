"""A school's national number (NPSN) in a text: it names the school as its name does, and what contradicts it is asked."""

import re
from collections.abc import Sequence

from ektp_core.reading.names import LONGEST_NAME, name_words
from ektp_core.reading.words.signs import normal
from ektp_core.refusal import Refusal
from ektp_core.schools.register import School, Schools, spoken

_NUMBER = re.compile(r"(?<![0-9])(?<![0-9][-/.,])[1-9][0-9]{7}(?![0-9]|[-/.,][0-9])")
_SAID = re.compile(r"\b(?:(?:nomor|no\.?)\s+)?npsn\b[\s:=.]*(?:sekolah\s*)?$", re.IGNORECASE)
_AROUND = re.compile(r"^[\s(),;:/|-]+|[\s(),;:/|-]+$")
_CENTURIES = ("18", "19", "20", "21")


class NpsnUnclear(Refusal):
    """A school's number is unknown, or another's than the name beside it. Values: npsn, school (whose it is, or None), near (Schools)."""

    key = "npsn_unclear"

    def __init__(self, npsn: str, school: School | None, near: Sequence[School]) -> None:
        self.npsn, self.school = npsn, school
        self.near = tuple(dict.fromkeys([*filter(None, [school]), *near]))
        super().__init__(npsn=npsn, school=school, near=self.near)


def may_be_npsn(digits: str) -> bool:
    """Whether digits may be a school's number: eight of them, and no day written without signs."""
    if len(digits) != 8 or not digits.isdecimal() or digits[0] == "0":
        return False
    year_behind = digits[4:6] in _CENTURIES and _are_in_a_month(digits[:2], digits[2:4])
    year_before = digits[:2] in _CENTURIES and _are_in_a_month(digits[4:6], digits[6:])
    return not (year_behind or year_before)


def _are_in_a_month(*numbers: str) -> bool:
    return all(1 <= int(number) <= 31 for number in numbers)


def schools_named(text: str, schools: Schools) -> tuple[School, ...]:
    """The schools that a whole text may mean by name, by number, or by both. Raises NpsnUnclear."""
    plain = normal(text).strip()
    place = _NUMBER.search(plain) if len(plain) <= LONGEST_NAME else None
    if place is None:
        return schools.find(text)
    npsn, before = place.group(), _SAID.search(plain, 0, place.start())
    rest = _AROUND.sub("", f"{plain[: before.start() if before else place.start()]} {plain[place.end() :]}")
    school = schools.get(npsn)
    if before is None and school is None and not may_be_npsn(npsn):
        return schools.find(text)
    words, whole = name_words(rest), schools.find(rest) or schools.of_kind(rest)
    is_name = bool(whole) or (spoken(words) is not None and words != ["sekolah"])
    named = whole or _at_the_beginning(words, schools) if is_name else ()
    if school is None and (is_name or before or len(words) < 2):
        raise NpsnUnclear(npsn, None, named)
    if school and is_name and school not in named:
        raise NpsnUnclear(npsn, school, named)
    says_more = words and words != ["sekolah"] and not whole  # "10900778 minggu depan"
    return () if school is None or says_more else (school,)


def _at_the_beginning(words: Sequence[str], schools: Schools) -> tuple[School, ...]:
    """The schools that the longest beginning of words names: "SMAN 1 Koba minggu depan"."""
    beginnings = (schools.find(" ".join(words[:end])) for end in range(len(words) - 1, 1, -1))
    return next(filter(None, beginnings), ())
