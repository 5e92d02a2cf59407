"""The names of the board's schools and areas that may be said inside a sentence (docs/understanding.md#schools-and-places)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ektp_core.areas import DIRECTIONS, ORDINARY_WORDS, Area, Areas, Level
from ektp_core.reading.names import LONGEST_NAME, NUMERALS, Name, Names, joined, words_of
from ektp_core.reading.words.everyday import chat_words, everyday_words
from ektp_core.reading.words.word_sets import word_set
from ektp_core.schools.register import Schools
from ektp_core.schools.spoken import KIND_OF, SCHOOL

OTHER_KINDS = word_set("smp smpn mts mtsn mts sd sdn mi tk paud pondok ponpes pesantren univ universitas kampus stikes stain pkbm ma")
"""Schools that are not visited: the place behind them is no subdistrict that is asked about."""


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """`heard` are the areas that any sentence may name, the most important first; behind "desa" it may be any of `areas`."""

    schools: Schools
    areas: Areas
    home: Area
    heard: Names[Area]
    first_words: frozenset[str]
    """Of names of several words: these alone are no slip."""

    first_words_elsewhere: frozenset[str]
    """Of all areas' names of several words, villages elsewhere among them."""

    beginnings: frozenset[str]
    """Words with which an area's name or short form begins."""

    second_words: frozenset[str]
    """Of names of two words: "Pkl Baru" is found so."""

    by_number: frozenset[str]
    by_direction: frozenset[str]
    """Names that a numeral or a direction behind them makes others of: Terentang (III), Bangka (Barat)."""

    school_openers: frozenset[str]
    """Words with which a school begins: its kind, or its own name."""

    def words(self) -> set[str]:
        """Every word of a name: right as it is."""
        return {word for name in self.heard for word in (*words_of(name.thing.own_name), *name.words)} | set(self.heard.spellings())


@lru_cache(maxsize=4)
def gazetteer_of(schools: Schools, areas: Areas, home: Area) -> Gazetteer:
    """The gazetteer of one board; a board that follows gets its own."""
    names = [_cautious(name, home) for area in _heard_areas(areas, home) for name in areas.names_of(area) if _is_heard(name)]
    first_words = {name.words[0] for name in names if len(name.words) > 1}
    heard = Names([*names, Name(areas[home.parent or ""], ("provinsi",), LONGEST_NAME)], everyday_words() | first_words)
    full = [words_of(area.own_name) for area in _heard_areas(areas, home)]
    return Gazetteer(
        schools,
        areas,
        home,
        heard,
        first_words=frozenset(words[0] for words in full if len(words) > 1),
        first_words_elsewhere=frozenset(words[0] for area in areas if len(words := words_of(area.own_name)) > 1),
        beginnings=frozenset({words[0] for words in full} | {name.words[0] for name in names} | set(heard.spellings())),
        second_words=frozenset(words[1] for words in full if len(words) == 2),
        by_number=_bases(areas, NUMERALS),
        by_direction=_bases(areas, DIRECTIONS),
        school_openers=schools.beginnings() | frozenset(KIND_OF) | SCHOOL | OTHER_KINDS,
    )


def _bases(areas: Areas, last: Collection[str]) -> frozenset[str]:
    words = (words_of(area.own_name) for area in areas)
    return frozenset("".join(name[:-1]) for name in words if len(name) > 1 and name[-1] in last)


def _is_heard(name: Name[Area]) -> bool:
    """A name that is a word of every day is no place without "desa" or "kecamatan" before it: Kecamatan Ayah, "loteng"."""
    word, area = "".join(name.words), name.thing
    if len(name.words) > 1:
        return word not in chat_words()  # Kecamatan Ma'u
    if word != joined(area.own_name):
        return word not in everyday_words()
    return word not in ORDINARY_WORDS and (word not in chat_words() or area.level in (Level.PROVINCE, Level.DISTRICT))


def _cautious(name: Name[Area], home: Area) -> Name[Area]:
    """Of subdistricts elsewhere none is recognised with a slip in it, nor any by a part that is a word of every day."""
    name = replace(name, parts=tuple(part for part in name.parts if part not in everyday_words()))
    elsewhere = name.thing.level is Level.SUBDISTRICT and name.thing.parent != home.code
    return replace(name, slips_from=LONGEST_NAME, contracted=False) if elsewhere else name


def _heard_areas(areas: Areas, home: Area) -> Iterator[Area]:
    """All but villages elsewhere, and of these the ones that only a numeral tells from a place that is heard: "Jelutung II"."""
    inside = {each.code for each in areas.children(home.code)}
    heard = {area.code: area for area in areas if area.level is not Level.VILLAGE or area.parent in inside}
    yield from heard.values()
    known = {joined(area.own_name) for area in heard.values()}
    for area in areas:
        *first, last = words_of(area.own_name)
        if area.code not in heard and last in NUMERALS and "".join(first) in known:
            yield area
