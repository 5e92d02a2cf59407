"""The shapes of areas as they are drawn: GeoJSON polygons on a flat sheet, and the place in each where its name stands best."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]

GRID = 24
"""Places tried in each direction when a name is put into a shape."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Polygons, each an outer ring and its holes; x grows eastward, y northward, in degrees of latitude."""

    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        points = [point for outer, *_ in self.polygons for point in outer]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def middle(self) -> Point:
        """The place inside the largest polygon that is farthest from its edges, of those on a grid."""
        rings = max(self.polygons, key=lambda polygon: abs(_area(polygon[0])))
        west, south, east, north = Shape((rings,)).box
        steps = [(step + 0.5) / GRID for step in range(GRID)]
        tried = ((west + (east - west) * right, south + (north - south) * up) for right in steps for up in steps)
        inside = [point for point in tried if _is_inside(point, rings)]
        return max(inside, key=lambda point: _room(point, rings)) if inside else rings[0][0]


def shapes_of(geometries: Sequence[str]) -> tuple[Shape, ...]:
    """GeoJSON polygons, longitude and latitude in degrees, as shapes on one sheet.

    Longitudes are narrowed as on the middle latitude of them all, which bends the whole of Indonesia by 2 % at its edges.
    """
    polygons = [_polygons(json.loads(geometry)) for geometry in geometries]
    latitudes = [latitude for each in polygons for rings in each for ring in rings for _, latitude in ring]
    narrowed = cos(radians((min(latitudes) + max(latitudes)) / 2)) if latitudes else 1.0
    return tuple(Shape(tuple(tuple(tuple((x * narrowed, y) for x, y in ring) for ring in rings) for rings in each)) for each in polygons)


def _polygons(geometry: dict[str, Any]) -> list[list[list[Point]]]:
    found = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[[(float(x), float(y)) for x, y, *_ in ring] for ring in rings] for rings in found]


def _area(ring: Ring) -> float:
    return sum(x * after_y - after_x * y for (x, y), (after_x, after_y) in zip(ring, (*ring[1:], ring[0]), strict=True)) / 2


def _is_inside(point: Point, rings: Sequence[Ring]) -> bool:
    """Whether a line from the point to the east crosses the edges an odd number of times."""
    x, y = point
    crossed = False
    for ring in rings:
        for (from_x, from_y), (to_x, to_y) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (from_y > y) != (to_y > y) and x < from_x + (y - from_y) * (to_x - from_x) / (to_y - from_y):
                crossed = not crossed
    return crossed


def _room(point: Point, rings: Sequence[Ring]) -> float:
    """Distance to the nearest edge."""
    return min(_distance(point, start, end) for ring in rings for start, end in zip(ring, (*ring[1:], ring[0]), strict=True))


def _distance(point: Point, start: Point, end: Point) -> float:
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((point[0] - start[0]) * across + (point[1] - start[1]) * up) / length))
    return hypot(point[0] - start[0] - along * across, point[1] - start[1] - along * up)
