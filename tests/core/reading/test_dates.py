"""A day of the schedule, as people write it: the next such day, or asked back."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.reading.days.dates import ImpossibleDate, NotADate, TwoReadings
from ektp_core.reading.days.typed_days import read_day
from tests.core.reading.words import EN_WEEKDAYS, ID_MONTHS, births

TODAY = date(2026, 11, 24)  # a Tuesday
FAR_TODAY = date(2126, 11, 24)
JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *((text, date(2026, 11, 24)) for text in ("hari ini", "today", "24 november", "24/11", "Selasa 24 November")),
        *((text, date(2026, 11, 25)) for text in ("besok", "bsk", "tomorrow", "Besok?", "rabu", "hari rabu", "wednesday")),
        ("lusa", date(2026, 11, 26)),
        *(
            (text, date(2026, 12, 1))
            for text in ("selasa", "selasa depan", "next tuesday", "1 desember", "1/12", "dec 1", "tgl 1 bulan 12")
        ),
        *((text, date(2026, 11, 30)) for text in ("senin", "senin depan", "next monday", "30 nov")),
        ("kamis", date(2026, 11, 26)),
        ("tgl 5", date(2026, 12, 5)),
        ("kamis depan", date(2026, 12, 3)),
        ("minggu", date(2026, 11, 29)),
        ("ahad depan", date(2026, 12, 6)),
        *(
            (text, date(2027, 1, 12))
            for text in ("12 januari", "12-01-2027", "12/1", "12 jan 27", "january 12", "selasa 12 januari", "12012027", "2027-01-12")
        ),
        ("23 november", date(2027, 11, 23)),
        ("29 februari", date(2028, 2, 29)),
        ("12-01-2020", date(2020, 1, 12)),
    ],
)
def test_a_day_of_the_schedule_is_the_next_such_day(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    ["", "kapan", "minggu depan", "januari", "2027", "16 tahun", "senin selasa", "besok lusa", "1904031203100001", "sman 1 koba"],
)
def test_what_names_no_single_day_is_not_a_day(text: str) -> None:
    with pytest.raises((NotADate, TwoReadings)):
        read_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "suggestion"), [("31 februari", None), ("1/25", date(2027, 1, 25)), ("31-02-2027", None), ("12/25/2026", date(2026, 12, 25))]
)
def test_an_impossible_day_of_the_schedule_is_refused(text: str, suggestion: date | None) -> None:
    with pytest.raises(ImpossibleDate) as refused:
        read_day(text, TODAY)
    assert refused.value.values["suggestion"] == suggestion


def test_two_days_of_the_schedule_are_asked_back() -> None:
    with pytest.raises(TwoReadings) as refused:
        read_day("12 juri", TODAY)
    assert refused.value.values == {"readings": (date(2027, 6, 12), date(2027, 7, 12))}


@given(today=st.dates(date(2020, 1, 1), date(2100, 1, 1)), weekday=st.integers(0, 6))
def test_a_weekday_is_within_the_next_seven_days_and_with_next_in_the_next_calendar_week(today: date, weekday: int) -> None:
    next_one, next_week = read_day(EN_WEEKDAYS[weekday], today), read_day(f"next {EN_WEEKDAYS[weekday]}", today)
    assert next_one.weekday() == next_week.weekday() == weekday
    assert today < next_one <= today + timedelta(7)
    assert next_week.isocalendar()[:2] == (today + timedelta(7)).isocalendar()[:2]


@given(day=births, today=st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_a_day_without_a_year_is_never_past_and_the_first_such_day(day: date, today: date) -> None:
    found = read_day(f"{day.day} {ID_MONTHS[day.month - 1]}", today)
    assert (found.day, found.month) == (day.day, day.month)
    assert today <= found
    assert (found - today).days < 366 or day.day == 29
