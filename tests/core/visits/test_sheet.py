"""A round of visits on a sheet: every cell is read by its column, what cannot be read is named by it, and the rest of the row is kept."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from ektp_core.visits.columns import FIELDS, meaning
from ektp_core.visits.sheet import MOST_ROWS, NoVisitsSheet
from tests.core.visits.sheets import DAY, ERROR, SCHOOL, Cells, a_book, a_book_of_sheets, a_row, faults, found, the_fault

TUESDAY_TO_THURSDAY = (date(2026, 12, 15), date(2026, 12, 16), date(2026, 12, 17))
MORNING = (time(8), time(11))


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
    "cell", ["08.00", "08:00 s/d selesai", time(8), 0.375, 8, 8.5, "pagi", "0800-1100", "14.00-08.00", "01.00-03.00", ERROR]
)
def test_hours_that_are_not_whole_are_asked_by_their_column(tmp_path: Path, cell: object) -> None:
    row = a_row(tmp_path, ["TANGGAL", "JAM", "SEKOLAH"], [DAY, cell, SCHOOL])
    assert (faults(row), the_fault(row).column, row.line.hours) == (["hours"], "JAM", ())
    assert (row.line.days, row.line.place is not None) == ((DAY,), True)


@pytest.mark.parametrize(
    ("start", "end"),
    [(time(8), time(11)), ("08.00", "11.00"), ("08.00 WIB", "11.00 WIB"), (8, 11), ("jam 8", "pukul 11"), (8 / 24, 11 / 24)],
)
@pytest.mark.parametrize("headers", [("MULAI", "SELESAI"), ("JAM MULAI", "JAM SELESAI"), ("DARI", "S/D"), ("JAM", "S.D.")])
def test_start_and_end_may_have_a_column_each(tmp_path: Path, headers: tuple[str, str], start: object, end: object) -> None:
    row = a_row(tmp_path, ["TANGGAL", *headers, "SEKOLAH"], [DAY, start, end, SCHOOL])
    assert (row.line.days, [(slot.start, slot.end) for slot in row.line.hours], row.line.wrongs) == ((DAY,), [MORNING], ())


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


def test_a_date_merged_over_several_schools_is_each_ones(tmp_path: Path) -> None:
    rows: list[Cells] = [
        ["HARI", "TANGGAL", "JAM", "SEKOLAH"],
        ["Selasa", DAY, "08.00-11.00", SCHOOL],
        [None, None, "11.00-13.00", "SMKN 1 KOBA"],
        ["Rabu", date(2026, 12, 16), "08.00-11.00", "SMAN 1 NAMANG"],
    ]
    sheet = found(a_book(tmp_path, rows, [(1, 0, 2, 0), (1, 1, 2, 1)]))
    assert [(row.row, row.line.days[0].day, row.line.wrongs) for row in sheet.round] == [(2, 15, ()), (3, 15, ()), (4, 16, ())]


def test_a_number_merged_over_several_rows_is_asked(tmp_path: Path) -> None:
    rows: list[Cells] = [["TANGGAL", "SEKOLAH", "SISWA"], [DAY, SCHOOL, 300], [DAY, "SMKN 1 KOBA", None]]
    sheet = found(a_book(tmp_path, rows, [(1, 2, 2, 2)]))
    assert [(faults(row), row.line.expected) for row in sheet.round] == [(["shared"], None)] * 2


@pytest.mark.parametrize("merges", [[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 6)], []], ids=["merged", "not merged"])
def test_a_header_of_two_rows_is_read_as_one(tmp_path: Path, merges: list[tuple[int, int, int, int]]) -> None:
    above: Cells = ["SEKOLAH", "TANGGAL", "JAM", None, "JUMLAH SISWA", None, None]
    below: Cells = [None, None, "MULAI", "SELESAI", "L", "P", "JML"]
    sheet = found(a_book(tmp_path, [above, below, [SCHOOL, DAY, time(8), time(11), 70, 50, 120]], merges))
    (row,) = sheet.round
    assert (row.line.expected, [(slot.start, slot.end) for slot in row.line.hours], row.line.wrongs) == (120, [MORNING], ())
    assert sheet.unused == ("JUMLAH SISWA L", "JUMLAH SISWA P")


@pytest.mark.parametrize(
    ("headers", "first", "second", "column"),
    [
        (["TANGGAL", "JADWAL", "SEKOLAH"], [DAY, "15 Desember 2026", SCHOOL], [DAY, "16/12/2026", SCHOOL], "TANGGAL / JADWAL"),
        (["TANGGAL", "SISWA", "PESERTA", "SEKOLAH"], [DAY, 120, 120, SCHOOL], [DAY, 120, 90, SCHOOL], "SISWA / PESERTA"),
        (["TANGGAL", "SEKOLAH", "TEMPAT"], [DAY, SCHOOL, "SMA Negeri 1 Koba"], [DAY, SCHOOL, "Kantor Camat Koba"], "SEKOLAH / TEMPAT"),
        (["TANGGAL", "SEKOLAH", "KECAMATAN"], [DAY, SCHOOL, "Koba"], [DAY, SCHOOL, "Namang"], "SEKOLAH / KECAMATAN"),
        (["TANGGAL", "SEKOLAH", "NPSN"], [DAY, SCHOOL, 10900778], [DAY, SCHOOL, 10900779], "SEKOLAH / NPSN"),
        (["TANGGAL", "JAM", "SEKOLAH"], [DAY, "15/12/2026 08.00-11.00", SCHOOL], [DAY, "16/12/2026 08.00-11.00", SCHOOL], "TANGGAL / JAM"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_columns_that_compete_agree_or_are_asked_about(
    tmp_path: Path, headers: Cells, first: Cells, second: Cells, column: str, turned: bool
) -> None:
    way = -1 if turned else 1
    agreeing, other = found(a_book(tmp_path, [headers[::way], first[::way], second[::way]])).round
    assert agreeing.line.wrongs == ()
    assert faults(other) == ["disagree"]
    assert set(the_fault(other).column.split(" / ")) == set(column.split(" / "))


def test_of_columns_that_compete_the_empty_and_the_hidden_ones_say_nothing(tmp_path: Path) -> None:
    rows: list[Cells] = [["TANGGAL", "JADWAL", "SEKOLAH", "TEMPAT"], [DAY, "16/12/2026", SCHOOL, None], [DAY, "16/12/2026", None, SCHOOL]]
    for row in found(a_book(tmp_path, rows, hidden=[1])).round:
        assert (row.line.days, row.line.place is not None, row.line.wrongs) == ((DAY,), True, ())


def test_of_several_schools_the_one_of_the_subdistrict_is_meant(tmp_path: Path) -> None:
    row = a_row(tmp_path, ["TANGGAL", "SEKOLAH", "KECAMATAN"], [DAY, "SMAN 1", "Namang"])
    assert row.line.place is not None and row.line.place.name == "SMAN 1 Namang"


def test_what_is_beside_the_visits_is_told_and_not_taken_for_one(tmp_path: Path) -> None:
    header: Cells = ["NO", "TANGGAL", "SEKOLAH", "SISWA", "PETUGAS", "KETERANGAN"]
    rows: list[Cells] = [
        ["JADWAL PEREKAMAN DESEMBER 2026"],
        header,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["KECAMATAN KOBA"],
        [1, DAY, SCHOOL, 120, "Budi", "batal"],
        [2],
        [None, None, "JUMLAH", 120],
        header,
        [3, DAY, "SMAN 9 KOBAA", 90],
        [],
        [None, None, None, "Koba, 1 Desember 2026"],
        [None, None, "Kepala Dinas"],
    ]
    sheet = found(a_book(tmp_path, rows))
    assert [(row.row, row.note, faults(row)) for row in sheet.round] == [(5, "batal", []), (9, "", ["place_unknown"])]
    assert sheet.unused == ("PETUGAS",)
    assert [each.row for each in sheet.skipped] == [4, 7, 11, 12]


def test_several_sheets_of_visits_are_asked_about_and_others_do_not_matter(tmp_path: Path) -> None:
    visits: list[Cells] = [["TANGGAL", "SEKOLAH"], [DAY, SCHOOL]]
    assert len(found(a_book_of_sheets(tmp_path, {"Daftar": [["a", "b"]], "Des": visits, "Form": visits[:1]})).round) == 1
    with pytest.raises(NoVisitsSheet) as refused:
        found(a_book_of_sheets(tmp_path, {"Des": visits, "Jan": visits}))
    assert refused.value.values["sheets"] == ("Des", "Jan")


def test_only_rows_that_say_something_are_counted(tmp_path: Path) -> None:
    header, row, empty = ["TANGGAL", "SEKOLAH"], [DAY, SCHOOL], ["", ""]
    assert len(found(a_book(tmp_path, [header, *[row] * MOST_ROWS, *[empty] * 20])).round) == MOST_ROWS
    with pytest.raises(NoVisitsSheet) as refused:
        found(a_book(tmp_path, [header, *[row] * (MOST_ROWS + 1)]))
    assert refused.value.values["rows"] == MOST_ROWS


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Hari, Tanggal", "dates"),
        ("Tgl. Kunjungan", "dates"),
        ("TANGGAL SURAT", None),
        ("TANGGAL LAHIR", None),
        ("WAKTU (WIB)", "hours"),
        ("WAKTU MULAI", "start"),
        ("TANGGAL MULAI", "first_day"),
        ("Jam Selesai", "last_hour"),
        ("S/D", "end"),
        ("NAMA SEKOLAH", "place"),
        ("NAMA SEKOLAH SASARAN", "place"),
        ("KEPALA SEKOLAH", None),
        ("JUMLAH SEKOLAH", None),
        ("JML SISWA WAJIB KTP", "expected"),
        ("SASARAN", "expected"),
        ("SISWA L", None),
        ("JUMLAH ALAT", "kits"),
        ("HADIR", None),
        ("TIDAK HADIR", "absent"),
        ("GAGAL REKAM", "failed"),
    ],
)
def test_a_header_means_what_all_of_its_words_say(header: str, name: str | None) -> None:
    assert meaning(header) == name
    assert name is None or name in FIELDS
