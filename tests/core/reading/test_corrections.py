"""A text that says of itself that it corrects is heard as such, in Indonesian, Bangka Malay and English; any other is not."""

from datetime import date

import pytest

from ektp_core.reading.corrections import Correction, beside_day, read_correction, takes_back, with_unit

CORRECTS = [
    ("bukan koba, namang", "namang", "koba"),
    ("bukan koba tapi namang", "namang", "koba"),
    ("ukan koba, namang", "namang", "koba"),
    ("bukan koba, tapi namang", "namang", "koba"),
    ("bukan 3, melainkan 2", "2", "3"),
    ("not 3, but 2", "2", "3"),
    ("bukan 3. Tapi 2", "2", "3"),
    ("bukan sabtu, jumat", "jumat", "sabtu"),
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
    ("tolong ganti jam nya jadi 08.00-12.00", "08.00-12.00", "jam nya"),
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


@pytest.mark.parametrize(
    ("text", "day", "wanted"),
    [
        ("tgl 5", date(2027, 1, 12), "5/1/2027"),
        ("tanggal 5", date(2027, 1, 12), "5/1/2027"),
        ("5", date(2027, 1, 12), "5"),
        ("9-31", date(2027, 2, 12), "9-31"),
        ("the 5th", date(2027, 1, 12), "5/1/2027"),
        ("tgl 5-6", date(2027, 1, 12), "5-6/1/2027"),
        ("tgl 5", date(2026, 11, 26), "tgl 5"),
        ("tgl 31", date(2027, 2, 12), "tgl 31"),
        ("tgl 0", date(2027, 2, 12), "tgl 0"),
        ("tgl 23-26", date(2026, 11, 26), "tgl 23-26"),
        ("tgl 24-25", date(2026, 11, 26), "24-25/11/2026"),
        ("tgl 5", None, "tgl 5"),
        ("rabu", date(2027, 1, 12), "13/1/2027"),
        ("hari Jumat", date(2027, 1, 12), "15/1/2027"),
        ("friday", date(2027, 1, 12), "15/1/2027"),
        ("senin", date(2027, 1, 12), "11/1/2027"),
        ("senin", date(2026, 11, 26), "senin"),
        ("jumat depan", date(2027, 1, 12), "jumat depan"),
        ("rabu atau kamis", date(2027, 1, 12), "rabu atau kamis"),
        ("besok", date(2027, 1, 12), "besok"),
        ("rabu", None, "rabu"),
        ("5 Februari", date(2027, 1, 12), "5 Februari"),
        ("3 alat", date(2027, 1, 12), "3 alat"),
        ("120", date(2027, 1, 12), "120"),
    ],
)
def test_a_day_alone_is_of_the_month_or_week_that_stands_there_as_long_as_it_is_not_over(text: str, day: date | None, wanted: str) -> None:
    assert beside_day(text, day, date(2026, 11, 24)) == wanted


@pytest.mark.parametrize(
    ("said", "counts", "wanted"),
    [
        (Correction("2", "3"), {"alat": 3, "siswa": 60}, "2 alat"),
        (Correction("90", "60"), {"alat": 3, "siswa": 60}, "90 siswa"),
        (Correction("2", "3"), {"alat": 3, "siswa": 3}, "2"),
        (Correction("2", "4"), {"alat": 3, "siswa": None}, "2"),
        (Correction("2"), {"alat": 3}, "2"),
        (Correction("2 alat", "3"), {"alat": 3}, "2 alat"),
    ],
)
def test_a_number_that_takes_the_place_of_another_counts_the_same(said: Correction, counts: dict[str, int | None], wanted: str) -> None:
    assert with_unit(said, counts) == wanted


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("batal", True),
        ("Batal aja!", True),
        ("  Gak   jadi. ", True),
        ("never mind", True),
        ("batal kunjungan koba", False),
        ("tidak jadi tanggal 5", False),
        ("", False),
    ],
)
def test_a_text_takes_back_what_was_begun_when_it_says_nothing_else(text: str, is_so: bool) -> None:
    assert takes_back(text) is is_so
