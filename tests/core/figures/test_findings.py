"""What is wrong in a row of a report is named with its place and reason; what is right is left alone."""

from pathlib import Path

import pytest

from ektp_core.figures import Counts, Kind
from tests.core.figures.reports import read, write_csv
from tests.core.figures.right_rows import read_rows, subdistricts, the


def test_a_right_file_raises_nothing(tmp_path: Path) -> None:
    found = read_rows(tmp_path, subdistricts())
    assert (found.errors, found.doubts, found.notes) == ((), (), ())
    assert found.areas["19.04"] == Counts(60000, 59379, None, None, 98.97)
    assert found.areas["19.04.01"] == Counts(10000, 9899, None, None, 98.99)
    assert found.computed == {"19.04"}


def test_men_and_women_that_do_not_add_up(tmp_path: Path) -> None:
    rows = subdistricts()
    rows[3][2] += 9
    found = read_rows(tmp_path, rows)
    wrong = the(found.errors, Kind.WRONG_SUM)
    assert (wrong["row"], wrong["area"], wrong["computed"], wrong["stated"]) == (4, "PANGKALAN BARU", 10009, 10000)
    assert the(found.errors, Kind.TOTAL_DISAGREES)["column"] == "L WAJIB KTP"


def test_missing_that_is_not_obliged_less_recorded(tmp_path: Path) -> None:
    rows = subdistricts()
    rows[3][6] += 5
    rows[8][6] += 5
    found = read_rows(tmp_path, rows)
    assert [(finding.kind, finding.values["row"]) for finding in found.errors] == [(Kind.MISSING_DISAGREES, 4), (Kind.MISSING_DISAGREES, 9)]


def test_more_recorded_than_obliged_is_no_error(tmp_path: Path) -> None:
    rows = subdistricts()[:-1]
    rows[2][5:] = [10673, 0, 106.73]
    rows[3][5:] = [10040, -40, 100.4]
    found = read_rows(tmp_path, rows)
    assert found.errors == found.doubts == ()


def test_percent_cut_at_100_is_said(tmp_path: Path) -> None:
    rows = subdistricts()[:-1]
    rows[2][5:] = [10673, 0, 100]
    assert the(read_rows(tmp_path, rows).doubts, Kind.PERCENT_CLAMPED)["computed"] == 106.73


def test_percent_that_the_numbers_do_not_give(tmp_path: Path) -> None:
    rows = subdistricts()
    rows[4][7] = 89.97
    wrong = the(read_rows(tmp_path, rows).doubts, Kind.PERCENT_DISAGREES)
    assert (wrong["row"], wrong["stated"], wrong["computed"]) == (5, 89.97, 98.97)


def test_percent_as_a_fraction_of_one(tmp_path: Path) -> None:
    rows = subdistricts()
    for row in rows[2:]:
        row[7] = round(row[7] / 100, 4)
    found = read_rows(tmp_path, rows)
    assert found.doubts == ()
    assert found.areas["19.04.02"].percent == 98.98


@pytest.mark.parametrize("label", ["JUMLAH", "Total", "TOTAL KAB. BANGKA TENGAH", "BANGKA TENGAH", "Jumlah Keseluruhan", None])
def test_wrong_total_whatever_it_is_called(tmp_path: Path, label: str | None) -> None:
    rows = subdistricts()
    rows[8][1] = label
    rows[8][4] += 1000
    found = read_rows(tmp_path, rows)
    wrong = the(found.errors, Kind.TOTAL_DISAGREES)
    assert (wrong["row"], wrong["area"], wrong["stated"], wrong["computed"]) == (9, "Bangka Tengah", 61000, 60000)
    assert found.areas["19.04"].obliged == 60000
    assert found.stated["19.04"].obliged == 61000


def test_total_in_the_number_column(tmp_path: Path) -> None:
    rows = subdistricts()
    rows[8][:2] = ["JUMLAH", None]
    found = read_rows(tmp_path, rows)
    assert found.errors == ()
    assert found.stated["19.04"].obliged == 60000


def test_row_written_twice(tmp_path: Path) -> None:
    rows = subdistricts()
    rows.insert(4, list(rows[3]))
    found = read_rows(tmp_path, rows)
    assert found.errors == ()
    twice = the(found.doubts, Kind.REPEATED_ROW)
    assert (twice["area"], twice["first"], twice["row"]) == ("Pangkalan Baru", 4, 5)
    assert found.areas["19.04"].obliged == 60000


def test_area_with_two_different_rows(tmp_path: Path) -> None:
    rows = subdistricts()
    rows.insert(4, [9, "PANGKALANBARU", 1, 1, 2, 2, 0, 100])
    twice = the(read_rows(tmp_path, rows).errors, Kind.DUPLICATE)
    assert (twice["area"], twice["first"], twice["row"]) == ("Pangkalan Baru", 4, 5)


def test_negative_number(tmp_path: Path) -> None:
    rows = subdistricts()
    rows[5][5] = -9896
    wrong = the(read_rows(tmp_path, rows).errors, Kind.NEGATIVE)
    assert (wrong["row"], wrong["area"], wrong["column"], wrong["number"]) == (6, "SIMPANG KATIS", "SUDAH REKAM", -9896)


def test_recorded_far_above_and_far_below_obliged(tmp_path: Path) -> None:
    rows = subdistricts()
    rows[2][5] = 98990
    rows[3][5] = 989
    found = read_rows(tmp_path, rows)
    assert the(found.errors, Kind.FAR_ABOVE)["area"] == "KOBA"
    assert the(found.doubts, Kind.FAR_BELOW)["area"] == "PANGKALAN BARU"


@pytest.mark.parametrize("text", ["sembilan ribu", "9.89O", "12-Mar", "?"])
def test_word_in_a_number_cell(tmp_path: Path, text: str) -> None:
    rows = subdistricts()
    rows[5][5] = text
    found = read_rows(tmp_path, rows)
    wrong = the(found.errors, Kind.NOT_A_NUMBER)
    assert (wrong["row"], wrong["area"], wrong["column"], wrong["text"]) == (6, "SIMPANG KATIS", "SUDAH REKAM", text)
    assert found.areas["19.04.04"].obliged == 10000


def test_failed_formula(tmp_path: Path) -> None:
    rows = subdistricts()
    rows[5][4] = "#REF!"
    wrong = the(read_rows(tmp_path, rows).errors, Kind.FORMULA_ERROR)
    assert (wrong["sheet"], wrong["row"], wrong["area"], wrong["column"]) == ("Data", 6, "SIMPANG KATIS", "WAJIB KTP")
    in_text = the(read(write_csv(tmp_path / "a.csv", rows)).errors, Kind.FORMULA_ERROR)
    assert in_text["row"] == 6


def test_fraction_of_a_person(tmp_path: Path) -> None:
    rows = subdistricts()
    rows[5][5] = 9896.5
    assert the(read_rows(tmp_path, rows).errors, Kind.NOT_WHOLE)["row"] == 6


def test_one_number_typed_with_a_point_for_thousands(tmp_path: Path) -> None:
    rows = subdistricts()
    rows[5][5] = 9.896
    found = read_rows(tmp_path, rows)
    assert found.errors == ()
    assert found.areas["19.04.04"].recorded == 9896


def test_empty_cell_is_not_zero(tmp_path: Path) -> None:
    rows = subdistricts()[:-1]
    rows[5][5:] = [None, None, None]
    found = read_rows(tmp_path, rows)
    assert found.areas["19.04.04"].recorded is None
    assert found.areas["19.04"] == Counts(60000, None, None, None, None)
    assert the(found.doubts, Kind.EMPTY_AREA)["area"] == "SIMPANG KATIS"
