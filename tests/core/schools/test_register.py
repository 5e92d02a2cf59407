"""Schools are found as pupils and parents write them; a number that was written is never changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.reading.names import joined
from ektp_core.schools.tidy import tidy_name
from tests.core.builders import a_school, published_board, register, some_schools

SCHOOLS = published_board().schools
NAMES = {
    "10901347": "SLB N Koba",
    "10900778": "SMAN 1 Koba",
    "10900753": "SMKN 1 Koba",
    "10901629": "SMKN 2 Koba",
    "69954754": "SMA Dian Harapan Bangka",
    "10901435": "SMAN 1 Pangkalan Baru",
    "10901436": "SMKN 1 Pangkalan Baru",
    "10900766": "SMAN 1 Sungai Selan",
    "10901357": "SMAN 2 Sungai Selan",
    "69856203": "SMKN 1 Sungai Selan",
    "10901437": "SMKN 1 Simpang Katis",
    "10900779": "SMAN 1 Namang",
    "10901434": "SMAN 1 Lubuk Besar",
}
NUMBERED = [name for name in NAMES.values() if any(letter.isdigit() for letter in name)]


def found(text: str) -> list[str]:
    return [school.name for school in SCHOOLS.find(text)]


def test_the_thirteen_schools_of_the_register_are_on_the_board() -> None:
    assert {school.npsn: school.name for school in SCHOOLS} == NAMES
    assert len(register("sekolah_bateng.csv")) == 13


def test_each_school_lies_in_the_subdistrict_of_the_register() -> None:
    assert {school.npsn: school.subdistrict for school in SCHOOLS} == {
        row["npsn"]: row["kecamatan_code"] for row in register("sekolah_bateng.csv")
    }


def test_a_place_outside_its_subdistrict_is_not_shown_on_a_map() -> None:
    assert [school.name for school in SCHOOLS if school.latitude is None or school.longitude is None] == ["SMKN 1 Koba"]


def test_the_schools_of_a_subdistrict_are_listed_by_name() -> None:
    assert [school.name for school in SCHOOLS.in_subdistrict("19.04.01")] == ["SLB N Koba", "SMAN 1 Koba", "SMKN 1 Koba", "SMKN 2 Koba"]
    assert SCHOOLS.in_subdistrict("19.01.01") == ()


def test_one_number_is_one_school() -> None:
    schools = some_schools(a_school("SMAN 1 Koba", npsn="10900778"), a_school("SMAN 1 Koba Baru", npsn="10900778"))
    assert [school.name for school in schools] == ["SMAN 1 Koba Baru"]
    assert schools["10900778"].name == "SMAN 1 Koba Baru"
    assert [school.name for school in schools.in_subdistrict("19.04.01")] == ["SMAN 1 Koba Baru"]


# Each school, however written


@pytest.mark.parametrize("name", NAMES.values())
def test_each_school_is_found_by_its_tidy_name(name: str) -> None:
    assert found(name) == [name]
    assert found(name.lower()) == [name]
    assert found(name.upper()) == [name]


@pytest.mark.parametrize("row", register("sekolah_bateng.csv"), ids=lambda row: row["npsn"])
def test_each_school_is_found_as_the_register_writes_it(row: dict[str, str]) -> None:
    assert found(row["name"]) == [NAMES[row["npsn"]]]


@pytest.mark.parametrize("name", NAMES.values())
def test_each_school_is_found_by_its_joined_spelling(name: str) -> None:
    assert found(joined(name)) == [name]


@pytest.mark.parametrize("name", NUMBERED)
def test_each_state_school_is_found_as_sma_or_smk_with_number_and_place(name: str) -> None:
    kind, number, place = name.split(" ", 2)
    short = kind.removesuffix("N").lower()
    for text in (
        f"{short} {number} {place.lower()}",
        f"{short}n {number} {joined(place)}",
        f"{short} n {number} {place}",
        f"{short} negeri {number} {place}",
        f"{short}{number} {place}",
        f"{short}n{number}{joined(place)}",
    ):
        assert found(text) == [name], text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("smansa koba", "SMAN 1 Koba"),
        ("Smansa Namang", "SMAN 1 Namang"),
        ("smanda sungaiselan", "SMAN 2 Sungai Selan"),
        ("slb koba", "SLB N Koba"),
        ("SLB Negeri Koba", "SLB N Koba"),
        ("SMA Dian Harapan", "SMA Dian Harapan Bangka"),
        ("sma lubukbesar", "SMAN 1 Lubuk Besar"),
    ],
)
def test_a_school_is_found_by_the_name_its_pupils_use(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sman 1 kobba", "SMAN 1 Koba"),
        ("sma 1 lubuk bsar", "SMAN 1 Lubuk Besar"),
        ("smk 1 sunga selan", "SMKN 1 Sungai Selan"),
        ("sman 1 nammang", "SMAN 1 Namang"),
        ("smkn 1 pangkalan bru", "SMKN 1 Pangkalan Baru"),
    ],
)
def test_a_small_typing_mistake_finds_the_school(text: str, name: str) -> None:
    assert found(text) == [name]


# A number that was written is never changed


@pytest.mark.parametrize("number", [0, *range(2, 30), 100, 111])
def test_a_number_that_no_school_has_finds_none(number: int) -> None:
    assert found(f"SMAN {number} Koba") == []
    assert found(f"sman{number}koba") == []


@pytest.mark.parametrize("text", ["SMAN Koba 3", "sma koba 2", "SMKN 3 Koba", "smanda koba", "sma 2 lubuk besar", "SMKN 2 Namang"])
def test_another_number_is_not_taken_for_the_school_there_is(text: str) -> None:
    assert found(text) == []


@given(kind=st.sampled_from(["sma", "sman", "smk", "smkn"]), number=st.integers(1, 99), place=st.sampled_from(["Koba", "Namang"]))
def test_a_school_that_is_found_has_the_number_that_was_written(kind: str, number: int, place: str) -> None:
    assert all(f" {number} " in name for name in found(f"{kind} {number} {place}"))


# Several, or none


def test_a_place_with_two_schools_of_a_kind_finds_both() -> None:
    assert found("smk koba") == ["SMKN 1 Koba", "SMKN 2 Koba"]
    assert found("sma sungai selan") == ["SMAN 1 Sungai Selan", "SMAN 2 Sungai Selan"]


def test_a_number_without_a_place_finds_every_school_of_that_number() -> None:
    assert found("SMKN 1") == ["SMKN 1 Koba", "SMKN 1 Pangkalan Baru", "SMKN 1 Simpang Katis", "SMKN 1 Sungai Selan"]
    assert found("smkn 2") == ["SMKN 2 Koba"]


@pytest.mark.parametrize(
    "name", ["SMK Swasta 1 Taman Ilmu", "SMK Swasta 2 Daerah Sei Bejangkar", "SMAS 45 Mataram", "SMA Negeri 1", "SMAN 7"]
)
def test_a_number_makes_no_state_school_of_a_private_one_and_may_be_the_whole_name(name: str) -> None:
    schools = some_schools(a_school(name, npsn="10000001"))
    assert [school.name for school in schools.find(name)] == [name]


@pytest.mark.parametrize("text", ["sma simpang katis", "MAN 1 Koba", "smk lubuk besar", "SMAN 1 Toboali", "sma 1 pangkalan", "slb namang"])
def test_a_school_that_is_not_on_the_list_is_not_answered_with_another(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["", " ", "?", "sma", "koba", "SMP 1 Koba", "SD 1 Koba", "asdfgh", "12-03-2010", "1", "sma " + "koba" * 40]
)
def test_nonsense_finds_none(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=80) | st.text(alphabet="smkanlb 0123koba", max_size=80))
def test_any_text_finds_schools_or_none(text: str) -> None:
    assert all(school in list(SCHOOLS) for school in SCHOOLS.find(text))


# Tidy names


@pytest.mark.parametrize(
    ("raw", "subdistrict", "tidy"),
    [
        ("SMK NEGERI 1 SUNGAISELAN", "Sungai Selan", "SMKN 1 Sungai Selan"),
        ("SMAN 1 PANGKALAN BARU", "Pangkalan Baru", "SMAN 1 Pangkalan Baru"),
        ("SLB N KOBA", "Koba", "SLB N Koba"),
        ("SMA DIAN HARAPAN BANGKA", "Pangkalan Baru", "SMA Dian Harapan Bangka"),
        ("sman 1 sungai liat", "Sungailiat", "SMAN 1 Sungailiat"),
    ],
)
def test_a_register_s_spelling_becomes_that_of_a_sign(raw: str, subdistrict: str, tidy: str) -> None:
    assert tidy_name(raw, subdistrict) == tidy
