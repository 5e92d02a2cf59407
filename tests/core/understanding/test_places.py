"""Schools and areas in sentences, from the board and not from code."""

from dataclasses import replace
from datetime import date

import pytest

from ektp_core.schools.register import School, Schools
from ektp_core.understanding.reader import Reader
from tests.core.builders import published_board
from tests.core.understanding.reading import TODAY, details


def schools(text: str) -> list[str]:
    return [school.name for school in details(text).schools]


def areas(text: str) -> list[str]:
    return [area.short_name for area in details(text).areas]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kapan ke SMAN 1 Koba?", "SMAN 1 Koba"),
        ("sman1koba kpn", "SMAN 1 Koba"),
        ("smansa koba", "SMAN 1 Koba"),
        ("smansakoba jam brp", "SMAN 1 Koba"),
        ("sma negeri satu namang kapan", "SMAN 1 Namang"),
        ("sma 1 namng dong", "SMAN 1 Namang"),
        ("SMA Negeri No. 1 Koba", "SMAN 1 Koba"),
        ("smkn 1 kba", "SMKN 1 Koba"),
        ("smk koba", "SMKN 1 Koba"),
        ("smkn 2 koba", "SMKN 2 Koba"),
        ("sma selan tgl brp", "SMAN 1 Sungai Selan"),
        ("sma 2 sungaiselan", "SMAN 2 Sungai Selan"),
        ("sma lubes", "SMAN 1 Lubuk Besar"),
        ("sma pkl baru", "SMAN 1 Pangkalan Baru"),
        ("sman pngkalan bru", "SMAN 1 Pangkalan Baru"),
        ("smkn 1 koba 17 des", "SMKN 1 Koba"),
        ("sma dian harapan", "SMA Dian Harapan Bangka"),
    ],
)
def test_a_school_is_found_as_people_write_it(text: str, name: str) -> None:
    assert schools(text) == [name]


def test_a_school_outside_the_register_keeps_its_name_and_is_no_other() -> None:
    (school,) = details("jadwal man bateng").schools
    assert (school.name, school.school) == ("MAN 1 Bangka Tengah", None)
    (school,) = details("sma negeri 1 toboali ada gak").schools
    assert (school.name, school.school) == ("SMAN 1 Toboali", None)
    assert schools("smp 2 koba kapan") == [""]


@pytest.mark.parametrize(
    ("text", "name"),
    [("kapan ke sma tunas bangsa", ["SMA Tunas Bangsa"]), ("smk yapensu koba kapan", ["SMK Yapensu"]), ("anak sma sederajat boleh?", [])],
)
def test_unknown_words_behind_a_kind_are_the_name_of_a_school_that_is_not_known(text: str, name: list[str]) -> None:
    assert schools(text) == name
    assert all(school.school is None for school in details(text).schools)


@pytest.mark.parametrize(
    ("text", "named", "unknown"),
    [
        ("kapan ke desa sukamaju", [], ("sukamaju",)),
        ("rekam di kec. antahberantah", [], ("antahberantah",)),
        ("jadwal terentang 4 dong", [], ("terentang 4",)),
        ("jadwal terentang 4 desember", ["Terentang III"], ()),
        ("cakupan bangka utara", [], ("bangka utara",)),
        ("north bangka coverage", [], ("north bangka",)),
        ("coverage of southern bangka", [], ("southern bangka",)),
        ("bangka north coverage", [], ("bangka north",)),
        ("central belitung coverage", [], ("central belitung",)),
        ("cakupan utara bangka", [], ("utara bangka",)),
        ("cakupan bangka sebelah selatan", [], ("bangka sebelah selatan",)),
        ("cakupan bangka bagian utara", [], ("bangka bagian utara",)),
        ("cakupan bangka tengah sebelah barat", [], ("bangka tengah sebelah barat",)),
        ("west pangkalpinang coverage", [], ("west pangkalpinang",)),
        ("kapan ke selatan koba", ["Koba"], ()),
        ("wifi kantor desa passwordnya apa", [], ()),
        ("di desa kami kapan", [], ()),
    ],
)
def test_a_name_that_nobody_bears_is_kept_to_be_said_back(text: str, named: list[str], unknown: tuple[str, ...]) -> None:
    assert (areas(text), details(text).unknown) == (named, unknown)


def test_a_number_without_a_place_leaves_the_school_open() -> None:
    (school,) = details("sma 1").schools
    assert school.school is None
    assert "SMAN 1 Koba" in [each.name for each in school.others]


def test_the_place_inside_a_schools_name_is_no_subdistrict() -> None:
    assert areas("sma lubuk besar jam brp") == []


def test_several_schools_are_found_in_their_order() -> None:
    assert schools("sma koba sama sma lubuk besar hari nya sama?") == ["SMAN 1 Koba", "SMAN 1 Lubuk Besar"]


def test_a_school_that_staff_add_is_understood_at_once() -> None:
    board = published_board()
    new = School("69999999", "SMKN 3 Namang", "SMK", "19.04.05", "", None, None, "petugas")
    reader = Reader.of(replace(board, schools=Schools([*board.schools, new], board.areas)))
    for text in ("jadwal smkn 3 namang", "smkn3namang kpn", "smk negeri 3 nmg"):
        (school,) = reader.read(text, TODAY).details.schools
        assert school.school == new


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("bateng brp persen", ["Bangka Tengah"]),
        ("capaian bangka sama bangka selatan", ["Bangka", "Bangka Selatan"]),
        ("beltim brp %", ["Belitung Timur"]),
        ("posisi pgk", ["Pangkalpinang"]),
        ("pangkal pinang udah 100?", ["Pangkalpinang"]),
        ("simkat urutan brp", ["Simpang Katis"]),
        ("lubes brp persen", ["Lubuk Besar"]),
        ("lubuk bsr", ["Lubuk Besar"]),
        ("pkl baru", ["Pangkalan Baru"]),
        ("sungaiselan", ["Sungai Selan"]),
        ("kec pangkalnbaru", ["Pangkalan Baru"]),
        ("koba vs namang", ["Koba", "Namang"]),
        ("desa batu belubang", ["Batu Belubang"]),
        ("central bangka coverage", ["Bangka Tengah"]),
        ("how many percent in central bangka", ["Bangka Tengah"]),
        ("coverage in South Bangka Regency", ["Bangka Selatan"]),
        ("coverage bangka west", ["Bangka Barat"]),
        ("west bangka and east belitung coverage", ["Bangka Barat", "Belitung Timur"]),
        ("is bangka higher than central bangka", ["Bangka", "Bangka Tengah"]),
        ("centrl bangka coverage", ["Bangka Tengah"]),
        ("coverage of Bangka Regency", ["Bangka"]),
        ("coverage of koba district", ["Koba"]),
        ("cakupan bangka barat bangka", ["Bangka Barat", "Bangka"]),
    ],
)
def test_an_area_is_found_as_people_write_it(text: str, named: list[str]) -> None:
    assert areas(text) == named


@pytest.mark.parametrize(
    "text", ["buah jeruk", "baru mau tanya", "paling besar siapa", "lepas lebaran", "besok rekam dimana", "selasa depan"]
)
def test_everyday_words_are_no_places(text: str) -> None:
    assert areas(text) == []


def test_the_day_of_reading_changes_nothing_about_places() -> None:
    reader = Reader.of(published_board())
    assert reader.read("sma koba", date(2030, 1, 1)).details.schools == reader.read("sma koba", TODAY).details.schools
