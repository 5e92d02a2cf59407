"""Of a sheet of the whole country the home province is taken, and the rest is counted (docs/domain.md#national-sheets)."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

import pytest

from ektp_core.areas import Area, Level
from ektp_core.figures import Kind
from tests.core.figures.provinces.sheets import (
    COUNTED,
    DATED,
    People,
    Rows,
    areas_of,
    inside,
    kab,
    of,
    people,
    provinces,
    read,
    said,
    the,
    wrong,
)

HOMES = ("11.01", "19.04", "31.71", "32.79", "63.03", "94.01", "96.71")
"""The first and the last province, one without a neighbour of its name, and both homes of a Banjar."""


def _districts() -> Iterator[tuple[Area, Area]]:
    return ((province, each) for province in provinces() for each in areas_of(province.code).children(province.code))


@cache
def _nation() -> tuple[int, int]:
    found = [of(province.code) for province in provinces()]
    return sum(obliged for obliged, _ in found), sum(recorded for _, recorded in found)


def by_codes_and_names() -> Rows:
    head = ["KODE_PROV", "PROVINSI", "KODE_KAB", "KABUPATEN/KOTA", *COUNTED]
    rows = [[int(p.code), p.name.upper(), int(each.code[3:]), kab(each), *of(each.code)] for p, each in _districts()]
    return [DATED, head, *rows, [None, "INDONESIA", None, None, *_nation()]]


def by_names() -> Rows:
    rows = [[province.name.upper(), kab(each), *of(each.code)] for province, each in _districts()]
    return [DATED, ["PROVINSI", "KABUPATEN/KOTA", *COUNTED], *rows, ["TOTAL NASIONAL", None, *_nation()]]


def without_provinces() -> Rows:
    return [DATED, ["KABUPATEN/KOTA", *COUNTED], *([kab(each), *of(each.code)] for _, each in _districts()), ["JUMLAH", *_nation()]]


def by_codes_alone() -> Rows:
    return [DATED, ["KODE", *COUNTED], *([each.code, *of(each.code)] for _, each in _districts()), [None, *_nation()]]


def in_sections() -> Rows:
    rows: list[list[object]] = []
    for province in provinces():
        rows += [[province.name.upper(), *of(province.code)]]
        rows += [[kab(each), *of(each.code)] for each in areas_of(province.code).children(province.code)]
    return [DATED, ["PROVINSI / KABUPATEN / KOTA", *COUNTED], *rows, ["JUMLAH", *_nation()]]


def with_subtotals() -> Rows:
    rows: list[list[object]] = []
    for province in provinces():
        rows += [[f"PROVINSI {province.name}", None, None]]
        rows += [[kab(each), *of(each.code)] for each in areas_of(province.code).children(province.code)]
        rows += [["JUMLAH", *of(province.code)]]
    return [DATED, ["WILAYAH", *COUNTED], *rows, ["TOTAL", *_nation()]]


def a_sheet_for_each() -> Mapping[str, Rows]:
    def of_one(province: Area) -> Rows:
        rows = [[kab(each), *of(each.code)] for each in areas_of(province.code).children(province.code)]
        return [[f"PROVINSI {province.name}"], DATED, ["KABUPATEN/KOTA", *COUNTED], *rows, ["JUMLAH", *of(province.code)]]

    return {province.name: of_one(province) for province in provinces()}


def of_province(home: str) -> People:
    return {code: each for code, each in people(home[:2]).items() if code.count(".") < 2}


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("layout", [by_codes_and_names, by_names, without_provinces, by_codes_alone, in_sections, with_subtotals])
def test_the_home_province_is_taken_and_the_rest_is_counted(home: str, layout: Callable[[], Rows]) -> None:
    found = read(home, layout())
    assert wrong(found, of_province(home)) == {}
    assert said(found) == [Kind.OTHER_PROVINCES]
    left = [each for province, each in _districts() if province.code != home[:2]]
    sections = {in_sections: 37, with_subtotals: 37}.get(layout, 0)
    assert the(found, Kind.OTHER_PROVINCES).values["count"] == len(left) + sections
    assert Kind.NATIONAL_NOT_USED in [note.kind for note in found.notes]


@pytest.mark.parametrize("home", HOMES)
def test_of_a_workbook_with_a_sheet_for_each_province_one_is_taken(home: str) -> None:
    found = read(home, a_sheet_for_each())
    assert (wrong(found, of_province(home)), said(found)) == ({}, [Kind.SHEETS_ELSEWHERE])
    assert the(found, Kind.SHEETS_ELSEWHERE).values["sheets"] == 37


@pytest.mark.parametrize("home", HOMES)
def test_of_subdistricts_of_the_whole_country_those_at_home_are_taken(home: str) -> None:
    rows = [
        [kab(district), each.name, *of(each.code)]
        for _, district in _districts()
        for each in areas_of(district.code[:2]).children(district.code)
    ]
    found = read(home, [DATED, ["KABUPATEN/KOTA", "KECAMATAN", *COUNTED], *rows])
    assert wrong(found, {code: each for code, each in people(home[:2]).items() if code.count(".") < 3}) == {}
    assert said(found) == [Kind.OTHER_PROVINCES]


def test_of_the_38_provinces_one_is_home() -> None:
    rows = [[province.name.upper(), *of(province.code)] for province in provinces()]
    found = read("53.01", [DATED, ["PROVINSI", *COUNTED], *rows, ["INDONESIA", *_nation()]])
    assert (wrong(found, {"53": of("53")}), the(found, Kind.OTHER_PROVINCES).values["count"]) == ({}, 37)


@pytest.mark.parametrize(
    ("home", "name"),
    [
        ("31.71", "DKI JAKARTA"),
        ("31.71", "DAERAH KHUSUS JAKARTA"),
        ("34.01", "DI YOGYAKARTA"),
        ("34.01", "D.I. YOGYAKARTA"),
        ("34.01", "DAERAH ISTIMEWA YOGYAKARTA"),
        ("53.01", "NTT"),
        ("52.01", "N T B"),
        ("11.01", "NANGGROE ACEH DARUSSALAM"),
        ("19.04", "KEP. BANGKA BELITUNG"),
        ("32.01", "PROP. JAWA BARAT"),
        ("21.71", "KEPRI"),
    ],
)
def test_a_province_goes_by_many_names(home: str, name: str) -> None:
    rows = [[name, kab(each), *of(each.code)] for each in areas_of(home[:2]).children(home[:2])]
    found = read(home, [DATED, ["PROVINSI", "KABUPATEN/KOTA", *COUNTED], ["JAWA TIMUR", "KAB. MADIUN", 900, 890], *rows])
    assert (wrong(found, of_province(home)), said(found)) == ({}, [Kind.OTHER_PROVINCES])


@pytest.mark.parametrize(
    ("home", "name"),
    [
        ("19.04", "KAB. BANGKALAN"),
        ("19.04", "KAB. BANGGAI"),
        ("19.04", "BANGKALN"),
        ("32.79", "KAB. BANJAR"),
        ("63.03", "KOTA BANJAR"),
        ("12.17", "KAB. SAMBAS"),
        ("76.01", "KAB. MAMUJO BARAT DAYA"),
    ],
)
def test_a_district_elsewhere_is_never_taken_for_one_of_a_like_name(home: str, name: str) -> None:
    own = [[kab(each), *of(each.code)] for each in areas_of(home[:2]).children(home[:2])][:1]
    found = read(home, [DATED, ["KABUPATEN/KOTA", *COUNTED], *own, [name, 77_777, 77_000]])
    assert 77_777 not in {counts.obliged for counts in found.areas.values()}
    assert set(said(found)) & {Kind.OTHER_PROVINCES, Kind.UNKNOWN_AREA}


def test_a_district_of_two_provinces_is_asked_about_without_its_province() -> None:
    rows: Rows = [["KOTA BANDUNG", *of("32.73")], ["BANJAR", 900, 890], ["BANJAR", 800, 790]]
    found = read("32.01", [DATED, ["KABUPATEN/KOTA", *COUNTED], *rows])
    assert [finding.values["codes"] for finding in found.doubts if finding.kind is Kind.SEVERAL_AREAS] == ["32.79, 63.03"] * 2
    below = read(
        "32.01",
        [DATED, ["PROVINSI", "KABUPATEN/KOTA", *COUNTED], ["JAWA BARAT", "BANJAR", 900, 890], ["KALIMANTAN SELATAN", "BANJAR", 8, 7]],
    )
    assert below.areas["32.79"].obliged == 900


def test_a_district_of_home_below_another_province_is_asked_about() -> None:
    found = read(
        "19.04", [DATED, ["PROVINSI", "KABUPATEN/KOTA", *COUNTED], ["JAWA TENGAH", "BANGKA", 900, 890], ["JAWA TENGAH", "KENDAL", 9, 9]]
    )
    assert "19.01" not in found.areas
    assert Kind.SEVERAL_AREAS in said(found)


@pytest.mark.parametrize("title", ["KABUPATEN KENDAL", "DINAS KEPENDUDUKAN KABUPATEN KENDAL PROVINSI JAWA TENGAH", "PROVINSI JAWA TENGAH"])
def test_a_sheet_with_the_title_of_another_district_is_not_ours(title: str) -> None:
    """Koba and Namang may be anywhere."""
    rows = [[each.name, *of(each.code)] for each in inside("19.04", Level.SUBDISTRICT)]
    found = read("19.04", [[title], DATED, ["KECAMATAN", *COUNTED], *rows])
    assert (dict(found.areas), Kind.FOREIGN_PROVINCE in said(found)) == ({}, True)


def test_the_total_of_the_home_province_is_still_checked_among_others() -> None:
    rows = [list(row) for row in with_subtotals()]
    at = next(number for number, row in enumerate(rows) if number > 2 and rows[number - 1][0] == "KOTA PANGKAL PINANG")
    rows[at][1] += 1
    assert Kind.TOTAL_DISAGREES in said(read("19.04", rows))
