"""Which backups are kept (docs/reliability.md#backups-restore)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.backups.rotation import superseded

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def ago(**back: float) -> datetime:
    return NOON - timedelta(**back)


@pytest.mark.parametrize(
    ("made", "deleted"),
    [
        pytest.param([], [], id="none"),
        pytest.param([ago(days=400)], [], id="the last good one, however old"),
        pytest.param([ago(days=400), ago(minutes=15)], [ago(days=400)], id="an old one once there is a newer"),
        pytest.param([ago(hours=24), ago(hours=12), NOON], [], id="all of the last day"),
        pytest.param([ago(hours=25), ago(hours=24.5), NOON], [ago(hours=25)], id="one of a day that is over, its newest"),
        pytest.param([ago(days=30), NOON], [], id="the thirtieth day"),
        pytest.param([ago(days=30, minutes=1), NOON], [ago(days=30, minutes=1)], id="past thirty days"),
        pytest.param([NOON, NOON + timedelta(days=300)], [], id="from a clock that was wrong"),
    ],
)
def test_what_is_deleted(made: list[datetime], deleted: list[datetime]) -> None:
    assert superseded(made, NOON) == deleted


def test_after_two_months_of_a_backup_every_quarter_of_an_hour() -> None:
    kept: list[datetime] = []
    now = NOON
    for _ in range(60 * 96):
        now += QUARTER
        kept.append(now)
        gone = set(superseded(kept, now))
        kept = [moment for moment in kept if moment not in gone]
        assert all(now - moment <= timedelta(days=30) for moment in kept)
    last_day = [moment for moment in kept if now - moment <= timedelta(days=1)]
    assert last_day == [now - QUARTER * back for back in range(96, -1, -1)]
    older = {moment.date() for moment in kept} - {now.date()}
    assert older == {(now - timedelta(days=back)).date() for back in range(1, 31)}


@given(st.lists(st.timedeltas(timedelta(days=-60), timedelta(days=60))))
def test_the_newest_is_never_deleted_and_what_is_kept_stays_kept(ages: list[timedelta]) -> None:
    made = {NOON - age for age in ages}
    kept = made - set(superseded(made, NOON))
    assert not made or max(made) in kept
    assert superseded(kept, NOON) == []
