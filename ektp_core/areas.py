"""Province, districts, subdistricts and villages, found as people write them (docs/domain.md#areas)."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from ektp_core.area_words import local_words, short_forms, subdistrict_word, village_word, written_name
from ektp_core.reading.names import LONGEST_NAME, NUMERALS, SHORTEST_MISSPELT, Name, Names, joined, name_words, pieces_of, words_of
from ektp_core.reading.words.everyday import everyday_words
from ektp_core.reading.words.spelling import Spelling
from ektp_core.reading.words.text import spelling_of
from ektp_core.reading.words.word_sets import word_set


class Level(StrEnum):
    """From the whole to its parts."""

    PROVINCE = "province"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    VILLAGE = "village"


LEVELS = tuple(Level)
"""By how many dots their codes have."""


def level_of(code: str) -> Level:
    """The level that a code says: "19.04.01" is a subdistrict's."""
    return LEVELS[code.count(".")]


PREFIXES = {
    word: level
    for level, words in {
        Level.PROVINCE: "provinsi prov province",
        Level.DISTRICT: "kabupaten kab kota kotamadya kodya district regency city",
        Level.SUBDISTRICT: "kecamatan kec camat subdistrict",
        Level.VILLAGE: "desa kelurahan kel lurah village",
    }.items()
    for word in words.split()
}
"""What stands before a name says its level, everywhere in the country; `Areas.prefixes` has the local words, too."""

KIND_SAID = dict.fromkeys(("kabupaten", "kab", "regency"), "Kabupaten") | dict.fromkeys(("kota", "kotamadya", "kodya", "city"), "Kota")
"""Of two districts with one name it says which is meant: Kota Bogor, Kabupaten Bogor."""
LEVELS_BEHIND = {
    "province": (Level.PROVINCE,),
    "regency": (Level.DISTRICT,),
    "city": (Level.DISTRICT,),
    "district": (Level.DISTRICT, Level.SUBDISTRICT),
    "subdistrict": (Level.SUBDISTRICT,),
    "village": (Level.VILLAGE,),
}
"""English says behind the name what it is: "Bangka Regency"; "district" is said of both."""

SHORTEST_MISSPELT_VILLAGE = 8
"""Nearly 400 villages: a short word is close to one of them by chance ("bantuan" to Bantan)."""

SHORTEST_SAID_VILLAGE = 6
"""Behind "desa" or "kelurahan" it is said to be one."""

ORDINARY_WORDS = word_set("natal jeruk dul kelapa payung damar gantung baru besar timur barat selatan utara tengah induk atas ilir")
"""Names and parts of names that are words of every day."""

DIRECTIONS = word_set("timur barat selatan utara tengah")
ENGLISH_DIRECTIONS = {"east": "timur", "west": "barat", "south": "selatan", "north": "utara", "central": "tengah"}
"""English says them before the name: "Central Bangka"."""

DIRECTION_WORDS = DIRECTIONS | ENGLISH_DIRECTIONS.keys() | {f"{word}ern" for word in ENGLISH_DIRECTIONS}
"""Beside a name that is known they make another of it: "Bangka Utara", "Southern Bangka"."""

WHICH_OF_SEVERAL = frozenset({*NUMERALS, *DIRECTIONS, "atas", "ilir"})
"""Second words that tell one part of a village from another; at home people leave them out: "Terentang", "Kurau"."""


_KIND_OF_DISTRICT = re.compile(r"(?:Kabupaten|Kota)(?: Administrasi)? ")


@dataclass(frozen=True, slots=True)
class Area:
    """An area by its Kemendagri code, "19.04.01"; `name` as in the source, "Kabupaten Bangka Tengah"."""

    code: str
    name: str
    level: Level
    parent: str | None
    has_namesake: bool = False
    """Another district of the province has the same name: Kota and Kabupaten Bogor."""

    closed: date | None = None
    """Since when the area codes lack it; its figures and history stay (docs/domain.md#a-new-edition-of-the-area-codes)."""

    @property
    def own_name(self) -> str:
        """The name without its level: "Bangka Tengah", "Pangkalpinang", "Bogor"."""
        if self.level is not Level.DISTRICT:
            return self.name
        return written_name(self.code) or _KIND_OF_DISTRICT.sub("", self.name)

    @property
    def short_name(self) -> str:
        """The name people use: "Bangka Tengah", "Pangkalpinang"; "Kab. Bogor" where there is a Kota Bogor, too."""
        return self.name.replace("Kabupaten", "Kab.", 1) if self.has_namesake else self.own_name

    @property
    def full_name(self) -> str:
        """The name with its level in the words of its province: "Kecamatan Koba", "Desa Jelutung", "Distrik Heram"."""
        match self.level:
            case Level.SUBDISTRICT:
                return f"{subdistrict_word(self.code)} {self.name}"
            case Level.VILLAGE:
                return f"{village_word(self.code)} {self.name}"
        return self.name


class Areas:
    """All areas of a province, by code and by name.

    A closed one is found by its code, so that what hangs on it can be told; going through the areas, their parts and names leaves it out.
    """

    def __init__(self, areas: Iterable[Area], home: str | None = None) -> None:
        """Of places in the district `home` one word of the name is enough: "Selan", "Terentang"."""
        self._by_code = _with_namesakes(areas)
        self.prefixes = PREFIXES | {word: PREFIXES[usual] for word, usual in local_words(home or "").items()}
        """What stands before a name here and says its level."""

        self.closed = tuple(area for area in self._by_code.values() if area.closed)
        self._children: dict[str | None, list[Area]] = defaultdict(list)
        for area in self:
            self._children[area.parent].append(area)
        near = frozenset(tuple(pieces_of(area.own_name)) for area in self if home and area.code.startswith(f"{home}."))
        taken = {joined(area.own_name): area.code for area in self}
        self._names_of = {area.code: (*_names_of(area, home, near), *_short_names(area, taken)) for area in self}
        self._names = Names((name for names in self._names_of.values() for name in names), everyday_words())

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of a name."""
        return frozenset(word for area in self for word in words_of(area.own_name))

    @cached_property
    def spelling(self) -> Spelling:
        """In which the words of the names are no slips of others."""
        return spelling_of(sorted(self.words))

    def __getitem__(self, code: str) -> Area:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Area]:
        return (area for area in self._by_code.values() if not area.closed)

    def subdistrict_at(self, code: str) -> Area | None:
        """The subdistrict that a school or a visit lies in, by its code; None where only its district is known."""
        return self._by_code[code] if level_of(code) is Level.SUBDISTRICT else None

    def children(self, code: str) -> tuple[Area, ...]:
        """The parts of an area, in the order of their codes."""
        return tuple(self._children.get(code, ()))

    def closed_within(self, code: str) -> tuple[Area, ...]:
        """The closed parts of an area: whoever follows one is still told what is told to all of the area."""
        return tuple(area for area in self.closed if area.parent == code)

    def closed_named(self, text: str) -> tuple[Area, ...]:
        """The closed areas of just this name, with a word for their level before it or without."""
        whole, alone = joined(text), joined(text.partition(" ")[2])
        return tuple(area for area in self.closed if joined(area.own_name) in (whole, alone))

    def names_of(self, area: Area) -> tuple[Name[Area], ...]:
        """Every name that an area goes by."""
        return self._names_of[area.code]

    def spellings_of(self, area: Area) -> frozenset[str]:
        """Every name and short form of an area as one word; no beginnings of words that are a word of every day."""
        return frozenset(Names(self._names_of[area.code], everyday_words()).spellings())

    def find(
        self, text: str, *, home: str | None = None, levels: Collection[Level] = LEVELS, within: str | None = None
    ) -> tuple[Area, ...]:
        """The areas that a text names, best first, also only those `within` another; none when nothing is close.

        A prefix such as "kec." fixes the level, and what follows a name says where it lies ("Riding Panjang, Belinyu"). Higher levels come
        first, and areas below `home` before others of their level.
        """
        whole = pieces_of(text)
        words = whole if self._names.exact(whole) else name_words(text)  # "Balai Jaya" has no small word in it
        order = {level: position for position, level in enumerate(Level)}
        matching = [area for area in self._found(words) if area.level in levels and (within is None or area.code.startswith(f"{within}."))]
        return tuple(sorted(matching, key=lambda area: (order[area.level], not (home and area.code.startswith(home)), area.code)))

    def meant(self, text: str, home: str) -> tuple[Area, ...]:
        """What `find` finds, where a subdistrict goes before the village of its name inside it; several are to be asked about."""
        found = self.find(text, home=home)
        codes = {area.code for area in found}
        return tuple(area for area in found if area.parent not in codes or self[area.parent].name != area.name)

    def told_apart(self, area: Area) -> str:
        """An area's name with its level, and where it lies for a village ("Desa Nibung, Koba") and for a subdistrict with a namesake."""
        is_subdistrict = area.level is Level.SUBDISTRICT
        shared = is_subdistrict and sum(each.level is area.level for each in self._names.exact(pieces_of(area.name))) > 1
        around = self[area.parent] if area.parent and (area.level is Level.VILLAGE or shared) else None
        return f"{area.full_name}, {around.short_name}" if around else area.full_name

    def _found(self, words: Sequence[str]) -> Sequence[Area]:
        if len(words) > 1 and words[-1] in LEVELS_BEHIND and not self._names.exact(words):
            return _of_kind([area for area in self._found(words[:-1]) if area.level in LEVELS_BEHIND[words[-1]]], words[-1])
        said = words[0] if len(words) > 1 and words[0] in self.prefixes and not self._names.exact(words) else None
        return self.called(words[1:] if said else words, said) or self._inside_another(words)

    def called(self, name: Sequence[str], said: str | None, *, slips: bool = True) -> Sequence[Area]:
        """The areas that words name; a word before them says the level ("kec"), or nothing does (None).

        "Kota" and "kabupaten" also say which of two districts with one name is meant.
        """
        names = self._names
        level = self.prefixes[said] if said else None
        if slips:
            found = names.find(name, said=bool(said))
        else:
            found = names.exact(name) or names.shortened(name, said=bool(said)) or names.abbreviated(name)
        if slips and not found and level is Level.VILLAGE:
            found = names.misspelt(name, SHORTEST_SAID_VILLAGE)
        return _of_kind([area for area in found if level in (None, area.level)], said or "")

    def near(self, words: Sequence[str]) -> Sequence[Area]:
        """The areas that words may have meant, the closest first."""
        return self._names.near(words[1:] if words and words[0] in self.prefixes else words)

    def _inside_another(self, words: Sequence[str]) -> Sequence[Area]:
        """An area with the name of what it lies in behind it: "desa Jelutung kec. Namang"."""
        for length in range(len(words) - 1, 0, -1):
            around = [area.code for area in self.named(words[length:])]
            if around and (inside := [area for area in self._found(words[:length]) if _lies_in(area, around)]):
                return inside
        return ()

    def named(self, words: Sequence[str]) -> Sequence[Area]:
        """The areas with just this name, nothing left out and no slip in it."""
        found = self._names.exact(words)
        if len(words) > 1 and words[-1] in LEVELS_BEHIND and not found:
            return _of_kind([area for area in self.named(words[:-1]) if area.level in LEVELS_BEHIND[words[-1]]], words[-1])
        level = self.prefixes.get(words[0]) if len(words) > 1 and not found else None
        return found or [area for area in self._names.exact(words[1:]) if level is area.level]


def _of_kind(areas: Sequence[Area], said: str) -> Sequence[Area]:
    """Of areas with one name those that are a city, or a regency, where a word says so."""
    kind = KIND_SAID.get(said)
    return [area for area in areas if kind and area.name.startswith(kind)] or areas


def _with_namesakes(areas: Iterable[Area]) -> dict[str, Area]:
    """The areas by code; districts that share their name with another of the province know it."""
    by_code = {area.code: area for area in areas}
    count = Counter((area.parent, area.own_name) for area in by_code.values() if area.level is Level.DISTRICT and not area.closed)
    return {
        code: replace(area, has_namesake=True) if area.level is Level.DISTRICT and count[area.parent, area.own_name] > 1 else area
        for code, area in by_code.items()
    }


def _lies_in(area: Area, codes: Collection[str]) -> bool:
    return any(area.code.startswith(f"{code}.") for code in codes)


def _names_of(area: Area, home: str | None, near: Collection[tuple[str, ...]]) -> Iterator[Name[Area]]:
    """Every name that an area goes by: its own, and the one that it is known by; `near` are the names inside the home district."""
    is_village = area.level is Level.VILLAGE
    words = tuple(pieces_of(area.own_name))
    distinctive = area.level is Level.SUBDISTRICT and area.parent == home and len(words) == 2 and words[1] not in ORDINARY_WORDS
    slips_from = LONGEST_NAME if words[0] in ORDINARY_WORDS else SHORTEST_MISSPELT_VILLAGE if is_village else SHORTEST_MISSPELT
    yield Name(area, words, slips_from, contracted=not is_village, parts=words[1:] if distinctive else ())
    if is_village and home and area.code.startswith(home) and len(words) == 2 and words[1] in WHICH_OF_SEVERAL and words[:1] not in near:
        yield Name(area, words[:1], slips_from, contracted=False)
    for english in (english for english, direction in ENGLISH_DIRECTIONS.items() if words[1:] and words[-1] == direction):
        yield Name(area, (english, *words[:-1]), slips_from, contracted=False)
        # Two slips make "Bangka East" of "Bangka West".
        yield Name(area, (*words[:-1], english), LONGEST_NAME, contracted=False)


def _short_names(area: Area, taken: Mapping[str, str]) -> Iterator[Name[Area]]:
    """What an area is called for short, unless another is called so there."""
    yield from (Name(area, (short,), LONGEST_NAME) for short in short_forms(area.code) if taken.get(short, area.code) == area.code)
