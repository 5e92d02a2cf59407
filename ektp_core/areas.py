"""Province, districts, subdistricts and villages, found as people write them (docs/domain.md#areas)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from ektp_core.reading.names import joined, words_of


class Level(StrEnum):
    """From the whole to its parts."""

    PROVINCE = "province"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    VILLAGE = "village"


ALL_LEVELS = tuple(Level)
PREFIXES = {
    "provinsi": Level.PROVINCE,
    "prov": Level.PROVINCE,
    "kabupaten": Level.DISTRICT,
    "kab": Level.DISTRICT,
    "kota": Level.DISTRICT,
    "kecamatan": Level.SUBDISTRICT,
    "kec": Level.SUBDISTRICT,
    "desa": Level.VILLAGE,
    "kelurahan": Level.VILLAGE,
    "kel": Level.VILLAGE,
}
SHORT_FORMS = {
    "bateng": "bangkatengah",
    "basel": "bangkaselatan",
    "babar": "bangkabarat",
    "beltim": "belitungtimur",
    "babel": "kepulauanbangkabelitung",
    "bangkabelitung": "kepulauanbangkabelitung",
    "pkp": "pangkalpinang",
    "pgk": "pangkalpinang",
    "muntok": "mentok",
    "indukbangka": "bangka",
    "bangkainduk": "bangka",
}
BPS_CODES = {"1901": "19.01", "1902": "19.02", "1903": "19.05", "1904": "19.04", "1905": "19.03", "1906": "19.06", "1971": "19.71"}
"""BPS numbers Bangka Barat 03 and Bangka Selatan 05, Kemendagri the other way round (docs/domain.md#codes-of-areas)."""

CLOSE_ENOUGH = 86
SHORTEST_MISSPELT = 4
SHORTEST_MISSPELT_VILLAGE = 8
"""Nearly 400 villages: a short word is close to one of them by chance ("bantuan" to Bantan)."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area by its Kemendagri code, "19.04.01"; `name` as in the source, "Kabupaten Bangka Tengah"."""

    code: str
    name: str
    level: Level
    parent: str | None

    @property
    def short_name(self) -> str:
        """The name people use: "Bangka Tengah", "Pangkalpinang"."""
        if self.level is not Level.DISTRICT:
            return self.name
        name = self.name.removeprefix("Kabupaten ").removeprefix("Kota ")
        return "Pangkalpinang" if name == "Pangkal Pinang" else name


def kemendagri_code(bps: str) -> str:
    """The Kemendagri code of a district from its BPS code; KeyError when it is none of this province."""
    return BPS_CODES[bps]


class Areas:
    """All areas of a province, by code and by name."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._by_code = {area.code: area for area in areas}
        self._children: dict[str | None, list[Area]] = defaultdict(list)
        self._by_name: dict[str, list[Area]] = defaultdict(list)
        for area in self._by_code.values():
            self._children[area.parent].append(area)
            self._by_name[joined(area.short_name)].append(area)
        self._names = list(self._by_name)

    def __getitem__(self, code: str) -> Area:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Area]:
        return iter(self._by_code.values())

    def children(self, code: str) -> tuple[Area, ...]:
        """The parts of an area, in the order of their codes."""
        return tuple(self._children.get(code, ()))

    def find(self, text: str, *, home: str | None = None, levels: Collection[Level] = ALL_LEVELS) -> tuple[Area, ...]:
        """The areas that a text names, best first; none when nothing is close: a wrong place is worse than none.

        A prefix such as "kec." fixes the level. Higher levels come first, and areas below `home` before others of their level.
        """
        words = words_of(text)
        whole = "".join(words)
        prefix = PREFIXES.get(words[0]) if len(words) > 1 and whole not in self._by_name else None
        name = "".join(words[1:]) if prefix else whole
        name = SHORT_FORMS.get(name, name)
        found = self._by_name.get(name) or self._misspelt(name)
        allowed = {prefix} & set(levels) if prefix else levels
        order = {level: position for position, level in enumerate(Level)}
        matching = [area for area in found if area.level in allowed]
        return tuple(sorted(matching, key=lambda area: (order[area.level], not (home and area.code.startswith(home)), area.code)))

    def _misspelt(self, name: str) -> list[Area]:
        """The areas whose name is closest, all of them when several are equally close."""
        if len(name) < SHORTEST_MISSPELT:
            return []
        close = process.extract(name, self._names, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=None)
        best = max((score for _, score, _ in close), default=0)
        found = [area for known, score, _ in close if score == best for area in self._by_name[known]]
        return [area for area in found if area.level is not Level.VILLAGE or len(name) >= SHORTEST_MISSPELT_VILLAGE]
