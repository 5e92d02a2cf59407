"""The areas of the home province by the names that sheets give them (docs/domain.md#what-areas-are-called)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ektp_core.area_words import LOCAL_WORDS
from ektp_core.areas import KIND_SAID, LEVELS, PREFIXES, WHICH_OF_SEVERAL, Area, Areas, Level
from ektp_core.reading.names import joined, words_of

LEVEL_WORDS = (
    PREFIXES | {word: PREFIXES[usual] for word, usual in LOCAL_WORDS.items()} | dict.fromkeys(("prop", "propinsi"), Level.PROVINCE)
)
"""What stands before a name and says its level, anywhere in the country: the office's neighbours have other words than its own."""

ADMINISTRATIVE = frozenset({"adm", "administrasi"})
"""Jakarta's districts: "Kota Adm. Jakarta Pusat"."""

TOWN_WORDS = frozenset({"kelurahan", "kel", "lurah"})
_TOWN = "1"
"""Begins the last part of a kelurahan's code."""


@dataclass(frozen=True, slots=True)
class Written:
    """A name as it stands in a cell, taken apart: the word that says the level, and the name's own words."""

    said: str | None
    words: tuple[str, ...]

    @property
    def level(self) -> Level | None:
        """The level that is said."""
        return LEVEL_WORDS.get(self.said or "")


def readings(text: str) -> Iterator[Written]:
    """A name as a whole ("Kota Lhokseumawe" is a village, too), then without the words of its level one by one: "Desa/Kel. Koba"."""
    words = tuple(words_of(text))
    yield Written(None, words)
    for at, word in enumerate(words[:-1]):
        if words[0] not in LEVEL_WORDS or LEVEL_WORDS.get(word) is not LEVEL_WORDS[words[0]]:
            return
        skipped = words[at + 1] in ADMINISTRATIVE and at + 2 < len(words)
        yield Written(words[0], words[at + 1 + skipped :])


def bearing(areas: Areas, written: Written) -> Sequence[Area]:
    """The areas that bear just this name; as a whole it is theirs with what looks like a word of a level: "Kota Lama"."""
    found = areas.named(written.words)
    if written.said or not (written.words and written.words[0] in LEVEL_WORDS):
        return found
    return [area for area in found if joined(area.own_name) == "".join(written.words)]


def of_kind(areas: Sequence[Area], written: Written, text: str) -> Sequence[Area]:
    """Of areas with one name those of the kind that is said, where one is: city or regency, kelurahan or another village."""
    kind = KIND_SAID.get(written.said or "")
    alike = [area for area in areas if area.level is not Level.DISTRICT or not kind or area.name.startswith(kind)]
    if written.level is Level.VILLAGE and len({word for word in words_of(text) if LEVEL_WORDS.get(word) is Level.VILLAGE}) == 1:
        is_town = written.said in TOWN_WORDS
        alike = [area for area in alike if area.code.rpartition(".")[2].startswith(_TOWN) is is_town]
    return alike or areas


def with_full_name(areas: Sequence[Area], written: Written) -> Sequence[Area]:
    """Those whose whole name it is, before those that are known by it as a short form: Naga Timbul before Nagatimbul Timur."""
    return [area for area in areas if joined(area.own_name) == "".join(written.words)] or areas


@dataclass(slots=True)
class PlaceNames:
    """Looks names up in the province; what was found is remembered, since sheets repeat them."""

    areas: Areas
    _found: dict[tuple[str, Level | None, str | None, str | None], tuple[str, ...]] = field(default_factory=dict)

    def named(self, name: str, level: Level | None, parent: str | None, near: str | None) -> tuple[str, ...]:
        """The areas of a level with a name, below a parent where one is known, those in `near` first; misspelt ones when nothing fits."""
        key = (name, level, parent, near)
        if key not in self._found:
            self._found[key] = tuple(area.code for area in self._look_up(name, [level] if level else LEVELS, parent, near))
        return self._found[key]

    def _look_up(self, name: str, levels: Collection[Level], parent: str | None, near: str | None) -> Sequence[Area]:
        whole, *without = readings(name)
        for written in without:
            found = [area for area in self.areas.find(name, home=near, levels=levels, within=parent) if written.level is area.level]
            if inside := found or self._called(written, levels, parent):
                return of_kind(with_full_name(inside, written), written, name)
        return with_full_name(self.areas.find(name, home=near, levels=levels, within=parent), whole)

    def _called(self, written: Written, levels: Collection[Level], parent: str | None) -> Sequence[Area]:
        found = self.areas.called(written.words, None)
        return [area for area in found if area.level is written.level and area.level in levels and _lies_in(area, parent)]

    def exact(self, name: str, level: Level | None, parent: str) -> tuple[str, ...]:
        """The areas below a parent that bear just this name, with the word of their level or without."""
        for written in readings(name):
            found = [area for area in bearing(self.areas, written) if level in (None, area.level) and _lies_in(area, parent)]
            found = [area for area in found if written.level in (None, area.level)]
            if found:
                return tuple(area.code for area in of_kind(with_full_name(found, written), written, name))
        return ()

    def only_near(self, name: str, level: Level | None, around: Sequence[str]) -> str | None:
        """The only area that a name is close to, in the first place around where there is one: numbers and directions are as written."""
        words = words_of(name)
        kept = {word for word in words if word in WHICH_OF_SEVERAL or word.isdecimal()}
        for place in around:
            near = [area for area in self.areas.near(words) if area.code.startswith(f"{place}.") and level in (None, area.level)]
            alike = [area for area in near if {word for word in words_of(area.name) if word in WHICH_OF_SEVERAL} == kept]
            highest = [area for area in alike if area.level is min((each.level for each in alike), key=LEVELS.index)]
            if len(highest) == 1:
                return highest[0].code
        return None


def _lies_in(area: Area, parent: str | None) -> bool:
    return parent is None or area.code.startswith(f"{parent}.")
