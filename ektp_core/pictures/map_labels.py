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

TURNS, STEP, LONGEST = 72, 9, 900
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


def placed(wanted: Sequence[Wanted], size: Point) -> list[Placed | None]:
    """A place for each, in the same order, on a map of a width and a height; None where a crowded one has none left."""
    found: dict[int, Placed] = {}
    for at in sorted(range(len(wanted)), key=lambda at: -wanted[at].extent):
        each, box = wanted[at], words_box(wanted[at].lines, wanted[at].middle)
        if each.fits_inside and _is_free(box, found.values(), _others(wanted, at), size):
            found[at] = Placed(each, None, each.middle, box)
    number = 1
    for at in [at for at in range(len(wanted)) if at not in found]:
        place = _beside(wanted[at].middle, list(found.values()), _others(wanted, at), size)
        if place:
            found[at] = Placed(wanted[at], number, place, _dot(place))
            number += 1
    return [found.get(at) for at in range(len(wanted))]


def _others(wanted: Sequence[Wanted], at: int) -> list[Point]:
    return [other.middle for number, other in enumerate(wanted) if number != at]


def words_box(lines: Sequence[str], middle: Point) -> Box:
    """What lines of words take around their middle, the second and further ones bold."""
    width = max(width_of(line, SMALL, bold=number > 0) for number, line in enumerate(lines))
    height = len(lines) * SMALL * LEADING
    return middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2


def _beside(middle: Point, taken: Sequence[Placed], others: Sequence[Point], size: Point) -> Point | None:
    """The nearest place that is free, and from where no line strikes through anything."""
    for place in _around(middle):
        way = _way(middle, place)
        if _is_free(_dot(place), taken, others, size) and not any(_holds(other.box, point) for point in way for other in taken):
            return place
    return None


def _dot(place: Point) -> Box:
    return place[0] - DOT, place[1] - DOT, place[0] + DOT, place[1] + DOT


def _around(middle: Point) -> Iterator[Point]:
    yield middle
    for distance in range(STEP, LONGEST, STEP):
        for turn in range(TURNS):
            angle = 2 * pi * turn / TURNS
            yield middle[0] + distance * cos(angle), middle[1] + distance * sin(angle)


def _is_free(box: Box, taken: Iterable[Placed], others: Sequence[Point], size: Point) -> bool:
    """Whether nothing stands there: no other words, no line of a number, no middle of another area, and not the edge of the map."""
    if box[0] < 0 or box[1] < 0 or box[2] > size[0] or box[3] > size[1] or any(_holds(box, middle) for middle in others):
        return False
    return not any(_meet(box, other.box) or any(_holds(box, point) for point in _way(other.wanted.middle, other.at)) for other in taken)


def _way(start: Point, end: Point) -> list[Point]:
    """Points of the line from an area to its number, close enough that none of it is missed."""
    steps = int(hypot(end[0] - start[0], end[1] - start[1]) / APART)
    return [(start[0] + (end[0] - start[0]) * at / steps, start[1] + (end[1] - start[1]) * at / steps) for at in range(steps)]


def _holds(box: Box, point: Point) -> bool:
    """Whether a point lies in a box, or so near that it would touch it."""
    return box[0] - APART <= point[0] <= box[2] + APART and box[1] - APART <= point[1] <= box[3] + APART


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] + APART and other[0] < one[2] + APART and one[1] < other[3] + APART and other[1] < one[3] + APART
