"""Outlines in one frame: nothing lies outside it, north is up, and the smallest area is still seen."""

import re

import pytest

from ektp_core.country.outlines import TALLEST, WIDTH, OutlineMap, outline_map
from ektp_core.country.shapes import Shape

SQUARE = Shape(((((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)),),))
HIGH = Shape(((((0.0, 1.0), (1.0, 1.0), (1.0, 9.0), (0.0, 9.0), (0.0, 1.0)),),))
TINY = Shape(((((0.5, 0.5), (0.5001, 0.5), (0.5001, 0.5001), (0.5, 0.5)),),))
HOLLOW = Shape(
    (
        (
            ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 0.0)),
            ((1.0, 1.0), (8.0, 1.0), (8.0, 8.0), (1.0, 8.0), (1.0, 1.0)),
        ),
    )
)


def places(path: str) -> list[tuple[int, int]]:
    """Every corner of a path."""
    found = []
    for ring in re.findall(r"M(\d+),(\d+)l([^z]*)z", path):
        x, y = int(ring[0]), int(ring[1])
        found.append((x, y))
        for step in ring[2].split():
            across, down = map(int, step.split(","))
            x, y = x + across, y + down
            found.append((x, y))
    return found


def test_a_square_fills_its_frame_with_the_north_at_the_top() -> None:
    drawn = outline_map({"a": SQUARE})
    assert (drawn.width, drawn.height) == (WIDTH, WIDTH)
    assert places(drawn.paths["a"]) == [(0, 1000), (1000, 1000), (1000, 0), (0, 0), (0, 1000)]


def test_what_is_high_is_no_taller_than_can_be_seen_and_stays_above() -> None:
    drawn = outline_map({"a": SQUARE, "b": HIGH})
    assert drawn.height == TALLEST
    assert max(y for _, y in places(drawn.paths["b"])) <= min(y for _, y in places(drawn.paths["a"]))


@pytest.mark.parametrize("shape", [SQUARE, HIGH, HOLLOW])
def test_no_corner_lies_outside_the_frame(shape: Shape) -> None:
    drawn = outline_map({"a": shape})
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in places(drawn.paths["a"]))


def test_a_hole_is_a_ring_of_its_own() -> None:
    assert outline_map({"a": HOLLOW}).paths["a"].count("M") == 2


def test_an_area_without_room_is_a_dot() -> None:
    drawn = outline_map({"a": HOLLOW, "city": TINY})
    assert re.fullmatch(r"M\d+,\d+h8v8h-8z", drawn.paths["city"])


def test_without_shapes_there_is_no_map() -> None:
    assert outline_map({}) == OutlineMap(0, 0, {})
