"""The table of a sheet of visits: its header, merged cells, columns that compete, and what stands beside the visits."""

from datetime import date, time
from pathlib import Path

import pytest

from ektp_core.visits.columns import FIELDS, meaning
from ektp_core.visits.sheet import MOST_ROWS, NoVisitsSheet
from tests.core.visits.sheets import DAY, MORNING, SCHOOL, Cells, a_book, a_book_of_sheets, a_row, faults, found, the_fault


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


def test_one_header_over_several_columns_is_each_ones(tmp_path: Path) -> None:
    rows: list[Cells] = [["HARI/TANGGAL", None, "JAM", None, "SEKOLAH"], ["Selasa", DAY, time(8), time(11), SCHOOL]]
    (row,) = found(a_book(tmp_path, rows, [(0, 0, 0, 1), (0, 2, 0, 3)])).round
    assert (row.line.days, [(slot.start, slot.end) for slot in row.line.hours], row.line.wrongs) == ((DAY,), [MORNING], ())


def test_a_text_over_all_columns_is_no_visit_and_is_told(tmp_path: Path) -> None:
    rows: list[Cells] = [["TANGGAL", "SEKOLAH"], ["MINGGU PERTAMA"], [DAY, SCHOOL]]
    sheet = found(a_book(tmp_path, rows, [(1, 0, 1, 1)]))
    assert ([row.row for row in sheet.round], [(each.row, each.text) for each in sheet.skipped]) == ([3], [(2, "MINGGU PERTAMA")])


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
        ("Gagal Merekam", "failed"),
        ("Sudah Merekam", "recorded"),
    ],
)
def test_a_header_means_what_all_of_its_words_say(header: str, name: str | None) -> None:
    assert meaning(header) == name
    assert name is None or name in FIELDS


SELASA = "Selasa, 15 Desember 2026"
GROUPS: list[tuple[str, list[str], Cells]] = [
    ("JADWAL", ["HARI", "TANGGAL", "JAM"], ["Selasa", DAY, "08.00-11.00"]),
    ("JADWAL PELAKSANAAN", ["HARI/TANGGAL", "PUKUL"], [SELASA, "08.00-11.00"]),
    ("JADWAL KEGIATAN", ["TANGGAL", "MULAI", "SELESAI"], [DAY, time(8), time(11)]),
    ("RENCANA JADWAL", ["TANGGAL", "JAM"], [DAY, "08.00-11.00"]),
    ("WAKTU", ["TANGGAL", "WAKTU"], [DAY, "08.00-11.00"]),
    ("DESEMBER 2026", ["TANGGAL", "JAM"], [DAY, "08.00-11.00"]),
]


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(("group", "below", "cells"), GROUPS)
def test_a_group_of_times_leaves_its_columns_what_they_are(
    tmp_path: Path, group: str, below: list[str], cells: Cells, merged: bool
) -> None:
    header: list[Cells] = [["SEKOLAH", group, *[None] * (len(below) - 1), "SISWA"], [None, *below, None]]
    book = a_book(tmp_path, [*header, [SCHOOL, *cells, 90]], [(0, 1, 0, len(below))] if merged else ())
    (row,) = found(book).round
    assert (row.line.days, [(slot.start, slot.end) for slot in row.line.hours], row.line.expected, row.line.wrongs) == (
        (DAY,),
        [MORNING],
        90,
        (),
    )


@pytest.mark.parametrize("in_one_row", [True, False])
@pytest.mark.parametrize(
    ("group", "below", "cells"),
    [
        ("SURAT", ["NOMOR", "TANGGAL"], ["470/1", date(2026, 12, 1)]),
        ("UNDANGAN", ["TANGGAL", "PERIHAL"], [date(2026, 12, 1), "rekam"]),
        ("REALISASI", ["TANGGAL", "SISWA"], [date(2026, 12, 17), 80]),
        ("ISTIRAHAT", ["MULAI", "SELESAI"], [time(12), time(13)]),
        ("PETUGAS", ["NAMA", "JUMLAH"], ["Budi, Ani", 2]),
        ("KENDARAAN", ["JENIS", "JML"], ["mobil", 1]),
        ("ROMBEL", ["XII", "JML"], [3, 9]),
    ],
)
def test_what_stands_under_a_group_of_another_thing_is_not_the_visits(
    tmp_path: Path, group: str, below: list[str], cells: Cells, in_one_row: bool
) -> None:
    above, under = ["SEKOLAH", "PELAKSANAAN", None, group, None], [None, "TANGGAL", "JAM", *below]
    if in_one_row:
        above[0], under[0] = None, "SEKOLAH"
    rows: list[Cells] = [above, under, [SCHOOL, DAY, "08.00-11.00", *cells], ["SMKN 1 KOBA", None, None, *cells]]
    sheet = found(a_book(tmp_path, rows, [(0, 1, 0, 2), (0, 3, 0, 4)]))
    first, second = (row.line for row in sheet.round)
    assert (first.days, len(first.hours), first.expected, first.wrongs) == ((DAY,), 1, None, ())
    assert (second.days, second.hours, second.expected) == ((), (), None)
    assert sheet.unused == (f"{group} {below[0]}", f"{group} {below[1]}")


@pytest.mark.parametrize(
    ("headers", "cells", "pupils"),
    [
        (["JUMLAH"], [90], 90),
        (["L", "P", "JML"], [40, 50, 90], 90),
        (["ALAMAT", "JUMLAH"], ["Jl. Raya", 90], 90),
        (["SISWA", "JUMLAH"], [None, 3], None),
        (["OPERATOR", "SOPIR", "JUMLAH"], [2, 1, 3], None),
        (["GURU", "JUMLAH"], [5, 5], None),
        (["ALAT", "JUMLAH"], [2, 2], None),
        (["JUMLAH", "KENDARAAN"], [2, "mobil"], None),
    ],
)
def test_a_bare_sum_is_of_pupils_where_nothing_says_otherwise(tmp_path: Path, headers: Cells, cells: Cells, pupils: int | None) -> None:
    sheet = found(a_book(tmp_path, [["TANGGAL", "SEKOLAH", *headers], [DAY, SCHOOL, *cells]]))
    (row,) = sheet.round
    assert (row.line.expected, row.line.wrongs) == (pupils, ())
    assert pupils is not None or "JUMLAH" in sheet.unused
