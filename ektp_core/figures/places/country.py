"""The provinces and districts of the whole country by the names that sheets give them: a district's name is nearly one in the country."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ektp_core.areas import KIND_SAID, Area, Areas, Level
from ektp_core.country.offices import FORMER_NAMES, PROVINCES_SAID, offices
from ektp_core.figures.places.names import Written, bearing, readings

WHOLES = (Level.PROVINCE, Level.DISTRICT)
"""The levels that the register of offices knows everywhere."""


@dataclass(frozen=True, slots=True)
class Named:
    """The codes that a name may mean; `is_near` where it is no name of today: one with a slip in it, or a former one."""

    codes: tuple[str, ...] = ()
    is_near: bool = False


@dataclass(slots=True)
class Country:
    """Looks up whose name it is, at home and elsewhere; `areas` are the home province's."""

    areas: Areas
    _found: dict[tuple[str, Level | None], Named] = field(default_factory=dict)

    def named(self, name: str, level: Level | None) -> Named:
        """The provinces and districts that a name means; only by their whole names where nothing says that it is one of them."""
        if (name, level) not in self._found:
            self._found[name, level] = self._look_up(name, level)
        return self._found[name, level]

    @staticmethod
    def bearing(name: str) -> tuple[str, ...]:
        """The provinces and districts that bear just this name."""
        return next((codes for each in readings(name) if each.words and (codes := _codes(_exact(each, each.level)))), ())

    def _look_up(self, name: str, level: Level | None) -> Named:
        """The name of today before short forms at home before short forms elsewhere before a former name before one with a slip."""
        written = [(each, each.level or level) for each in readings(name) if each.words]
        written = [(each, said) for each, said in written if said is None or said in WHOLES]
        for each, said in written:
            if codes := _codes(_exact(each, said)):
                return Named(codes)
        told = [(each, said) for each, said in written if said]
        for areas, slips in ((self.areas, False), (offices(), False)):
            for each, said in told:
                if codes := _codes(_of_level(areas.called(each.words, None, slips=slips), said, each)):
                    return Named(codes)
        for each, _ in written:
            if former := FORMER_NAMES.get("".join(each.words)):
                return Named((former,), is_near=True)
        for each, said in told:
            if codes := _codes(_of_level(offices().called(each.words, None), said, each)):
                return Named(codes, is_near=True)
        return Named()

    def is_home(self, code: str) -> bool:
        """Whether a code's province is the home province."""
        return code.split(".", maxsplit=1)[0] in self.areas


def _exact(written: Written, level: Level | None) -> Iterator[Area]:
    if level is not Level.DISTRICT and (province := PROVINCES_SAID.get("".join(written.words))):
        yield offices()[province]
    yield from _of_level(bearing(offices(), written), level, written)


def _of_level(areas: Sequence[Area], level: Level | None, written: Written) -> Sequence[Area]:
    """Those of a level, and of them the cities or the regencies where a word says so: "Kab. Banjar" is never Kota Banjar."""
    found = [area for area in areas if area.level in WHOLES and level in (None, area.level)]
    kind = KIND_SAID.get(written.said or "")
    return [area for area in found if kind and area.name.startswith(kind)] or found


def _codes(areas: Collection[Area] | Iterator[Area]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(area.code for area in areas))
