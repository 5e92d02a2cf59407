"""What a new edition of the area codes changes in an office's province (docs/domain.md#a-new-edition-of-the-area-codes)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from ektp_core.areas import Area, Level
from ektp_core.country.files import is_within
from ektp_core.country.pairing import moved_parts, pairs_of
from ektp_core.country.register import Register
from ektp_core.reading.names import joined

MOST_VANISHED = 0.1
"""Of the areas of the province, and of the home district: a file that lacks more is a part of an edition, or damaged."""


class EditionFault(StrEnum):
    """Why an edition cannot be taken over into an office's areas."""

    NO_HOME = "no_home"
    HOME_RECODED = "home_recoded"
    """The home district has another code: the database and the settings are named by its code, so it keeps that as long as they live."""

    VANISHED = "vanished"


class NotForThisOffice(Exception):
    """The edition is not taken over. `code` is the home district's in the edition; `lost` and `known` count areas of `around`."""

    def __init__(self, fault: EditionFault, home: Area, code: str = "", around: Area | None = None, lost: int = 0, known: int = 0) -> None:
        super().__init__(fault, home.code, code, lost, known)
        self.fault = fault
        self.home = home
        self.code = code
        self.around = around
        self.lost = lost
        self.known = known


@dataclass(frozen=True, slots=True)
class Pair:
    """One area as it was, and as it is in the edition."""

    before: Area
    after: Area


@dataclass(frozen=True, slots=True)
class Split:
    """A new area, and those that parts of it lay in before."""

    area: Area
    of: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class AreaChanges:
    """What an edition makes of a province: what differs, and every area that is in force with it."""

    before: tuple[Area, ...]
    """Every area there was, the closed ones too: the changes count for these alone."""

    edition: tuple[Area, ...]
    renamed: tuple[Pair, ...]
    """Other names at the same code."""

    recoded: tuple[Pair, ...]
    """Other codes, perhaps with another name too."""

    new: tuple[Area, ...]
    split: tuple[Split, ...]
    """Of the new ones those that came out of others."""

    vanished: tuple[Area, ...]
    left: tuple[Pair, ...]
    """Districts that are another province's now: closed here as vanished ones are, with everything in them."""

    closing: frozenset[str]
    """The codes there were of all that is closed with this edition."""

    returned: tuple[Area, ...]
    """Closed areas that are in the codes again."""

    aside: Mapping[str, str]
    """Codes of closed areas that another area has now, and what they are kept under."""

    @property
    def is_empty(self) -> bool:
        return not (self.renamed or self.recoded or self.new or self.vanished or self.left or self.returned)

    @property
    def codes(self) -> dict[str, str]:
        """Every code under which something hangs that goes to another code."""
        return {pair.before.code: pair.after.code for pair in self.recoded} | dict(self.aside)


def changes_of(before: Collection[Area], register: Register, home: str) -> AreaChanges:
    """Compare the areas of an office's province, the closed ones too, with an edition. Raises NotForThisOffice."""
    known = {area.code: area for area in before}
    standing = tuple(area for area in before if not area.closed)
    found = register.within(known[home].parent or "")
    pairs = {code: _as_written(known[code], after) for code, after in sorted(pairs_of(standing, found).items())}
    _check_home(known[home], pairs, register)
    written = {area.code: area for area in pairs.values()}
    edition = tuple(written.get(area.code, area) for area in found)
    beyond = [area for area in edition if area.code not in written]
    returned = tuple(area for area in beyond if _is_back(area, known))
    new = tuple(area for area in beyond if area not in returned)
    lost = [area for area in standing if area.code not in pairs]
    left = tuple(Pair(area, there) for area in lost if (there := _elsewhere(area, register)))
    vanished = tuple(area for area in lost if not any(is_within(area.code, pair.before.code) for pair in left))
    _check_vanished(vanished, standing, known[home])
    changed = [Pair(known[code], after) for code, after in pairs.items()]
    split = (Split(area, tuple(moved_parts(pairs, known, area))) for area in new)
    return AreaChanges(
        before=tuple(before),
        edition=edition,
        renamed=tuple(pair for pair in changed if pair.before.code == pair.after.code and pair.before.name != pair.after.name),
        recoded=tuple(pair for pair in changed if pair.before.code != pair.after.code),
        new=new,
        split=tuple(each for each in split if each.of),
        vanished=vanished,
        left=left,
        closing=frozenset(area.code for area in lost),
        returned=returned,
        aside=_set_aside([*lost, *(area for area in before if area.closed)], {area.code for area in edition}, returned, known),
    )


def _as_written(before: Area, after: Area) -> Area:
    """A name that is the same in capitals is no other name."""
    return replace(after, name=before.name) if before.name.casefold() == after.name.casefold() else after


def _check_home(home: Area, pairs: Mapping[str, Area], register: Register) -> None:
    """The home district is in the edition, at its own code. Raises NotForThisOffice."""
    there = pairs.get(home.code)
    if there is not None and there.code == home.code:
        return
    there = there or _elsewhere(home, register)
    if there is not None:
        raise NotForThisOffice(EditionFault.HOME_RECODED, home, code=there.code)
    raise NotForThisOffice(EditionFault.NO_HOME, home)


def _check_vanished(vanished: Collection[Area], standing: Collection[Area], home: Area) -> None:
    """No more is gone than an edition ever takes away. Raises NotForThisOffice."""
    for around in (home, next(area for area in standing if area.level is Level.PROVINCE)):
        lost, known = (sum(is_within(area.code, around.code) for area in areas) for areas in (vanished, standing))
        if lost > known * MOST_VANISHED:
            raise NotForThisOffice(EditionFault.VANISHED, home, around=around, lost=lost, known=known)


def _elsewhere(area: Area, register: Register) -> Area | None:
    """The one district of a lost district's name that another province has."""
    if area.level is not Level.DISTRICT:
        return None
    same = [each for each in register.areas.values() if each.level is area.level and joined(each.name) == joined(area.name)]
    outside = [each for each in same if each.parent != area.parent]
    return outside[0] if len(outside) == 1 else None


def _is_back(area: Area, known: Mapping[str, Area]) -> bool:
    """Whether a closed area of this code and name is there."""
    was = known.get(area.code)
    return was is not None and was.closed is not None and joined(was.name) == joined(area.name)


def _set_aside(closed: Iterable[Area], taken: Collection[str], returned: Iterable[Area], known: Collection[str]) -> dict[str, str]:
    """Other codes for closed areas whose own another area has now: "19.04.03_1", which no edition has."""
    back = {area.code for area in returned}
    return {
        area.code: next(code for number in count(1) if (code := f"{area.code}_{number}") not in known)
        for area in closed
        if area.code in taken and area.code not in back
    }
