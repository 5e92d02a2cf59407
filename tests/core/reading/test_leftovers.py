"""Nothing that was said is dropped: a number that belongs to nothing known is said, or asked about (docs/understanding.md#what-is-left)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.understanding.reading import details


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("jadwal koba 45", ("45",)),
        ("anak lahir 1232010 boleh rekam?", ("1232010",)),
        ("anak lahir 12--03--2010", ("12--03--2010",)),
        ("cakupan koba 3021", ("3021",)),
        ("jadwal 1904011234567", ("▪▪▪",)),
        ("lahir 4 1-03-2010", ("4",)),
        ("anak lahir 12 x 2010 boleh rekam?", ("12",)),
        ("jadwal koba jam 9", ()),
        ("jadwal koba 08.00", ()),
        ("kelas 11 kapan rekam", ()),
        ("17 tahun wajib rekam?", ()),
        ("120 siswa rekam di koba", ()),
        ("rt 02 rw 03 koba kapan", ()),
        ("cakupan koba 97,5%", ()),
        ("cakupan koba tahun 2024", ()),
        ("umur nikah minimal 19 ya, anak saya umur 16", ()),
        ("jadwal minggu ke 2 bulan desember", ()),
        ("sma 1 koba", ()),
        ("lahir 12-03-2010", ()),
    ],
)
def test_a_number_is_read_or_said(text: str, unread: tuple[str, ...]) -> None:
    assert details(text).unread == unread


WORDS = ["saya", "jadwal", "rekam", "koba", "cakupan", "lahir", "kapan", "di", "boleh", "tanggal", "ya"]
NUMBERS = [
    "45",
    "3",
    "12-03-2010",
    "31 november",
    "2024",
    "1232010",
    "12--03",
    "99/99/2010",
    "14-12 januari",
    "12 atau 13 maret 2010",
    "16",
]


@given(
    before=st.lists(st.sampled_from(WORDS), max_size=4), number=st.sampled_from(NUMBERS), after=st.lists(st.sampled_from(WORDS), max_size=4)
)
def test_every_number_ends_in_a_detail_a_question_or_a_leftover(before: list[str], number: str, after: list[str]) -> None:
    found = details(" ".join([*before, number, *after]))
    assert found.births or found.unclear or found.days or found.unclear_days or found.as_of or found.unread or found.unknown, number


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_a_written_day_is_never_cut_down_to_its_year(day: date) -> None:
    found = details(f"anak saya lahir {day.day}-{day.month}-{day.year} boleh rekam?")
    assert [type(birth).__name__ for birth in found.births] in ([], ["BirthDate"])
    assert found.births or found.unclear
