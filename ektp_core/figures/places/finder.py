"""The area of each row, one after the other: children stand below their parent."""

from dataclasses import dataclass, field, replace

from ektp_core.areas import PREFIXES, Areas, Level
from ektp_core.country.files import is_within
from ektp_core.figures.codes import as_bps, level_of, parent_code
from ektp_core.figures.places.labels import Key, is_total, without_total
from ektp_core.figures.places.names import PlaceNames, readings
from ektp_core.figures.places.outside import Borders, Judged, Scope, is_national, of_number
from ektp_core.figures.places.row_area import RowArea, RowKind, RowRemark
from ektp_core.reading.names import words_of


@dataclass(slots=True)
class Finder:
    """Finds the area of each row; remembers the last one, since children stand below their parent."""

    areas: Areas
    home: str | None
    context: str | None = None
    abroad: str | None = None
    """The province or district elsewhere that the titles name, where they name none of the home province."""

    last: str | None = None
    heading: str | None = None
    """The area of a row without numbers: those below lie in it."""

    names: PlaceNames = field(init=False)
    borders: Borders = field(init=False)
    _passed: int = 0
    """Headings whose parts had no total of their own."""

    _meant: dict[str, str] = field(default_factory=dict)
    """What codes of another list than the ministry's mean, by the names beside them."""

    def __post_init__(self) -> None:
        self.names = PlaceNames(self.areas)
        self.borders = Borders(self.areas, self.abroad)

    def find(self, key: Key) -> RowArea:
        """The area of a row. A code counts where its name agrees, is absent, or belongs to nobody."""
        if is_national(key.name):
            return RowArea(RowKind.NATIONAL)
        if _is_unnamed(key):
            return self._total(key)
        place = self._judged(key)
        if place.kind is RowKind.AREA:
            self.last = place.code
            self.heading = self.heading if self.heading and (place.code or "").startswith(f"{self.heading}.") else None
        if place.kind in {RowKind.AREA, RowKind.FOREIGN} and not is_total(key.name):
            self.borders.count(is_home=place.kind is RowKind.AREA)
        return place

    def _judged(self, key: Key) -> RowArea:
        judged = self.borders.judge(key, self._is_beside(key))
        self.borders.pass_by(judged)
        match judged.scope:
            case Scope.AWAY:
                return RowArea(RowKind.FOREIGN, key.code or next(iter(judged.codes), None))
            case Scope.UNCLEAR:
                return RowArea(RowKind.SEVERAL, ", ".join(judged.codes[:3]))
        place = self._by_code(key, judged) if key.code else self._by_name(key, judged)
        if place.kind is RowKind.TOTAL and place.code is None:
            return self._total(key)
        if place.kind is RowKind.TOTAL:
            self.borders.total()
        return replace(place, near_above=judged.near_above) if judged.near_above else place

    def _total(self, key: Key) -> RowArea:
        """A total that names nothing: of the heading above its rows, else of the rows since the last one, whosever these are."""
        whose = self.borders.total()
        if self.heading and not self._passed:
            heading, self.heading = self.heading, None
            return RowArea(RowKind.TOTAL, heading)
        kind = {Scope.AWAY: RowKind.FOREIGN, Scope.UNCLEAR: RowKind.NATIONAL}.get(whose, RowKind.TOTAL)
        return RowArea(kind)

    def _is_beside(self, key: Key) -> bool:
        """Whether a name is that of a subdistrict or village in the district of the row above, of the title, or at home."""
        if key.level or key.code:
            return False
        around = [*self._headed(), *({self.last[:5]} if self.last and "." in self.last else ()), self._near()]
        return any(self.names.exact(key.name, None, place) for place in around if "." in place)

    def begin(self, key: Key) -> None:
        """Take in a row without numbers: where it names an area that has parts, these follow."""
        if not key.name:
            return
        self.borders.pass_by(self.borders.judge(key, self._is_beside(key)))
        named = [area for area in self.areas.named(words_of(key.name)) if self.areas.children(area.code)]
        near = [area for area in named if area.code.startswith(self._near())]
        lowest = [area for area in near or named if area.level is Level.SUBDISTRICT]
        if len(lowest) == 1:
            self._passed += self.heading is not None
            self.heading = lowest[0].code

    def _by_code(self, key: Key, judged: Judged) -> RowArea:
        code = key.code or ""
        known = code in self.areas
        if known and key.level and level_of(code) is not key.level and (not key.name or self._named(key.name, key.level, None)):
            known = False
        if known and not key.name:
            return RowArea(RowKind.AREA, code, RowRemark.CODE_ALONE if _may_be_bps(code) and not key.is_dotted else None)
        if known and self._is_name_of(key.name, code) and self._lies_inside(code, self._parent_of(key)):
            return RowArea(RowKind.AREA, code)
        if not key.name:
            return RowArea(RowKind.UNKNOWN, code)
        return self._by_both(code, key, judged, known)

    def _is_name_of(self, name: str, code: str) -> bool:
        return code in self._named(name, self.areas[code].level, None)

    @staticmethod
    def _lies_inside(code: str, parent: str | None) -> bool:
        return not parent or code.startswith(f"{parent}.")

    def _parent_of(self, key: Key) -> str | None:
        """What a row lies in by the names above it, else by what the beginning of its code turned out to mean."""
        parent = self._parent(key)
        return self._meant.get(parent_code(key.code or "") or "") if parent is None else parent

    def _by_both(self, code: str, key: Key, judged: Judged, known: bool) -> RowArea:
        """A code whose name says something else: BPS's, or one of the two is wrong and the name decides where it names an area."""
        level = key.level or level_of(code)
        parent = self._parent_of(key)
        district = as_bps(code)
        if district in self.areas and (not parent or is_within(parent, district or "") or is_within(district or "", parent)):
            named = [district] if level is Level.DISTRICT else list(self._named(key.name, level, district))
            if len(named) == 1 and self._is_name_of(key.name, str(named[0])):
                return RowArea(RowKind.AREA, named[0], RowRemark.BPS if _looks_bps(code) else RowRemark.NAME_OVER_CODE, code)
        named = list(judged.codes) if level is Level.DISTRICT and judged.codes else list(self._named(key.name, level, parent))
        if len(named) == 1:
            self._meant[code] = named[0]
            return RowArea(RowKind.AREA, named[0], RowRemark.BPS if _looks_bps(code) else RowRemark.NAME_OVER_CODE, code)
        if known:
            return RowArea(RowKind.AREA, code, RowRemark.CODE_OVER_NAME)
        return RowArea(RowKind.SEVERAL, ", ".join(named[:3])) if named else RowArea(RowKind.UNKNOWN, code)

    def _by_name(self, key: Key, judged: Judged) -> RowArea:
        name = key.name
        if all(word in PREFIXES for word in words_of(name)) and not self._is_name_here(key):
            return RowArea(RowKind.TOTAL)
        if is_total(name):
            return self._named_total(key)
        if (parent := self._parent(key)) == "":
            return RowArea(RowKind.UNKNOWN)
        if _is_district(key, judged):
            found = tuple(code for code in judged.codes if "." in code)
        else:
            found = self._nearby(name, key.level) if parent is None else self._named(name, key.level, parent)
            found = found or (judged.codes if judged.is_near else ())
        if not found:
            whole = self._named_after_the_whole(name)
            return self._near_by(key, parent) if whole.kind is RowKind.UNKNOWN else whole
        if len(found) > 1:
            return RowArea(RowKind.SEVERAL, ", ".join(found[:3]))
        return RowArea(RowKind.AREA, found[0], RowRemark.NEAR if judged.is_near else None)

    def _named_total(self, key: Key) -> RowArea:
        """A total that says whose it is, or names an area whose parts stand above it."""
        rest = without_total(key.name)
        if above := self._whole_above(rest):
            return RowArea(RowKind.TOTAL, above)
        asked = Key(name=rest, level=key.level if key.above else None)
        named = self._by_name(asked, self.borders.judge(asked, self._is_beside(asked))) if rest else RowArea(RowKind.TOTAL)
        return RowArea(RowKind.TOTAL, named.code if named.kind is RowKind.AREA else None)

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
        return any(self.names.exact(key.name, key.level, place) for place in around if place)

    def _near_by(self, key: Key, parent: str | None) -> RowArea:
        """A name close to that of the only area here that it may be: "Gantong" is Gantung, which has to be confirmed.

        A district is looked for in the whole country: one that is not known there is none of the province's with another name.
        """
        if key.level is Level.DISTRICT:
            return RowArea(RowKind.UNKNOWN)
        around = [parent] if parent else [*self._headed(), *self._family(), self._near()]
        code = self.names.only_near(key.name, key.level, around)
        return RowArea(RowKind.AREA, code, RowRemark.NEAR) if code else RowArea(RowKind.UNKNOWN)

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
            found = self._above(level, name, parent, key.code)
            if len(found) != 1 and level is Level.SUBDISTRICT and parent is None:
                found = tuple(code for code in found if code.startswith(self._near()))
            if not found and level is Level.PROVINCE and self.borders.country.named(name, level).codes:
                continue
            if len(found) != 1:
                return ""
            parent = found[0]
        return parent

    def _above(self, level: Level, name: str, parent: str | None, code: str | None) -> tuple[str, ...]:
        """The areas of a level that a name above the row means; a district that the province of old had lies in another now."""
        if level is Level.DISTRICT:
            codes = tuple(filter(self.borders.country.is_home, self.borders.country.named(name, level).codes))
            return (self.context,) if self.context in codes else of_number(codes, code)
        return self._named(name, level, parent)

    def _near(self) -> str:
        return self.context or self.home or ""

    def _nearby(self, name: str, level: Level | None) -> tuple[str, ...]:
        """A name without anything above it: below the last area first, then in the district of the title, then anywhere.

        Of a city and a regency with one name only the title decides: that one of them is the office's own says nothing.
        """
        for place in [*self._headed(), *self._surroundings(level)]:
            if found := self.names.exact(name, level, place):
                return found
        found = self._named(name, level, None)
        namesakes = tuple(code for code in found if code.count(".") == 1)
        if len(namesakes) > 1:
            return (self.context,) if self.context in namesakes else namesakes
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
        if self.last is None or level is Level.DISTRICT:
            return []
        parts = self.last.split(".")
        return [".".join(parts[:depth]) for depth in range(min(len(parts), 3), 2, -1)]

    def _named(self, name: str, level: Level | None, parent: str | None) -> tuple[str, ...]:
        return self.names.named(name, level, parent, self._near() or None)


def _is_unnamed(key: Key) -> bool:
    """Whether a row names nothing: a total of what stands above it."""
    return not key.code and (not key.name or (is_total(key.name) and not without_total(key.name)))


def _is_district(key: Key, judged: Judged) -> bool:
    """Whether a row is said to be a district: by its column, else by the word before its name, "Kab. Bogor"."""
    if key.level:
        return key.level is Level.DISTRICT
    return bool(judged.codes) and any(each.level is Level.DISTRICT for each in readings(key.name))


def _looks_bps(code: str) -> bool:
    """BPS numbers two districts the other way round, subdistricts with three digits and villages from 1 on, not from 1001."""
    parts = code.split(".")
    return _swapped(code) or (len(parts) > 2 and len(parts[2]) == 3) or (len(parts) > 3 and int(parts[3]) < 1000)


def _swapped(code: str) -> bool:
    """Whether BPS means another district by this code."""
    district = as_bps(code)
    return district is not None and not code.startswith(district)


def _may_be_bps(code: str) -> bool:
    """Whether BPS may mean another district by a code: its subdistricts and villages are told by their shape, its districts are not."""
    return level_of(code) is Level.DISTRICT and as_bps(code) != code
