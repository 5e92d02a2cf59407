"""A round of visits on a sheet: every cell is read by its column, what cannot be read is named by it, and the rest of the row is kept."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from tests.core.visits.sheets import DAY, ERROR, MORNING, SCHOOL, Cells, a_book, a_row, faults, found, the_fault

TUESDAY_TO_THURSDAY = (date(2026, 12, 15), date(2026, 12, 16), date(2026, 12, 17))


def test_the_weekday_has_a_column_of_its_own_and_the_date_counts(tmp_path: Path) -> None:
    row = a_row(tmp_path, ["NO", "HARI", "TANGGAL", "JAM", "SEKOLAH", "SISWA"], [1, "Selasa", DAY, "08.00-11.00", SCHOOL, 120])
    assert (row.line.days, row.line.expected, row.line.wrongs) == ((DAY,), 120, ())
    assert [(slot.start, slot.end) for slot in row.line.hours] == [MORNING]


@pytest.mark.parametrize(
    ("weekday", "cell", "days"),
    [
        ("Selasa", DAY, (DAY,)),
        ("Selasa - Kamis", "15-17 Desember 2026", TUESDAY_TO_THURSDAY),
        ("Selasa, Rabu dan Kamis", "15, 16, 17 Desember 2026", TUESDAY_TO_THURSDAY),
        ("Jum'at", "18/12/2026", (date(2026, 12, 18),)),
        (2, "15-16/12/2026", TUESDAY_TO_THURSDAY[:2]),
        ("3 hari", "15 s.d. 17 Desember 2026", TUESDAY_TO_THURSDAY),
    ],
)
def test_weekdays_that_agree_say_nothing_more(tmp_path: Path, weekday: object, cell: object, days: tuple[date, ...]) -> None:
    row = a_row(tmp_path, ["HARI", "TANGGAL", "SEKOLAH"], [weekday, cell, SCHOOL])
    assert (row.line.days, row.line.wrongs) == (days, ())


@pytest.mark.parametrize(
    ("weekday", "cell", "fault"),
    [
        ("Senin", DAY, "wrong_weekday"),
        ("Selasa s/d Jumat", "15-17/12/2026", "wrong_weekday"),
        ("Rabu", "Selasa, 15 Desember 2026", "wrong_weekday"),
        ("1 hari", "15-16/12/2026", "unread"),
        ("menyusul", DAY, "unread"),
    ],
)
def test_a_weekday_that_contradicts_its_date_is_said_beside_the_date(tmp_path: Path, weekday: str, cell: object, fault: str) -> None:
    row = a_row(tmp_path, ["HARI", "TANGGAL", "SEKOLAH", "SISWA"], [weekday, cell, SCHOOL, 90])
    assert (faults(row), the_fault(row).column) == ([fault], "HARI")
    assert (row.line.days[0], row.line.expected) == (DAY, 90)


@pytest.mark.parametrize(
    "cell",
    ["Selasa/15 Desember 2026", "Selasa / 15-12-2026", "15 Desember 2026 (Selasa)", "Selasa, 15 Desember 2026", "15.12.2026", "2026-12-15"],
)
def test_a_date_is_read_with_its_weekday_in_any_order(tmp_path: Path, cell: str) -> None:
    row = a_row(tmp_path, ["HARI/TANGGAL", "SEKOLAH"], [cell, SCHOOL])
    assert (row.line.days, row.line.wrongs) == ((DAY,), ())


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("Rabu/15 Desember 2026", "wrong_weekday"),
        ("Senin, 15/12/2026", "wrong_weekday"),
        ("14-12 Januari 2027", "backward_days"),
        ("1 Januari - 31 Desember 2027", "too_many_days"),
        ("Januari 2027", "days_of_period"),
        ("31/02/2027", "impossible_date"),
        ("12/15/2026", "impossible_date"),
        ("15", "day_unread"),
        (46371, "day_unread"),
        ("besok", "day_unread"),
        ("Senin", "day_unread"),
        ("menyusul", "day_unread"),
        (ERROR, "day_unread"),
        (None, "empty"),
        ("-", "empty"),
        ("15/12/2026 (tentatif)", "unread"),
        (datetime(2026, 12, 15, 8), "hours"),
    ],
)
def test_what_is_no_date_is_asked_by_its_column_and_the_rest_is_kept(tmp_path: Path, cell: object, fault: str) -> None:
    row = a_row(tmp_path, ["TANGGAL", "JAM", "SEKOLAH", "ALAT"], [cell, None, SCHOOL, 2])
    assert (faults(row), the_fault(row).column) == ([fault], "TANGGAL")
    assert (row.line.place is not None, row.line.kits) == (True, 2)


@pytest.mark.parametrize("cell", ["12 s.d. 14 Januari 2027", "12-14/01/2027", "12 s/d 14 Januari 2027", "12, 13, 14 Januari 2027"])
def test_a_visit_of_several_days_has_them_all_as_when_it_is_typed(tmp_path: Path, cell: str) -> None:
    row = a_row(tmp_path, ["TANGGAL", "SEKOLAH"], [cell, SCHOOL])
    assert (row.line.days, row.line.wrongs) == (tuple(date(2027, 1, day) for day in (12, 13, 14)), ())


@pytest.mark.parametrize(
    "cell", ["08.00 WIB - 11.00 WIB", "08.00-11.00", "8-11", "jam 8 s/d 11", "08:00:00 - 11:00:00", "Pkl. 08.00 s.d 11.00", "8 s/d 11 WIB"]
)
def test_hours_are_read_as_offices_write_them(tmp_path: Path, cell: str) -> None:
    row = a_row(tmp_path, ["TANGGAL", "JAM", "SEKOLAH"], [DAY, cell, SCHOOL])
    assert ([(slot.start, slot.end) for slot in row.line.hours], row.line.wrongs) == ([MORNING], ())


@pytest.mark.parametrize(
    "cell",
    ["08.00", "08:00 s/d selesai", "08.00 – Selesai", time(8), 0.375, 8, 8.5, "pagi", "0800-1100", "14.00-08.00", "01.00-03.00", ERROR],
)
def test_hours_that_are_not_whole_are_asked_by_their_column(tmp_path: Path, cell: object) -> None:
    row = a_row(tmp_path, ["TANGGAL", "JAM", "SEKOLAH"], [DAY, cell, SCHOOL])
    assert (faults(row), the_fault(row).column, row.line.hours) == (["hours"], "JAM", ())
    assert not isinstance(cell, str) or the_fault(row).words in (cell, "#REF!")
    assert (row.line.days, row.line.place is not None) == ((DAY,), True)


@pytest.mark.parametrize(
    ("start", "end"),
    [(time(8), time(11)), ("08.00", "11.00"), ("08.00 WIB", "11.00 WIB"), (8, 11), ("jam 8", "pukul 11"), (8 / 24, 11 / 24)],
)
@pytest.mark.parametrize(
    "headers", [("MULAI", "SELESAI"), ("JAM MULAI", "JAM SELESAI"), ("DARI", "S/D"), ("JAM", "S.D."), ("JAM", "SAMPAI JAM")]
)
def test_start_and_end_may_have_a_column_each(tmp_path: Path, headers: tuple[str, str], start: object, end: object) -> None:
    row = a_row(tmp_path, ["TANGGAL", *headers, "SEKOLAH"], [DAY, start, end, SCHOOL])
    assert (row.line.days, [(slot.start, slot.end) for slot in row.line.hours], row.line.wrongs) == ((DAY,), [MORNING], ())


@pytest.mark.parametrize(
    "headers", [("TANGGAL", "S/D"), ("TANGGAL MULAI", "TANGGAL SELESAI"), ("TANGGAL", "SAMPAI TANGGAL"), ("MULAI", "SELESAI")]
)
@pytest.mark.parametrize(("start", "end"), [(DAY, date(2026, 12, 17)), ("15", "17 Desember 2026"), ("15 Des 2026", "17/12/2026")])
def test_the_first_and_the_last_day_may_have_a_column_each(tmp_path: Path, headers: tuple[str, str], start: object, end: object) -> None:
    row = a_row(tmp_path, [*headers, "JAM", "SEKOLAH"], [start, end, "08.00-11.00", SCHOOL])
    assert (row.line.days, [(slot.start, slot.end) for slot in row.line.hours]) == (TUESDAY_TO_THURSDAY, [MORNING])
    assert row.line.wrongs == ()


@pytest.mark.parametrize(("start", "end"), [("08.00", "selesai"), (time(8), None), (None, time(11)), (time(11), time(8)), (8.5, 11)])
def test_a_span_without_one_of_its_ends_is_asked(tmp_path: Path, start: object, end: object) -> None:
    row = a_row(tmp_path, ["TANGGAL", "MULAI", "SELESAI", "SEKOLAH"], [DAY, start, end, SCHOOL])
    assert (faults(row), the_fault(row).column, row.line.days) == (["hours"], "MULAI / SELESAI", (DAY,))


def test_the_two_columns_of_a_span_may_hold_days_and_hours_may_have_their_own(tmp_path: Path) -> None:
    above: Cells = ["SEKOLAH", "TANGGAL", None, "PUKUL", None]
    below: Cells = [None, "MULAI", "SELESAI", "MULAI", "SELESAI"]
    rows: list[Cells] = [[SCHOOL, DAY, date(2026, 12, 17), time(8), time(11)], [SCHOOL, "15", "17 Desember 2026", time(8), time(11)]]
    sheet = found(a_book(tmp_path, [above, below, *rows], [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)]))
    for row in sheet.round:
        assert (row.line.days, [(slot.start, slot.end) for slot in row.line.hours]) == (TUESDAY_TO_THURSDAY, [MORNING])
        assert row.line.wrongs == ()


@pytest.mark.parametrize(
    ("cell", "expected", "fault"),
    [
        (120, 120, ""),
        ("1.200", 1200, ""),
        ("± 90", 90, ""),
        ("~90", 90, ""),
        ("sekitar 90", 90, ""),
        ("90 siswa", 90, ""),
        ("1.200 orang", 1200, ""),
        ("120 siswa/i", 120, ""),
        ("120 peserta didik", 120, ""),
        (1.5, None, "pupils"),
        ("1,5", None, "pupils"),
        ("80-90", None, "pupils"),
        (-90, None, "pupils"),
        (0, None, "pupils"),
        ("> 90", None, "pupils"),
        ("90 alat", None, "pupils"),
        ("lk 60 pr 60", None, "pupils"),
        ("120 (XII)", None, "pupils"),
        (DAY, None, "pupils"),
        (ERROR, None, "pupils"),
        ("", None, ""),
        ("-", None, ""),
    ],
)
def test_a_count_is_read_or_asked_and_never_dropped(tmp_path: Path, cell: object, expected: int | None, fault: str) -> None:
    row = a_row(tmp_path, ["TANGGAL", "SEKOLAH", "SISWA"], [DAY, SCHOOL, cell])
    assert (row.line.expected, faults(row)) == (expected, [fault] if fault else [])
    assert (row.line.days, row.line.place is not None) == ((DAY,), True)
