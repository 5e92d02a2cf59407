"""What stands beside the visits of a sheet is no visit and is said; how offices call the columns of one."""

from datetime import date
from pathlib import Path

import pytest

from ektp_core.visits.sheet import NoVisitsSheet
from tests.core.visits.sheets import DAY, MORNING, SCHOOL, Cells, a_book, a_row, faults, found

HEADER: Cells = ["NO", "TANGGAL", "SEKOLAH", "SISWA"]
VISIT: Cells = [1, DAY, SCHOOL, 90]


@pytest.mark.parametrize(
    "below",
    [
        [[None, None, "Koba, 1 Desember 2026"], [None, None, "Kepala Dinas"], [None, None, "Budi Santoso"]],
        [["Koba", "1 Desember 2026"], [None, None, SCHOOL], [None, "1 Desember 2026", "Kepala SMAN 1 Koba"]],
        [["Mengetahui,", None, "Kepala Dinas"], [None, None, "NIP 1970"]],
        [["KECAMATAN KOBA"]],
        [[None, "TOTAL KESELURUHAN", None, 90], [None, "Jumlah Siswa :", None, 90]],
        [[None, "Kec. Namang"]],
        [[None, None, "KECAMATAN LUBUK BESAR"]],
    ],
)
def test_signatures_and_sections_right_below_a_visit_are_none(tmp_path: Path, below: list[Cells]) -> None:
    sheet = found(a_book(tmp_path, [HEADER, VISIT, *below]))
    assert [(row.row, faults(row)) for row in sheet.round] == [(2, [])]
    assert [each.row for each in sheet.skipped] == [*range(3, 3 + len(below))]


@pytest.mark.parametrize("row", [[2, "16/12/2026", "SMAN 9 KOBAA", 90], [2, None, "SMKN 1 KOBA", 90], [None, None, "SMAN 9 KOBAA"]])
def test_a_visit_that_cannot_be_read_is_no_signature(tmp_path: Path, row: Cells) -> None:
    sheet = found(a_book(tmp_path, [HEADER, VISIT, row]))
    assert [each.row for each in sheet.round] == [2, 3]
    assert faults(sheet.round[1]) != []


@pytest.mark.parametrize("between", [[], ["KECAMATAN NAMANG"]], ids=["an empty line", "a section"])
def test_a_visit_behind_a_gap_is_one_as_long_as_it_has_pupils(tmp_path: Path, between: Cells) -> None:
    sheet = found(a_book(tmp_path, [HEADER, VISIT, between, [None, "menyusul", "SMAN 9 NAMANG", 60]]))
    assert [each.row for each in sheet.round] == [2, 4]
    assert faults(sheet.round[1]) != []


@pytest.mark.parametrize(
    ("other", "asked"), [("SMAN 2 KOBA", True), ("MTs Darul Ulum", True), ("Aula", False), ("SMAN 1", False), ("Aula sekolah", False)]
)
def test_an_unknown_school_beside_a_known_place_is_asked_about(tmp_path: Path, other: str, asked: bool) -> None:
    row = a_row(tmp_path, ["TANGGAL", "SEKOLAH", "LOKASI"], [DAY, SCHOOL, other])
    assert (faults(row) == ["disagree"]) == asked


def test_visits_below_a_signature_are_still_read(tmp_path: Path) -> None:
    sheet = found(a_book(tmp_path, [HEADER, VISIT, [None, None, "Koba, 1 Desember 2026"], [2, DAY, "SMKN 1 KOBA", 60]]))
    assert [row.row for row in sheet.round] == [2, 4]


def test_rows_below_a_header_with_other_columns_are_asked_about(tmp_path: Path) -> None:
    rows: list[Cells] = [HEADER, VISIT, HEADER, VISIT, ["NO", "TANGGAL", "SEKOLAH", "ALAT"], [1, DAY, "SMKN 1 KOBA", 2]]
    assert [faults(row) for row in found(a_book(tmp_path, rows)).round] == [[], [], ["disagree"]]


def test_a_column_without_a_header_that_says_something_is_named_by_its_letter(tmp_path: Path) -> None:
    rows: list[Cells] = [[None, "TANGGAL", "SEKOLAH"], [1, DAY, SCHOOL, None, "batal"], [], [], [None] * 6 + ["Kepala Dinas"]]
    assert found(a_book(tmp_path, rows)).unused == ("E",)


def test_boys_and_girls_in_a_column_each_are_asked_about(tmp_path: Path) -> None:
    headers = ["TANGGAL", "SEKOLAH", "SISWA", "SISWI"]
    for boys, girls in ((70, 50), (60, 60)):
        assert faults(a_row(tmp_path, headers, [DAY, SCHOOL, boys, girls])) == ["disagree"]
    assert a_row(tmp_path, headers, [DAY, SCHOOL, None, 60]).line.expected == 60


@pytest.mark.parametrize("header", ["INSTANSI", "NAMA LEMBAGA", "UNIT SEKOLAH", "SEKOLAH YANG DIKUNJUNGI"])
def test_a_place_is_called_many_things(tmp_path: Path, header: str) -> None:
    assert a_row(tmp_path, ["TANGGAL", header], [DAY, SCHOOL]).line.wrongs == ()


@pytest.mark.parametrize("header", ["WAKTU PELAKSANAAN", "WAKTU", "PELAKSANAAN"])
def test_dates_and_hours_may_stand_in_one_column(tmp_path: Path, header: str) -> None:
    row = a_row(tmp_path, ["SEKOLAH", header], [SCHOOL, "Selasa, 15 Desember 2026 pukul 08.00-11.00"])
    assert (row.line.days, [(slot.start, slot.end) for slot in row.line.hours], row.line.wrongs) == ((DAY,), [MORNING], ())


def test_hours_without_any_date_are_no_round(tmp_path: Path) -> None:
    with pytest.raises(NoVisitsSheet):
        found(a_book(tmp_path, [["SEKOLAH", "JAM"], [SCHOOL, "08.00-11.00"]]))
    assert len(found(a_book(tmp_path, [["SEKOLAH", "WAKTU"], [SCHOOL, date(2026, 12, 15)]])).round) == 1
