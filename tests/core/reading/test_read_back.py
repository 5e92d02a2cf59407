"""Whatever a date is written like, it is read as the date that it is."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.reading.births.birth import BirthDate, BirthMonth
from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.days.dates import ShortYear
from ektp_core.reading.days.typed_days import read_day
from tests.core.reading.words import EN_MONTHS, EN_SHORT, EN_WEEKDAYS, ID_MONTHS, ID_SHORT, ID_WEEKDAYS, births

TODAY = date(2026, 11, 24)  # a Tuesday
JAKARTA = ZoneInfo("Asia/Jakarta")


def in_a_lifetime(year: int) -> date:
    """A day on which people who were born in that year are old."""
    return date(year + 100, 12, 31)


def written(day: date) -> list[str]:
    d, m, y = day.day, day.month, day.year
    names = [months[m - 1] for months in (ID_MONTHS, ID_SHORT, EN_MONTHS, EN_SHORT)]
    return [
        *(f"{d:02d}{sign}{m:02d}{sign}{y}" for sign in ("-", "/", ".", " ", " / ", "")),
        *(f"{d}{sign}{m}{sign}{y}" for sign in ("-", "/", ".", " ")),
        *(day.isoformat(), f"{y}{m:02d}{d:02d}", f"tgl {d} bulan {m} tahun {y}"),
        *(
            text
            for name in names
            for text in (f"{d} {name} {y}", f"{d}-{name.lower()}-{y}", f"{d}{name}{y}", f"{name} {d}, {y}", f"{name} {d}th, {y}")
        ),
        f"{ID_WEEKDAYS[day.weekday()]}, {d} {ID_MONTHS[m - 1]} {y}",
        f"{EN_WEEKDAYS[day.weekday()]}, {EN_MONTHS[m - 1]} {d}, {y}",
        f"tgl lahir anak saya {d} {ID_MONTHS[m - 1]} {y}",
    ]


@given(day=births)
def test_a_valid_date_is_read_back_from_every_way_of_writing_it(day: date) -> None:
    for text in written(day):
        assert read_birth(text, in_a_lifetime(day.year)) == BirthDate(day), text
        assert "lahir" in text or read_day(text, in_a_lifetime(day.year)) == day, text


@given(day=st.dates(date(2000, 1, 1), TODAY))
def test_a_short_year_of_this_century_is_read_back(day: date) -> None:
    short = day.year % 100
    for text in (
        f"{day:%d-%m-%y}",
        f"{day:%d%m%y}",
        f"{day.day}/{day.month}/{short:02d}",
        f"{day.day} {ID_MONTHS[day.month - 1]} {short:02d}",
    ):
        assert read_birth(text, TODAY) == BirthDate(day), text


@given(day=st.dates(date(1927, 1, 1), date(1999, 12, 31)))
def test_a_short_year_of_the_last_century_is_asked_back(day: date) -> None:
    with pytest.raises(ShortYear) as refused:
        read_birth(f"{day:%d-%m-%y}", TODAY)
    assert refused.value.values == {"readings": (day,)}


@given(year=st.integers(1940, 2100), month=st.integers(1, 12))
def test_a_month_is_read_back_from_every_way_of_writing_it(year: int, month: int) -> None:
    for text in (
        f"{month}-{year}",
        f"{month:02d}/{year}",
        f"{year}-{month:02d}",
        f"{ID_MONTHS[month - 1]} {year}",
        f"{EN_SHORT[month - 1]} {year}",
    ):
        assert read_birth(text, in_a_lifetime(year)) == BirthMonth(year, month), text
