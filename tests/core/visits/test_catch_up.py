"""Where those go who were missed: in the same subdistrict first, then the nearest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ektp_core.schools.register import School
from ektp_core.visits.catch_up import catch_up_visits
from ektp_core.visits.schedule import Place, PlaceKind, Schedule, Visit, VisitState
from tests.core.builders import TODAY, a_school, a_visit, some_schools

KOBA, NAMANG, LUBUK, SUNGAI = "19.04.01", "19.04.03", "19.04.04", "19.04.05"
WHERE = {"Koba": (KOBA, -2.48, 106.40), "Lubuk": (LUBUK, -2.52, 106.60), "Namang": (NAMANG, -2.30, 106.20), "Sungai": (SUNGAI, -1.9, 106.1)}


def school(name: str, at: str, *, is_placed: bool = True) -> School:
    code, north, east = WHERE[at]
    return replace(a_school(name), subdistrict=code, latitude=north if is_placed else None, longitude=east if is_placed else None)


SCHOOLS = some_schools(
    school("SMAN 1 Koba", "Koba"),
    school("SMKN 1 Koba", "Koba", is_placed=False),
    school("SMAN 1 Namang", "Namang"),
    school("SMAN 1 Lubuk", "Lubuk"),
    school("SMAN 2 Lubuk", "Lubuk", is_placed=False),
    school("SMAN 1 Sungai", "Sungai", is_placed=False),
)


def to(name: str, days: int, number: int) -> Visit:
    found = next(each for each in SCHOOLS if each.name == name)
    place = Place(PlaceKind.SCHOOL, name, found.subdistrict, found.npsn)
    return replace(a_visit(TODAY + timedelta(days), number=number), place=place)


MISSED = to("SMAN 1 Koba", 0, 1)
LATE_IN_KOBA, SOON_IN_KOBA = to("SMKN 1 Koba", 30, 2), to("SMAN 1 Koba", 9, 3)
NAMANG_TOMORROW, LUBUK_LATER, LUBUK_LAST = to("SMAN 1 Namang", 1, 4), to("SMAN 1 Lubuk", 5, 5), to("SMAN 2 Lubuk", 6, 6)
NOBODY_KNOWS = to("SMAN 1 Sungai", 1, 7)


@pytest.mark.parametrize(
    ("coming", "offered"),
    [
        ([NAMANG_TOMORROW, LATE_IN_KOBA, SOON_IN_KOBA], [3, 2, 4]),
        ([NAMANG_TOMORROW, LUBUK_LAST, LUBUK_LATER], [5, 6, 4]),
        ([NOBODY_KNOWS, NAMANG_TOMORROW], [4, 7]),
        ([], []),
        ([MISSED, replace(NAMANG_TOMORROW, state=VisitState.CANCELLED), to("SMAN 1 Lubuk", 0, 8)], []),
    ],
    ids=["the same subdistrict by day", "then the nearest", "of an unknown place last", "nothing", "none that is over, off or today"],
)
def test_the_same_subdistrict_comes_first_and_then_the_nearest(coming: list[Visit], offered: list[int]) -> None:
    for visits in (coming, coming[::-1]):
        assert [each.id for each in catch_up_visits(MISSED, Schedule([MISSED, *visits]), SCHOOLS, TODAY)] == offered


def test_a_village_lies_in_the_middle_of_its_subdistricts_schools() -> None:
    missed = replace(MISSED, place=Place(PlaceKind.VILLAGE, "Desa Penyak", KOBA))
    assert [each.id for each in catch_up_visits(missed, Schedule([NAMANG_TOMORROW, LUBUK_LATER]), SCHOOLS, TODAY)] == [5, 4]


def test_two_places_whose_subdistricts_nobody_knows_lie_in_no_same_one() -> None:
    nowhere = replace(MISSED, place=Place(PlaceKind.SCHOOL, "SMA Harapan", "19.04", "10999001"))
    other = replace(NOBODY_KNOWS, place=Place(PlaceKind.SCHOOL, "SMK Harapan", "19.04", "10999002"), days=(TODAY + timedelta(9),))
    near = replace(NAMANG_TOMORROW, days=(TODAY + timedelta(3),))
    assert [each.id for each in catch_up_visits(nowhere, Schedule([other, near]), SCHOOLS, TODAY)] == [4, 7]
