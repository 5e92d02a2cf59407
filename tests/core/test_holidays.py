"""Public holidays of Indonesia by their names, and the office's working days."""

from datetime import date

import pytest

from ektp_core.holidays import holiday_on, is_workday


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "Tahun Baru"),
        (date(2026, 5, 1), "Hari Buruh"),
        (date(2026, 6, 1), "Pancasila"),
        (date(2026, 8, 17), "Hari Kemerdekaan Republik Indonesia"),
        (date(2027, 8, 17), "Hari Kemerdekaan Republik Indonesia"),
        (date(2022, 12, 25), "Hari Raya Natal"),
        (date(2026, 12, 25), "Hari Raya Natal"),
        (date(2026, 3, 21), "Idul Fitri"),
        (date(2026, 3, 19), "Nyepi"),
    ],
)
def test_a_holiday_has_its_indonesian_name(day: date, name: str) -> None:
    assert name in str(holiday_on(day))


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 8, 16), date(2026, 7, 4), date(2026, 11, 28)])
def test_an_ordinary_day_has_none(day: date) -> None:
    assert holiday_on(day) is None


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)])
def test_monday_to_friday_are_workdays(day: date) -> None:
    assert is_workday(day)


@pytest.mark.parametrize("day", [date(2026, 11, 28), date(2026, 11, 29)])
def test_the_weekend_is_not(day: date) -> None:
    assert not is_workday(day)


@pytest.mark.parametrize("day", [date(2026, 8, 17), date(2026, 12, 25), date(2027, 1, 1)])
def test_a_holiday_in_the_week_is_no_workday(day: date) -> None:
    assert day.weekday() < 5
    assert not is_workday(day)


def test_a_holiday_has_its_name_in_english_too() -> None:
    assert holiday_on(date(2027, 8, 17), "en") == "Independence Day"
