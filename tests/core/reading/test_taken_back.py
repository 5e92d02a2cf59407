"""What is denied, or replaced in the same text, is not read as said: births, ages, days, schools, areas, by one rule."""

from datetime import date

import pytest

from ektp_core.reading.births.birth import Age, Birth, BirthDate, BirthMonth, BirthYear
from ektp_core.reading.corrections import what_is_right
from tests.core.understanding.reading import details

RIGHT = BirthDate(date(2011, 3, 21))


@pytest.mark.parametrize(
    ("text", "births"),
    [
        ("bukan 12 maret 2010 tapi 21 maret 2011", [RIGHT]),
        ("anak saya lahir bukan tanggal 12 maret 2010, melainkan 21 maret 2011", [RIGHT]),
        ("lahir 21 maret 2011 bukan 12 maret 2010", [RIGHT]),
        ("salah 12 maret 2010, yang benar 21 maret 2011", [RIGHT]),
        ("12 maret 2010 salah, yang benar 21 maret 2011", [RIGHT]),
        ("12-3-2010 eh salah 21-3-2011", [RIGHT]),
        ("12-3-2010, maaf maksud saya 21-3-2011", [RIGHT]),
        ("not 12 march 2010 but 21 march 2011", [RIGHT]),
        ("born march 21 2011, not march 12 2010", [RIGHT]),
        ("21 march 2011 instead of 12 march 2010", [RIGHT]),
        ("bukan 31 februari 2010 tapi 21 maret 2011", [RIGHT]),
        ("lahir bukan maret 2010 tapi april 2011", [BirthMonth(2011, 4)]),
        ("bukan 2010 tapi 2011", [BirthYear(2011)]),
        ("saya bukan lahir 2010", []),
        ("umurnya bukan 15 tapi 16", [Age(16, None)]),
        ("umur bukan 15 tahun, 16 tahun", [Age(16, None)]),
        ("umurnya 15 eh salah 16", [Age(16, None)]),
        ("he is 15 sorry 16", [Age(16, None)]),
        ("12 maret 2010 anak pertama, 21 maret 2011 anak kedua", [BirthDate(date(2010, 3, 12)), RIGHT]),
        ("anak lahir 12 maret 2010 tapi adiknya 21 maret 2011", [BirthDate(date(2010, 3, 12)), RIGHT]),
        ("saya lahir 21 maret 2011 bukan?", [RIGHT]),
        ("bukan hanya 12 maret 2010, 21 maret 2011 juga", [BirthDate(date(2010, 3, 12)), RIGHT]),
    ],
)
def test_a_birth_that_is_taken_back_is_not_read(text: str, births: list[Birth]) -> None:
    found = details(text)
    assert (list(found.births), found.unclear) == (births, ())


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("jadwal bukan 26 november tapi 27 november", [27]),
        ("jadwal tgl 26 november, bukan 27 november", [26]),
        ("schedule not on 26 november but 27 november", [27]),
        ("jadwal 26 november salah, yang benar 27 november", [27]),
        ("jadwal 26 november dan 27 november", [26, 27]),
    ],
)
def test_a_day_that_is_taken_back_is_not_read(text: str, days: list[int]) -> None:
    assert [each.first.day for each in details(text).days] == days


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("bukan sman 1 koba tapi sman 1 namang kapan", ["SMAN 1 Namang"]),
        ("schedule for SMAN 1 Koba not SMAN 1 Namang", ["SMAN 1 Koba"]),
        ("sman 1 koba eh salah sman 1 namang", ["SMAN 1 Namang"]),
        ("bukan koba tapi namang kapan", ["Namang"]),
        ("not in koba but namang, when", ["Namang"]),
        ("koba, maksudnya namang kapan", ["Namang"]),
        ("cakupan bukan bangka tapi bangka tengah", ["Bangka Tengah"]),
        ("bukan hanya koba, namang juga", ["Koba", "Namang"]),
    ],
)
def test_a_place_that_is_taken_back_is_not_read(text: str, places: list[str]) -> None:
    found = details(text)
    assert [school.name for school in found.schools] + [area.short_name for area in found.areas] == places


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("eh salah, lahirnya 3 feb 2010 ding", "lahirnya 3 feb 2010 ding"),
        ("maaf salah, yg bener 5 feb 2011", "5 feb 2011"),
        ("ralat: 5-2-2011", "5-2-2011"),
        ("sorry i meant april 3 2010", "april 3 2010"),
        ("eh salah, namang maksudnya", "namang"),
        ("namang maksud saya", "namang"),
        ("12-3-2010 eh salah 12-3-2011", "12-3-2011"),
        ("salah 12 maret 2010 yang benar 21 maret 2011", "21 maret 2011"),
        ("bukan 12-3-2010 tapi 12-3-2011", "12-3-2011"),
        ("ubah tanggal lahir 5 feb 2011", ""),
        ("ganti nama", ""),
        ("12 maret 2010", ""),
        ("bukan 12 maret 2010", ""),
    ],
)
def test_what_a_text_puts_right_stands_alone(text: str, right: str) -> None:
    found = what_is_right(text)
    assert (found.right if found else "") == right
