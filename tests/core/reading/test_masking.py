"""NIK, KK and phone numbers are masked before anything else reads the text; dates and amounts stay."""

import re
from datetime import date
from unicodedata import decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.reading.masking import MARK, Masked, NumberKind, mask_numbers

NIK = "1904031203100001"
days = st.dates(date(1940, 1, 1), date(2026, 12, 31))
niks = st.text(alphabet="0123456789", min_size=16, max_size=16)
phones = st.sampled_from(["0812", "0857", "+62812", "62812", "+62 812"]).flatmap(
    lambda start: st.text(alphabet="0123456789", min_size=7, max_size=8).map(lambda rest: start + rest)
)


def in_groups(number: str, sizes: tuple[int, ...], sign: str) -> str:
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return sign.join(number[end - size : end] for size, end in zip(sizes, ends, strict=True))


# NIK and KK


@pytest.mark.parametrize(
    "text",
    [
        NIK,
        "1904 0312 0310 0001",
        "1904.0312.0310.0001",
        "1904-0312-0310-0001",
        "190403 120310 0001",
        "190403-120310-0001",
        "19.04.03.120310.0001",
        "19 04 03 12 03 10 00 01",
        "19.04.03.12.03.10.0001",
        "19-04-03-12-03-10-0001",
        "1 9 0 4 0 3 1 2 0 3 1 0 0 0 0 1",
    ],
)
def test_a_nik_is_masked_however_it_is_grouped(text: str) -> None:
    assert mask_numbers(text) == Masked(MARK, frozenset({NumberKind.NIK_OR_KK}))


@given(number=niks, sizes=st.sampled_from([(16,), (4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (2,) * 8]), sign=st.sampled_from(" .-"))
def test_no_part_of_a_nik_in_groups_survives(number: str, sizes: tuple[int, ...], sign: str) -> None:
    assert mask_numbers(f"nik saya {in_groups(number, sizes, sign)} ya").text == f"nik saya {MARK} ya"


@pytest.mark.parametrize("text", [f"NIK{NIK}", f"NIK:{NIK}.", f"({NIK})", f"kk={NIK},", f"{NIK}anak", f"📄{NIK}📄"])
def test_what_stands_around_a_nik_stays(text: str) -> None:
    assert mask_numbers(text).text == text.replace(NIK, MARK)


@pytest.mark.parametrize("text", [f"{NIK}/1904031203100002", f"NIK {NIK} KK 1904031203100002", f"{NIK}\n1904031203100002"])
def test_two_niks_are_both_masked(text: str) -> None:
    assert mask_numbers(text).text.count(MARK) == 2
    assert not re.search(r"\d", mask_numbers(text).text)


@pytest.mark.parametrize("digits", [15, 17])
def test_a_nik_with_a_digit_too_few_or_too_many_is_masked(digits: int) -> None:
    assert mask_numbers("1" * digits).text == MARK


@pytest.mark.parametrize("number", [NIK + "1904031203100002", "9" * 18, "9" * 40, "9" * 4096])
def test_a_longer_run_of_digits_is_masked_too(number: str) -> None:
    assert not re.search(r"\d", mask_numbers(number).text)


# Phones


@pytest.mark.parametrize(
    "number", ["081234567890", "0812-3456-7890", "0812 3456 7890", "0812.3456.7890", "+6281234567890", "+62 812-3456-7890", "6281234567890"]
)
def test_a_mobile_number_is_masked(number: str) -> None:
    assert mask_numbers(f"hubungi {number} ya") == Masked(f"hubungi {MARK} ya", frozenset({NumberKind.PHONE}))


def test_a_nik_and_a_phone_are_told_apart() -> None:
    assert mask_numbers(f"{NIK}, hp 081234567890") == Masked(f"{MARK}, hp {MARK}", frozenset(NumberKind))


# Dates and amounts stay


@pytest.mark.parametrize("text", ["12-03-2010", "12/3/2010", "2010-03-12", "12 03 10", "12 maret 2010", "12032010", "120310", "umur 16"])
def test_a_birth_date_stays(text: str) -> None:
    assert mask_numbers(text) == Masked(text)


def written(day: date) -> list[str]:
    return [
        *(f"{day.day:02d}{sign}{day.month:02d}{sign}{day.year}" for sign in "-./ "),
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day}/{day.month}/{day.year % 100:02d}",
        day.isoformat(),
        f"{day.day} maret {day.year}",
    ]


@given(day=days, nik=niks, word=st.sampled_from([" ", ", ", " lahir ", "\n"]))
def test_a_date_beside_a_nik_stays_and_the_nik_goes(day: date, nik: str, word: str) -> None:
    for text in written(day):
        assert mask_numbers(f"{text}{word}{nik}").text == f"{text}{word}{MARK}"
        assert mask_numbers(f"{nik}{word}{text}").text == f"{MARK}{word}{text}"


@given(day=days, phone=phones)
def test_a_date_beside_a_phone_stays(day: date, phone: str) -> None:
    for text in written(day):
        assert mask_numbers(f"lahir {text}, wa {phone}").text == f"lahir {text}, wa {MARK}"
        assert mask_numbers(f"wa {phone} {text}").text == f"wa {MARK} {text}"


@pytest.mark.parametrize(
    "text", ["150.000", "Rp 12.345.678", "118889", "98 + 7 = 105", "19.04.01", "10900778", "(0718) 7362015", "33181", "pukul 08.00-11.00"]
)
def test_amounts_and_the_office_s_own_numbers_stay(text: str) -> None:
    assert mask_numbers(text) == Masked(text)


@given(st.integers(0, 99_999_999), st.sampled_from(["{}", "Rp {:,}", "{:,} orang", "kode {}."]))
def test_an_amount_under_nine_digits_stays(amount: int, shape: str) -> None:
    text = shape.format(amount).replace(",", ".")
    assert mask_numbers(text) == Masked(text)


# Any text


messy = st.text(max_size=200) | st.text(alphabet="0123456789 .-+/a", max_size=120)


@given(messy | st.text(alphabet="0123456789", max_size=60))
def test_no_run_of_fifteen_digits_survives_in_any_text(text: str) -> None:
    assert not re.search(r"[0-9]{15}", mask_numbers(text).text)


@given(messy)
def test_masking_again_changes_nothing(text: str) -> None:
    once = mask_numbers(text).text
    assert mask_numbers(once).text == once


@given(messy)
def test_a_text_is_only_changed_where_something_was_found(text: str) -> None:
    """Digits of other scripts are written as 0-9 in any case: they are read like these."""
    plain = "".join(str(decimal(letter)) if letter.isdecimal() else letter for letter in text)
    masked = mask_numbers(text)
    assert (masked.text == plain) == (not masked.found)


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "No", "Nl"]), max_size=300))
def test_a_text_without_digits_stays(text: str) -> None:
    assert mask_numbers(text) == Masked(text)
