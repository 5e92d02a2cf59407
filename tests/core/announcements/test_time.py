"""When an announcement goes out, as staff write it."""

from datetime import datetime, time, timedelta

import pytest

from ektp_core.announcements.time import offered, read_moment
from ektp_core.reading.fields import WrongValue
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
        ("besok 9", at(1, 9)),
        ("Jumat 10", at(3, 10)),
        ("25 november 9", at(1, 9)),
        ("besok 9 pagi", at(1, 9)),
        ("jam 8 besok pagi", at(1, 8)),
        ("besok pagi jam 8", at(1, 8)),
        ("besok jam 8 malam", at(1, 20)),
        ("besok siang jam 1", at(1, 13)),
        ("jam 4 sore", at(0, 16)),
        ("16.00 sore", at(0, 16)),
        ("tomorrow at 9 am", at(1, 9)),
        ("tomorrow 4 pm", at(1, 16)),
        ("besok 12 siang", at(1, 12)),
        ("30 menit lagi", at(0, 12, 30)),
        ("1 jam lagi", at(0, 13)),
        ("dalam 90 menit", at(0, 13, 30)),
        ("in 2 hours", at(0, 14)),
        ("dua jam lagi", at(0, 14)),
        ("setengah jam lagi", at(0, 12, 30)),
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
        ("12 atau 13 januari jam 9", "announcement_unclear"),
        ("senin 12 januari jam 9", "announcement_unclear"),
        ("nanti sore", "announcement_time"),
        ("besok 25.00", "announcement_time"),
        ("besok 08.75", "announcement_time"),
        ("30-02-2027 08.00", "announcement_day"),
        ("31 november jam 9", "announcement_day"),
        ("besok jam 8 sore malam sekali", "announcement_time"),
        ("besok jam 15 pagi", "announcement_time"),
        ("25-11 9", "announcement_time"),
        ("november 25", "announcement_time"),
        ("besok 27", "announcement_time"),
        ("0 menit lagi", "announcement_past"),
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
