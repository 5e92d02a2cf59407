"""What is drawn of words, and where their lines break."""

import pytest

from ektp_core.posters.letters import drawable, fitted, lines, width


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("SMAN 1 Koba", "SMAN 1 Koba"),
        ("SMA  Koba\n\tBaru ", "SMA Koba Baru"),
        ("26\u00a0November", "26\u00a0November"),
        ("SMA 漢字 Koba", "SMA Koba"),
        ("MA Al-Huda (漢字)", "MA Al-Huda"),
        ("SMA \u202eKoba\u202c", "SMA Koba"),
        ("SMA\u200b Koba\x00", "SMA Koba"),
        ("漢字", ""),
        ("Đồng Ñandú é “x” – ½", "Đồng Ñandú é “x” – ½"),
        ("مدرسة", "مدرسة"),
    ],
)
def test_what_the_font_lacks_is_left_out(words, drawn):
    assert drawable(words) == drawn


@pytest.mark.parametrize("room", [30, 80, 200, 500])
@pytest.mark.parametrize("words", ["SMAN 1 Koba", "Perekaman KTP-el di sekolah", "S" * 60, "a b c d e f g h"])
def test_lines_fit_and_no_letter_is_lost(words, room):
    found = lines(words, 20, room)
    assert all(width(line, 20) <= room for line in found)
    assert "".join(found).replace(" ", "") == words.replace(" ", "")


def test_a_date_is_not_broken():
    assert lines("Lahir sampai 26\u00a0November\u00a02010", 20, width("26 November 2010 m", 20)) == (
        "Lahir sampai",
        "26\u00a0November\u00a02010",
    )


def test_a_name_becomes_smaller_before_it_takes_another_line():
    found, size = fitted("SMAN 1 Pangkalan Baru", 40, 300, 1, 10)
    assert found == ("SMAN 1 Pangkalan Baru",) and 10 < size < 40
    found, size = fitted("SMAN 1 Pangkalan Baru", 40, 100, 1, 30)
    assert len(found) > 1 and size == 30
