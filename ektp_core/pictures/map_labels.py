"""Where words stand on a map: in their area where they hide no other one, else a number leads to a line below. Nothing overlaps.

Loads matplotlib: for what draws only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from ektp_core.pictures.measuring import width_of
from ektp_core.pictures.style import LEADING, SMALL

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""

DOT, APART = 27, 6
"""Half the side of a number's place, and what labels keep from each other."""

TURNS, STEP, LONGEST = 32, 12, 600
"""Directions and distances in which a place is looked for beside an area."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to put at the middle of an area, line by line; without `fits_inside` they get a number at once."""

    lines: tuple[str, ...]
    middle: Point
    extent: float
    """Surface of the area: the largest find their place first."""

    fits_inside: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """Where words stand (`number` is None), or the number of their line below; `box` is taken by it."""

    wanted: Wanted
    number: int | None
    at: Point
    box: Box


def placed(wanted: Sequence[Wanted], size: Point) -> list[Placed]:
    """A place for each, in the same order, on a map of a width and a height."""
    found: dict[int, Placed] = {}
    for at in sorted(range(len(wanted)), key=lambda at: -wanted[at].extent):
        each, box = wanted[at], words_box(wanted[at].lines, wanted[at].middle)
        others = [other.middle for other in wanted if other is not each]
        if each.fits_inside and _is_on(box, size) and not _meets(box, found.values()) and not any(_holds(box, middle) for middle in others):
            found[at] = Placed(each, None, each.middle, box)
    for number, at in enumerate((at for at in range(len(wanted)) if at not in found), 1):
        place, box = _beside(wanted[at].middle, list(found.values()), size)
        found[at] = Placed(wanted[at], number, place, box)
    return [found[at] for at in range(len(wanted))]


def words_box(lines: Sequence[str], middle: Point) -> Box:
    """What lines of words take around their middle, the second and further ones bold."""
    width = max(width_of(line, SMALL, bold=number > 0) for number, line in enumerate(lines))
    height = len(lines) * SMALL * LEADING
    return middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2


def _beside(middle: Point, taken: Sequence[Placed], size: Point) -> tuple[Point, Box]:
    """The nearest place that is free; the middle itself where a crowded map has none left."""
    for place in _around(middle):
        box = (place[0] - DOT, place[1] - DOT, place[0] + DOT, place[1] + DOT)
        if _is_on(box, size) and not _meets(box, taken) and not _crosses(middle, place, taken):
            return place, box
    return middle, (middle[0] - DOT, middle[1] - DOT, middle[0] + DOT, middle[1] + DOT)


def _around(middle: Point) -> Iterator[Point]:
    yield middle
    for distance in range(STEP, LONGEST, STEP):
        for turn in range(TURNS):
            angle = 2 * pi * turn / TURNS
            yield middle[0] + distance * cos(angle), middle[1] + distance * sin(angle)


def _crosses(start: Point, end: Point, taken: Sequence[Placed]) -> bool:
    """Whether a line from the area to its number would strike through something."""
    steps = int(hypot(end[0] - start[0], end[1] - start[1]) / APART)
    points = [(start[0] + (end[0] - start[0]) * at / steps, start[1] + (end[1] - start[1]) * at / steps) for at in range(1, steps)]
    return any(_holds(other.box, point) for point in points for other in taken)


def _holds(box: Box, point: Point) -> bool:
    """Whether a point lies in a box, or so near that a number there would touch it."""
    return box[0] - APART <= point[0] <= box[2] + APART and box[1] - APART <= point[1] <= box[3] + APART


def _is_on(box: Box, size: Point) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]


def _meets(box: Box, taken: Iterable[Placed]) -> bool:
    return any(
        box[0] < other.box[2] + APART and other.box[0] < box[2] + APART and box[1] < other.box[3] + APART and other.box[1] < box[3] + APART
        for other in taken
    )
