"""What is no birth, or may be several, is refused or asked back; no text breaks the reader."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.days.dates import NotADate
from ektp_core.reading.days.typed_days import read_day
from ektp_core.refusal import Refusal
from tests.core.hostile_texts import HOSTILE
from tests.core.reading.births.test_births import TODAY
from tests.work import processor_seconds


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "?",
            "🎂",
            "halo",
            "SMAN 1 Koba",
            "kelas 11",
            "maret",
            "12 maret",
            "12-03",
            "1234",
            "9999",
            "13-2010",
            "16-17 tahun",
            "16 17",
        ),
        *(
            "16%",
            "98 + 7",
            "98+7",
            "12:03:2010",
            "12-03-2010 10:30",
            "Rp 2010",
            "$16",
            "@16",
            "8.120",
            "12.345.678",
            "1232010",
            "1-2-3",
            "maret 10",
        ),
        *(
            "belum 17",
            "hampir 17",
            "jalan 16",
            "15,7 thn",
            "16 bulan",
            "2010 tahun",
            "umur 2010",
        ),
        *(
            "tgl 16",
            "lahir 16",
            "16 tahun 12-03-2010",
            "12-03-2010 di koba",
            "kapan lahir 12-03-2010",
            "12 anak 3 2010",
        ),
        *(
            "1904031203100001",
            "190403 120310 0001",
            "1904 0312 0310 0001",
            "19.04.03.12.03.10.0001",
            "19 04 03 12 03 10 00 01",
            "190403 120310",
        ),
        *("19040312 03100001", "NIK 190403120310", "081234567890", "0812 3456 7890", "08123456", "120320101", "12 03 2010 190403"),
        *("12٣2010", "²16", "Ⅻ 2010"),
        *("\x00", "\ud800", "12-03-2010" * 400, "9" * 4096, "a" * 4096, "12 " * 1365, "-" * 4096, "anak " * 800),
    ],
)
def test_anything_beside_a_birth_is_not_guessed_at(text: str) -> None:
    with pytest.raises(NotADate):
        read_birth(text, TODAY)


def test_a_nik_is_never_read_nor_repeated() -> None:
    with pytest.raises(NotADate) as refused:
        read_birth("1904031203100001", TODAY)
    assert refused.value.values == {}
    assert "1904" not in repr(refused.value)


BITS = """
    1 03 12 16 25 31 26 97 2010 2099 120310 12032010 1904031203100001 maret juri juni mei jumat minggu besok depan
    tgl lahir umur tahun bulan th thn ya dan anak 16th 15,5 - , / : koba
"""


MESSY = (
    st.lists(st.sampled_from(BITS.split()), max_size=7).map(" ".join)
    | st.text(max_size=200)
    | st.text(alphabet="0123456789 -/.,:thnblmarejui'٣½", max_size=40)
)


@given(text=MESSY, today=st.dates(date(2000, 1, 1), date(2126, 12, 31)))
def test_any_text_is_read_or_refused(text: str, today: date) -> None:
    for read in (read_birth, read_day):
        try:
            read(text, today)
        except Refusal:
            continue


@given(digits=st.text(alphabet="0123456789", min_size=9, max_size=40))
def test_no_run_of_more_than_eight_digits_is_a_date(digits: str) -> None:
    for text in (digits, f"lahir {digits}", f"12-03-2010 {digits}"):
        with pytest.raises(NotADate):
            read_birth(text, TODAY)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_keeps_the_processor_a_thousand_times_longer_than_another(text: str) -> None:
    def seconds(of: str) -> float:
        def read() -> None:
            with suppress(Refusal):
                read_birth(of, TODAY)

        return processor_seconds(read)

    assert seconds(text) <= 1_000 * seconds("12 maret 2010")
