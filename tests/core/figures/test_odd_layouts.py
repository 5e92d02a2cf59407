"""Layouts that offices make up: the figures are the same wherever months, subdistricts, totals and names stand."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ektp_core.figures import FiguresFile, Kind
from ektp_core.reading.calendar import AsOf
from ektp_core.sheets.refusals import NoTable
from tests.core.figures.mutations import SUBDISTRICTS, cell, numbers
from tests.core.figures.reports import DISTRICTS, HOME, areas, kinds, name, read, write_workbook

Rows = list[list[Any]]
HEAD = ["KECAMATAN", "WAJIB KTP", "SUDAH REKAM"]


def below(keys: str, codes: Sequence[str] = SUBDISTRICTS) -> Rows:
    return [[name(code), *(cell(code, key) for key in keys)] for code in codes]


def read_rows(tmp_path: Path, rows: Rows) -> FiguresFile:
    return read(write_workbook(tmp_path / "a.xlsx", ("Sheet1", rows)))


def doubts(found: FiguresFile) -> list[Kind]:
    return [kind for kind in kinds(found.doubts) if kind is not Kind.MISSING_DATE]


def assert_right(found: FiguresFile, codes: Sequence[str] = SUBDISTRICTS) -> None:
    assert (found.errors, doubts(found)) == ((), [])
    read_as = {code: (found.areas[code].obliged, found.areas[code].recorded) for code in codes}
    assert read_as == {code: (numbers(code)["o"], numbers(code)["r"]) for code in codes}


MONTHS = [
    ["AGUSTUS", "SEPTEMBER", "OKTOBER"],
    ["Agu", "Sep", "Okt"],
    ["Agustus 2026", "September 2026", "Oktober 2026"],
    ["Aug-26", "Sep-26", "Oct-26"],
    ["31/08/2026", "30/09/2026", "31/10/2026"],
    ["2026-08", "2026-09", "2026-10"],
    ["08/2026", "09/2026", "10/2026"],
    [datetime(2026, 8, 31), datetime(2026, 9, 30), datetime(2026, 10, 31)],
    [date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)],
]


@pytest.mark.parametrize("months", MONTHS, ids=lambda months: str(months[0]))
def test_months_beside_a_single_denominator(tmp_path: Path, months: list[Any]) -> None:
    found = read_rows(tmp_path, [["REKAP PEREKAMAN TAHUN 2026"], [], ["KECAMATAN", "WAJIB KTP", *months], *below("oylr")])
    assert_right(found)
    assert found.as_of and (found.as_of.year, found.as_of.month) == (2026, 10)


@pytest.mark.parametrize("months", MONTHS, ids=lambda months: str(months[0]))
def test_months_below_their_measure_and_above_it(tmp_path: Path, months: list[Any]) -> None:
    below_it = [["TAHUN 2026"], ["KECAMATAN", "WAJIB KTP", "SUDAH REKAM"], ["", "", *months], *below("oylr")]
    assert_right(read_rows(tmp_path, below_it))
    groups = [cell for month in months for cell in (month, "")]
    above_it = [["TAHUN 2026"], ["KECAMATAN", *groups], ["", *["WKTP", "REKAM"] * 3], *below("ayalor")]
    assert_right(read_rows(tmp_path, above_it))


def test_months_of_what_the_title_does_not_say_are_not_read(tmp_path: Path) -> None:
    found = read_rows(tmp_path, [["DATA TAHUN 2026"], ["KECAMATAN", "WAJIB KTP", "AGUSTUS", "SEPTEMBER"], *below("olr")])
    assert found.areas["19.04.01"].recorded is None
    assert Kind.NO_RECORDED in doubts(found)


PROVINCES = [
    "PROVINSI KEPULAUAN BANGKA BELITUNG",
    "KEP. BANGKA BELITUNG",
    "BABEL",
    "PROV. KEP. BABEL",
    "19",
    "1900",
    "Provinsi",
    "TOTAL PROV",
]


@pytest.mark.parametrize("province", PROVINCES)
@pytest.mark.parametrize("is_first", [True, False])
def test_province_under_any_name_or_code(tmp_path: Path, province: str, is_first: bool) -> None:
    people = {code: (1000 + number, 900 + number) for number, code in enumerate(DISTRICTS)}
    rows: Rows = [[name(code), *both] for code, both in people.items()]
    total = [province, *(sum(both[at] for both in people.values()) for at in (0, 1))]
    found = read_rows(tmp_path, [["KAB/KOTA", "WAJIB KTP", "REKAM"], *([total, *rows] if is_first else [*rows, total])])
    assert (found.errors, doubts(found)) == ((), [])
    assert (found.areas["19"].obliged, found.areas["19.04"].obliged) == (total[1], people["19.04"][0])


def test_kota_is_a_village_of_tanjungpandan(tmp_path: Path) -> None:
    villages = {area.code: area.short_name for area in areas().children("19.02.01")}
    rows: Rows = [[village, 300 + at, 290 + at] for at, village in enumerate(villages.values())]
    by_title = read_rows(tmp_path, [["KECAMATAN TANJUNGPANDAN"], ["DESA/KELURAHAN", "WAJIB KTP", "REKAM"], *rows])
    by_column = read_rows(tmp_path, [["KECAMATAN", "DESA", "WAJIB KTP", "REKAM"], *(["Tanjungpandan", *row] for row in rows)])
    for found in (by_title, by_column):
        assert (found.errors, doubts(found)) == ((), [])
        assert {code: found.areas[code].obliged for code in villages} == {code: 300 + at for at, code in enumerate(villages)}


@pytest.mark.parametrize(
    ("written", "is_near"), [("GANTONG", True), ("Gantug", True), ("Gantang", True), ("Sukamaju", False), ("Ganda", False)]
)
def test_a_name_near_that_of_one_area_is_taken_with_a_doubt(tmp_path: Path, written: str, is_near: bool) -> None:
    rows: Rows = [[written if area.name == "Gantung" else area.name, 3000, 2900] for area in areas().children("19.06")]
    found = read_rows(tmp_path, [["KABUPATEN BELITUNG TIMUR"], HEAD, *rows])
    assert ("19.06.02" in found.areas) is is_near
    assert (Kind.NEAR_AREA if is_near else Kind.UNKNOWN_AREA) in kinds((*found.doubts, *found.errors))


def test_a_number_or_direction_of_a_name_is_no_slip(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path, [["KECAMATAN KOBA"], ["DESA", "WAJIB KTP", "REKAM"], ["Terentang IV", 300, 290], ["Kurau Selatan", 300, 290]]
    )
    assert not [code for code in found.areas if code.count(".") == 3]


# Pivot tables, headings and turned sheets

NESTED: Rows = [
    row for code in SUBDISTRICTS for row in [*below("or", [code]), *below("or", [area.code for area in areas().children(code)])]
]  # fmt: skip
VILLAGES = [area.code for code in SUBDISTRICTS for area in areas().children(code)]


@pytest.mark.parametrize(
    ("head", "blank", "total"),
    [
        (["Row Labels", "Sum of WAJIB KTP", "Sum of SUDAH REKAM"], ["(blank)"], "Grand Total"),
        (["Row Labels", "Sum of WAJIB KTP", "Sum of SUDAH REKAM"], ["(blank)", 0, 0], "Grand Total"),
        (["Label Baris", "Jumlah dari WAJIB KTP", "Jumlah dari SUDAH REKAM"], ["(kosong)"], "Total Keseluruhan"),
    ],
)
def test_nested_pivot_table(tmp_path: Path, head: list[Any], blank: list[Any], total: str) -> None:
    found = read_rows(tmp_path, [[], head, *NESTED, blank, [total, *below("or", [HOME])[0][1:]]])
    assert_right(found, [*SUBDISTRICTS, *VILLAGES, HOME])


def test_people_of_a_blank_row_are_asked_about(tmp_path: Path) -> None:
    found = read_rows(tmp_path, [["Row Labels", "Sum of WAJIB KTP", "Sum of SUDAH REKAM"], *NESTED, ["(blank)", 5, 4]])
    assert Kind.UNKNOWN_AREA in kinds((*found.doubts, *found.errors))


@pytest.mark.parametrize("heading", ["{}", "KEC. {}", "KECAMATAN {}", "1. {}"])
def test_headings_without_numbers_give_the_subdistrict(tmp_path: Path, heading: str) -> None:
    rows: Rows = [["NO", "NAMA DESA/KEL", "WAJIB KTP", "REKAM"]]
    for code in SUBDISTRICTS:
        inside = below("or", [area.code for area in areas().children(code)])
        rows += [
            ["", heading.format(name(code))],
            *([at, *row] for at, row in enumerate(inside, 1)),
            ["", "JUMLAH", *below("or", [code])[0][1:]],
        ]
    assert_right(read_rows(tmp_path, rows), [*SUBDISTRICTS, *VILLAGES])


def turned(*measures: tuple[str, str]) -> Rows:
    return [[label, *((cell(code, key) for code in SUBDISTRICTS) if key else ())] for label, key in measures]


@pytest.mark.parametrize(
    "rows",
    [
        turned(("WAJIB KTP", "o"), ("SUDAH REKAM", "r"), ("PERSENTASE", "%")),
        turned(("1. WAJIB KTP", "o"), ("2. SUDAH REKAM", "r"), ("3. BELUM REKAM", "x")),
        turned(("WAJIB KTP", "o"), ("PEREKAMAN", ""), ("a. s.d. bulan lalu", "l"), ("b. bulan ini", "m"), ("c. s.d. bulan ini", "r")),
        turned(("PEREKAMAN", ""), ("- bulan ini", "m"), ("- kumulatif", "r"), ("WAJIB KTP", "o"), ("BELUM REKAM", "x")),
    ],
)
def test_turned_sheet(tmp_path: Path, rows: Rows) -> None:
    assert_right(read_rows(tmp_path, [["REKAP"], [], ["URAIAN", *map(name, SUBDISTRICTS)], *rows]))


def test_tables_that_complete_each_other(tmp_path: Path) -> None:
    obliged, recorded = [["KECAMATAN", "WAJIB KTP"], *below("o")], [["KECAMATAN", "SUDAH REKAM"], *below("r")]
    beside = [[*left, "", *right] for left, right in zip(obliged, recorded, strict=True)]
    for path in (
        write_workbook(tmp_path / "beside.xlsx", ("Sheet1", beside)),
        write_workbook(tmp_path / "below.xlsx", ("Sheet1", [*obliged, [], *recorded])),
        write_workbook(tmp_path / "sheets.xlsx", ("WAJIB", obliged), ("REKAM", recorded)),
    ):
        assert_right(read(path))


@pytest.mark.parametrize(
    ("title", "as_of", "kind"),
    [
        ("LAPORAN TAHUN 2025 KEADAAN 31 OKTOBER 2026", AsOf(2026, 10, 31), None),
        ("Data DKB Semester I 2026 keadaan tgl 31-10-2026", AsOf(2026, 10, 31), None),
        ("Permendagri 108 Tahun 2019, posisi: 31 Okt. 2026", AsOf(2026, 10, 31), None),
        ("Per 31-X-2026", AsOf(2026, 10, 31), None),
        ("31 X 2026", AsOf(2026, 10, 31), None),
        ("As of October 31, 2026", AsOf(2026, 10, 31), None),
        ("As of 10/31/2026", AsOf(2026, 10, 31), None),
        ("s.d. 31/10/26", AsOf(2026, 10, 31), None),
        ("Keadaan bulan X tahun 2026", AsOf(2026, 10), None),
        ("Okt-26", AsOf(2026, 10), None),
        ("2026 Semester I", AsOf(2026, 6, 30), None),
        ("TAHUN 2026 KEADAAN 31 OKTOBER", AsOf(2026, 10, 31), None),
        ("As of 10/03/2026", None, Kind.UNCLEAR_DATE),
        ("Keadaan 31 September 2026", None, Kind.UNCLEAR_DATE),
        ("Keadaan 32 Oktober 2026", None, Kind.UNCLEAR_DATE),
    ],
)
def test_date_of_a_file_is_read_or_asked_about(tmp_path: Path, title: str, as_of: AsOf | None, kind: Kind | None) -> None:
    found = read_rows(tmp_path, [[title], HEAD, *below("or")])
    assert (found.as_of, kinds(found.doubts)) == (as_of, [kind] if kind else [])


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (["NO", "SEKOLAH", "KECAMATAN", "WAJIB KTP", "SUDAH REKAM"], [1, "SMAN 1 Koba", "Koba", 300, 200]),
        (["NPSN", "NAMA SEKOLAH", "KECAMATAN", "WAJIB KTP", "SUDAH REKAM"], [10900778, "SMAN 1 Koba", "Koba", 300, 200]),
        (["NO", "NAMA SISWA", "NIK", "DESA", "SUDAH REKAM"], [1, "Budi", "1904010101100001", "Koba", 1]),
    ],
)
def test_rows_of_schools_or_people_are_no_figures_of_areas(tmp_path: Path, head: list[Any], row: list[Any]) -> None:
    with pytest.raises(NoTable):
        read_rows(tmp_path, [head, row, row])


def test_a_number_of_schools_beside_the_areas_does_no_harm(tmp_path: Path) -> None:
    rows = [[name(code), 3, cell(code, "o"), cell(code, "r")] for code in SUBDISTRICTS]
    assert_right(read_rows(tmp_path, [["KECAMATAN", "JUMLAH SEKOLAH", "WAJIB KTP", "SUDAH REKAM"], *rows]))
