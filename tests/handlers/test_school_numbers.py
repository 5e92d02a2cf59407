"""A school's number that is unknown, or another's than the name beside it, is said at every door, with the schools that may be meant."""

from dataclasses import replace

import pytest

from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.schools.numbers import may_be_npsn
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.texts import render
from tests.core.builders import TODAY
from tests.core.understanding.reading import reader
from tests.handlers.staff.visits.desk import RATNA, Desk
from tests.rehearsal import a_request

UNKNOWN, OTHERS = "SMAN 1 Koba 10901234", "SMKN 1 Koba 10900778"
CITIZENS = {
    "/jadwal": ("schedule", "{}"),
    "/jadwal with a day": ("schedule", "{} minggu depan"),
    "a first word": (None, "jadwal {}"),
    "alone": (None, "{}"),
    "a sentence": (None, "kapan rekam di {}?"),
    "following": ("subscriptions", "{}"),
    "following in a sentence": (None, "tolong kabari saya kalau ada jadwal di {}"),
}
STAFF = {
    "/kunjungan": ("visits", "{} 12/01/2027 2 alat"),
    "/permintaan": ("requests", "{} 120 siswa, 2 hari"),
    "/umumkan": ("announcements", "{}"),
    "/sekolah": ("schools", "{}"),
}


def offered(shown: Reply) -> list[str]:
    """The schools on the buttons, by name."""
    return sorted(str(item.values["name"]) for row in shown.buttons for item in row if isinstance(item, Button) and "name" in item.values)


def of_schools(shown: Reply) -> list[str]:
    return [name for name in offered(shown) if name.startswith(("SMA", "SMK"))]


ASKED_AGAIN = ("requests", "announcements")
"""Say it above the next question, in the language of who wrote."""


@pytest.mark.parametrize(("route", "pattern"), CITIZENS.values(), ids=CITIZENS.keys())
async def test_citizens_are_told_and_offered_the_schools(office: Office, route: str | None, pattern: str) -> None:
    for text, schools, said in (
        (UNKNOWN, ["SMAN 1 Koba"], {Language.ID: "10901234 tidak ada di daftar", Language.EN: "10901234 is not in"}),
        (OTHERS, ["SMAN 1 Koba", "SMKN 1 Koba"], {Language.ID: "tidak cocok", Language.EN: "do not match"}),
    ):
        shown = await answer(replace(a_request(pattern.format(text)), route=route), office)
        assert offered(shown) == schools
        for language, words in said.items():
            assert words in render(shown, language)


@pytest.mark.parametrize(("route", "pattern"), STAFF.values(), ids=STAFF.keys())
async def test_staff_are_told_and_offered_the_schools(office: Office, route: str, pattern: str) -> None:
    for text, schools, said in (
        (UNKNOWN, ["SMAN 1 Koba"], {Language.ID: "tidak ada di daftar", Language.EN: "not in th"}),
        (OTHERS, ["SMAN 1 Koba", "SMKN 1 Koba"], {Language.ID: "tidak cocok", Language.EN: "do not match"}),
    ):
        shown = await Desk(office, RATNA).writes(pattern.format(text), route)
        assert of_schools(shown) == schools
        for language, words in said.items():
            assert words in render(shown, language) or (language is Language.EN and route in ASKED_AGAIN)


@pytest.mark.parametrize(("route", "pattern"), STAFF.values(), ids=STAFF.keys())
async def test_a_number_that_nobody_has_is_told_to_staff(office: Office, route: str, pattern: str) -> None:
    shown = await Desk(office, RATNA).writes(pattern.format("10901234"), route)
    assert "10901234" in render(shown, Language.ID)
    assert "tidak ada di daftar" in render(shown, Language.ID)
    assert of_schools(shown) == []


async def test_a_number_beside_something_else_than_a_place_is_said_to_be_unread(office: Office) -> None:
    shown = await answer(a_request("anak saya 16 tahun di SMAN 1 Koba npsn 10901234, sudah boleh rekam?"), office)
    assert "“10901234” belum terbaca" in render(shown, Language.ID)


async def test_eight_digits_in_a_message_to_many_are_its_words(office: Office) -> None:
    shown = await Desk(office, RATNA).writes("Besok libur, tanya 10901234", "announcements")
    assert "Besok libur, tanya 10901234" in render(shown, Language.ID)


@pytest.mark.parametrize("digits", ["10900778", "10901234", "69012345", "10901934", "20312345", "19046078"])
def test_eight_digits_may_be_a_schools_number(digits: str) -> None:
    assert may_be_npsn(digits)


@pytest.mark.parametrize(
    "digits", ["12032010", "31022010", "03252010", "20100312", "12012027", "08123456", "1090123", "109012345", "1090123a"]
)
def test_a_day_and_other_digits_are_no_schools_number(digits: str) -> None:
    assert not may_be_npsn(digits)


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("kapan rekam di SMAN 1 Koba dan 10900753?", [], ["SMAN 1 Koba", "SMKN 1 Koba"]),
        ("kapan rekam di SMAN 1 Koba, 10900753 SMKN 1 Koba?", [], ["SMAN 1 Koba", "SMKN 1 Koba"]),
        ("kapan rekam di SMAN 1 Koba 10900778, SMKN 1 Koba 10900753?", [], ["SMAN 1 Koba", "SMKN 1 Koba"]),
        ("kapan rekam di 10900778 dan 10900753?", [], ["SMAN 1 Koba", "SMKN 1 Koba"]),
        ("kapan rekam di SMAN 1 Koba (10900778) dan sekolah 10901234?", ["10901234"], ["SMAN 1 Koba"]),
        ("kapan rekam di SMAN 1 Koba 12032010?", [], ["SMAN 1 Koba"]),
        ("kapan rekam di SMAN 1 Koba, no antrian 23456789?", [], ["SMAN 1 Koba"]),
    ],
)
def test_each_number_of_a_sentence_is_of_the_school_that_it_stands_beside(text: str, asked: list[str], found: list[str]) -> None:
    details = reader().read(text, TODAY).details
    assert [refusal.values["npsn"] for refusal in details.unclear_schools] == asked
    assert [school.name for school in details.schools] == found
