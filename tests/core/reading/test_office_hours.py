"""Hours of some days take the place of those alone; where other days would be lost, the whole is asked."""

import pytest

from ektp_core.reading.office_hours import days_of, with_hours

STANDS = "Senin–Kamis 07.30–15.30, Jumat 07.30–14.00"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Senin–Kamis", {0, 1, 2, 3}),
        ("senin kamis 8-15", {0, 1, 2, 3}),
        ("senin s/d jumat", {0, 1, 2, 3, 4}),
        ("sabtu dan minggu", {5, 6}),
        ("Senin, Rabu", {0, 2}),
        ("jum'at 08.00-11.00", {4}),
        ("Monday to Friday", {0, 1, 2, 3, 4}),
        ("08.00-14.00", set()),
    ],
)
def test_a_run_of_days_is_each_of_them(text: str, days: set[int]) -> None:
    assert days_of(text) == days


@pytest.mark.parametrize(
    ("stands", "said", "whole"),
    [
        (STANDS, "jumat 08.00-11.00", "Senin–Kamis 07.30–15.30, Jumat 08.00-11.00"),
        (STANDS, "jumat tutup", "Senin–Kamis 07.30–15.30, Jumat tutup"),
        (STANDS, "senin-kamis 8-15", "Senin-kamis 8-15, Jumat 07.30–14.00"),
        (STANDS, "senin sampai jumat 08.00-14.00", "senin sampai jumat 08.00-14.00"),
        (STANDS, "senin kamis 8-15, jumat 8-11", "senin kamis 8-15, jumat 8-11"),
        ("", "jumat 08.00-11.00", "jumat 08.00-11.00"),
        ("08.00-15.00", "08.00-14.00", "08.00-14.00"),
        # Other days would be lost, or it holds for a while only
        (STANDS, "08.00-14.00", None),
        (STANDS, "rabu 08.00-11.00", None),
        (STANDS, "sabtu 08.00-11.00", None),
        ("Senin–Jumat 08.00–15.00", "jumat 08.00-11.00", None),
        (STANDS, "selama desember jumat 08.00-13.00", None),
        ("", "selama desember 08.00-13.00", "selama desember 08.00-13.00"),
    ],
)
def test_hours_of_some_days_replace_those_alone(stands: str, said: str, whole: str | None) -> None:
    assert with_hours(stands, said) == whole
