"""The office's night."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.reminders import is_quiet, out_of_night

ZONES = [ZoneInfo(name) for name in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")]
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(0, 0, True), (6, 59, True), (7, 0, False), (12, 0, False), (19, 59, False), (20, 0, True), (23, 59, True)],
)
@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_the_night_lasts_from_eight_until_seven_where_the_office_is(zone: ZoneInfo, hour: int, minute: int, quiet: bool) -> None:
    moment = datetime(2026, 11, 24, hour, minute, tzinfo=zone)
    assert is_quiet(moment, zone) is is_quiet(moment.astimezone(UTC), zone) is quiet


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 24, 20), 25),
        (datetime(2026, 11, 24, 3), 24),
        (datetime(2026, 11, 30, 23, 59), 1),
        (datetime(2028, 2, 28, 22), 29),
        (datetime(2028, 2, 29, 22), 1),
        (datetime(2026, 12, 31, 21), 1),
    ],
)
def test_what_falls_into_the_night_waits_for_seven(moment: datetime, day: int) -> None:
    morning = out_of_night(moment.replace(tzinfo=ZONES[0]), ZONES[0])
    assert (morning.day, morning.hour, morning.minute) == (day, 7, 0)


@given(moment=MOMENTS, zone=st.sampled_from(ZONES))
def test_out_of_the_night_is_the_first_moment_that_is_not_quiet(moment: datetime, zone: ZoneInfo) -> None:
    found = out_of_night(moment, zone)
    assert moment <= found <= moment + timedelta(hours=11)
    assert not is_quiet(found, zone)
    assert found == moment or is_quiet(found - timedelta(microseconds=1), zone)
