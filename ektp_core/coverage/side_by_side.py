"""Areas side by side: one date and one definition (docs/domain.md#questions-about-coverage)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from ektp_core.areas import LEVELS, Area, Areas, Level
from ektp_core.coverage.figure import Definition, Figure, Fragment, HeadCounts, are_comparable, newest
from ektp_core.coverage.parts import CoverageParts, coverage, people_to
from ektp_core.coverage.ranking import latest, latest_comparable


@dataclass(frozen=True, slots=True)
class Measured:
    """An area with a figure of it and the coverage that follows from it; `percent` as people read it: equal as shown is equal."""

    area: Area
    figure: Figure
    parts: CoverageParts
    percent: Fraction

    @property
    def statement(self) -> tuple[object, ...]:
        """What two figures must share to be compared."""
        return self.figure.as_of, self.figure.definition

    def people_to(self, percent: float | Fraction) -> int | None:
        """How many more recordings reach a percentage; None where only a percentage was published."""
        return people_to(percent, self.figure) if self.parts.counts else None


@dataclass(frozen=True, slots=True)
class Group:
    """The areas of one level inside an area."""

    level: Level
    inside: Area
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class NoFigures:
    """Nothing is known of the areas, or of any area of the group; what is known instead.

    `instead` is the nearest area around with a figure, `parts` the areas of the next level above the group's that have some.
    """

    areas: tuple[Area, ...]
    group: Group | None = None
    instead: Measured | None = None
    parts: Group | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """The newest figure of each area, in the order of their codes: their dates or definitions differ, or there is but one."""

    rows: tuple[Measured, ...]
    without_figure: tuple[Area, ...]
    group: Group | None = None


@dataclass(frozen=True)
class SideBySide:
    """Areas of one date and one definition, the highest first; who of the group is left out, and of whom something newer is known."""

    group: Group
    rows: tuple[Measured, ...]
    of_another_date: tuple[Measured, ...]
    without_figure: tuple[Area, ...]
    newer: tuple[Measured, ...]

    @cached_property
    def by_value(self) -> tuple[tuple[Measured, ...], ...]:
        """Areas with one value together, the highest first."""
        return tuple(tuple(rows) for _, rows in groupby(self.rows, key=lambda row: row.percent))


def measured(area: Area, figure: Figure | None) -> Measured | None:
    """None for no figure, and for one from which no coverage follows."""
    if figure is None or not is_measured(figure):
        return None
    parts = coverage(figure)
    return Measured(area, figure, parts, parts.shown.total)


def is_measured(figure: Figure) -> bool:
    """Whether coverage follows from a figure: not from a fragment, nor where nobody is obliged."""
    measure = figure.measure
    return not isinstance(measure, Fragment) and not (isinstance(measure, HeadCounts) and measure.obliged == 0)


def percent_only(rows: Sequence[Measured]) -> tuple[Measured, ...]:
    """Of areas side by side those of which only a percentage was published, where of others people are known: it is to be said."""
    found = tuple(row for row in rows if row.parts.counts is None)
    return found if len(found) < len(rows) else ()


def with_newer(rows: Iterable[Measured], newest: Iterable[Measured]) -> tuple[Measured, ...]:
    """Of the newest figures of areas those that are newer than the ones compared."""
    compared = {row.area: row.figure.as_of for row in rows}
    return tuple(row for row in newest if row.area in compared and row.figure.as_of > compared[row.area])


def known_among(areas: Iterable[Area], figures: Iterable[Figure]) -> tuple[Area, ...]:
    """The areas that have a figure."""
    known = {figure.area for figure in figures if is_measured(figure)}
    return tuple(area for area in areas if area.code in known)


def figures_of(area: Area, figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures of an area from which coverage follows, in the order in which they were applied."""
    return tuple(figure for figure in figures if figure.area == area.code and is_measured(figure))


def newest_of(area: Area, figures: Iterable[Figure]) -> Measured | None:
    """What the card of an area shows."""
    return measured(area, newest(figures_of(area, figures)))


def around(area: Area, areas: Areas, figures: Sequence[Figure]) -> Measured | None:
    """The nearest area that an area lies in and of which there is a figure."""
    while area.parent in areas:
        area = areas[area.parent or ""]
        if found := newest_of(area, figures):
            return found
    return None


def group_of(areas: Areas, area: Area, level: Level | None = None) -> Group:
    """The areas of a level inside an area; where it is not above that level, those beside it or beside what it lies in.

    Without a level its parts: a district's subdistricts, a subdistrict's villages.
    """
    level = level or LEVELS[min(LEVELS.index(area.level) + 1, len(LEVELS) - 1)]
    while LEVELS.index(area.level) >= LEVELS.index(level) and area.parent in areas:
        area = areas[area.parent or ""]
    if area.level is level:
        return Group(level, area, (area,))
    return Group(level, area, tuple(each for each in areas if each.level is level and each.code.startswith(f"{area.code}.")))


def side_by_side(group: Group, areas: Areas, figures: Sequence[Figure]) -> SideBySide | Apart | NoFigures:
    """The areas of a group as a ranking takes them (`ranking.latest_comparable`), and who is not in it.

    `Apart` where no date and definition is shared, or only one area has a figure; `NoFigures` where none has.
    """
    codes = {area.code for area in group.areas}
    usable = [figure for figure in figures if figure.area in codes and is_measured(figure)]
    last = {figure.area: figure for figure in latest(usable)}
    if not last:
        instead = newest_of(group.inside, figures) or around(group.inside, areas, figures)
        return NoFigures(group.areas, group, instead, _known_parts(group, areas, figures))
    without = tuple(area for area in group.areas if area.code not in last)
    taken = {figure.area: figure for figure in latest_comparable(usable, group.areas)}
    if len(taken) < 2 or not are_comparable(taken.values()):
        return Apart(_rows(group.areas, last), without, group)
    rows = sorted(_rows(group.areas, taken), key=lambda row: -row.percent)
    left_out = _rows([area for area in group.areas if area.code not in taken], last)
    return SideBySide(group, tuple(rows), left_out, without, with_newer(rows, _rows(group.areas, last)))


def shared(chosen: Sequence[Area], figures: Sequence[Figure]) -> tuple[Measured, ...]:
    """The figures of the newest date and definition that all the areas share; none where there is no such.

    Cards held count only where nothing else is shared, and of two definitions on one date what was applied last.
    """
    found: dict[tuple[object, ...], dict[str, Measured]] = {}
    applied: dict[tuple[object, ...], int] = {}
    for area in chosen:
        for position, figure in enumerate(figures):
            if figure.area == area.code and (row := measured(area, figure)):
                found.setdefault(row.statement, {})[area.code] = row
                applied[row.statement] = max(position, applied.get(row.statement, 0))
    complete = [each for each, rows in found.items() if len(rows) == len({area.code for area in chosen})]
    best = max(complete, key=lambda each: (each[1] is not Definition.OWNED, each[0], applied[each]), default=None)
    return tuple(found[best].values()) if best else ()


def _known_parts(group: Group, areas: Areas, figures: Sequence[Figure]) -> Group | None:
    between = LEVELS[LEVELS.index(group.inside.level) + 1 : LEVELS.index(group.level)]
    parts = [group_of(areas, group.inside, level) for level in reversed(between)]
    return next((each for each in parts if known_among(each.areas, figures)), None)


def _rows(areas: Iterable[Area], by_area: dict[str, Figure]) -> tuple[Measured, ...]:
    return tuple(row for area in areas if (row := measured(area, by_area.get(area.code))))
