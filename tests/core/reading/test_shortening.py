"""Texts are made shorter between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.reading.shortening import beginning, both_ends

TEXT = st.lists(st.text("abc.,", min_size=1, max_size=9), min_size=1, max_size=9).map(" ".join)


@pytest.mark.parametrize(
    ("text", "longest", "start", "ends"),
    [
        ("Besok kami datang ke sekolah.", 28, "Besok kami datang ke…", "Besok kami datang … sekolah."),
        ("Besok kami datang ke sekolah.", 29, "Besok kami datang ke sekolah.", "Besok kami datang ke sekolah."),
        ("Besok, kami", 7, "Besok…", "Besok…"),
        ("satu dua tiga", 10, "satu dua…", "satu dua…"),
        ("satu dua tiga", 11, "satu dua…", "satu … tiga"),
        ("panjangsekali", 5, "panj…", "panj…"),
    ],
)
def test_a_text_is_cut_between_words(text: str, longest: int, start: str, ends: str) -> None:
    assert beginning(text, longest) == start
    assert both_ends(text, longest) == ends


@given(TEXT, st.integers(2, 40))
def test_it_fits_and_a_text_that_fits_stays(text: str, longest: int) -> None:
    for shortened in (beginning(text, longest), both_ends(text, longest)):
        assert 0 < len(shortened) <= longest
        assert shortened == text or len(text) > longest
