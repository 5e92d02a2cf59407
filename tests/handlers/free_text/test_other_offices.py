"""Who names a school or place of another office hears whose it is; what is at home is answered as ever."""

from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace

import pytest

from ektp_core.country.files import DATA
from ektp_core.country.index import Country, index_at
from ektp_core.office import Office
from handlers.answer import answer
from handlers.reply import Reply
from tests.core.builders import published_board
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

BOARD = published_board()


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office(BOARD) as open_office:
        with closing(Country(index_at(DATA))) as country:
            open_office.country = country
            yield open_office


async def said(text: str, office: Office, route: str | None = None) -> Reply:
    return await answer(replace(a_request(text), route=route), office)


@pytest.mark.parametrize(
    ("text", "names", "offices"),
    [
        ("kapan ke sman 1 sungailiat", ["SMAN 1 Sungailiat"], ["Kabupaten Bangka"]),
        ("kpn tim ke sma negeri 1 sungai liat ya", ["SMAN 1 Sungailiat"], ["Kabupaten Bangka"]),
        ("kapan ke sungailiat", ["Kecamatan Sungailiat"], ["Kabupaten Bangka"]),
        ("jadwal rekam di belitung kapan", ["Kabupaten Belitung"], ["Kabupaten Belitung"]),
        ("kapan ke sma 3 bandung", ["SMAN 3 Bandung"], ["Kota Bandung"]),
        ("kapan ke sman 1 cibinong", ["SMAN 1 Cibinong"], ["Kabupaten Bogor", "Kabupaten Cianjur"]),
        ("kapan ke kota bogor", ["Kota Bogor"], ["Kota Bogor"]),
        ("kapan ke kecamatan cibinong", ["Kecamatan Cibinong"], ["Kabupaten Bogor"]),
        ("mau langganan kabar sman 1 sungailiat dong", ["SMAN 1 Sungailiat"], ["Kabupaten Bangka"]),
    ],
)
async def test_what_is_elsewhere_is_said_with_its_office(office: Office, text: str, names: list[str], offices: list[str]) -> None:
    found = await said(text, office)
    assert (found.view, found.values["names"], found.values["offices"]) == ("other_office", names, offices)
    assert found.values["away"].source.startswith("Perpres 96/2018 pasal 22")


@pytest.mark.parametrize("route", ["schedule", "coverage"])
@pytest.mark.parametrize("text", ["SMAN 1 Cibinong", "Kota Bogor", "Kecamatan Abepura"])
async def test_a_command_says_it_too(office: Office, route: str, text: str) -> None:
    assert (await said(text, office, route)).view == "other_office"


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("kapan ke sman 1 koba", "schedule_school"),
        ("kapan ke koba", "schedule_subdistrict"),
        ("kapan ke sma 1", "schedule_which"),
        ("kapan ke sman 1 simpang katis", "schedule_subdistrict"),
        ("cakupan belitung", "coverage"),
        ("kapan ke sma 99 antahberantah", "schedule"),
    ],
)
async def test_what_is_at_home_or_nowhere_is_answered_as_ever(office: Office, text: str, view: str) -> None:
    assert (await said(text, office)).view == view


async def test_of_two_schools_one_of_which_is_elsewhere_both_are_answered(office: Office) -> None:
    found = await said("kapan ke sman 1 koba dan sman 1 sungailiat", office)
    assert [found.view, *(each.view for each in found.more)] == ["schedule_school", "other_office"]


@pytest.mark.parametrize(
    ("place", "office_of_it"),
    [
        ("sman 1 sungailiat", "Kabupaten Bangka"),
        ("sman 1 bogor", "Kota Bogor"),
        ("sma negeri 3 bandung", "Kota Bandung"),
        ("smk muhammadiyah 2 cibiru", "Kota Bandung"),
        ("smks muh 2 cibiru", "Kota Bandung"),
        ("sma 5 depok", "Kota Depok"),
        ("kec. cibinong", "Kabupaten Bogor"),
        ("kecamatan cibinong", "Kabupaten Bogor"),
        ("kota bandung", "Kota Bandung"),
        ("kab. bogor", "Kabupaten Bogor"),
        ("kota solo", "Kota Surakarta"),
        ("kota jogja", "Kota Yogyakarta"),
        ("kab. gunkid", "Kabupaten Gunungkidul"),
    ],
)
@pytest.mark.parametrize(
    "form",
    ["/schedule {}", "/subscriptions {}", "/requirements {}", "jadwal {}", "ikuti {}", "langganan {}", "syarat {}", "kapan ke {}",
     "kapan tim rekam datang ke {}?", "saya mau ikuti kabar {}", "syarat rekam di {}", "alamat dukcapil {}", "{}"],
)  # fmt: skip
async def test_every_door_says_whose_it_is(office: Office, place: str, office_of_it: str, form: str) -> None:
    text = form.format(place)
    route, _, argument = text[1:].partition(" ") if text.startswith("/") else (None, "", text)
    found = await said(argument, office, route)
    assert (found.view, found.values.get("offices")) == ("other_office", [office_of_it]), text
    assert found.values["away"].topic == "elsewhere"


@pytest.mark.parametrize("form", ["/coverage {}", "cakupan {}", "berapa cakupan {}"])
@pytest.mark.parametrize("place", ["kec. cibinong", "kota bandung", "kab. gunkid"])
async def test_figures_of_elsewhere_are_said_to_be_unknown_here(office: Office, place: str, form: str) -> None:
    text = form.format(place)
    route, _, argument = text[1:].partition(" ") if text.startswith("/") else (None, "", text)
    found = await said(argument, office, route)
    assert found.view == "other_office"
    assert found.values["province"] == BOARD.areas["19"]


@pytest.mark.parametrize("place", ["selesai", "ibu", "kamu", "tetap", "cibinong", "bandung", "rapor", "libur", "pasar", "mati"])
@pytest.mark.parametrize("form", ["/schedule {}", "/subscriptions {}", "jadwal {}", "ikuti {}", "kapan ke {}", "syarat {}", "{}"])
async def test_nothing_is_looked_up_that_is_not_said_to_be_a_school_or_a_place(office: Office, place: str, form: str) -> None:
    text = form.format(place)
    route, _, argument = text[1:].partition(" ") if text.startswith("/") else (None, "", text)
    assert (await said(argument, office, route)).view != "other_office"


async def test_what_to_bring_is_told_beside_whose_office_it_is(office: Office) -> None:
    found = await said("syarat rekam di kota bandung", office)
    assert [found.view, *(each.view for each in found.more)] == ["other_office", "requirement"]


async def test_without_the_index_nothing_is_guessed(office: Office) -> None:
    office.country = None
    assert (await said("SMAN 1 Cibinong", office, "schedule")).view == "refusal/unknown_place"
    assert (await said("kapan ke sungailiat", office)).values["offices"] == ["Kabupaten Bangka"]
