"""Short forms of areas over the whole country: each is one area's, or is asked about; no word of every day is one."""

import tomllib
from collections import defaultdict
from functools import cache

import pytest

from ektp_core.area_words import AREA_NAMES
from ektp_core.areas import Area, Areas, Level
from ektp_core.country import files
from ektp_core.country.offices import office_of, offices
from ektp_core.reading.words.text import Text
from ektp_core.schools.register import Schools
from ektp_core.understanding.areas import areas_of
from ektp_core.understanding.gazetteer import gazetteer_of

LISTED = [
    (code, short)
    for code, all_of_it in tomllib.loads(AREA_NAMES.read_text(encoding="utf-8"))["short"].items()
    for short in all_of_it.split()
]
PROVINCES = [area for area in offices() if area.level is Level.PROVINCE]


@cache
def areas_by_province() -> dict[str, list[Area]]:
    found: dict[str, list[Area]] = defaultdict(list)
    for area in files.areas():
        found[area.code[:2]].append(area)
    return found


@cache
def areas_of_province(code: str) -> Areas:
    return Areas(areas_by_province()[code], offices().children(code)[0].code)


@pytest.mark.parametrize(("code", "short"), LISTED)
def test_each_short_form_is_one_areas_where_it_lies(code: str, short: str) -> None:
    assert [area.code for area in areas_of_province(code[:2]).find(short)] == [code]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("jogja", ["Kota Yogyakarta"]),
        ("solo", ["Kota Surakarta"]),
        ("kota solo", ["Kota Surakarta"]),
        ("jaksel", ["Kota Administrasi Jakarta Selatan"]),
        ("tangsel", ["Kota Tangerang Selatan"]),
        ("kobar", ["Kabupaten Kotawaringin Barat"]),
        ("kab. kotim", ["Kabupaten Kotawaringin Timur"]),
        ("bateng", ["Kabupaten Bangka Tengah"]),
        ("beltim", ["Kabupaten Belitung Timur"]),
        ("ppu", ["Kabupaten Penajam Paser Utara"]),
        ("kab benteng", ["Kabupaten Bengkulu Tengah"]),
        ("sultra", ["Sulawesi Tenggara"]),
        ("ntt", ["Nusa Tenggara Timur"]),
        ("babel", ["Kepulauan Bangka Belitung"]),
        ("mura", ["Kabupaten Musi Rawas", "Kabupaten Murung Raya"]),
        ("pangkal pinang", ["Kota Pangkal Pinang"]),
        ("pangkalpinang", ["Kota Pangkal Pinang"]),
        ("tolitoli", ["Kabupaten Toli-Toli"]),
        ("padang sidimpuan", ["Kota Padangsidimpuan"]),
        ("gunung kidul", ["Kabupaten Gunungkidul"]),
    ],
)
def test_a_short_form_or_a_spelling_finds_the_office_or_all_that_bear_it(said: str, names: list[str]) -> None:
    assert [area.name for area in offices().find(said)] == names


EVERYDAY = "hati tapi mana maut laut kabar kesan papan mati ronda lomba laba nara jati kata tiga total beda beli"


def heard(text: str, areas: Areas, home: Area) -> list[str]:
    """The areas that a sentence names."""
    read = Text(text, areas.spelling)
    return [said.value.name for said in areas_of(read.tokens, gazetteer_of(Schools([], areas), areas, home), read.free)[0]]


@pytest.mark.parametrize("province", PROVINCES, ids=lambda area: area.name)
def test_no_word_of_every_day_is_short_for_a_place(province: Area) -> None:
    areas = areas_of_province(province.code)
    found = {word: areas.called([word], None, slips=False) for word in EVERYDAY.split()}
    made = {word: [area.name for area in found[word] if word not in area.name.casefold().split()] for word in found}
    assert {word: names for word, names in made.items() if names} == {}


@pytest.mark.parametrize(
    ("office", "word"),
    [("Kabupaten Kebumen", "ayah"), ("Kabupaten Halmahera Barat", "ibu"), ("Kabupaten Purworejo", "butuh"), ("Kabupaten Jepara", "tahunan"),
     ("Kabupaten Bireuen", "juli"), ("Kabupaten Dogiyai", "kamu"), ("Kabupaten Langkat", "selesai"),
     ("Kabupaten Bengkulu Tengah", "benteng")],
)  # fmt: skip
def test_a_place_that_is_called_like_a_word_is_heard_behind_its_level_only(office: str, word: str) -> None:
    home = office_of(office)
    areas = Areas(areas_by_province()[home.code[:2]], home.code)
    level = "kab" if word == "benteng" else "kecamatan"
    assert heard(f"anak saya {word} mau rekam", areas, home) == []
    assert len(heard(f"jadwal {level} {word}", areas, home)) == 1
