"""When an announcement goes out, as staff write it."""

from datetime import datetime, time, timedelta

import pytest

from ektp_core.announcement_time import offered, read_moment
from ektp_core.typed import WrongValue
from tests.rehearsal import TODAY, ZONE

NOW = datetime.combine(TODAY, time(12), ZONE)


def at(days: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(TODAY + timedelta(days), time(hour, minute), ZONE)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("besok 16.00", at(1, 16)),
        ("besok jam 16.00", at(1, 16)),
        ("Besok pukul 8", at(1, 8)),
        ("25-11-2026 16.00", at(1, 16)),
        ("25.11.2026 16.30", at(1, 16, 30)),
        ("25/11/2026, 16:00 WIB", at(1, 16)),
        ("16.00 tanggal 25 November 2026", at(1, 16)),
        ("2026-11-25 16.00", at(1, 16)),
        ("16.00", at(0, 16)),
        ("hari ini 12.01", at(0, 12, 1)),
        ("kamis 07.15", at(2, 7, 15)),
        ("tomorrow at 9", at(1, 9)),
        ("sekarang", None),
        ("Now", None),
    ],
)
def test_a_moment_is_read(text: str, moment: datetime | None) -> None:
    assert read_moment(text, NOW, ZONE) == moment


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "announcement_time"),
        ("besok", "announcement_time"),
        ("nanti sore", "announcement_time"),
        ("besok 25.00", "announcement_time"),
        ("besok 08.75", "announcement_time"),
        ("30-02-2027 08.00", "announcement_time"),
        ("besok 08.00 dan 16.00", "announcement_time"),
        ("12.00", "announcement_past"),
        ("hari ini 08.00", "announcement_past"),
        ("23-11-2026 16.00", "announcement_past"),
        ("25-11-2028 16.00", "announcement_far"),
    ],
)
def test_what_is_no_moment_to_come_is_refused(text: str, what: str) -> None:
    with pytest.raises(WrongValue) as refused:
        read_moment(text, NOW, ZONE)
    assert refused.value.values["what"] == what


def test_only_moments_to_come_are_offered() -> None:
    assert offered(NOW, ZONE) == [at(0, 16), at(1, 8), at(1, 16)]
    assert offered(at(0, 17), ZONE) == [at(1, 8), at(1, 16)]
