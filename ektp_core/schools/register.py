"""The schools of the district, found as pupils and parents write them (docs/domain.md#names-of-schools)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ektp_core.areas import Areas
from ektp_core.reading.names import joined, words_of

CLOSE_ENOUGH = 85
STATE_WORDS = frozenset({"negeri", "n", "s", "swasta"})
LEADING = re.compile(r"(smansa|smanda|smkn|smks|smk|sman|smas|sma|man|mas|ma|slbn|slb)\s*(\d*)(.*)")
LONG_ENOUGH_TO_STOP_EARLY = 10
KIND_OF = {
    "smansa": "sma",
    "smanda": "sma",
    "sman": "sma",
    "smas": "sma",
    "smkn": "smk",
    "smks": "smk",
    "man": "ma",
    "mas": "ma",
    "slbn": "slb",
}
UPPER = frozenset({"SMA", "SMAN", "SMAS", "SMK", "SMKN", "SMKS", "MA", "MAN", "MAS", "SLB", "N"})


@dataclass(frozen=True, slots=True)
class School:
    """A school by its national number (NPSN); coordinates in degrees, None where they are not trusted."""

    npsn: str
    name: str
    level: str
    subdistrict: str
    address: str
    latitude: float | None
    longitude: float | None
    source: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class SpokenName:
    """A school's name taken apart: kind ("sma"), number ("1" or ""), and the rest as one word ("koba")."""

    kind: str
    number: str
    rest: str


def tidy_name(raw: str, subdistrict: str) -> str:
    """A register's spelling as a sign would show it: "SMK NEGERI 1 SUNGAISELAN" in Sungai Selan is "SMKN 1 Sungai Selan"."""
    text = re.sub(r"\b(SMA|SMK)\s+NEGERI\b", r"\1N", raw.upper())
    words = [word if word in UPPER else word.capitalize() for word in text.split()]
    tidy = " ".join(words)
    joined_subdistrict = joined(subdistrict)
    for start in range(len(words)):
        if joined(" ".join(words[start:])) == joined_subdistrict:
            return " ".join([*words[:start], subdistrict])
    return tidy


def spoken(text: str) -> SpokenName | None:
    """Take a written school name apart; None when the text does not begin like a school."""
    words = [word for word in words_of(text) if word not in STATE_WORDS]
    match = LEADING.fullmatch(" ".join(words))
    if match is None:
        return None
    kind, number, rest = match.groups()
    number = number.lstrip("0") or number
    implied = {"smansa": "1", "smanda": "2"}.get(kind, "")
    joined_rest = rest.replace(" ", "")
    place = joined_rest if number else joined_rest.rstrip("0123456789")
    return SpokenName(KIND_OF.get(kind, kind), number or joined_rest[len(place) :] or implied, place)


class Schools:
    """All schools, by number, subdistrict and name."""

    def __init__(self, schools: Iterable[School], areas: Areas) -> None:
        self._by_npsn = {school.npsn: school for school in schools}
        self._in_subdistrict: dict[str, list[School]] = defaultdict(list)
        self._spoken: dict[str, SpokenName] = {}
        for school in self._by_npsn.values():
            self._in_subdistrict[school.subdistrict].append(school)
            self._spoken[school.npsn] = spoken(school.name) or SpokenName("", "", joined(school.name))

    def __getitem__(self, npsn: str) -> School:
        return self._by_npsn[npsn]

    def __iter__(self) -> Iterator[School]:
        return iter(self._by_npsn.values())

    def get(self, npsn: str | None) -> School | None:
        """The school with this number, if there is one."""
        return self._by_npsn.get(npsn or "")

    def __contains__(self, npsn: object) -> bool:
        return npsn in self._by_npsn

    @property
    def by_name(self) -> tuple[School, ...]:
        """All of them in the order of their names."""
        return _by_name(self)

    def of_kind(self, text: str) -> tuple[School, ...]:
        """All schools of a kind when nothing but the kind is named: "sma", "smk", "slb"."""
        asked = spoken(text)
        if asked is None or asked.number or asked.rest:
            return ()
        return _by_name(school for school in self if self._spoken[school.npsn].kind == asked.kind)

    def in_subdistrict(self, code: str) -> tuple[School, ...]:
        """The schools of one subdistrict, by name."""
        return _by_name(self._in_subdistrict.get(code, ()))

    def find(self, text: str) -> tuple[School, ...]:
        """The schools that a text may mean; several when it leaves kind's number or place open, none rather than a wrong one.

        A number that was written is never changed: "SMAN 3 Koba" is no school here.
        """
        asked = spoken(text)
        if asked is None or not (asked.number or asked.rest):
            return ()
        alike = [school for school in self if self._fits(self._spoken[school.npsn], asked)]
        if not asked.rest:
            return _by_name(alike)
        rests = {school.npsn: self._spoken[school.npsn].rest for school in alike}
        found = _closest(asked.rest, rests) or _begun(asked.rest, rests)
        return _by_name(self._by_npsn[npsn] for npsn in found)

    @staticmethod
    def _fits(known: SpokenName, asked: SpokenName) -> bool:
        return known.kind == asked.kind and (not asked.number or known.number == asked.number)


def _by_name(schools: Iterable[School]) -> tuple[School, ...]:
    return tuple(sorted(schools, key=lambda school: school.name))


def _closest(rest: str, rests: dict[str, str]) -> list[str]:
    """The schools whose name is closest, all of them when several are equally close."""
    close = process.extract(rest, rests, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=None)
    best = max((score for _, score, _ in close), default=0)
    return [npsn for _, score, npsn in close if score == best]


def _begun(rest: str, rests: dict[str, str]) -> list[str]:
    """The schools whose long name begins so: "SMA Dian Harapan" for "SMA Dian Harapan Bangka"."""
    if len(rest) < LONG_ENOUGH_TO_STOP_EARLY:
        return []
    return _closest(rest, {npsn: known[: len(rest)] for npsn, known in rests.items() if len(known) > len(rest)})
