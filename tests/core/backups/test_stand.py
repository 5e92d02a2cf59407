"""What is wrong with the backups, the worst first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ektp_core.backups.stand import BackupStand, Concern

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
WELL = BackupStand(timedelta(minutes=15), NOON - timedelta(minutes=15), is_encrypted=True, leaves=True)


@pytest.mark.parametrize(
    ("stand", "concern"),
    [
        pytest.param(WELL, None, id="well"),
        pytest.param(replace(WELL, every=None), Concern.NONE_MADE, id="switched off"),
        pytest.param(replace(WELL, last=None), Concern.LATE, id="none yet"),
        pytest.param(replace(WELL, last=NOON - timedelta(minutes=30)), None, id="half an hour"),
        pytest.param(replace(WELL, last=NOON - timedelta(minutes=31)), Concern.LATE, id="more than half an hour"),
        pytest.param(replace(WELL, every=timedelta(hours=6), last=NOON - timedelta(hours=7)), None, id="wanted only every six hours"),
        pytest.param(replace(WELL, every=timedelta(hours=6), last=NOON - timedelta(hours=13)), Concern.LATE, id="two of those missed"),
        pytest.param(replace(WELL, last=NOON + timedelta(hours=1)), None, id="a clock that was put back"),
        pytest.param(replace(WELL, off_site_failed=True), Concern.OFF_SITE_FAILED, id="not taken elsewhere"),
        pytest.param(replace(WELL, is_encrypted=False), Concern.PLAIN, id="not encrypted"),
        pytest.param(replace(WELL, leaves=False), Concern.ONLY_HERE, id="nothing takes them elsewhere"),
        pytest.param(replace(WELL, is_encrypted=False, last=None), Concern.LATE, id="not encrypted, and none yet"),
        pytest.param(replace(WELL, every=None, last=None, is_encrypted=False), Concern.NONE_MADE, id="nothing at all"),
    ],
)
def test_the_worst_is_told(stand: BackupStand, concern: Concern | None) -> None:
    assert stand.concern(NOON) is concern


def test_a_backup_is_never_younger_than_nothing() -> None:
    assert replace(WELL, last=NOON + timedelta(hours=1)).age(NOON) == timedelta()
    assert replace(WELL, last=None).age(NOON) is None
