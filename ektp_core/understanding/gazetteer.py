"""The names of the board's schools and areas, ready to be found inside a sentence, with the short forms that people use."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from ektp_core.areas import SHORT_FORMS, SHORTEST_MISSPELT_VILLAGE, Area, Areas, Level
from ektp_core.reading.names import joined, words_of
from ektp_core.reading.word_sets import word_set
from ektp_core.schools.register import School, Schools, spoken

CONTRACTED_FROM, CONTRACTED_TO = 2, 4
"""Letters that a short form takes of each word: "lubes", "simkat", "basel"."""

ORDINARY_WORDS = word_set("jeruk dul kelapa payung damar gantung baru besar timur barat selatan tengah induk")
"""Names that are words of every day: no place without "desa" or "kecamatan" before it."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Area names by their joined spelling, and the schools by kind and place."""

    areas: dict[str, Area]
    first_words: frozenset[str]
    beginnings: frozenset[str]
    longest: int
    schools: dict[tuple[str, str], tuple[School, ...]]
    home: Area
    pairs: dict[str, tuple[tuple[str, Area], ...]]
    """Names of two words by their second word, with the first: "Pkl Baru" is found so."""

    subdistricts: tuple[Area, ...]
    misspellable: tuple[str, ...]
    """Names long enough to be recognised with a slip in them; of villages only long ones: there are many of them."""

    def words(self) -> set[str]:
        """Every word of a name: right as it is."""
        return {word for area in self.areas.values() for word in words_of(area.short_name)} | set(self.areas)


@lru_cache(maxsize=4)
def gazetteer_of(schools: Schools, areas: Areas, home: Area) -> Gazetteer:
    """The gazetteer of one board; a board that follows gets its own."""
    named: dict[str, Area] = {}
    shown = list(_by_importance(areas, home))
    for area in shown:
        named.setdefault(joined(area.short_name), area)
    named.setdefault("provinsi", shown[0])
    for short, full in SHORT_FORMS.items():
        if full in named:
            named.setdefault(short, named[full])
    for short, area in (*_last_words(areas.children(home.code), named), *_contractions(shown)):
        named.setdefault(short, area)
    grouped: dict[tuple[str, str], list[School]] = {}
    for school in schools:
        if name := spoken(school.name):
            grouped.setdefault((name.kind, name.rest), []).append(school)
    first_words = frozenset(words[0] for area in shown if len(words := words_of(area.short_name)) > 1)
    by_place = {key: tuple(sorted(found, key=lambda school: school.name)) for key, found in grouped.items()}
    kept = {name: area for name, area in named.items() if name not in ORDINARY_WORDS}
    misspellable = [
        name
        for name, area in kept.items()
        if (area.level is not Level.SUBDISTRICT or area.parent == home.code)
        and name == joined(area.short_name)
        and len(name) >= (SHORTEST_MISSPELT_VILLAGE if area.level is Level.VILLAGE else 5)
    ]
    beginnings = frozenset({words_of(area.short_name)[0] for area in shown} | set(kept))
    return Gazetteer(kept, first_words, beginnings, 3, by_place, home, _pairs(shown), areas.children(home.code), tuple(misspellable))


def _pairs(shown: list[Area]) -> dict[str, tuple[tuple[str, Area], ...]]:
    pairs: dict[str, list[tuple[str, Area]]] = {}
    for area in shown:
        words = words_of(area.short_name)
        if len(words) == 2 and area.level is not Level.VILLAGE:
            pairs.setdefault(words[1], []).append((words[0], area))
    return {second: tuple(found) for second, found in pairs.items()}


def _by_importance(areas: Areas, home: Area) -> Iterator[Area]:
    """The province and its districts, the home district's subdistricts and villages, then the other subdistricts."""
    province = areas[home.parent or ""]
    districts = areas.children(province.code)
    yield province
    yield from districts
    subdistricts = areas.children(home.code)
    yield from subdistricts
    for subdistrict in subdistricts:
        yield from areas.children(subdistrict.code)
    for district in districts:
        yield from (each for each in areas.children(district.code) if district != home)


def _last_words(subdistricts: tuple[Area, ...], named: dict[str, Area]) -> Iterator[tuple[str, Area]]:
    """The second word of a subdistrict's name, where it is no everyday word: "Selan", "Katis"."""
    for area in subdistricts:
        _, *rest = words_of(area.short_name)
        if len(rest) == 1 and rest[0] not in ORDINARY_WORDS and rest[0] not in named:
            yield rest[0], area


def _contractions(shown: list[Area]) -> Iterator[tuple[str, Area]]:
    """Short forms from the beginnings of two words, where no other district or subdistrict has the same."""
    made: dict[str, set[str]] = {}
    by_code = {}
    for area in shown:
        words = words_of(area.short_name)
        if len(words) != 2 or area.level is Level.VILLAGE:
            continue
        by_code[area.code] = area
        sizes = range(CONTRACTED_FROM, CONTRACTED_TO + 1)
        for first, second in product(sizes, sizes):
            made.setdefault(words[0][:first] + words[1][:second], set()).add(area.code)
    for short, codes in made.items():
        if len(codes) == 1:
            yield short, by_code[codes.pop()]
        elif "19" not in codes and len(short) > 3:
            home = [code for code in sorted(codes) if code in by_code]
            yield short, by_code[home[0]]
