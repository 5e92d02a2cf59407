"""Codes of another list than the ministry's are told by the names beside them, anywhere (docs/domain.md#codes-of-areas)."""

from typing import Any

import pytest

from ektp_core.areas import Level
from ektp_core.figures import Kind
from tests.core.figures.provinces.sheets import COUNTED, DATED, Rows, areas_of, inside, kab, of, people, read, said, the, wrong

HOMES = ("11.01", "32.01", "53.01", "91.03")
NAMED = [DATED, ["KODE", "NAMA", *COUNTED]]
ALONE = [DATED, ["KODE", *COUNTED]]


def another_list(province: str) -> dict[str, str]:
    """A list that numbers the regencies of a province in another order, as BPS does; by the ministry's code."""
    regencies = [each.code for each in areas_of(province).children(province) if each.name.startswith("Kabupaten")]
    others = {each.code: each.code for each in areas_of(province).children(province)}
    return others | dict(zip(regencies[3:] + regencies[:3], regencies, strict=True))


def plain(code: str) -> int:
    return int(code.replace(".", ""))


def of_bps(home: str) -> list[tuple[int, str, int, int]]:
    """Subdistricts of seven digits with their villages of ten below them: code, name, people."""
    rows = []
    for number, each in enumerate(areas_of(home[:2]).children(home), 1):
        code = plain(another_list(home[:2])[home]) * 1000 + number * 10
        rows.append((code, f"Kecamatan {each.name}", *of(each.code)))
        for at, village in enumerate(areas_of(home[:2]).children(each.code), 1):
            rows.append((code * 1000 + at, village.name, *of(village.code)))
    return rows


@pytest.mark.parametrize("home", HOMES)
def test_names_decide_and_it_is_said_once(home: str) -> None:
    codes = another_list(home[:2])
    rows = [[plain(codes[each.code]), kab(each), *of(each.code)] for each in areas_of(home[:2]).children(home[:2])]
    found = read(home, [*NAMED, *rows])
    assert wrong(found, {code: each for code, each in people(home[:2]).items() if code.count(".") < 2}) == {}
    assert said(found) == [Kind.CODES_OF_ANOTHER_LIST]


@pytest.mark.parametrize("home", HOMES)
def test_two_codes_at_wrong_names_are_asked_about_one_by_one(home: str) -> None:
    rows = [[plain(each.code), kab(each), *of(each.code)] for each in areas_of(home[:2]).children(home[:2])]
    rows[0][0], rows[1][0] = rows[1][0], rows[0][0]
    assert said(read(home, [*NAMED, *rows])) == [Kind.CODE_OR_NAME] * 2


@pytest.mark.parametrize(("home", "form", "finding"), [("11.01", plain, Kind.CODE_MAY_BE_BPS), ("11.01", str, None), ("19.04", str, None)])
def test_codes_of_districts_without_names_are_asked_about_once(home: str, form: Any, finding: Kind | None) -> None:
    rows = [[form(each.code), *of(each.code)] for each in areas_of(home[:2]).children(home[:2])]
    found = read(home, [*ALONE, *rows])
    assert said(found) == ([finding] if finding else [])
    if finding:
        assert the(found, finding).values["count"] == len(rows)


@pytest.mark.parametrize("home", HOMES)
def test_codes_without_names_that_nobody_knows_are_one_error(home: str) -> None:
    rows = [[code, obliged, recorded] for code, _, obliged, recorded in of_bps(home)]
    found = read(home, [*ALONE, *rows])
    assert dict(found.areas) == {}
    assert the(found, Kind.UNKNOWN_CODES).values["count"] == len(rows)
    assert said(found) == [Kind.UNKNOWN_CODES, Kind.NOTHING_READ]


def test_parts_of_codes_that_no_list_knows_are_no_totals() -> None:
    rows = [[53, 1, 100 + at, at, 900, 890] for at in range(1, 5)]
    found = read("53.01", [DATED, ["KODE_PROV", "KODE_KAB", "KODE_KEC", "KODE_DESA", *COUNTED], *rows])
    assert (dict(found.areas), said(found)) == ({}, [Kind.UNKNOWN_CODES, Kind.NOTHING_READ])


@pytest.mark.parametrize("home", ["53.01", "91.03"])
def test_codes_of_bps_by_their_shape_are_a_note_beside_names(home: str) -> None:
    rows = [list(row) for row in of_bps(home) if row[0] < 10**7]
    found = read(home, [*NAMED, *rows])
    assert (
        wrong(found, {code: each for code, each in people(home[:2]).items() if f"{code}.".startswith(f"{home}.") and code.count(".") < 3})
        == {}
    )
    assert (said(found), Kind.READ_BPS_CODES in [note.kind for note in found.notes]) == ([], True)


def test_a_village_below_a_code_that_a_name_told_lies_in_it() -> None:
    found = read("91.03", [*NAMED, *of_bps("91.03")])
    assert wrong(found, {code: each for code, each in people("91").items() if f"{code}.".startswith("91.03.")}) == {}
    assert said(found) == []


def test_a_namesake_elsewhere_of_a_name_that_is_not_known_is_not_taken() -> None:
    """All codes begin alike, so that the areas lie in one district; Mendoyo is in Bali's Jembrana, a name that Badung lacks."""
    rows: list[list[Any]] = [
        [5103000 + at * 10, each.name, *of(each.code)] for at, each in enumerate(inside("51.03", Level.SUBDISTRICT), 1)
    ]
    rows.append([5103090, "Mendoyo", 77_777, 77_000])
    found = read("51.03", [*NAMED, *rows])
    assert "51.01.03" not in found.areas
    assert 77_777 not in {counts.obliged for counts in found.areas.values()}
    assert Kind.UNKNOWN_AREA in said(found)


OLD_PAPUA = {"93.01": (9101, 9401), "95.01": (9102, 9402), "91.03": (9103, 9403), "94.01": (9104, 9404), "91.05": (9105, 9408),
             "94.02": (9107, 9411), "94.03": (9108, 9410), "94.04": (9109, 9412), "91.71": (9171, 9471)}  # fmt: skip
"""Districts of the Papua of before 2022 by the ministry's and BPS's codes of then."""


@pytest.mark.parametrize("home", ["91.03", "93.01", "94.01", "95.01"])
@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("province", ["PAPUA", ""])
def test_a_sheet_of_the_papua_of_before_is_shared_out_by_the_districts_names(home: str, which: int, province: str) -> None:
    rows = [[old[which], province, kab(areas_of(code[:2])[code]), *of(code)] for code, old in OLD_PAPUA.items()]
    found = read(home, [DATED, ["KODE", "PROVINSI", "KABUPATEN/KOTA", *COUNTED], *rows])
    assert wrong(found, {code: of(code) for code in OLD_PAPUA if code[:2] == home[:2]}) == {}
    assert the(found, Kind.OTHER_PROVINCES).values["count"] == sum(code[:2] != home[:2] for code in OLD_PAPUA)


RENAMED = [
    ("12.17", "TOBA SAMOSIR", "12.12"),
    ("12.12", "KAB. TOBA SAMOSIR", "12.12"),
    ("76.01", "MAMUJU UTARA", "76.01"),
    ("76.02", "KAB. MAMUJU UTARA", "76.01"),
    ("81.02", "KAB. MALUKU TENGGARA BARAT", "81.03"),
]


@pytest.mark.parametrize(("home", "former", "code"), RENAMED)
@pytest.mark.parametrize("head", ["KABUPATEN/KOTA", "WILAYAH"])
def test_a_former_name_is_read_as_todays_and_asked_about(home: str, former: str, code: str, head: str) -> None:
    rows: Rows = [[former if each.code == code else kab(each), *of(each.code)] for each in areas_of(home[:2]).children(home[:2])]
    found = read(home, [DATED, [head, *COUNTED], *rows])
    assert wrong(found, {each: value for each, value in people(home[:2]).items() if each.count(".") < 2}) == {}
    assert (said(found), the(found, Kind.NEAR_AREA).values["code"]) == ([Kind.NEAR_AREA], code)


@pytest.mark.parametrize(("home", "former", "code"), RENAMED)
def test_a_former_name_above_its_parts_is_asked_about_once(home: str, former: str, code: str) -> None:
    rows = [[former, each.name, *of(each.code)] for each in inside(code, Level.SUBDISTRICT)]
    found = read(home, [DATED, ["KABUPATEN/KOTA", "KECAMATAN", *COUNTED], *rows])
    assert found.areas[code].obliged == of(code)[0]
    assert (the(found, Kind.NEAR_AREA).values["label"], said(found)) == (former, [Kind.NEAR_AREA])


def test_a_district_that_the_country_does_not_know_is_said() -> None:
    found = read("12.17", [DATED, ["KABUPATEN/KOTA", *COUNTED], ["KAB. SAMOSIR", *of("12.17")], ["KAB. SAMOSIR TENGGARA", 900, 890]])
    assert Kind.UNKNOWN_AREA in said(found)
    assert wrong(found, {"12.17": of("12.17")}) == {}
