"""Names as people write them: better evidence first, equal evidence finds all, and nothing by chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.reading.names import LONGEST_NAME, Name, Names, name_words, pieces_of, repeatable

PLACES = (
    *("Koba", "Namang", "Sungai Selan", "Simpang Katis", "Lubuk Besar", "Pangkalan Baru", "Padang Baru"),
    *("Terentang III", "Simpang Tiga", "Parittiga", "Air Mesu", "Air Mesu Timur", "Bangka Tengah", "Bangka Selatan"),
)
NAMES = Names(Name(place, tuple(pieces_of(place))) for place in PLACES)


def found(text: str) -> list[str]:
    return list(NAMES.find(pieces_of(text)))


@pytest.mark.parametrize("place", PLACES)
def test_each_is_found_by_its_own_name_joined_or_split(place: str) -> None:
    assert found(place) == found(place.replace(" ", "")) == found(place.upper().replace(" ", "-")) == [place]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        *(
            (text, "Terentang III")
            for text in ("terentang 3", "terentang iii", "terentang tiga", "Terentang3", "trentang 3", "terentng III")
        ),
        *((text, "Simpang Tiga") for text in ("simpang 3", "simpang III", "sp 3", "smpang tiga")),
        *((text, "Parittiga") for text in ("parit 3", "parit tiga", "parit III", "parittga")),
        *((text, "Sungai Selan") for text in ("sei selan", "Sei. Selan", "sg selan", "s. selan", "sungai sellan", "susel")),
        *((text, "Simpang Katis") for text in ("Sp. Katis", "spg katis", "simp katis", "simpang kattis", "simkat")),
        *((text, "Lubuk Besar") for text in ("Lb. Besar", "lbk besar", "lubes", "lubuk bsr", "lubuk bessar")),
        *((text, "Pangkalan Baru") for text in ("pkl baru", "pangk. baru", "pangkaln baru")),
        *((text, "Koba") for text in ("kobba", "kooba")),
        *((text, "Bangka Selatan") for text in ("basel", "bangka slatan")),
    ],
)
def test_a_name_is_found_shortened_with_its_numeral_in_any_writing_and_with_slips(written: str, place: str) -> None:
    assert found(written) == [place]


def test_what_is_short_for_several_finds_all_of_them() -> None:
    assert found("p. baru") == ["Pangkalan Baru", "Padang Baru"]


def test_the_name_itself_goes_before_what_it_is_short_for() -> None:
    names = Names([Name("long", ("sungai", "selan")), Name("short", ("susel",))])
    assert names.find(["susel"]) == ("short",)


@pytest.mark.parametrize(
    "written",
    [
        *("", "koa", "kobe", "coba", "terentang", "terentang 4", "terentang 33", "simpang 4", "parit 4", "simpang", "selan besar"),
        *("bangka utara", "air mesu barat", "langkalan baru", "besar lubuk", "x" * (LONGEST_NAME + 1)),
    ],
)
def test_another_number_another_first_letter_and_a_chance_likeness_find_none(written: str) -> None:
    assert found(written) == []


def test_how_short_a_name_may_be_to_have_a_slip_is_its_own_matter() -> None:
    names = Names([Name("village", ("jelutung",), slips_from=9)])
    assert names.find(["jelutng"]) == ()
    assert names.misspelt(["jelutng"], shortest=6) == ("village",)


def test_what_is_near_is_offered_and_never_taken() -> None:
    assert NAMES.near(["kooba", "baru"]) == ()
    assert found("namangan") == []
    assert NAMES.near(["namangan"]) == ("Namang",)


@given(st.text(max_size=80) | st.text(alphabet="terntang ii3koba.", max_size=80))
def test_any_text_finds_names_or_none(text: str) -> None:
    assert set(found(text)) <= set(PLACES)


@given(place=st.sampled_from(PLACES), number=st.integers(1, 99))
def test_a_number_that_was_written_is_the_one_that_is_found(place: str, number: int) -> None:
    for name in found(f"{place.removesuffix(' III').removesuffix(' Tiga')} {number}"):
        assert name in ("Terentang III", "Simpang Tiga")
        assert number == 3


def test_small_words_around_a_name_are_no_part_of_it() -> None:
    assert name_words("di kantor camat Koba") == ["camat", "koba"]
    assert name_words("ke Koba kapan ya") == ["koba"]
    assert name_words("di") == ["di"]


@pytest.mark.parametrize(
    ("typed", "said"), [(" dian  harapan ", "dian harapan"), ("SMAN 33 Koba", "SMAN 33 Koba"), ("lahir 12-03-2010", ""), ("x" * 65, "")]
)
def test_a_name_is_said_back_and_nobodys_number(typed: str, said: str) -> None:
    assert repeatable(typed) == said
