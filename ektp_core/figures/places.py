"""Which area a row is about: by code, by name, by the columns of each level, by what stands above it."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from ektp_core.areas import LEVELS, PREFIXES, WHICH_OF_SEVERAL, Areas, Level
from ektp_core.figures.codes import as_bps, level_of
from ektp_core.reading.names import joined, words_of

_TOTAL = re.compile(
    r"\b(?:(?:sub|grand)\s?(?:jumlah|total)|jumlah|jml|jmlh|grand|total|tot|t o t a l|j u m l a h|rekap(?:itulasi)?|keseluruhan"
    r"|se-?\s?(?:kab|kabupaten|kota|kecamatan|kec|provinsi|prov))\b[\s:.]*",
    re.IGNORECASE,
)
_NO_AREA = re.compile(
    r"\b(?:rata[ -]?rata|rerata|persentase|persen|prosentase|kenaikan|penurunan|selisih|target|sasaran|sisa"
    r"|bulan|minggu|tahun|hari|triwulan|semester|blanko|blangko|keterangan|catatan|pindahan|ranking|peringkat|rasio|capaian|realisasi)\b",
    re.IGNORECASE,
)
"""Words of a row below the areas that reckons something else, or is of another time."""

_VILLAGE = re.compile(r"^(?:ds|d|kel ?/ ?desa|desa ?/ ?kel(?:urahan)?|kelurahan ?/ ?desa|desa ?/ ?kelurahan)\b[. ]*", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?P<code>[0-9][0-9.]*)?[\s.):/-]*(?P<name>[^\W\d].*?)(?:\s+\(?(?P<after>[0-9][0-9.]{3,})\)?)?\s*$")


class RowKind(StrEnum):
    """What a row turned out to be."""

    AREA = "area"
    TOTAL = "total"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    SEVERAL = "several"


class RowRemark(StrEnum):
    """What should be said about how an area was found."""

    BPS = "bps"
    MAY_BE_BPS = "may_be_bps"
    NAME_OVER_CODE = "name_over_code"
    CODE_OVER_NAME = "code_over_name"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Key:
    """What a row says of its area: codes and names, of the whole or by level; the lowest filled level is the row's own."""

    code: str | None = None
    name: str = ""
    level: Level | None = None
    above: tuple[tuple[Level, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RowArea:
    """The area of a row, or why there is none. A TOTAL with a code says whose total it is."""

    kind: RowKind
    code: str | None = None
    remark: RowRemark | None = None


def is_total(text: str) -> bool:
    """Whether a label says total: "JUMLAH", "Total Kec. Koba"."""
    return bool(_TOTAL.search(text)) and not text.strip().lower().startswith("jumlah penduduk")


def is_no_area(text: str) -> bool:
    """Whether a row says itself that it is of no area: an average, a share, a total of last month."""
    return _NO_AREA.search(text) is not None


def is_blank(text: str) -> bool:
    """Whether a label is what a pivot table calls rows without one: "(blank)"."""
    return joined(text) in {"blank", "kosong"}


def without_total(text: str) -> str:
    """The rest of a total's label, the area it names."""
    return _TOTAL.sub("", text).strip(" :.-/()")


def code_and_name(text: str) -> tuple[str | None, str]:
    """ "19.04.01 KOBA" and "KOBA (190401)" taken apart; a number in front such as "1." is neither."""
    match = _NUMBERED.match(text)
    if not match:
        return None, text.strip()
    code = match["code"] or match["after"] or ""
    return (code.rstrip(".") if len(code.replace(".", "")) >= 4 else None), _VILLAGE.sub("desa ", match["name"].strip())


@dataclass(slots=True)
class Finder:
    """Finds the area of each row; remembers the last one, since children stand below their parent."""

    areas: Areas
    home: str | None
    context: str | None = None
    last: str | None = None
    heading: str | None = None
    """The area of a row without numbers: those below lie in it."""

    _passed: int = 0
    """Headings whose parts had no total of their own."""

    _cache: dict[tuple[str, Level | None, str | None], tuple[str, ...]] = field(default_factory=dict)

    def find(self, key: Key) -> RowArea:
        """The area of a row. A code counts where its name agrees, is absent, or belongs to nobody."""
        place = self._by_code(key) if key.code else self._by_name(key)
        if place.kind is RowKind.TOTAL and place.code is None and self.heading and not self._passed:
            place, self.heading = RowArea(RowKind.TOTAL, self.heading), None
        if place.kind is RowKind.AREA:
            self.last = place.code
            self.heading = self.heading if self.heading and (place.code or "").startswith(f"{self.heading}.") else None
        return place

    def begin(self, key: Key) -> None:
        """Take in a row without numbers: where it names an area that has parts, these follow."""
        named = [area for area in self.areas.named(words_of(key.name)) if self.areas.children(area.code)] if key.name else []
        near = [area for area in named if area.code.startswith(self._near())]
        lowest = [area for area in near or named if area.level is Level.SUBDISTRICT]
        if len(lowest) == 1:
            self._passed += self.heading is not None
            self.heading = lowest[0].code

    def _by_code(self, key: Key) -> RowArea:
        code = key.code or ""
        known = code in self.areas
        if known and key.level and level_of(code) is not key.level and (not key.name or self._named(key.name, key.level, None)):
            known = False
        if known and (not key.name or self._is_name_of(key.name, code)):
            return RowArea(RowKind.AREA, code, None if key.name or not _swapped(code) else RowRemark.MAY_BE_BPS)
        if code.split(".")[0] not in self.areas:
            return RowArea(RowKind.FOREIGN, code)
        if not key.name:
            return RowArea(RowKind.UNKNOWN, code)
        return self._by_both(code, key, known)

    def _is_name_of(self, name: str, code: str) -> bool:
        return code in self._named(name, self.areas[code].level, None)

    def _by_both(self, code: str, key: Key, known: bool) -> RowArea:
        """A code whose name says something else: BPS's, or one of the two is wrong and the name decides where it names an area."""
        level = key.level or level_of(code)
        district = as_bps(code)
        if district in self.areas:
            named = [district] if level is Level.DISTRICT else list(self._named(key.name, level, district))
            if len(named) == 1 and self._is_name_of(key.name, str(named[0])):
                return RowArea(RowKind.AREA, named[0], RowRemark.BPS if _looks_bps(code) else RowRemark.NAME_OVER_CODE)
        named = list(self._named(key.name, level, self._parent(key)))
        if len(named) == 1:
            return RowArea(RowKind.AREA, named[0], RowRemark.NAME_OVER_CODE)
        return RowArea(RowKind.AREA, code, RowRemark.CODE_OVER_NAME) if known else RowArea(RowKind.UNKNOWN, code)

    def _by_name(self, key: Key) -> RowArea:
        name = key.name
        if not name:
            return RowArea(RowKind.TOTAL)
        if all(word in PREFIXES for word in words_of(name)) and not self._is_name_here(key):
            return RowArea(RowKind.TOTAL)
        if is_total(name):
            rest = without_total(name)
            if above := self._whole_above(rest):
                return RowArea(RowKind.TOTAL, above)
            named = self._by_name(Key(name=rest, level=key.level if key.above else None)) if rest else None
            known = named is not None and named.kind is RowKind.AREA and named.code is not None
            return RowArea(RowKind.TOTAL, named.code if known and named else None)
        if (parent := self._parent(key)) == "":
            return RowArea(RowKind.FOREIGN if self._is_foreign(key) else RowKind.UNKNOWN)
        found = self._nearby(name, key.level) if parent is None else self._named(name, key.level, parent)
        if not found:
            whole = self._named_after_the_whole(name)
            return self._near_by(key, parent) if whole.kind is RowKind.UNKNOWN else whole
        return RowArea(RowKind.AREA, found[0]) if len(found) == 1 else RowArea(RowKind.SEVERAL, ", ".join(found[:3]))

    def _named_after_the_whole(self, name: str) -> RowArea:
        """A total that carries its area's name in a column of the parts: BANGKA TENGAH below its subdistricts."""
        named = [area.code for area in self.areas.named(words_of(name)) or self.areas.find(name, levels={Level.PROVINCE})]
        return RowArea(RowKind.TOTAL, named[0]) if len(named) == 1 and self.areas.children(named[0]) else RowArea(RowKind.UNKNOWN)

    def _whole_above(self, name: str) -> str | None:
        """Of a total's name the area whose parts stand above it: "Jumlah Koba" below the villages of Koba, of which one is Koba."""
        above = {area.code for area in self.areas.named(words_of(name))} if name else set()
        parts = (self.last or "").split(".")
        return next((code for depth in range(len(parts) - 1, 0, -1) if (code := ".".join(parts[:depth])) in above), None)

    def _is_name_here(self, key: Key) -> bool:
        """Whether a word of a level is a name where the row stands: Kota is a village of Tanjungpandan."""
        around = [self._parent(key) or ""] if key.above else [*self._headed(), *self._surroundings(key.level)]
        around += [self.context] if self.context and self.context.count(".") > 1 else []
        return any(self._exact(key.name, key.level, place) for place in around if place)

    def _near_by(self, key: Key, parent: str | None) -> RowArea:
        """A name close to that of the only area here that it may be: "Gantong" is Gantung, which has to be confirmed."""
        words = words_of(key.name)
        kept = {word for word in words if word in WHICH_OF_SEVERAL or word.isdecimal()}
        around = [parent] if parent else [*self._headed(), *self._family(), self._near()]
        for place in around:
            near = [area for area in self.areas.near(words) if area.code.startswith(f"{place}.") and key.level in (None, area.level)]
            alike = [area for area in near if {word for word in words_of(area.name) if word in WHICH_OF_SEVERAL} == kept]
            highest = [area for area in alike if area.level is min((each.level for each in alike), key=LEVELS.index)]
            if len(highest) == 1:
                return RowArea(RowKind.AREA, highest[0].code, RowRemark.NEAR)
        return RowArea(RowKind.UNKNOWN)

    def _headed(self) -> list[str]:
        """What a heading above the row names."""
        return [self.heading] if self.heading else []

    def _family(self) -> list[str]:
        """What the last area lies in."""
        return [self.last.rpartition(".")[0]] if self.last and "." in self.last else []

    def _parent(self, key: Key) -> str | None:
        """The lowest area above the row that the row names; None when it names none, "" when one of them is unknown."""
        parent: str | None = None
        for level, name in key.above:
            found = self._named(name, level, parent)
            if len(found) != 1 and level is Level.SUBDISTRICT and parent is None:
                found = tuple(code for code in found if code.startswith(self._near()))
            if len(found) != 1:
                return ""
            parent = found[0]
        return parent

    def _is_foreign(self, key: Key) -> bool:
        level, name = key.above[0]
        return level is Level.PROVINCE and not self._named(name, level, None)

    def _near(self) -> str:
        return self.context or self.home or ""

    def _nearby(self, name: str, level: Level | None) -> tuple[str, ...]:
        """A name without anything above it: below the last area first, then in the district of the title, then anywhere."""
        for place in [*self._headed(), *self._surroundings(level)]:
            if found := self._exact(name, level, place):
                return found
        found = self._named(name, level, None)
        if self.heading and (inside := tuple(code for code in found if code.startswith(f"{self.heading}."))):
            found = inside
        near = tuple(code for code in found if code.startswith(self._near()))
        if len(found) > 1 and near:
            found = near
        if len(found) > 1 and level is None:
            highest = min(code.count(".") for code in found)
            found = tuple(code for code in found if code.count(".") == highest)
        return found

    def _surroundings(self, level: Level | None) -> list[str]:
        if self.last is None or PREFIXES.get(level or "") is Level.DISTRICT:
            return []
        parts = self.last.split(".")
        return [".".join(parts[:depth]) for depth in range(min(len(parts), 3), 2, -1)]

    def _exact(self, name: str, level: Level | None, parent: str) -> tuple[str, ...]:
        return tuple(
            area.code for area in self.areas.named(words_of(name)) if area.code.startswith(f"{parent}.") and level in (None, area.level)
        )

    def _named(self, name: str, level: Level | None, parent: str | None) -> tuple[str, ...]:
        """The areas of a level with a name, below a parent where one is known; misspelt ones when nothing fits."""
        key = (name, level, parent)
        if key not in self._cache:
            found = self.areas.find(name, home=self._near() or None, levels=(level,) if level else LEVELS, within=parent)
            self._cache[key] = tuple(area.code for area in found)
        return self._cache[key]


def _looks_bps(code: str) -> bool:
    """BPS numbers two districts the other way round, subdistricts with three digits and villages from 1 on, not from 1001."""
    parts = code.split(".")
    return _swapped(code) or (len(parts) > 2 and len(parts[2]) == 3) or (len(parts) > 3 and int(parts[3]) < 1000)


def _swapped(code: str) -> bool:
    """Whether BPS means another district by this code."""
    district = as_bps(code)
    return district is not None and not code.startswith(district)
