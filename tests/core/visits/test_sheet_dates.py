"""Dates and hours of a sheet that may mean several things are asked about, and those that are only written oddly are read."""

from datetime import date, time
from pathlib import Path

import pytest

from tests.core.visits.sheets import DAY, MORNING, SCHOOL, Cells, a_book, a_row, faults, found

WEDNESDAY = date(2026, 12, 16)


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ([date(2027, 12, 1), "13/01/2027", date(2027, 2, 1)], [2, 4]),
        ([date(2027, 12, 1), "12/15/2026", "01/02/2027"], [2, 3, 4]),
        (["01/12/2027", "01/13/2027", "5/5/2027"], [2, 3]),
        ([date(2027, 1, 13), "14/01/2027", "12/01/2027"], []),
        ([date(2027, 12, 1), date(2027, 1, 13), "12/01/2027"], []),
        (["12/01/2027", "13/01/2027", "02/01/2027"], []),
    ],
)
def test_a_column_whose_orders_contradict_each_other_is_asked_about(tmp_path: Path, cells: list[object], asked: list[int]) -> None:
    rows: list[Cells] = [["TANGGAL", "SEKOLAH"], *([cell, SCHOOL] for cell in cells)]
    assert [row.row for row in found(a_book(tmp_path, rows)).round if faults(row) and not row.line.days] == asked


@pytest.mark.parametrize("text", ["mulai 15 Desember 2026", "dari tanggal 15/12/2026", "± 15 Desember 2026", "5/6", "5/7"])
def test_a_date_that_is_not_sure_is_asked_about(tmp_path: Path, text: str) -> None:
    assert faults(a_row(tmp_path, ["TANGGAL", "SEKOLAH"], [text, SCHOOL])) != []


@pytest.mark.parametrize(
    "text", ["dari 15 s/d 17 Desember 2026", "15 Desember 2026, dari pukul 08.00-11.00", "15/12", "Selasa 15 Des 2026"]
)
def test_a_date_that_is_sure_is_not_asked_about(tmp_path: Path, text: str) -> None:
    assert faults(a_row(tmp_path, ["TANGGAL", "SEKOLAH"], [text, SCHOOL])) == []


@pytest.mark.parametrize(
    ("dates", "hours", "asked"),
    [
        ("15/12/2026\n16/12/2026", "08.00-11.00\n13.00-15.00", True),
        ("15/12 (08.00-11.00), 16/12/2026 (13.00-15.00)", None, True),
        ("15/12/2026\n16/12/2026", "08.00-11.00", False),
        ("15/12/2026", "08.00-11.00, 13.00-15.00", False),
        ("15-16/12/2026", "XI 08.00-11.00, XII 11.00-14.00", False),
    ],
)
def test_several_dates_with_several_hours_are_asked_not_crossed(tmp_path: Path, dates: str, hours: str | None, asked: bool) -> None:
    row = a_row(tmp_path, ["TANGGAL", "JAM", "SEKOLAH"], [dates, hours, SCHOOL])
    assert ("hours_of_days" in faults(row), bool(row.line.hours)) == (asked, not asked)


@pytest.mark.parametrize("text", ["8:00-11", "8-11.00", "08.00 - 11 WIB", "8-11"])
def test_hours_with_minutes_at_one_end_only_are_read(tmp_path: Path, text: str) -> None:
    row = a_row(tmp_path, ["TANGGAL", "JAM", "SEKOLAH"], [DAY, text, SCHOOL])
    assert ([(slot.start, slot.end) for slot in row.line.hours], row.line.wrongs) == ([MORNING], ())


def test_ends_and_weekdays_are_read_as_offices_write_them(tmp_path: Path) -> None:
    row = a_row(
        tmp_path, ["HARI", "TANGGAL", "DARI PUKUL", "HINGGA PUKUL", "SEKOLAH"], ["Jum`at", date(2026, 12, 18), time(8), time(11), SCHOOL]
    )
    assert ([(slot.start, slot.end) for slot in row.line.hours], row.line.wrongs) == ([MORNING], ())


def test_each_day_may_have_its_weekday(tmp_path: Path) -> None:
    row = a_row(tmp_path, ["TANGGAL", "SEKOLAH"], ["Selasa, 15 Desember 2026\nRabu, 16 Desember 2026", SCHOOL])
    assert (row.line.days, row.line.wrongs) == ((DAY, WEDNESDAY), ())
    other = a_row(tmp_path, ["TANGGAL", "SEKOLAH"], ["Selasa, 15 Desember 2026\nKamis, 16 Desember 2026", SCHOOL])
    assert faults(other) != []
