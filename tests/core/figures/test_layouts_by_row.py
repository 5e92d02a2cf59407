"""The last three layouts of reports (docs/domain.md#layouts-of-reports), each as offices vary it: the figures stay the same."""

from pathlib import Path
from typing import Any

import pytest

from ektp_core.figures import Kind
from ektp_core.reading.calendar import AsOf
from tests.core.figures.reports import (
    HOME,
    SUBDISTRICTS,
    areas,
    assert_true_to_villages,
    dotted,
    kinds,
    name,
    people_of,
    percent,
    read,
    villages,
    write_csv,
    write_workbook,
)

TITLE = [["PEMERINTAH KABUPATEN BANGKA TENGAH"], ["DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"], []]
JUNK = ("Catatan", [["Sheet bantu"], ["#REF!"], [1, 2, 3]])


# 5. Aggregate: all levels in one sheet


def aggregate(header: list[str], *, code: Any = str, level: bool = True) -> list[list[Any]]:
    rows: list[list[Any]] = [header]
    codes = [HOME, *SUBDISTRICTS, *villages()]
    for each in sorted(codes):
        people = people_of(each)
        keys = [code(each), name(each)] + ([each.count(".") + 1] if level else [])
        rows.append([*keys, *people.three("obliged"), people.total("recorded")])
    return rows


def test_aggregate_whose_jml_wktp_means_recorded(tmp_path: Path) -> None:
    found = read(write_workbook(tmp_path / "a.xlsx", ("WKTP", aggregate(["KODE", "WILAYAH", "LEVEL", "L", "P", "JML", "JML_WKTP"]))))
    assert_true_to_villages(found, printed=False)
    assert kinds(found.doubts) == [Kind.MISSING_DATE]
    assert kinds(found.notes) == [Kind.READ_AS_RECORDED]


def test_aggregate_with_plain_words_and_codes_as_numbers(tmp_path: Path) -> None:
    header = ["KODE", "WILAYAH", "LEVEL", "L WAJIB_KTP", "P WAJIB_KTP", "WAJIB_KTP", "SUDAH_REKAM"]
    grid = TITLE + aggregate(header, code=lambda code: int(code.replace(".", "")))
    assert_true_to_villages(read(write_workbook(tmp_path / "a.xlsx", JUNK, ("WKTP", grid))), printed=False)


def test_aggregate_without_codes_and_level_by_the_order_of_names(tmp_path: Path) -> None:
    grid = aggregate(["", "WILAYAH", "L", "P", "JML", "JML_WKTP"], code=lambda code: None, level=False)
    found = read(write_workbook(tmp_path / "a.xlsx", ("AGREGAT (WKTP)", grid)))
    assert_true_to_villages(found, [*villages(), *SUBDISTRICTS, HOME], printed=False)


def test_aggregate_with_level_and_names_only_as_csv(tmp_path: Path) -> None:
    grid = [row[1:] for row in aggregate(["KODE", "NAMA WILAYAH", "TINGKAT", "L", "P", "JML", "JML_WKTP"])]
    found = read(write_csv(tmp_path / "a.csv", grid, ";", "cp1252"))
    assert_true_to_villages(found, [*villages(), *SUBDISTRICTS, HOME], printed=False)


# 6. Points, commas and semicolons


def listing(number: Any = dotted, mark: str = ",") -> list[list[Any]]:
    rows: list[list[Any]] = [["NO", "KECAMATAN", "WAJIB KTP", "SUDAH REKAM", "BELUM REKAM", "PRR", "% REKAM"]]
    for at, code in enumerate([*SUBDISTRICTS, HOME], 1):
        people = people_of(code)
        obliged, recorded = people.total("obliged"), people.total("recorded")
        label = "JUMLAH" if code == HOME else name(code).title()
        rows.append([at, label, number(obliged), number(recorded), number(obliged - recorded), number(7), percent(recorded, obliged, mark)])
    return rows


SIGNED = [[], ["", "", "", "", "Koba, 30 September 2026"], ["", "", "", "", "Kepala Dinas"]]


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "cp1252"), ("|", "utf-16"), (",", "utf-8"), (";", "utf-16-le")]
)
def test_listing_in_any_encoding_and_separator(tmp_path: Path, separator: str, encoding: str) -> None:
    found = read(write_csv(tmp_path / "a.csv", [["LAPORAN PEREKAMAN KTP-EL"], [], *listing(), *SIGNED], separator, encoding))
    assert_true_to_villages(found, printed=False)
    assert (found.as_of, found.doubts) == (AsOf(2026, 9, 30), ())


def test_listing_with_commas_for_thousands_and_total_first(tmp_path: Path) -> None:
    rows = listing(lambda number: f"{number:,}", ".")
    found = read(write_csv(tmp_path / "a.csv", [rows[0], rows[-1], *rows[1:-1]], ","))
    assert_true_to_villages(found, printed=False)


def test_listing_with_spaces_and_units_in_a_workbook(tmp_path: Path) -> None:
    rows = listing(lambda number: f"{number:,} jiwa".replace(",", " "))
    found = read(write_workbook(tmp_path / "a.xlsx", JUNK, ("Laporan", [*TITLE, *rows[:-1], *SIGNED])))
    assert_true_to_villages(found, printed=False)


def test_listing_with_other_words_in_another_order(tmp_path: Path) -> None:
    order = [6, 5, 3, 2, 4, 1, 0]
    rows = [[row[at] for at in order] for row in listing()]
    rows[0] = ["Cakupan (%)", "PRR", "Perekaman KTP-el", "Jumlah Penduduk Wajib KTP-el", "Sisa Belum Rekam", "Nama Kecamatan", "No."]
    assert_true_to_villages(read(write_csv(tmp_path / "a.csv", rows)), printed=False)


# 7. A row for each month


def monthly(months: list[str], label: str = "Periode") -> list[list[Any]]:
    rows: list[list[Any]] = [["No", "Kecamatan", label, "Laki-laki Wajib KTP", "Perempuan Wajib KTP", "Sudah Rekam KTP", "Belum Rekam KTP"]]
    for age, month in enumerate(months):
        for code in SUBDISTRICTS:
            people = people_of(code)
            recorded = people.total("recorded") - 37 * (len(months) - 1 - age)
            rows.append([len(rows), name(code), month, *people.obliged, recorded, people.total("obliged") - recorded])
    return rows


def test_monthly_takes_the_newest(tmp_path: Path) -> None:
    found = read(write_csv(tmp_path / "a.csv", monthly(["Agustus 2026", "September 2026"]), ","))
    assert_true_to_villages(found, printed=False)
    assert (found.as_of, found.doubts) == (AsOf(2026, 9), ())


def test_monthly_with_a_month_prepared_in_advance(tmp_path: Path) -> None:
    rows = monthly(["Agustus 2026", "September 2026"])
    prepared = [[None, row[1], "Oktober 2026", row[3], row[4], None, None] for row in rows[1:7]]
    found = read(write_workbook(tmp_path / "a.xlsx", ("Data", rows + prepared)))
    assert_true_to_villages(found, printed=False)
    assert found.as_of == AsOf(2026, 9)


def test_monthly_newest_first_with_the_year_in_the_title(tmp_path: Path) -> None:
    rows = monthly(["Agustus", "September"], "BULAN")
    grid = [["PEREKAMAN KTP-EL TAHUN 2026"], rows[0], *rows[7:], *rows[1:7]]
    found = read(write_workbook(tmp_path / "a.xlsx", JUNK, ("Data", grid)))
    assert_true_to_villages(found, printed=False)
    assert found.as_of == AsOf(2026, 9)


def test_monthly_with_a_sheet_for_each_month(tmp_path: Path) -> None:
    both = monthly(["x", "y"])
    old, new = ([[row[0], row[1], *row[3:]] for row in [both[0], *part]] for part in (both[1:7], both[7:]))
    found = read(write_workbook(tmp_path / "a.xlsx", ("September 2026", new), ("Agustus 2026", old)))
    assert_true_to_villages(found, printed=False)
    assert (found.as_of, found.doubts) == (AsOf(2026, 9), ())


def test_monthly_with_columns_for_each_month(tmp_path: Path) -> None:
    grid: list[list[Any]] = [["NO", "KECAMATAN", "AGUSTUS 2026", None, "SEPTEMBER 2026", None], [None, None, *["Wajib KTP", "Rekam"] * 2]]
    for at, code in enumerate(SUBDISTRICTS, 1):
        obliged, recorded = people_of(code).total("obliged"), people_of(code).total("recorded")
        grid.append([at, name(code), obliged, recorded - 37, obliged, recorded])
    found = read(write_workbook(tmp_path / "a.xlsx", ("Data", grid)))
    assert_true_to_villages(found, printed=False)
    assert found.as_of == AsOf(2026, 9)


def test_all_areas_are_the_provinces() -> None:
    assert len(list(areas())) == 448
