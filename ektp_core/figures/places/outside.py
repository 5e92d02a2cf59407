"""Whether a row is of the home province: by the names of provinces and districts, then by codes, then by what stands above it.

Names go before codes, for BPS and the ministry number the same areas differently (docs/domain.md#national-sheets).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ektp_core.areas import Areas, Level
from ektp_core.country.offices import SPLIT_PROVINCES
from ektp_core.figures.codes import level_of
from ektp_core.figures.places.country import WHOLES, Country, Named
from ektp_core.figures.places.labels import Key, is_total, without_total
from ektp_core.figures.places.names import LEVEL_WORDS
from ektp_core.reading.names import words_of

NATION = frozenset({"indonesia", "nasional", "seluruhindonesia", "seindonesia", "republikindonesia", "tingkatnasional", "national"})


LONGEST_DISTRICT = 4
"""Words: Kepulauan Siau Tagulandang Biaro."""

LONGEST_TITLE_WORDS = 30
FIRST_CITY = "71"


class Scope(StrEnum):
    """Whose a row is. OPEN says nothing of it; UNCLEAR may be either, or contradicts itself."""

    HOME = "home"
    AWAY = "away"
    OPEN = "open"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Judged:
    """Whose a row is, and the provinces and districts that its own name means, of several those that may be meant here."""

    scope: Scope
    codes: tuple[str, ...] = ()
    is_near: bool = False
    near_above: str = ""
    """A district's name above the row that is none of today, and was taken all the same."""


class Borders:
    """Judges the rows of one table; remembers a province or district elsewhere whose rows follow."""

    def __init__(self, areas: Areas, abroad: str | None = None) -> None:
        self._areas = areas
        self.country = Country(areas)
        self.abroad = abroad
        """The province or district elsewhere that the title or the last row named."""

        self._seen_away = abroad is not None
        self._below_district = False
        self._home = self._away = 0

    def judge(self, key: Key, is_place_here: bool) -> Judged:
        """Whose a row is; `is_place_here` when its name is that of a subdistrict or village beside the row above."""
        own = self._own(key, is_place_here)
        around = self._around(key)
        above = next((name for level, name in key.above if level is Level.DISTRICT), "")
        if own.codes:
            return self._judged(own, around, key.code)
        if above and (districts := self.country.named(above, Level.DISTRICT)).codes:
            judged = self._judged(districts, around, key.code)
            return Judged(Scope.HOME, near_above=above if judged.is_near else "") if judged.scope is Scope.HOME else judged
        if around:
            return Judged(Scope.HOME if any(map(self.country.is_home, around)) else Scope.AWAY)
        if key.code:
            return Judged(Scope.OPEN if self.country.is_home(key.code) else Scope.AWAY)
        return Judged(Scope.AWAY if self.abroad else Scope.OPEN)

    def _own(self, key: Key, is_place_here: bool) -> Named:
        """What the row's own name means, where it may be a province's or district's."""
        level = key.level or (level_of(key.code) if key.code else None)
        if not key.name or (level and level not in WHOLES) or (is_place_here and level is None and not self._is_list_of_districts()):
            return Named()
        return self.country.named(without_total(key.name) if is_total(key.name) else key.name, level)

    def _is_list_of_districts(self) -> bool:
        """Whether districts, and some of elsewhere, stood above, so that a district's name here is one more of them."""
        return self.abroad is not None or (self._seen_away and self._below_district)

    def _around(self, key: Key) -> tuple[str, ...]:
        """The provinces that the row says it lies in: by name, else by code; with those that were taken out of an older one."""
        named = next((self.country.named(name, level).codes for level, name in key.above if level is Level.PROVINCE), ())
        return tuple(part for province in named for part in (province, *SPLIT_PROVINCES.get(province, ())))

    def _judged(self, named: Named, around: Collection[str], code: str | None) -> Judged:
        provinces = around or ({self.abroad[:2]} if self.abroad else set())
        codes = of_number(tuple(each for each in named.codes if each[:2] in provinces) or named.codes, code)
        home = [self.country.is_home(code) for code in codes]
        if not all(home):
            return Judged(Scope.UNCLEAR if any(home) else Scope.AWAY, codes, named.is_near)
        contradicts = bool(around) and not any(code[:2] in around for code in codes)
        return Judged(Scope.UNCLEAR, (*codes, *around)) if contradicts else Judged(Scope.HOME, codes, named.is_near)

    def pass_by(self, judged: Judged) -> None:
        """Take in whose a row or heading is: the rows below one that names a district elsewhere are its parts."""
        if judged.codes and judged.scope is Scope.AWAY:
            self.abroad = judged.codes[0]
        elif judged.codes:
            self.abroad = None
        self._below_district = bool(judged.codes)

    def count(self, *, is_home: bool) -> None:
        """Count a row since the last total."""
        self._home += is_home
        self._away += not is_home
        self._seen_away |= not is_home

    def total(self) -> Scope:
        """Whose a total is that does not say it: of the rows since the last one, of all rows where none stands between; UNCLEAR of both."""
        home, away = self._home, self._away
        self._home = self._away = 0
        if away:
            return Scope.UNCLEAR if home else Scope.AWAY
        return Scope.UNCLEAR if self._seen_away and not home else Scope.HOME


def of_number(codes: tuple[str, ...], code: str | None) -> tuple[str, ...]:
    """Of a city and a regency with one name the one that a code speaks of: in every list cities are numbered from 71 on."""
    district = (code or "").split(".")[1:2]
    alike = tuple(each for each in codes if district and (each[3:] >= FIRST_CITY) is (district[0] >= FIRST_CITY))
    return alike or codes


def is_national(name: str) -> bool:
    """Whether a label is the whole country's: "INDONESIA", "JUMLAH NASIONAL"."""
    return "".join(without_total(name).casefold().split()) in NATION


def elsewhere_in(titles: Collection[str], areas: Areas) -> str | None:
    """The one district or province elsewhere whose name a title is, or says behind the word for it; None where one is at home, too."""
    country = Country(areas)
    found = [code for title in titles for name in _names_in(title) for code in country.bearing(name)]
    lowest = [code for code in found if not any(other.startswith(f"{code}.") for other in found)]
    return lowest[0] if len(set(lowest)) == 1 and not country.is_home(lowest[0]) else None


def _names_in(title: str) -> Iterator[str]:
    """A title as a whole, and what follows each word that says province or district in it, up to the longest name of one."""
    words = words_of(title) or " ".join(title.split()[:LONGEST_TITLE_WORDS]).casefold().split()
    yield " ".join(words)
    for at, word in enumerate(words):
        if LEVEL_WORDS.get(word) in WHOLES:
            yield from (" ".join(words[at : at + length]) for length in range(LONGEST_DISTRICT + 1, 1, -1))
