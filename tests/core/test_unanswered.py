"""What is counted and what is kept of messages that fell through."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.unanswered import (
    LETTERS_A_PAGE,
    MOST_LETTERS,
    TEXTS_A_PAGE,
    KeptText,
    Why,
    first_counted_day,
    length_of,
    pages_of,
    words_to_keep,
)

TODAY = date(2026, 11, 24)


def a_text(text: str = "kapan ke sekolah kami", number: int = 1, *, asked_on: date = TODAY) -> KeptText:
    return KeptText(number, text, asked_on, "2026-11", Why.UNSURE, "schedule")


@pytest.mark.parametrize(
    ("words", "length"), [(0, "1-3"), (1, "1-3"), (3, "1-3"), (4, "4-8"), (8, "4-8"), (9, "9-20"), (20, "9-20"), (21, "21+"), (400, "21+")]
)
def test_only_the_class_of_a_length_is_counted(words: int, length: str) -> None:
    assert length_of(words) == length


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("kapan ke\n\n sekolah   kami?", "kapan ke sekolah kami?"),
        ("lahir 12-03-2010 bolehkah", "lahir ##-##-#### bolehkah"),
        ("anak saya umur 15 thn", "anak saya umur ## thn"),
        ("lahir 12 maret 2010", "lahir ## maret ####"),
        ("nik 1904035203100001 gimana", "nik ▪▪▪ gimana"),
        ("hubungi 0812 3456 7890 ya", "hubungi ▪▪▪ ya"),
        ("umur １５", "umur ##"),
        ("umur ١٥", "umur ##"),
        ("nik ①⑨⓪④", "nik ####"),
        ("lahir ¹²-⑫-½", "lahir ##-#-#"),
        ("a\x00b\u202ec\ud800", "abc"),
        ("  \n ", ""),
        ("", ""),
    ],
)
def test_neither_a_number_nor_a_birth_date_is_kept(written: str, kept: str) -> None:
    assert words_to_keep(written) == kept


@given(st.text(max_size=1200))
def test_whatever_is_written_a_short_line_without_digits_is_kept(written: str) -> None:
    kept = words_to_keep(written)
    assert len(kept) <= MOST_LETTERS
    assert kept == kept.strip()
    assert not any(letter.isnumeric() or not letter.isprintable() for letter in kept)


def test_a_sentence_is_erased_after_90_days() -> None:
    assert a_text().last_day == TODAY + timedelta(days=90)


def test_a_sentence_is_told_from_another_with_its_number() -> None:
    assert a_text("satu").mark != a_text("dua").mark
    assert a_text("satu").mark == a_text("satu", asked_on=date(2026, 1, 1)).mark


@pytest.mark.parametrize(
    ("today", "first"),
    [(TODAY, date(2025, 11, 24)), (date(2028, 2, 29), date(2027, 2, 28)), (date(2029, 2, 28), date(2028, 2, 28))],
)
def test_counts_are_kept_for_12_months(today: date, first: date) -> None:
    assert first_counted_day(today) == first


@given(st.lists(st.integers(1, MOST_LETTERS), max_size=40))
def test_every_sentence_stands_on_one_page_that_fits(lengths: list[int]) -> None:
    texts = [a_text("x" * length, number) for number, length in enumerate(lengths)]
    pages = pages_of(texts)
    assert [text for page in pages for text in page] == texts
    assert all(len(page) <= TEXTS_A_PAGE and sum(len(text.text) for text in page) <= LETTERS_A_PAGE for page in pages)
    assert all(pages) or pages == [()]
