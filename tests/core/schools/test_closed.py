"""A school that has closed is found by its own name and number, and stands for no other; nothing goes through it any more."""

from dataclasses import replace

import pytest

from ektp_core.areas import Areas
from ektp_core.reading.words.text import Text
from ektp_core.schools.closing import SchoolClosed, refuse_closed
from ektp_core.schools.numbers import schools_named
from ektp_core.schools.register import School, Schools, standing
from ektp_core.understanding.details import read_details
from ektp_core.understanding.gazetteer import gazetteer_of
from ektp_core.visits.places import NoPlace, PlaceFault, Places, place_or_why, places_near
from ektp_core.visits.schedule import Place
from tests.core.builders import TODAY, a_school, published_board

BOARD = published_board()
CLOSED = replace(BOARD.schools["10901629"], is_closed=True, successor="10900753")
"""SMKN 2 Koba, which SMKN 1 Koba took over."""

HARAPAN = replace(a_school("SMA Harapan Bangsa", npsn="10999001"), is_closed=True)
SCHOOLS = Schools([*(each for each in BOARD.schools if each.npsn != CLOSED.npsn), CLOSED, HARAPAN], BOARD.areas)
PLACES = Places(SCHOOLS, BOARD.areas, BOARD.home.code)


def names(schools: tuple[School, ...]) -> list[str]:
    return [school.name for school in schools]


def test_it_is_in_no_list() -> None:
    assert CLOSED not in list(SCHOOLS)
    assert CLOSED not in SCHOOLS.by_name
    assert "SMKN 2 Koba" not in names(SCHOOLS.in_subdistrict("19.04.01"))
    assert names(SCHOOLS.closed) == ["SMA Harapan Bangsa", "SMKN 2 Koba"]
    assert SCHOOLS["10901629"] == SCHOOLS.get("10901629") == CLOSED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SMKN 2 Koba", ["SMKN 2 Koba"]),
        ("smk 2 koba", ["SMKN 2 Koba"]),
        ("smkn 2", ["SMKN 2 Koba"]),
        ("10901629", ["SMKN 2 Koba"]),
        ("smk koba", ["SMKN 1 Koba"]),
        ("smkn koba", ["SMKN 1 Koba"]),
        ("sma harapan bangsa", ["SMA Harapan Bangsa"]),
        ("harapan bangsa", ["SMA Harapan Bangsa"]),
        ("SMAN 1 Koba", ["SMAN 1 Koba"]),
    ],
)
def test_it_is_meant_only_where_no_open_school_can_be(text: str, found: list[str]) -> None:
    assert names(schools_named(text, SCHOOLS)) == found


def test_a_kind_alone_means_the_open_schools_of_it() -> None:
    assert "SMKN 2 Koba" not in names(SCHOOLS.of_kind("smk"))


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("kapan tim ke smkn 2 koba?", "SMKN 2 Koba"),
        ("jadwal smk koba", "SMKN 1 Koba"),
        ("jadwal harapan bangsa", "SMA Harapan Bangsa"),
        ("jadwal 10901629", "SMKN 2 Koba"),
    ],
)
def test_a_sentence_means_it_by_the_same_rule(text: str, school: str) -> None:
    said = read_details(Text(text), gazetteer_of(SCHOOLS, BOARD.areas, BOARD.home), TODAY).details.schools
    assert [(each.school and each.school.name, each.others) for each in said] == [(school, ())]


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("SMKN 2 Koba", ["SMKN 1 Koba"]),
        ("10901629", ["SMKN 1 Koba"]),
        ("SMKN 2 Koba, Kec. Koba", ["SMKN 1 Koba"]),
        ("SMA Harapan Bangsa", []),
    ],
)
def test_nothing_is_planned_there_and_the_school_that_took_it_over_is_offered(text: str, instead: list[str]) -> None:
    found = place_or_why(text, PLACES)
    assert isinstance(found, NoPlace)
    assert (found.fault, [place.name for place in found.places]) == (PlaceFault.CLOSED, instead)


@pytest.mark.parametrize("text", ["smk koba", "SMKN 1 Koba", "kantor camat Koba"])
def test_what_means_an_open_place_is_that(text: str) -> None:
    assert isinstance(place_or_why(text, PLACES), Place)


def test_a_name_that_nothing_bears_is_near_open_schools_alone() -> None:
    assert [place.name for place in places_near("SMKN 3 Koba", PLACES)] == ["SMKN 1 Koba"]


def test_a_school_is_refused_by_what_is_known_of_its_closing() -> None:
    refuse_closed(SCHOOLS["10900753"], SCHOOLS)
    with pytest.raises(SchoolClosed) as refused:
        refuse_closed(CLOSED, SCHOOLS)
    assert refused.value.values == {"school": CLOSED, "successor": SCHOOLS["10900753"]}


def test_of_closed_schools_alone_each_stands() -> None:
    other = replace(HARAPAN, npsn="10999002")
    assert standing([HARAPAN, other]) == (HARAPAN, other)
    assert standing([HARAPAN, BOARD.schools["10900753"]]) == (BOARD.schools["10900753"],)
    assert Schools([HARAPAN, other], Areas([])).find("harapan bangsa") == (HARAPAN, other)
