"""One form of letters and digits for every reader: no sign is taken for a digit that is none (docs/understanding.md#digits)."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.reading.fields import WrongValue, read_count, read_words
from ektp_core.reading.names import repeatable
from ektp_core.reading.words.signs import ODD_DIGIT, normal, one_line, plain_digits
from ektp_core.requests.line import read_contact

SIGNS = [chr(code) for code in range(sys.maxunicode + 1)]
ROMAN = {chr(code) for code in range(0x2160, 0x2189)}


def test_every_decimal_digit_of_unicode_is_a_digit_of_its_value() -> None:
    decimal = [sign for sign in SIGNS if sign.isdecimal()]
    assert len(decimal) > 600
    for sign in decimal:
        assert normal(sign) == plain_digits(sign) == str(unicodedata.decimal(sign))


def test_no_other_sign_of_a_number_becomes_a_digit_or_vanishes() -> None:
    for sign in SIGNS:
        if sign.isnumeric() and not sign.isdecimal() and sign not in ROMAN:
            assert normal(sign) == ODD_DIGIT, unicodedata.name(sign)
            assert plain_digits(sign) == sign


def test_no_sign_whatever_turns_into_a_digit_by_its_looks() -> None:
    for sign in SIGNS:
        if not sign.isdecimal():
            assert not any(letter.isdecimal() for letter in normal(sign)), unicodedata.name(sign, hex(ord(sign)))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("kelas Ⅻ", "kelas XII"),
        ("16½", "16,5"),
        ("１６½", "16,5"),
        ("16 ½", "16,5"),
        ("½", ODD_DIGIT),
        ("anak²", "anak"),
        ("anak³", f"anak{ODD_DIGIT}"),
        ("12²", f"12{ODD_DIGIT}"),
        ("1️⃣2", f"{ODD_DIGIT}2"),
        ("Mëi", "Mei"),
        ("1\u20602\ufeff", "12"),
        ("\u202e12\u202c", "12"),
        ("1\x002", "1 2"),
        ("1\x1b2\n3", "1 2\n3"),
        ("12⁄03∕2010 – 12", "12/03/2010 - 12"),
    ],
)
def test_a_text_has_one_form(written: str, read: str) -> None:
    assert normal(written) == read


@pytest.mark.parametrize("text", ["²", "①", "1²", "①2", "½", "1️⃣", "⑫", "一二"])
def test_a_field_takes_no_sign_for_a_number(text: str) -> None:
    with pytest.raises(WrongValue):
        read_count(text, "pupils", 1, 100)


def test_raised_digits_are_no_phone_number() -> None:
    assert read_contact("Bu Ani ０８１２３４５６７８９") == "Bu Ani ０８１２３４５６７８９"
    with pytest.raises(WrongValue):
        read_contact("Bu Ani ⁰⁸¹²³⁴⁵⁶⁷⁸⁹")


SHOWN = [
    ("Siti Aminah", "Siti Aminah"),
    ("  Siti \n\n Aminah\t", "Siti Aminah"),
    ("Siti\r\nHadir", "Siti Hadir"),
    ("Siti\u2028Hadir\u2029", "Siti Hadir"),
    ("Siti\x00\x1b[31mAminah", "Siti [31mAminah"),
    ("\u202eitiS\u202c", "itiS"),
    ("Siti \u2066Aminah\u2069\u200f", "Siti Aminah"),
    ("An\u200bna\ufeff", "Anna"),
    ("Si\ud83dti", "Siti"),
    ("SMAN 1\x0bKoba", "SMAN 1 Koba"),
    ("سيتي", "سيتي"),
    ("Siti 🌷", "Siti 🌷"),
    ("\u3164", ""),
    ("\u2800\u200e \u202e", ""),
]


@pytest.mark.parametrize(("written", "shown"), SHOWN)
def test_a_name_is_shown_on_one_line_and_in_one_direction(written: str, shown: str) -> None:
    assert one_line(written) == shown


@pytest.mark.parametrize(("written", "shown"), SHOWN)
def test_what_is_typed_into_a_field_is_kept_as_it_is_shown(written: str, shown: str) -> None:
    if shown:
        assert read_words(written, "school_name", 60) == shown
        assert repeatable(written) == shown
    else:
        with pytest.raises(WrongValue):
            read_words(written, "school_name", 60)


@given(st.text())
def test_whatever_is_shown_is_one_line(text: str) -> None:
    shown = one_line(text)
    assert shown == one_line(shown) == " ".join(shown.split())
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
