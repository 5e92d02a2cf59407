"""Dates of sources, and the day of the office."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.reading.calendar import AsOf, Days, office_day

TODAY = date(2026, 11, 24)  # a Tuesday
FAR_TODAY = date(2126, 11, 24)
JAKARTA = ZoneInfo("Asia/Jakarta")

# Dates of sources


@pytest.mark.parametrize("text", ["2018", "2018-02", "2018-02-14"])
def test_a_source_s_date_is_kept_as_precise_as_it_is(text: str) -> None:
    assert AsOf.parse(text).iso() == text


@pytest.mark.parametrize("text", ["", "18", "2018-2", "2018-13", "2018-02-30", "14-02-2018", "2018-02-14T00:00", "٢٠١٨", "2018-00"])
def test_a_source_s_date_that_is_malformed_is_a_mistake_in_the_data(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        AsOf.parse(text)
    with pytest.raises(ValueError, match="month"):
        AsOf(2018, None, 14)


def test_dates_of_sources_are_ordered_by_first_day_and_equal_only_with_the_same_precision() -> None:
    ordered = [AsOf(2017, 12), AsOf(2018), AsOf(2018, 1), AsOf(2018, 1, 1), AsOf(2018, 2), AsOf(2019)]
    assert all(earlier < later and earlier.first_day <= later.first_day for earlier, later in pairwise(ordered))
    assert AsOf(2018) != AsOf(2018, 1) != AsOf(2018, 1, 1)
    assert AsOf(2018, 2) == AsOf.parse("2018-02")
    assert AsOf(2018) <= AsOf(2018) < AsOf(2018, 1)


# The office's day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026", "2026-01-01/2026-12-31"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2026-12", "2026-12-01/2026-12-31"),
        ("2026-11-24", "2026-11-24"),
    ],
)
def test_a_source_s_date_may_mean_any_day_of_it(text: str, days: str) -> None:
    assert AsOf.parse(text).days == Days.parse(days)


@pytest.mark.parametrize(
    ("others", "held"), [("2026-09-01/2026-09-30", True), ("2026-09-30", True), ("2026-09-30/2026-10-01", False), ("2026", False)]
)
def test_days_hold_others_that_lie_in_them_wholly(others: str, held: bool) -> None:
    whole = AsOf.parse(others).days if others == "2026" else Days.parse(others)
    assert Days.of_month(2026, 9).hold(whole) is held


def test_the_office_s_day_changes_at_midnight_in_jakarta() -> None:
    assert office_day(datetime(2026, 11, 24, 23, 59, 59, tzinfo=JAKARTA), JAKARTA) == date(2026, 11, 24)
    assert office_day(datetime(2026, 11, 25, 0, 0, tzinfo=JAKARTA), JAKARTA) == date(2026, 11, 25)
    assert office_day(datetime(2026, 11, 24, 16, 59, tzinfo=UTC), JAKARTA) == date(2026, 11, 24)
    assert office_day(datetime(2026, 11, 24, 17, 0, tzinfo=UTC), JAKARTA) == date(2026, 11, 25)


@given(day=st.dates(date(1970, 1, 1), date(2100, 12, 31)), zone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC"]))
def test_2359_and_0000_are_consecutive_days_wherever_the_clock_stands(day: date, zone: str) -> None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert office_day(midnight, ZoneInfo(zone)) == day
    assert office_day(midnight - timedelta(minutes=1), ZoneInfo(zone)) == day - timedelta(1)


def test_a_moment_without_a_time_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        office_day(datetime(2026, 11, 24, 12, 0), JAKARTA)
