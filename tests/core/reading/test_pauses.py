"""Until when to be silent, as people write it."""

from datetime import date

import pytest

from ektp_core.reading.days.dates import ImpossibleDate
from ektp_core.reading.days.pauses import PauseUnclear, read_pause
from tests.core.builders import TODAY


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("12-01-2027", date(2027, 1, 12)),
        ("sampai 12 januari", date(2027, 1, 12)),
        ("until 12 January 2027", date(2027, 1, 12)),
        ("s/d 1 desember", date(2026, 12, 1)),
        ("besok", date(2026, 11, 25)),
        ("3 hari", date(2026, 11, 27)),
        ("seminggu", date(2026, 12, 1)),
        ("2 minggu", date(2026, 12, 8)),
        ("2 weeks", date(2026, 12, 8)),
        ("sebulan", date(2026, 12, 24)),
        ("1 month", date(2026, 12, 24)),
        ("sampai desember", date(2026, 12, 1)),
        ("until January", date(2027, 1, 1)),
        ("januari 2027", date(2027, 1, 1)),
        ("bulan depan", date(2026, 12, 1)),
        ("next month", date(2026, 12, 1)),
        ("minggu depan", date(2026, 11, 30)),
        ("next week", date(2026, 11, 30)),
    ],
)
def test_a_day_or_a_span_is_read(text: str, until: date) -> None:
    assert read_pause(text, TODAY) == until


@pytest.mark.parametrize(
    "text",
    [
        "halo",
        "november",
        "kemarin",
        "hari ini",
        "24-11-2026",
        "1-1-2020",
        "0 hari",
        "999 bulan",
        "12-01-2029",
        "12",
        "",
        "maret 9000",
        "mei 0000",
    ],
)
def test_what_is_no_day_within_a_year_is_asked_again(text: str) -> None:
    with pytest.raises(PauseUnclear):
        read_pause(text, TODAY)


def test_a_day_that_does_not_exist_is_said() -> None:
    with pytest.raises(ImpossibleDate):
        read_pause("30-02-2027", TODAY)
