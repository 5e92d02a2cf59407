"""Arrangements that offices also use: groups of other words, one subdistrict's villages, a sheet for each subdistrict."""

from pathlib import Path
from typing import Any

import pytest

from ektp_core.figures import Kind
from ektp_core.reading.calendar import AsOf
from tests.core.figures.reports import (
    HOME,
    SUBDISTRICTS,
    assert_true_to_villages,
    kinds,
    name,
    people_of,
    percent,
    read,
    villages,
    write_csv,
    write_workbook,
)

NAMANG = "19.04.05"


def two(code: str) -> list[int]:
    return [people_of(code).total("obliged"), people_of(code).total("recorded")]


@pytest.mark.parametrize(
    "parts", [["LK", "PR", "LK+PR"], ["L", "P", "L+P"], ["Pria", "Wanita", "Total"], ["LAKI - LAKI", "PEREMPUAN", "JML"]]
)
def test_groups_and_parts_in_other_words(tmp_path: Path, parts: list[str]) -> None:
    groups = ["WAJIB KTP-EL", "PEREKAMAN", "BELUM PEREKAMAN", "PENCETAKAN", "SUDAH REKAM BELUM CETAK"]
    rows: list[list[Any]] = [["No.", "Kecamatan", *[cell for group in groups for cell in (group, "", "")]], ["", "", *parts * 5]]
    for code in [*SUBDISTRICTS, HOME]:
        each = people_of(code)
        counts = each.three("obliged") + each.three("recorded") + each.missing() + each.three("printed") + each.unprinted()
        rows.append(["", "KABUPATEN" if code == HOME else name(code), *counts])
    assert_true_to_villages(read(write_csv(tmp_path / "a.csv", rows)))


def test_recorded_and_missing_below_the_obliged(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["NO", "KECAMATAN", "WAJIB KTP", None, None, "%"], [None, None, "SUDAH REKAM", "BELUM REKAM", "JUMLAH", None]]
    for at, code in enumerate(SUBDISTRICTS, 1):
        obliged, recorded = two(code)
        rows.append([at, name(code), recorded, obliged - recorded, obliged, percent(recorded, obliged)])
    assert_true_to_villages(read(write_workbook(tmp_path / "a.xlsx", ("S", rows))), printed=False)


@pytest.mark.parametrize("header", ["DESA", "WILAYAH", "NAMA DESA/KELURAHAN", "Uraian", "Satuan"])
def test_villages_of_one_subdistrict(tmp_path: Path, header: str) -> None:
    titles: list[list[Any]] = [["REKAP PEREKAMAN KECAMATAN NAMANG"], ["Dicetak: 05/10/2026 10:23"], ["Keadaan s/d 30 Sep 2026"]]
    inside = [code for code in villages() if code.startswith(NAMANG)]
    rows = [[at, name(code), *two(code)] for at, code in enumerate(inside, 1)]
    found = read(
        write_workbook(tmp_path / "a.xlsx", ("S", [*titles, ["NO", header, "WKTP", "REKAM"], *rows, ["", "JUMLAH", *two(NAMANG)]]))
    )
    assert_true_to_villages(found, [*inside, NAMANG], printed=False)
    assert (found.as_of, found.doubts) == (AsOf(2026, 9, 30), ())


def test_all_villages_in_a_plain_list(tmp_path: Path) -> None:
    rows = [["WILAYAH", "WKTP", "REKAM"], *[[name(code), *two(code)] for code in villages()]]
    assert_true_to_villages(read(write_workbook(tmp_path / "a.xlsx", ("S", rows))), [*villages(), HOME], printed=False)


def test_levels_in_front_of_the_names(tmp_path: Path) -> None:
    def label(code: str) -> str:
        return f"{'KEC.' if code.count('.') == 2 else 'KEL.' if code[9] == '1' else 'DESA'} {name(code)}"

    rows = [["WILAYAH", "WKTP", "REKAM"], *[[label(code), *two(code)] for code in sorted([*SUBDISTRICTS, *villages()])]]
    assert_true_to_villages(read(write_csv(tmp_path / "a.csv", rows)), [*villages(), *SUBDISTRICTS, HOME], printed=False)


def test_a_sheet_for_each_subdistrict(tmp_path: Path) -> None:
    sheets = []
    for code in SUBDISTRICTS:
        rows: list[list[Any]] = [["DATA PEREKAMAN SEPTEMBER 2026"], ["NO", "DESA", "WKTP", "REKAM"]]
        rows += [[None, name(village), *two(village)] for village in villages() if village.startswith(code)]
        sheets.append((name(code).title(), [*rows, [None, "JUMLAH", *two(code)]]))
    found = read(write_workbook(tmp_path / "a.xlsx", *sheets))
    assert_true_to_villages(found, [*villages(), *SUBDISTRICTS, HOME], printed=False)
    assert (found.as_of, found.doubts) == (AsOf(2026, 9), ())


@pytest.mark.parametrize("stacked", [True, False])
def test_subdistricts_and_villages_in_tables_of_their_own(tmp_path: Path, stacked: bool) -> None:
    upper: list[list[Any]] = [["KECAMATAN", "WKTP", "REKAM"], *[[name(code), *two(code)] for code in SUBDISTRICTS]]
    lower: list[list[Any]] = [["KECAMATAN", "DESA", "WKTP", "REKAM"], *[[name(code[:8]), name(code), *two(code)] for code in villages()]]
    sheets: list[tuple[str, list[list[Any]]]] = [("S", [*upper, [], ["Tabel 2"], *lower])] if stacked else [("A", upper), ("B", lower)]
    found = read(write_workbook(tmp_path / "a.xlsx", *sheets))
    assert_true_to_villages(found, [*villages(), *SUBDISTRICTS, HOME], printed=False)
    assert kinds(found.doubts) == [Kind.MISSING_DATE]


def test_percent_of_cards_is_not_percent_of_recordings(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["KECAMATAN", "WKTP", "REKAM", "CETAK", "%"]]
    for code in SUBDISTRICTS:
        printed = people_of(code).total("printed")
        rows.append([name(code), *two(code), printed, percent(printed, two(code)[0])])
    found = read(write_csv(tmp_path / "a.csv", rows))
    assert kinds(found.doubts) == [Kind.MISSING_DATE]
    assert found.areas["19.04.01"].percent is None
