"""Which area of a new edition of the area codes is which of the areas there are (docs/domain.md#a-new-edition-of-the-area-codes).

Level by level from the top, and only one to one: what fits two areas, or contradicts itself, is paired with none. Then the old area is
closed with everything that hangs on it and the new one begins empty, so that no figure is ever told of another area.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from ektp_core.areas import LEVELS, Area, Level
from ektp_core.reading.names import joined

FEWEST_PARTS = 2
"""So many parts of the same names say by themselves that it is the same area; one village's name may return by chance."""

Key = Callable[[Area], Hashable]


def pairs_of(before: Iterable[Area], edition: Iterable[Area]) -> dict[str, Area]:
    """By the code of each area of before, what it is in the edition; those that are not in it are left out."""
    return _Pairing(before, edition).pairs


class _Pairing:
    """The rules in their order; each takes only what the earlier ones have left."""

    def __init__(self, before: Iterable[Area], edition: Iterable[Area]) -> None:
        self.pairs: dict[str, Area] = {}
        self._old, self._new = ({area.code: area for area in areas} for areas in (before, edition))
        self._old_parts, self._new_parts = _parts(self._old.values()), _parts(self._new.values())
        for level in LEVELS:
            self._level(level)

    def _level(self, level: Level) -> None:
        old, new = ({code: area for code, area in areas.items() if area.level is level} for areas in (self._old, self._new))
        above = self._above
        self._pair(old, new, lambda area: (above(area), _name(area), area.code), lambda area: (area.parent, _name(area), area.code))
        self._pair(old, new, lambda area: (above(area), _name(area)), lambda area: (area.parent, _name(area)))
        self._pair(old, new, _whole(self._old_parts), _whole(self._new_parts))
        for code in self._contested(old, new):
            del old[code], new[code]
        self._pair(old, new, lambda area: (above(area), area.code), lambda area: (area.parent, area.code))
        self._pair(old, new, self._name_before, self._name_after)

    def _pair(self, old: dict[str, Area], new: dict[str, Area], of_old: Key, of_new: Key) -> None:
        """Pair what has a key that no other on either side has, and nothing that has lost most of its parts; a key of None is none."""
        olds, news = _single(of_old, old.values()), _single(of_new, new.values())
        for key in olds.keys() & news.keys():
            was, becomes = olds[key], news[key]
            if self._share_parts(was, becomes) or (_name(was) == _name(becomes) and self._above(was) == becomes.parent):
                self.pairs[was.code] = becomes
                del old[was.code], new[becomes.code]

    def _contested(self, old: Mapping[str, Area], new: Mapping[str, Area]) -> list[str]:
        """Codes at which another name stands, of which one has come from or gone to elsewhere: nothing says whether that is a new name."""
        names_old, names_new = (
            {key(area) for area in areas.values()} for key, areas in ((self._name_before, old), (self._name_after, new))
        )
        both = [code for code in old.keys() & new.keys() if self._above(old[code]) == new[code].parent]
        return [code for code in both if self._name_before(old[code]) in names_new or self._name_after(new[code]) in names_old]

    def _above(self, area: Area) -> str | None:
        """What an old area lies in, by its code in the edition; what lay in something lost lies in nothing of it."""
        if area.parent is None:
            return None
        above = self.pairs.get(area.parent)
        return above.code if above else f"lost {area.parent}"

    def _name_before(self, area: Area) -> Hashable:
        """By what an area is known that has come into another: a village by its name within its district, others within the province."""
        return (self._above(self._old[area.parent or ""]), _name(area)) if area.level is Level.VILLAGE else _name(area)

    def _name_after(self, area: Area) -> Hashable:
        return (self._new[area.parent or ""].parent, _name(area)) if area.level is Level.VILLAGE else _name(area)

    def _share_parts(self, was: Area, becomes: Area) -> bool:
        """Whether at least half of the parts have kept their names; a village has none."""
        old, new = self._old_parts[was.code], self._new_parts[becomes.code]
        return len(old & new) * 2 >= len(old)


def _single(key_of: Key, areas: Iterable[Area]) -> dict[Hashable, Area]:
    """The areas by their keys, without those that share one."""
    found = [(key, area) for area in areas if (key := key_of(area)) is not None]
    count = Counter(key for key, _ in found)
    return {key: area for key, area in found if count[key] == 1}


def _parts(areas: Iterable[Area]) -> defaultdict[str, frozenset[str]]:
    """The names of the parts of each area."""
    names: dict[str, set[str]] = defaultdict(set)
    for area in areas:
        if area.parent:
            names[area.parent].add(_name(area))
    return defaultdict(frozenset, {code: frozenset(found) for code, found in names.items()})


def _whole(parts: Mapping[str, frozenset[str]]) -> Key:
    return lambda area: parts[area.code] if len(parts[area.code]) >= FEWEST_PARTS else None


def _name(area: Area) -> str:
    """However it is written: "Fak Fak", "FAKFAK"."""
    return joined(area.name)


def moved_parts(pairs: Mapping[str, Area], before: Mapping[str, Area], area: Area) -> Iterator[Area]:
    """The old areas that parts of a new one lay in before."""
    found = (before[code].parent for code, part in pairs.items() if part.parent == area.code)
    return (before[parent] for parent in dict.fromkeys(found) if parent)
