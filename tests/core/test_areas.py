"""Areas are found as people write them, and a wrong place is worse than none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.areas import Area, Areas, Level
from ektp_core.figures.codes import kemendagri_code
from tests.core.builders import DISTRICT_CODES, HOME, names, published_board

AREAS = published_board().areas


def codes(text: str, *, home: str | None = HOME) -> list[str]:
    return [area.code for area in AREAS.find(text, home=home)]


def test_the_province_has_seven_districts() -> None:
    assert {area.short_name: area.code for area in published_board().districts} == DISTRICT_CODES


def test_bangka_tengah_has_six_subdistricts() -> None:
    assert names(AREAS.children(HOME)) == ["Koba", "Pangkalan Baru", "Sungai Selan", "Simpang Katis", "Namang", "Lubuk Besar"]


def test_an_area_without_parts_has_none() -> None:
    assert AREAS.children("19.04.01.1001") == ()


@pytest.mark.parametrize("text", ["north bangka", "bangka north", "east bangka", "bangka east", "central belitung", "koba regency"])
def test_a_direction_or_a_level_that_no_area_has_is_not_passed_over(text: str) -> None:
    assert codes(text) == []


# Short forms and codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bateng", "19.04"),
        ("Basel", "19.03"),
        ("BABAR", "19.05"),
        ("beltim", "19.06"),
        ("babel", "19"),
        ("bangka belitung", "19"),
        ("prov. babel", "19"),
        ("pkp", "19.71"),
        ("pgk", "19.71"),
        ("muntok", "19.05.01"),
        ("mentok", "19.05.01"),
        ("kec. Muntok", "19.05.01"),
        ("kab bateng", "19.04"),
        ("bangka induk", "19.01"),
        ("Central Bangka", "19.04"),
        ("central bangka regency", "19.04"),
        ("bangka central", "19.04"),
        ("South Bangka", "19.03"),
        ("west bangka district", "19.05"),
        ("East Belitung", "19.06"),
        ("Bangka Regency", "19.01"),
        ("Pangkalpinang City", "19.71"),
        ("koba district", "19.04.01"),
        ("Bangka Belitung Province", "19"),
    ],
)
def test_short_forms_and_second_names_are_known(text: str, code: str) -> None:
    assert codes(text)[0] == code


@pytest.mark.parametrize(
    ("bps", "district"),
    [
        ("1901", "Bangka"),
        ("1902", "Belitung"),
        ("1903", "Bangka Barat"),
        ("1904", "Bangka Tengah"),
        ("1905", "Bangka Selatan"),
        ("1906", "Belitung Timur"),
        ("1971", "Pangkalpinang"),
    ],
)
def test_bps_numbers_bangka_barat_and_bangka_selatan_the_other_way_round(bps: str, district: str) -> None:
    assert AREAS[kemendagri_code(bps)].short_name == district


@pytest.mark.parametrize("code", ["1907", "19.03", "3201", ""])
def test_a_bps_code_of_elsewhere_is_refused(code: str) -> None:
    with pytest.raises(KeyError):
        kemendagri_code(code)


# Spelling


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sungaiselan", "19.04.03"),
        ("Sungai Selan", "19.04.03"),
        ("SUNGAI-SELAN", "19.04.03"),
        ("pangkalanbaru", "19.04.02"),
        ("simpangkatis", "19.04.04"),
        ("lubukbesar", "19.04.06"),
        ("bangkatengah", "19.04"),
        ("pangkal pinang", "19.71"),
        ("Pangkalpinang", "19.71"),
        ("tanjung pandan", "19.02.01"),
        ("simpangteritip", "19.05.02"),
        ("kurau timur", "19.04.01.2005"),
        ("Kurau (Timur)", "19.04.01.2005"),
    ],
)
def test_joined_and_split_spellings_are_the_same(text: str, code: str) -> None:
    assert codes(text)[0] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bangka tegah", "19.04"),
        ("bangka tenggah", "19.04"),
        ("bangka selatn", "19.03"),
        ("blitung timur", "19.06"),
        ("pangkalan bru", "19.04.02"),
        ("lubuk bessar", "19.04.06"),
        ("sungai sellan", "19.04.03"),
        ("simpang kattis", "19.04.04"),
        ("nammang", "19.04.05"),
        ("pangkal pinag", "19.71"),
    ],
)
def test_a_small_typing_mistake_finds_the_area(text: str, code: str) -> None:
    assert codes(text)[0] == code


@pytest.mark.parametrize("area", list(AREAS), ids=lambda area: area.code)
def test_every_area_is_found_by_its_own_name(area: Area) -> None:
    assert area.code in codes(area.name)


def test_a_village_keeps_the_kota_of_its_name() -> None:
    assert AREAS["19.01.04.2010"].short_name == "Kota Kapur"


def test_a_city_is_named_as_people_write_it() -> None:
    assert (AREAS["19.71"].short_name, AREAS["19.04"].short_name) == ("Pangkalpinang", "Bangka Tengah")


# A wrong place is worse than none


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?",
        "kec",
        "kabupaten",
        "kb",
        "koa",
        "kobe",
        "ban",
        "selatan",
        "besar",
        "simpang",
        "pangkalan",
        "bangka utara",
        "19",
        "1904",
    ],
)
def test_a_word_that_names_no_area_finds_none(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", ["Jakarta", "Surabaya", "Palembang", "Bangkalan", "Belu", "Bandung", "Bintan", "Serang", "kota Bogor"])
def test_a_district_of_another_province_is_no_place_here(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", ["jadwal", "rekam", "sekolah", "syarat", "peringkat", "kapan", "kantor", "hilang", "besok", "bantuan"])
def test_an_everyday_word_is_no_place(text: str) -> None:
    assert codes(text) == []


def test_a_name_as_close_to_two_villages_as_to_one_finds_both() -> None:
    assert names(AREAS.find("Bukit Tera")) == ["Bukit Terap", "Bukit Terak"]


@given(st.text(max_size=80) | st.text(alphabet="kab desa.kotbng19", max_size=80))
def test_any_text_finds_areas_or_none(text: str) -> None:
    assert all(area in AREAS for area in codes(text))


# Levels


def test_a_bare_name_of_two_levels_finds_the_higher_first() -> None:
    assert [area.level for area in AREAS.find("Koba")] == [Level.SUBDISTRICT, Level.VILLAGE]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kec. koba", "19.04.01"),
        ("Kecamatan Koba", "19.04.01"),
        ("KEC KOBA", "19.04.01"),
        ("desa koba", "19.04.01.1001"),
        ("kel. koba", "19.04.01.1001"),
        ("kelurahan Koba", "19.04.01.1001"),
        ("desa namang", "19.04.05.2001"),
        ("kecamatan sungaiselan", "19.04.03"),
        ("kab. bangka", "19.01"),
        ("kota pangkalpinang", "19.71"),
    ],
)
def test_a_prefix_fixes_the_level(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize("text", ["kab. koba", "kec. belitung", "desa bangka tengah", "kecamatan bateng", "prov koba"])
def test_a_prefix_of_another_level_finds_none(text: str) -> None:
    assert codes(text) == []


def test_only_the_levels_asked_for_are_found() -> None:
    found = AREAS.find("Koba", levels=[Level.VILLAGE])
    assert [area.level for area in found] == [Level.VILLAGE]
    assert AREAS.find("kec. Koba", levels=[Level.VILLAGE]) == ()


# Home first


def test_of_two_areas_with_one_name_the_one_at_home_comes_first() -> None:
    assert codes("Riding Panjang", home="19.01.03")[0] == "19.01.03.2003"
    assert codes("Riding Panjang", home="19.01.02")[0] == "19.01.02.2006"


def test_without_a_home_the_order_is_that_of_the_codes() -> None:
    assert codes("Simpang Tiga", home=None) == ["19.05.02.2009", "19.06.06.2001"]


def test_a_higher_level_elsewhere_comes_before_a_lower_one_at_home() -> None:
    areas = Areas([Area("19.01.09", "Air", Level.SUBDISTRICT, "19.01"), Area("19.04.01.1", "Air", Level.VILLAGE, "19.04.01")])
    assert [area.level for area in areas.find("air", home=HOME)] == [Level.SUBDISTRICT, Level.VILLAGE]
