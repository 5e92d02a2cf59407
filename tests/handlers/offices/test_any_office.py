"""Any office of the country starts and answers of its own: a district of each province, all 514 with `make reliability`."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from html import unescape

import pytest

from ektp_core.areas import Area, Areas, Level
from ektp_core.country.beginning import FIRST_OFFICE, beginning_of
from ektp_core.country.offices import offices
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.schools.finding import visited
from ektp_core.store.first_start import load_first_start
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.schedule import PLACES_OFFERED
from handlers.texts import label, render
from tests.core.builders import TODAY
from tests.databases import Filled, in_memory
from tests.handlers.short_names import short_forms
from tests.rehearsal import a_request

ELSEWHERE = ("Bangka", "Koba", "Namang", "0718", "By Pass")
"""What is Bangka Tengah's own."""

ASKED = ("start", "help", "contact", "topics", "requirements", "schedule", "coverage", "ranking", "awards", "eligibility", "subscriptions")


def chosen() -> Sequence[Area]:
    """The one in the middle of each province, and every one where time does not matter."""
    provinces = [area for area in offices() if area.level is Level.PROVINCE]
    districts = [offices().children(province.code) for province in provinces]
    if os.environ.get("SIAPREKAM_RELIABILITY"):
        return [each for of_one in districts for each in of_one]
    return [of_one[len(of_one) // 2] for of_one in districts]


@pytest.mark.parametrize("home", chosen(), ids=lambda home: f"{home.code} {home.own_name}")
async def test_it_starts_and_answers_of_its_own(home: Area) -> None:
    store = await in_memory(Filled.TABLES)
    await load_first_start(store, beginning_of(home, None))
    office = await Office.open(store, OfficeSettings(), lambda: datetime.combine(TODAY, time(12)).astimezone())
    try:
        finds_its_schools_and_places(office)
        finds_its_schools_by_short_forms(office)
        await answers_about_its_subdistricts(office)
        await answers_of_its_own(office)
    finally:
        await store.close()


def finds_its_schools_and_places(office: Office) -> None:
    board = office.board
    assert board.subdistricts
    lost = [school.name for school in board.schools if school not in visited(board.named(school.name), board.areas)]
    assert lost == []
    for area in board.subdistricts:
        assert area in board.named(area.name), area.name
        assert area in board.areas.meant(area.name, board.home.code), area.name
        assert area in board.areas.find(area.full_name, home=board.home.code), area.full_name


def finds_its_schools_by_short_forms(office: Office) -> None:
    """Each form is the school's, or it is among those that are offered; another school is never the answer."""
    board = office.board
    places = {area.own_name.lower() for area in board.areas if area.level is not Level.VILLAGE}
    forms = [(school, form) for school in board.schools for form in short_forms(school.name, places)]
    lost = [(school.name, form) for school, form in forms if school not in visited(board.named(form), board.areas)[:PLACES_OFFERED]]
    assert lost == []


async def answers_about_its_subdistricts(office: Office) -> None:
    """By its full name each is the answer; by its name alone it is, or stands on a button of the question which place is meant."""
    for area in office.board.subdistricts:
        for route in ("schedule", "coverage"):
            assert area in about(await asked(route, office, area.full_name), office), f"/{route} {area.full_name}"
            found = await asked(route, office, area.name)
            assert area in about(found, office), f"/{route} {area.name}"
            assert area.name in unescape(shown(found, Language.ID))


def about(found: Reply, office: Office) -> list[Area]:
    """The area that an answer is about, and those that its buttons lead to."""
    buttons = (item.argument for row in found.buttons for item in row if isinstance(item, Button))
    codes = [argument.removeprefix("k=") for argument in buttons if argument]
    return [*filter(None, [found.values.get("area")]), *(office.board.areas[code] for code in codes if code in office.board.areas)]


async def answers_of_its_own(office: Office) -> None:
    board = office.board
    ranking = shown(await asked("ranking", office), Language.ID)
    assert [district.short_name for district in board.districts if district.short_name not in ranking] == []
    for route in ASKED:
        found = await asked(route, office)
        for language in Language:
            told = shown(found, language)
            others = () if board.home.code == FIRST_OFFICE else ELSEWHERE
            foreign = [word for word in others if word in told and not named_so(word, board.areas)]
            assert foreign == [], f"{route}: {told}"


def named_so(word: str, areas: Areas) -> bool:
    """Whether the province has a place of that name itself."""
    return any(word in area.name for area in areas)


async def asked(route: str, office: Office, argument: str = "") -> Reply:
    return await answer(replace(a_request(argument), route=route), office)


def shown(found: Reply, language: Language) -> str:
    labels = [label(item, language) for row in found.buttons for item in row]
    return "\n".join([render(found, language), *labels])
