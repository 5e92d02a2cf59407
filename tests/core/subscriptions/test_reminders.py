"""The office's night, and which days of a child one can be reminded of."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.eligibility import BirthYears, Election, LeapBirthday, Rules, judge
from ektp_core.subscriptions.quiet_hours import is_quiet, out_of_night
from ektp_core.subscriptions.reminders import ReminderKind, can_be_asked, days_ahead
from tests.core.builders import TODAY

SITI = 7001
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


# Days of a child


def ahead(birth: date, today: date = TODAY, rules: Rules | None = None) -> dict[ReminderKind, date]:
    return {each.kind: each.day for each in days_ahead(SITI, judge(birth, today, rules or Rules()))}


@pytest.mark.parametrize(
    ("birth", "days"),
    [
        (date(2011, 3, 12), {ReminderKind.MAY_RECORD: date(2027, 3, 12), ReminderKind.CARD: date(2028, 3, 12)}),
        (date(2010, 3, 12), {ReminderKind.CARD: date(2027, 3, 12)}),
        (date(2009, 11, 25), {ReminderKind.CARD: date(2026, 11, 25)}),
        (date(2009, 11, 24), {}),
        (date(1975, 1, 1), {}),
    ],
)
def test_only_days_that_lie_ahead_are_offered(birth: date, days: dict[ReminderKind, date]) -> None:
    assert ahead(birth) == days


def test_the_offices_rules_count() -> None:
    birth = date(2012, 2, 29)
    assert ahead(birth)[ReminderKind.CARD] == date(2029, 3, 1)
    assert ahead(birth, rules=Rules(leap_birthday=LeapBirthday.LAST_OF_FEBRUARY))[ReminderKind.CARD] == date(2029, 2, 28)
    by_election = Rules(turns_17_by=Election(date(2029, 2, 14), "a decree"))
    assert ReminderKind.MAY_RECORD not in ahead(date(2011, 3, 12), rules=by_election)
    assert ReminderKind.MAY_RECORD not in ahead(date(2012, 6, 1), rules=Rules(birth_years=BirthYears(2011, 2012, "a letter")))


@pytest.mark.parametrize(
    ("day", "can"),
    [
        (date(2026, 11, 24), False),
        (date(2020, 1, 1), False),
        (date(2026, 11, 25), True),
        (date(2043, 11, 24), True),
        (date(2060, 1, 1), False),
    ],
)
def test_a_forged_button_asks_for_no_day_that_a_child_of_today_cannot_wait_for(day: date, can: bool) -> None:
    assert can_be_asked(day, TODAY, 17) is can
