"""What stands beside, above and below a table of a report: more of it is read, and what is none of it makes no error."""

from pathlib import Path
from typing import Any

import pytest

from ektp_core.figures import FiguresFile, Kind
from ektp_core.sheets.refusals import NoTable
from tests.core.figures.mutations import SUBDISTRICTS, cell, numbers
from tests.core.figures.reports import HOME, areas, kinds, name, read, write_csv, write_workbook

Rows = list[list[Any]]
HEAD = ["NO", "KECAMATAN", "WAJIB KTP", "SUDAH REKAM"]


def below(keys: str) -> Rows:
    return [[at, name(code), *(cell(code, key) for key in keys)] for at, code in enumerate(SUBDISTRICTS, 1)]


def read_rows(tmp_path: Path, rows: Rows) -> FiguresFile:
    return read(write_workbook(tmp_path / "a.xlsx", ("Sheet1", rows)))


def doubts(found: FiguresFile) -> list[Kind]:
    return [kind for kind in kinds((*found.errors, *found.doubts)) if kind is not Kind.MISSING_DATE]


def assert_right(found: FiguresFile, measure: str = "recorded", key: str = "r") -> None:
    assert {code: getattr(found.areas[code], measure) for code in SUBDISTRICTS} == {code: numbers(code)[key] for code in SUBDISTRICTS}


@pytest.mark.parametrize(
    "numbered",
    [
        [1, 2, 3, 4, 5],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "2", "3", "4", "5=3-4"],
        ["(1)", "(2)", "(3)", "(4)", "(5)=(3)-(4)"],
        [1, 2, 3, 4, "5 = 4/3 x 100"],
        [1, 2, 3, 4, "(3-4)"],
    ],
)
def test_a_row_that_numbers_the_columns_is_no_area(tmp_path: Path, numbered: list[Any]) -> None:
    found = read_rows(tmp_path, [[*HEAD, "BELUM REKAM"], numbered, *below("orx")])
    assert doubts(found) == []
    assert_right(found)


@pytest.mark.parametrize(
    "label", ["Rata-rata", "Persentase", "Kenaikan", "Selisih", "Target", "Bulan Lalu", "Jumlah Bulan Lalu", "Sisa blangko"]
)
def test_a_row_that_is_of_no_area_or_of_another_time_is_said_and_not_used(tmp_path: Path, label: str) -> None:
    total = ["", "JUMLAH", cell(HOME, "o"), cell(HOME, "r")]
    found = read_rows(tmp_path, [HEAD, *below("or"), total, ["", label, 27_499, 27_063]])
    assert doubts(found) == []
    assert [each.values["label"] for each in found.notes if each.kind is Kind.ROW_NOT_USED] == [label]
    assert_right(found)


@pytest.mark.parametrize("label", ["T O T A L", "Se-Kabupaten", "Tot.", "SUB JUMLAH", "Grand Total", "Jumlah Keseluruhan"])
def test_a_total_by_any_name_is_compared(tmp_path: Path, label: str) -> None:
    right, wrong = ([HEAD, *below("or"), ["", label, cell(HOME, "o") + more, cell(HOME, "r")]] for more in (0, 1))
    assert doubts(read_rows(tmp_path, right)) == []
    assert doubts(read_rows(tmp_path, wrong)) == [Kind.TOTAL_DISAGREES]


@pytest.mark.parametrize("label", ["Jumlah {}", "Jml. {}", "TOTAL {}", "{} Total", "Jumlah Kec. {}"])
def test_the_total_below_villages_is_the_subdistricts_though_a_village_bears_its_name(tmp_path: Path, label: str) -> None:
    rows: Rows = [["NO", "WILAYAH", "WAJIB KTP", "REKAM"]]
    for code in SUBDISTRICTS:
        rows.append(["", f"Kec. {name(code)}"])
        rows += [[at, name(area.code), cell(area.code, "o"), cell(area.code, "r")] for at, area in enumerate(areas().children(code), 1)]
        rows.append(["", label.format(name(code)), cell(code, "o"), cell(code, "r")])
    found = read_rows(tmp_path, rows)
    assert doubts(found) == []
    assert_right(found)


MAIN: Rows = [HEAD, *below("or")]


def early(header: str) -> Rows:
    return [["NO", "KECAMATAN", header], *below("e")]


MORE_TABLES: dict[str, list[tuple[str, Rows]]] = {
    "a sheet of its own": [("WAJIB", MAIN), ("Pra 17", early("REKAM SEBELUM 17"))],
    "a sheet whose name alone says it": [("A", MAIN), ("REKAM PRA 17", early("JUMLAH REKAM"))],
    "beside it": [("A", [[*one, "", *other] for one, other in zip(MAIN, early("REKAM 16 TH"), strict=True)])],
    "below it": [("A", [*MAIN, [], *early("REKAM DI BAWAH 17")])],
}


@pytest.mark.parametrize("sheets", MORE_TABLES.values(), ids=MORE_TABLES)
def test_those_recorded_early_are_added_from_another_table(tmp_path: Path, sheets: list[tuple[str, Rows]]) -> None:
    found = read(write_workbook(tmp_path / "a.xlsx", *sheets))
    assert found.errors == ()
    assert_right(found)
    assert_right(found, "early", "e")


def test_a_table_without_use_is_named(tmp_path: Path) -> None:
    cards = [["NO", "KECAMATAN", "REKAM", "CETAK"], *below("rp")]
    found = read(write_workbook(tmp_path / "a.xlsx", ("A", [HEAD, *below("or")]), ("Cetak", cards)))
    assert [each.values["sheet"] for each in found.notes if each.kind is Kind.TABLE_NOT_USED] == ["Cetak"]


EARLY_TITLES = ["PEREKAMAN KTP-EL USIA 16 TAHUN", "REKAP PEREKAMAN PRA 17 TAHUN", "PEREKAMAN PELAJAR SMA/SMK", "PEREKAMAN BELUM WAJIB KTP"]


@pytest.mark.parametrize("title", EARLY_TITLES)
def test_a_table_of_those_below_17_by_its_title_gives_no_coverage(tmp_path: Path, title: str) -> None:
    found = read_rows(tmp_path, [[title], ["NO", "KECAMATAN", "SASARAN", "SUDAH REKAM", "BELUM REKAM"], *below("cex")])
    assert (found.areas, kinds(found.errors)) == ({}, [Kind.NOTHING_READ])


@pytest.mark.parametrize("title", EARLY_TITLES)
def test_a_table_of_those_below_17_that_says_nobody_recorded_is_none(tmp_path: Path, title: str) -> None:
    with pytest.raises(NoTable):
        read_rows(tmp_path, [[title], ["NO", "KECAMATAN", "WAJIB KTP", "BELUM REKAM"], *below("ox")])


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("PEREKAMAN KTP-EL BULAN SEPTEMBER 2026", Kind.OF_PERIOD_ONLY),
        ("REKAP PEREKAMAN HARIAN", Kind.OF_PERIOD_ONLY),
        ("HASIL JEMPUT BOLA PEREKAMAN", Kind.OF_PERIOD_ONLY),
        ("TARGET PEREKAMAN KTP-EL", Kind.OF_PERIOD_ONLY),
        ("REKAP PEREKAMAN S.D. SEPTEMBER 2026", None),
        ("PEREKAMAN KTP-EL KEADAAN 30 SEPTEMBER 2026", None),
    ],
)
def test_a_title_of_one_month_or_a_part_is_asked_about_where_no_obliged_show_that_all_are_meant(
    tmp_path: Path, title: str, kind: Kind | None
) -> None:
    alone = read_rows(tmp_path, [[title], ["NO", "KECAMATAN", "REKAM"], *below("r")])
    assert [each for each in doubts(alone) if each is not Kind.NO_OBLIGED] == ([kind] if kind else [])
    beside_the_obliged = read_rows(tmp_path, [[title], HEAD, *below("or")])
    assert doubts(beside_the_obliged) == []


@pytest.mark.parametrize(
    ("title", "share"),
    [("", "{:.2f}"), ("", "{:.6f}"), ("PERSENTASE PEREKAMAN", "{:.0f}"), ("PERSENTASE PEREKAMAN", "{:.3f}")],
)
def test_shares_under_a_header_of_people_are_a_percentage(tmp_path: Path, title: str, share: str) -> None:
    rows = [[at, name(code), float(share.format(100 * numbers(code)["r"] / numbers(code)["o"]))] for at, code in enumerate(SUBDISTRICTS, 1)]
    found = read_rows(tmp_path, [[title], ["NO", "KECAMATAN", "SUDAH REKAM"], *rows])
    assert doubts(found) == [Kind.PERCENT_ONLY]
    assert {code: found.areas[code].percent for code in SUBDISTRICTS} == {
        code: row[2] for code, row in zip(SUBDISTRICTS, rows, strict=True)
    }


def test_a_percentage_beside_a_target_may_be_of_it_and_checks_nothing(tmp_path: Path) -> None:
    rows = [[at, name(code), cell(code, "o"), cell(code, "t"), cell(code, "r"), 88.0] for at, code in enumerate(SUBDISTRICTS, 1)]
    found = read(write_csv(tmp_path / "a.csv", [["NO", "KECAMATAN", "WAJIB KTP", "TARGET", "REALISASI PEREKAMAN", "CAPAIAN (%)"], *rows]))
    assert doubts(found) == []
    assert_right(found)
