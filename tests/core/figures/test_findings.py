"""What is wrong in a report is named with its place and reason; what is right is left alone."""

from pathlib import Path
from typing import Any

import pytest

from ektp_core.dates import AsOf
from ektp_core.figures import Counts, FiguresFile, Finding, Kind
from tests.core.figures.reports import SUBDISTRICTS, kinds, name, read, write_csv, write_workbook

HEADER = ["NO", "KECAMATAN", "L WAJIB KTP", "P WAJIB KTP", "WAJIB KTP", "SUDAH REKAM", "BELUM REKAM", "% REKAM"]
DATED = ["KEADAAN 30 SEPTEMBER 2026"]


def subdistricts() -> list[list[Any]]:
    """Six right rows and a right total, below a date: rows 3 to 9 of the sheet."""
    rows: list[list[Any]] = []
    for at, code in enumerate(SUBDISTRICTS, 1):
        rows.append([at, name(code), 5000 + at, 5000 - at, 10000, 9900 - at, 100 + at, round((9900 - at) / 100, 2)])
    recorded = sum(row[5] for row in rows)
    return [DATED, HEADER, *rows, [None, "JUMLAH", 30021, 29979, 60000, recorded, 60000 - recorded, round(recorded / 600, 2)]]


def read_rows(tmp_path: Path, rows: list[list[Any]], sheet: str = "Data") -> FiguresFile:
    return read(write_workbook(tmp_path / "a.xlsx", (sheet, rows)))


def the(findings: tuple[Finding, ...], kind: Kind) -> dict[str, Any]:
    (found,) = [dict(finding.values) for finding in findings if finding.kind is kind]
    return found


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


def test_unknown_area(tmp_path: Path) -> None:
    rows = subdistricts()
    rows[5][1] = "KECAMATAN ENTAH"
    found = read_rows(tmp_path, rows)
    wrong = the(found.errors, Kind.UNKNOWN_AREA)
    assert (wrong["row"], wrong["area"]) == (6, "KECAMATAN ENTAH")
    assert the(found.doubts, Kind.MISSING_AREAS)["names"] == ("Simpang Katis",)


@pytest.mark.parametrize(
    "spelt", ["Kec. Simpang Katis", "SIMPANGKATIS", "Simpang Kattis", "19.04.04 SIMPANG KATIS", "4. Simpang Katis", "simpang  katis "]
)
def test_names_as_people_write_them(tmp_path: Path, spelt: str) -> None:
    rows = subdistricts()
    rows[5][1] = spelt
    found = read_rows(tmp_path, rows)
    assert found.errors == found.doubts == ()


def test_missing_subdistrict(tmp_path: Path) -> None:
    rows = subdistricts()
    del rows[7]
    found = read_rows(tmp_path, rows)
    lacking = the(found.doubts, Kind.MISSING_AREAS)
    assert (lacking["area"], lacking["names"], lacking["count"], lacking["expected"]) == ("Bangka Tengah", ("Lubuk Besar",), 1, 6)
    assert found.areas["19.04"].obliged == 60000


def test_missing_district(tmp_path: Path) -> None:
    rows: list[list[Any]] = [DATED, ["NO", "KABUPATEN/KOTA", "WAJIB KTP", "REKAM"]]
    for at, district in enumerate(["BANGKA", "BELITUNG", "BANGKA SELATAN", "BANGKA TENGAH", "BANGKA BARAT", "KOTA PANGKALPINANG"], 1):
        rows.append([at, district, 10000, 9900])
    found = read_rows(tmp_path, rows)
    assert the(found.doubts, Kind.MISSING_AREAS)["names"] == ("Belitung Timur",)
    assert "19" not in found.areas


def test_other_province(tmp_path: Path) -> None:
    header = ["NO_PROP", "NAMA_PROP", "NO_KAB", "NAMA_KAB", "WKTP", "REKAM"]
    other = [[35, "JAWA TIMUR", at, "MADIUN", 1000, 990] for at in range(1, 5)]
    found = read_rows(tmp_path, [DATED, header, *other])
    wrong = the(found.errors, Kind.FOREIGN_PROVINCE)
    assert (wrong["count"], wrong["row"], wrong["area"]) == (4, 3, "MADIUN")
    assert found.areas == {}
    mixed = read_rows(tmp_path, [DATED, header, *other, [19, "KEP. BANGKA BELITUNG", 4, "BANGKA TENGAH", 1000, 990]])
    assert mixed.errors == ()
    assert the(mixed.doubts, Kind.OTHER_PROVINCES)["count"] == 4
    assert mixed.areas == {"19.04": Counts(1000, 990)}


def test_other_province_by_name_only(tmp_path: Path) -> None:
    rows = [DATED, ["PROVINSI", "KABUPATEN", "WAJIB KTP", "REKAM"], ["JAWA TIMUR", "MADIUN", 1000, 990]]
    assert Kind.FOREIGN_PROVINCE in kinds(read_rows(tmp_path, rows).errors)


def test_future_date(tmp_path: Path) -> None:
    rows = subdistricts()
    rows[0] = ["KEADAAN 30 SEPTEMBER 2027"]
    assert the(read_rows(tmp_path, rows).errors, Kind.FUTURE_DATE)["as_of"] == AsOf(2027, 9, 30)


def test_two_dates_are_a_question(tmp_path: Path) -> None:
    found = read_rows(tmp_path, subdistricts(), "31 Agustus 2026")
    assert found.as_of is None
    assert the(found.doubts, Kind.TWO_DATES)["dates"] == (AsOf(2026, 8, 31), AsOf(2026, 9, 30))


def test_month_in_the_sheets_name_agrees_with_the_day_in_the_title(tmp_path: Path) -> None:
    found = read_rows(tmp_path, [*subdistricts(), [None, "Koba, 5 Oktober 2026"]], "Sept 2026")
    assert (found.as_of, found.doubts) == (AsOf(2026, 9, 30), ())


def test_signature_long_after_is_asked_about(tmp_path: Path) -> None:
    found = read_rows(tmp_path, [*subdistricts(), [None, "Koba, 5 Januari 2027"]])
    assert found.as_of == AsOf(2026, 9, 30)
    assert Kind.TWO_DATES in kinds(found.doubts)


def test_missing_date(tmp_path: Path) -> None:
    found = read_rows(tmp_path, subdistricts()[1:])
    assert found.as_of is None
    assert kinds(found.doubts) == [Kind.MISSING_DATE]


def test_law_is_no_date(tmp_path: Path) -> None:
    rows = [["Sesuai Permendagri Nomor 108 Tahun 2019 dan UU 24 Tahun 2013"], *subdistricts()]
    assert read_rows(tmp_path, rows).doubts == ()


def test_copy_of_what_is_in_force(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", ("Data", subdistricts()))
    first = read(path)
    again = read(path, in_force=first.areas)
    assert kinds(again.doubts) == [Kind.COPY_OF_IN_FORCE]
    changed = {**first.areas, "19.04.01": Counts(10000, 9000)}
    assert read(path, in_force=changed).doubts == ()


def test_hidden_sheets_do_not_count(tmp_path: Path) -> None:
    old = subdistricts()
    old[0], old[2][5] = ["KEADAAN 31 OKTOBER 2026"], 1
    path = write_workbook(tmp_path / "a.xlsx", ("Data", subdistricts()), ("Lama", old), hidden=["Lama"])
    found = read(path)
    assert (found.sheet, found.errors, found.doubts) == ("Data", (), ())


def test_copy_in_another_sheet_is_not_counted_twice(tmp_path: Path) -> None:
    found = read(write_workbook(tmp_path / "a.xlsx", ("Data", subdistricts()), ("Salinan", subdistricts()[1:])))
    assert (found.errors, found.doubts) == ((), ())
    assert found.areas["19.04"].obliged == 60000


def test_other_sheet_that_differs(tmp_path: Path) -> None:
    other = subdistricts()[1:]
    other[3][5] -= 50
    found = read(write_workbook(tmp_path / "a.xlsx", ("Data", subdistricts()), ("Salinan", other)))
    differs = the(found.doubts, Kind.SHEETS_DISAGREE)
    assert (differs["sheet"], differs["other"], differs["area"]) == ("Data", "Salinan", "SUNGAI SELAN")


def test_percent_only_invents_no_counts(tmp_path: Path) -> None:
    rows = [DATED, ["Kecamatan", "Cakupan Perekaman (%)"], *[[name(code), "98,5"] for code in SUBDISTRICTS]]
    found = read(write_csv(tmp_path / "a.csv", rows))
    assert found.errors == found.doubts == ()
    assert found.areas["19.04.03"] == Counts(percent=98.5)
    assert "19.04" not in found.areas


def test_early_recordings_above_three_percent_are_asked_about(tmp_path: Path) -> None:
    rows = [DATED, ["Kecamatan", "Wajib KTP", "Rekam", "Pemula (16 tahun)"], *[[name(code), 10000, 9800, 250] for code in SUBDISTRICTS]]
    assert read_rows(tmp_path, rows).doubts == ()
    rows[2][3] = 700
    found = read_rows(tmp_path, rows)
    assert found.areas["19.04.01"].early == 700
    assert the(found.doubts, Kind.EARLY_LARGE)["percent"] == 7


def test_recorded_from_obliged_and_missing(tmp_path: Path) -> None:
    rows = [DATED, ["Kecamatan", "Wajib KTP", "Belum Rekam"], *[[name(code), 10000, 200] for code in SUBDISTRICTS]]
    found = read_rows(tmp_path, rows)
    assert found.areas["19.04"] == Counts(60000, 58800)
    assert the(found.notes, Kind.READ_DERIVED)["measure"] == "recorded"


def test_code_alone_that_bps_swaps_is_asked_about(tmp_path: Path) -> None:
    rows = [DATED, ["KODE", "WKTP", "REKAM"], *[[code, 1000, 990] for code in (1901, 1902, 1903, 1904, 1905, 1906, 1971)]]
    found = read_rows(tmp_path, rows)
    assert [finding.values["code"] for finding in found.doubts] == ["19.03", "19.05"]
    assert set(kinds(found.doubts)) == {Kind.CODE_MAY_BE_BPS}


def test_code_and_name_of_different_areas(tmp_path: Path) -> None:
    rows = [DATED, ["KODE", "KECAMATAN", "WKTP", "REKAM"], *[[code, name(code), 1000, 990] for code in SUBDISTRICTS]]
    rows[2][0], rows[3][0] = rows[3][0], rows[2][0]
    found = read_rows(tmp_path, rows)
    assert [finding.kind for finding in found.doubts] == [Kind.CODE_OR_NAME, Kind.CODE_OR_NAME]


def test_bps_codes_of_subdistricts(tmp_path: Path) -> None:
    rows = [
        DATED,
        ["KODE BPS", "KECAMATAN", "WKTP", "REKAM"],
        *[[f"1904{at}0", name(code), 1000, 990] for at, code in enumerate(SUBDISTRICTS, 10)],
    ]
    found = read_rows(tmp_path, rows)
    assert (found.errors, found.doubts) == ((), ())
    assert Kind.READ_BPS_CODES in kinds(found.notes)


def test_jml_wktp_much_smaller_than_jml_is_asked_about(tmp_path: Path) -> None:
    rows = [DATED, ["KODE", "WILAYAH", "L", "P", "JML", "JML_WKTP"], *[[code, name(code), 700, 700, 1400, 1000] for code in SUBDISTRICTS]]
    assert Kind.MEANING_UNSURE in kinds(read_rows(tmp_path, rows).doubts)


def test_jml_wktp_is_obliged_beside_jml_rekam_wktp(tmp_path: Path) -> None:
    header = ["nama_prop", "nama_kab", "nama_kec", "jumlah_penduduk", "jml_wktp", "jml_rekam_wktp"]
    rows = [["KEPULAUAN BANGKA BELITUNG", "BANGKA TENGAH", name(code), 1400, 1000, 990] for code in SUBDISTRICTS]
    found = read(write_csv(tmp_path / "a.csv", [header, *rows], ","))
    assert found.errors == ()
    assert found.areas["19.04"] == Counts(6000, 5940)


def test_printed_header_again_on_a_new_page(tmp_path: Path) -> None:
    rows = subdistricts()
    found = read_rows(tmp_path, [*rows[:5], ["Halaman 2"], HEADER, *rows[5:]])
    assert (found.errors, found.doubts) == ((), ())
    assert found.areas["19.04"].obliged == 60000


def test_month_half_filled_leaves_the_one_before(tmp_path: Path) -> None:
    header = ["Kecamatan", "Bulan", "Wajib KTP", "Rekam"]
    rows = [[name(code), "Agustus 2026", 1000, 990] for code in SUBDISTRICTS]
    rows += [[name(code), "September 2026", 1000, 995] for code in SUBDISTRICTS[:3]]
    found = read_rows(tmp_path, [header, *rows])
    assert found.as_of == AsOf(2026, 8)
    assert found.areas["19.04"].recorded == 5940
    assert the(found.doubts, Kind.PERIOD_INCOMPLETE)["period"] == AsOf(2026, 9)


def test_many_errors_of_a_kind_are_counted(tmp_path: Path) -> None:
    rows = [DATED, ["Kecamatan", "Wajib KTP", "Rekam"], *[[f"Entah {at}", 10, 9] for at in range(50)], ["Koba", 10, 9]]
    found = read_rows(tmp_path, rows)
    assert len(found.errors) == 13
    assert the(found.errors, Kind.MORE_ERRORS)["count"] == 38
