"""Shapes on a flat sheet: nothing is stretched, and a name stands inside its area."""

import json
from math import cos, radians

import pytest

from ektp_core.country.files import shapes
from ektp_core.country.shapes import Shape, shapes_of

SQUARE = [[[106.0, -3.0], [107.0, -3.0], [107.0, -2.0], [106.0, -2.0], [106.0, -3.0]]]
HORSESHOE = [[[0, 0], [9, 0], [9, 9], [8, 9], [8, 1], [1, 1], [1, 9], [0, 9], [0, 0]]]
RING = [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]], [[1, 1], [8, 1], [8, 8], [1, 8], [1, 1]]]


def polygon(rings: list[list[list[float]]]) -> str:
    return json.dumps({"type": "Polygon", "coordinates": rings})


def test_a_degree_to_the_east_is_as_long_as_it_is_there() -> None:
    (shape,) = shapes_of([polygon(SQUARE)])
    west, south, east, north = shape.box
    assert (east - west) / (north - south) == pytest.approx(cos(radians(2.5)))


@pytest.mark.parametrize("rings", [SQUARE, HORSESHOE, RING], ids=["square", "horseshoe", "ring"])
def test_the_name_of_a_bent_or_hollow_area_stands_inside_it(rings: list[list[list[float]]]) -> None:
    (shape,) = shapes_of([polygon(rings)])
    assert _is_in(shape, shape.middle)


def test_the_name_stands_in_the_largest_of_several_islands() -> None:
    islet = [[[20.0, 0.0], [20.1, 0.0], [20.1, 0.1], [20.0, 0.0]]]
    (shape,) = shapes_of([json.dumps({"type": "MultiPolygon", "coordinates": [islet, HORSESHOE]})])
    assert shape.middle[0] < 10


@pytest.mark.parametrize("province", ["19", "31", "91"])
def test_the_names_of_a_province_stand_in_their_areas(province: str) -> None:
    found = shapes_of([geometry for _, geometry in shapes(province)])
    assert found and all(_is_in(shape, shape.middle) for shape in found)


def test_nothing_has_no_shapes() -> None:
    assert shapes_of([]) == ()


def _is_in(shape: Shape, point: tuple[float, float]) -> bool:
    from matplotlib.path import Path

    outer = [
        Path([*rings[0]]).contains_point(point) and not any(Path([*hole]).contains_point(point) for hole in rings[1:])
        for rings in shape.polygons
    ]
    return any(outer)
