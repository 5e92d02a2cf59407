"""Outlines of areas as they are drawn on a page: paths of whole numbers in one frame, made of their shapes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ektp_core.country.shapes import Ring, Shape

WIDTH, TALLEST = 1000, 1200
"""Of the frame: a map is as wide as its page, and no taller than can be seen at once."""

SMALLEST = 8
"""Of an area that the frame has no room for: a city on a map of a wide province is still a dot."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OutlineMap:
    """The `d` of an SVG path for each area by its code, in a frame from its upper left corner; empty where no shape is known."""

    width: int
    height: int
    paths: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HomeMaps:
    """The province's districts, and the home district's subdistricts."""

    province: OutlineMap
    district: OutlineMap


def outline_map(shapes: Mapping[str, Shape]) -> OutlineMap:
    """Shapes of one sheet by code, fitted into one frame."""
    boxes = [shape.box for shape in shapes.values()]
    if not boxes:
        return OutlineMap(0, 0, {})
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    scale = min(WIDTH / max(east - west, 1e-9), TALLEST / max(north - south, 1e-9))

    def placed(ring: Ring) -> list[Place]:
        return [(round((x - west) * scale), round((north - y) * scale)) for x, y in ring]

    paths = {code: _path([placed(ring) for polygon in shape.polygons for ring in polygon]) for code, shape in shapes.items()}
    return OutlineMap(round((east - west) * scale), round((north - south) * scale), paths)


def _path(rings: Iterable[Sequence[Place]]) -> str:
    """Rings that the frame has room for, holes among them (the rule "evenodd" fills them rightly); a dot where it has room for none."""
    kept = [[ring[0], *(here for before, here in pairwise(ring) if here != before)] for ring in rings]
    drawn = [ring for ring in kept if len(set(ring)) > 2]
    if drawn:
        return "".join(map(_closed, drawn))
    x, y = kept[0][0]
    return f"M{x - SMALLEST // 2},{y - SMALLEST // 2}h{SMALLEST}v{SMALLEST}h-{SMALLEST}z"


def _closed(ring: Sequence[Place]) -> str:
    """Relative steps are shorter to write than places."""
    steps = (f"{here[0] - before[0]},{here[1] - before[1]}" for before, here in pairwise(ring))
    return f"M{ring[0][0]},{ring[0][1]}l{' '.join(steps)}z"
