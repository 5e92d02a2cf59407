"""A text that says of itself that it corrects is heard as such, in Indonesian, Bangka Malay and English; any other is not."""

import pytest

from ektp_core.reading.corrections import read_correction

CORRECTS = [
    ("bukan koba, namang", "namang", "koba"),
    ("bukan koba tapi namang", "namang", "koba"),
    ("ukan koba, namang", "namang", "koba"),
    ("bukannya 1.200, 1.250", "1.250", "1.200"),
    ("eh bukan tgl 5, maksudnya tgl 6", "tgl 6", "tgl 5"),
    ("17/12 bukan 16/12", "17/12", "16/12"),
    ("not Koba, Namang", "Namang", "Koba"),
    ("Namang instead of Koba", "Namang", "Koba"),
    ("eh maksudnya jam 9", "jam 9", ""),
    ("maksud e jam 9", "jam 9", ""),
    ("mksdnya 08.00-11.00", "08.00-11.00", ""),
    ("I mean 9 o'clock", "9 o'clock", ""),
    ("jadi 3 hari", "3 hari", ""),
    ("jadinya 3 hari", "3 hari", ""),
    ("make it 3 days", "3 days", ""),
    ("ganti tgl 5", "tgl 5", ""),
    ("ganti jadi 17/12/2026", "17/12/2026", ""),
    ("ganti ken 2 alat", "2 alat", ""),
    ("ganti dari 100 jadi 120", "120", "100"),
    ("change it to 17/12/2026", "17/12/2026", ""),
    ("salah, 120 siswa", "120 siswa", ""),
    ("maaf pak, salah. yang benar 2 alat", "2 alat", ""),
    ("sory yg bener 120", "120", ""),
    ("sory yg bener e 120", "120", ""),
    ("ralat: (0718) 555555", "(0718) 555555", ""),
    ("seharusnya 08.00-11.00", "08.00-11.00", ""),
    ("no, 120", "120", ""),
    ("bukan koba", "", "koba"),
]
NONE = [
    "SMAN 1 Koba 12/1/2027",
    "120 siswa",
    "(0718) 555555",
    "kapan tim ke koba?",
    "entah kapan",
    "Oktober 2026",
    "tidak jadi",
    "ya",
    "",
    "x" * 400,
]
UNSURE = [
    "jadi kapan tim ke koba?",
    "ganti ktp rusak gimana",
    "Salah satu: KK atau akta",
    "maaf pak, kapan ke koba",
    "sorry, when do you come",
]


@pytest.mark.parametrize(("text", "right", "wrong"), CORRECTS)
def test_what_is_right_and_what_was_wrong_is_read(text: str, right: str, wrong: str) -> None:
    said = read_correction(text)
    assert said is not None
    assert (said.right, said.wrong) == (right, wrong)


@pytest.mark.parametrize("text", [*NONE, "SMAN 1 Koba 12/1/2027\nbukan ini, itu"])
def test_a_text_without_such_words_is_no_correction(text: str) -> None:
    assert read_correction(text) is None


@pytest.mark.parametrize("text", UNSURE)
def test_words_that_begin_questions_as_well_are_not_sure(text: str) -> None:
    said = read_correction(text)
    assert said is not None
    assert not said.is_sure
