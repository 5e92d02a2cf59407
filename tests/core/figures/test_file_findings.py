"""What is wrong with areas, dates, sheets and meanings is named with its place and reason; what is right is left alone."""

from pathlib import Path
from typing import Any

import pytest

from ektp_core.figures import Counts, Kind
from ektp_core.reading.calendar import AsOf
from tests.core.figures.reports import SUBDISTRICTS, kinds, name, read, write_csv, write_workbook
from tests.core.figures.right_rows import DATED, HEADER, read_rows, subdistricts, the


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
    rows: list[list[Any]] = [DATED, ["PROVINSI", "KABUPATEN", "WAJIB KTP", "REKAM"], ["JAWA TIMUR", "MADIUN", 1000, 990]]
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
    rows: list[list[Any]] = [["Sesuai Permendagri Nomor 108 Tahun 2019 dan UU 24 Tahun 2013"], *subdistricts()]
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
    rows: list[list[Any]] = [DATED, ["Kecamatan", "Cakupan Perekaman (%)"], *[[name(code), "98,5"] for code in SUBDISTRICTS]]
    found = read(write_csv(tmp_path / "a.csv", rows))
    assert (found.errors, kinds(found.doubts)) == ((), [Kind.PERCENT_ONLY])
    assert found.areas["19.04.03"] == Counts(percent=98.5)
    assert "19.04" not in found.areas


def test_early_recordings_of_more_than_three_years_of_births_are_asked_about(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        DATED,
        ["Kecamatan", "Wajib KTP", "Rekam", "Pemula (16 tahun)"],
        *[[name(code), 10000, 9800, 250] for code in SUBDISTRICTS],
    ]
    rows[2][3] = 800
    assert read_rows(tmp_path, rows).doubts == ()
    rows[2][3] = 900
    found = read_rows(tmp_path, rows)
    assert found.areas["19.04.01"].early == 900
    assert the(found.doubts, Kind.EARLY_LARGE)["percent"] == 9


def test_recorded_from_obliged_and_missing(tmp_path: Path) -> None:
    rows: list[list[Any]] = [DATED, ["Kecamatan", "Wajib KTP", "Belum Rekam"], *[[name(code), 10000, 200] for code in SUBDISTRICTS]]
    found = read_rows(tmp_path, rows)
    assert found.areas["19.04"] == Counts(60000, 58800)
    assert the(found.notes, Kind.READ_DERIVED)["measure"] == "recorded"


def test_code_alone_that_bps_swaps_is_asked_about(tmp_path: Path) -> None:
    rows: list[list[Any]] = [DATED, ["KODE", "WKTP", "REKAM"], *[[code, 1000, 990] for code in (1901, 1902, 1903, 1904, 1905, 1906, 1971)]]
    found = read_rows(tmp_path, rows)
    assert kinds(found.doubts) == [Kind.CODE_MAY_BE_BPS]
    assert (found.doubts[0].values["code"], found.doubts[0].values["count"]) == ("19.03", 2)


def test_code_and_name_of_different_areas(tmp_path: Path) -> None:
    rows: list[list[Any]] = [DATED, ["KODE", "KECAMATAN", "WKTP", "REKAM"], *[[code, name(code), 1000, 990] for code in SUBDISTRICTS]]
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
    rows: list[list[Any]] = [
        DATED,
        ["KODE", "WILAYAH", "L", "P", "JML", "JML_WKTP"],
        *[[code, name(code), 700, 700, 1400, 1000] for code in SUBDISTRICTS],
    ]
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
    rows: list[list[Any]] = [DATED, ["Kecamatan", "Wajib KTP", "Rekam"], *[[f"Entah {at}", 10, 9] for at in range(50)], ["Koba", 10, 9]]
    found = read_rows(tmp_path, rows)
    assert len(found.errors) == 13
    assert the(found.errors, Kind.MORE_ERRORS)["count"] == 38
