"""The visit that is nearest to where somebody is, among those whose place is known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.schools.register import School
from ektp_core.visits.nearest import EARTH_KM, Nearest, Position, kilometres_between, nearest_visit
from ektp_core.visits.schedule import Visit
from tests.core.builders import TODAY, a_school, a_visit, demo_board, some_schools

KOBA, NAMANG = Position(-2.4843, 106.3974), Position(-2.3751, 106.1898)
POSITIONS = st.builds(Position, st.floats(-90, 90), st.floats(-180, 180))


def at(name: str, place: Position | None) -> School:
    """A school of this name, in this place if it is known."""
    school = a_school(name)
    return replace(school, latitude=place.latitude, longitude=place.longitude) if place else school


SCHOOLS = some_schools(at("SMAN 1 Koba", KOBA), at("SMAN 1 Namang", NAMANG), at("SMKN 1 Koba", None))


def to(school: str | None, day: date = TODAY, number: int = 1) -> Visit:
    return a_visit(day, school=school, number=number)


@pytest.mark.parametrize(
    ("here", "name"),
    [(KOBA, "SMAN 1 Koba"), (NAMANG, "SMAN 1 Namang"), (Position(-2.48, 106.41), "SMAN 1 Koba"), (Position(-2.1, 106.1), "SMAN 1 Namang")],
)
@pytest.mark.parametrize("later", [0, 9])
def test_the_nearest_is_found_and_not_the_first(here: Position, name: str, later: int) -> None:
    visits = [to("SMAN 1 Namang"), to("SMAN 1 Koba", TODAY + timedelta(later))]
    for given_order in (visits, visits[::-1]):
        found = nearest_visit(here, given_order, SCHOOLS).visit
        assert found
        assert found.place.name == name


def test_of_several_visits_to_one_school_the_earliest_is_meant() -> None:
    late, early = to("SMAN 1 Koba", TODAY + timedelta(9), 1), to("SMAN 1 Koba", TODAY + timedelta(2), 2)
    assert nearest_visit(NAMANG, [late, early], SCHOOLS).visit is early


def test_visits_to_places_that_nobody_knows_are_told_apart() -> None:
    office, unplaced, placed = to(None), to("SMKN 1 Koba"), to("SMAN 1 Namang")
    found = nearest_visit(KOBA, [office, unplaced, placed], SCHOOLS)
    assert (found.visit, found.unplaced) == (placed, (office, unplaced))
    assert nearest_visit(KOBA, [office], SCHOOLS) == Nearest(None, 0.0, (office,))


def test_without_a_visit_there_is_no_nearest() -> None:
    assert nearest_visit(KOBA, [], SCHOOLS) == Nearest(None, 0.0, ())


def test_coordinates_outside_of_a_schools_subdistrict_are_no_place() -> None:
    schools = demo_board().schools
    assert schools["10900753"].name == "SMKN 1 Koba"
    assert nearest_visit(KOBA, [a_visit(school=None)], schools).visit is None
    assert (schools["10900753"].latitude, schools["10900753"].longitude) == (None, None)


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        (KOBA, KOBA, 0),
        (KOBA, NAMANG, 26),  # by the cosine rule: 12.14 km of latitude, 23.07 km of longitude
        (Position(0, 106), Position(1, 106), 111),
        (Position(0, 179.5), Position(0, -179.5), 111),
        (Position(90, 0), Position(-90, 0), 20015),
    ],
)
def test_distances_are_those_of_the_globe(one: Position, other: Position, kilometres: int) -> None:
    assert round(kilometres_between(one, other)) == kilometres


@given(POSITIONS, POSITIONS)
def test_a_distance_is_the_same_both_ways_and_on_the_earth(one: Position, other: Position) -> None:
    there = kilometres_between(one, other)
    assert there == pytest.approx(kilometres_between(other, one))
    assert 0 <= there <= 3.1416 * EARTH_KM
