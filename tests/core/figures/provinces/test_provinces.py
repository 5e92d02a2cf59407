"""Sheets of any province are read right in its own words, or say which row was not read (docs/domain.md#what-areas-are-called)."""

from collections.abc import Callable

import pytest

from ektp_core.area_words import LOCAL_WORDS, subdistrict_word, village_word
from ektp_core.areas import Level
from ektp_core.figures import Kind
from tests.core.figures.provinces.sheets import COUNTED, DATED, People, Rows, above, areas_of, inside, kab, of, people, read, said, wrong

HOMES = (
    "11.01",
    "11.71",
    "12.12",
    "13.01",
    "18.04",
    "31.01",
    "32.01",
    "32.71",
    "34.01",
    "34.71",
    "53.71",
    "73.18",
    "81.02",
    "93.01",
    "96.71",
)
"""A regency or city with gampong, nagari, pekon, lembang, ohoi, distrik, kapanewon, kemantren; capitals that are villages, too."""


def by_level(home: str) -> Rows:
    """The register's raw export: a code and a name for each level."""
    head = ["NO_PROP", "NAMA_PROP", "NO_KAB", "NAMA_KAB", "NO_KEC", "NAMA_KEC", "NO_KEL", "NAMA_KEL", *COUNTED]
    rows = []
    for village in inside(home, Level.VILLAGE):
        names = [above(village, level).own_name.upper() for level in Level]
        codes = map(int, village.code.split("."))
        rows.append([*(cell for pair in zip(codes, names, strict=True) for cell in pair), *of(village.code)])
    return [DATED, head, *rows]


def by_names(home: str) -> Rows:
    """Names alone, the levels in local words."""
    head = [subdistrict_word(home).upper(), f"{village_word(home)}/Kelurahan", *COUNTED]
    return [DATED, head, *([above(each, Level.SUBDISTRICT).name, each.name, *of(each.code)] for each in inside(home, Level.VILLAGE))]


def by_codes(home: str) -> Rows:
    return [DATED, ["KODE WILAYAH", *COUNTED], *([village.code, *of(village.code)] for village in inside(home, Level.VILLAGE))]


def by_code_and_name(home: str) -> Rows:
    rows = [[int(each.code.replace(".", "")), each.name.upper(), *of(each.code)] for each in inside(home, Level.VILLAGE)]
    return [DATED, ["KODE", village_word(home).upper(), *COUNTED], *rows]


def nested(home: str) -> Rows:
    """Subdistricts with their villages below them, each with its word in the cell."""
    rows: list[list[object]] = []
    for subdistrict in inside(home, Level.SUBDISTRICT):
        rows.append([f"{subdistrict_word(home)} {subdistrict.name}", *of(subdistrict.code)])
        rows += [[f"{village_word(each.code)} {each.name}", *of(each.code)] for each in areas_of(home[:2]).children(subdistrict.code)]
    return [DATED, ["WILAYAH", *COUNTED], *rows, ["JUMLAH", *of(home)]]


def subdistricts(home: str) -> Rows:
    rows = [[each.name.upper(), *of(each.code)] for each in inside(home, Level.SUBDISTRICT)]
    return [DATED, [subdistrict_word(home).upper(), *COUNTED], *rows, ["JUMLAH", *of(home)]]


def districts(home: str) -> Rows:
    rows = [[kab(each), *of(each.code)] for each in areas_of(home[:2]).children(home[:2])]
    return [DATED, ["KABUPATEN/KOTA", *COUNTED], *rows, ["JUMLAH", *of(home[:2])]]


def expected(home: str, level: Level) -> People:
    around = home[:2] if level is Level.DISTRICT else home
    depth = list(Level).index(level)
    return {code: each for code, each in people(home[:2]).items() if (code + ".").startswith(f"{around}.") and code.count(".") <= depth}


LAYOUTS: list[tuple[Callable[[str], Rows], Level]] = [
    (by_level, Level.VILLAGE),
    (by_names, Level.VILLAGE),
    (by_codes, Level.VILLAGE),
    (by_code_and_name, Level.VILLAGE),
    (nested, Level.VILLAGE),
    (subdistricts, Level.SUBDISTRICT),
    (districts, Level.DISTRICT),
]


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize(("layout", "level"), LAYOUTS)
def test_a_sheet_of_any_province_is_read_to_the_last_row(home: str, layout: Callable[[str], Rows], level: Level) -> None:
    found = read(home, layout(home))
    assert (wrong(found, expected(home, level)), said(found)) == ({}, [])


@pytest.mark.parametrize("word", sorted(LOCAL_WORDS))
def test_every_local_word_heads_a_column(word: str) -> None:
    level, home = (Level.SUBDISTRICT, "19.04") if LOCAL_WORDS[word] == "kecamatan" else (Level.VILLAGE, "19.04.01")
    rows = [[each.name, *of(each.code)] for each in inside(home, level)]
    found = read("19.04", [["KECAMATAN KOBA"], DATED, [word.upper(), *COUNTED], *rows])
    assert said(found) == []
    assert {each.code for each in inside(home, level)} < found.areas.keys()


@pytest.mark.parametrize(
    ("home", "subdistrict", "written", "code"),
    [
        ("53.01", "53.01.06", "Kelurahan Oesao", "53.01.06.1004"),
        ("53.01", "53.01.06", "Desa Oesao", "53.01.06.2015"),
        ("53.01", "53.01.06", "Kel. Oesao", "53.01.06.1004"),
        ("11.71", "11.71.02", "Gampong Mulia", "11.71.02.2001"),
        ("11.01", "11.01.01", "Gampong Gampong Baro", "11.01.01.2017"),
        ("12.12", "12.12.23", "Nagatimbul", "12.12.23.2005"),
        ("12.12", "12.12.23", "Nagatimbul Timur", "12.12.23.2015"),
        ("12.12", "12.12.23", "Silamosik 2", "12.12.23.2007"),
        ("12.12", "12.12.23", "SILAMOSIK II", "12.12.23.2007"),
    ],
)
def test_a_village_is_told_from_its_namesakes_where_it_stands(home: str, subdistrict: str, written: str, code: str) -> None:
    heading = [areas_of(home[:2])[subdistrict].full_name, None, None]
    found = read(home, [DATED, ["WILAYAH", *COUNTED], heading, [written, 900, 890]])
    assert [each for each in found.areas if each.count(".") == 3] == [code]


def test_two_villages_of_one_name_are_asked_about_without_the_word_before_it() -> None:
    found = read(
        "53.01", [DATED, ["KECAMATAN", "DESA/KELURAHAN", *COUNTED], ["Kupang Timur", "Oesao", 900, 890], ["Kupang Timur", "Babau", 9, 9]]
    )
    assert Kind.SEVERAL_AREAS in said(found)
    assert "53.01.06.1004" not in found.areas
    assert "53.01.06.2015" not in found.areas


@pytest.mark.parametrize(
    ("home", "title", "rows", "read_as", "finding"),
    [
        ("32.71", "", {"KAB. BOGOR": "32.01", "KOTA BOGOR": "32.71"}, True, None),
        ("32.71", "", {"KOTA BOGOR": "32.71", "KABUPATEN BOGOR": "32.01"}, True, None),
        ("32.01", "", {"BOGOR": "32.01", "KOTA BOGOR": "32.71"}, True, Kind.NEAR_AREA),
        ("32.71", "", {"BOGOR": "32.01", "KAB. SUKABUMI": "32.02"}, False, Kind.SEVERAL_AREAS),
        ("32.01", "", {"BOGOR": "32.01", "KAB. SUKABUMI": "32.02"}, False, Kind.SEVERAL_AREAS),
        ("32.71", "KABUPATEN BOGOR", {"KAB. BOGOR": "32.01"}, True, None),
        ("33.74", "", {"KOTA SEMARANG": "33.74", "KAB. SEMARANG": "33.22"}, True, None),
        ("31.71", "", {"KOTA ADM. JAKARTA PUSAT": "31.71", "KAB. ADM. KEPULAUAN SERIBU": "31.01"}, True, None),
        ("31.71", "", {"JAKARTA PUSAT": "31.71", "KEP. SERIBU": "31.01"}, True, None),
        ("32.17", "", {"KAB. BANDUNG BARAT": "32.17", "KAB. BANDUNG": "32.04", "KOTA BANDUNG": "32.73"}, True, None),
    ],
)
def test_a_regency_and_a_city_of_one_name(home: str, title: str, rows: dict[str, str], read_as: bool, finding: Kind | None) -> None:
    found = read(home, [[title], DATED, ["KABUPATEN/KOTA", *COUNTED], *([name, *of(code)] for name, code in rows.items())])
    first = next(iter(rows.values()))
    assert (first in found.areas) is read_as
    assert not {code for code in found.areas if code.count(".") == 1} - set(rows.values())
    assert set(said(found)) - {Kind.MISSING_AREAS} == ({finding} if finding else set())


@pytest.mark.parametrize(("home", "name"), [("96.71", "SORONG"), ("96.01", "Sorong"), ("32.71", "BOGOR"), ("53.01", "KUPANG")])
def test_that_one_of_two_namesakes_is_the_offices_own_says_nothing(home: str, name: str) -> None:
    found = read(home, [DATED, ["WILAYAH", *COUNTED], [name, 900, 890], ["Kab. Raja Ampat", 90, 89]])
    assert dict(found.areas).keys() <= {"96.03"}
    assert Kind.SEVERAL_AREAS in said(found)


@pytest.mark.parametrize(("code", "taken"), [(3272, "32.71"), (3202, "32.01")])
def test_a_number_tells_a_city_from_a_regency_also_in_another_list(code: int, taken: str) -> None:
    found = read("32.01", [DATED, ["KODE", "KABUPATEN/KOTA", *COUNTED], [code, "BOGOR", 900, 890]])
    assert (list(found.areas), said(found)) == ([taken], [Kind.CODE_OR_NAME])


@pytest.mark.parametrize(("title", "village"), [("KOTA BOGOR", "32.71.01"), ("KABUPATEN BOGOR", "32.01.01")])
def test_a_title_tells_the_city_from_the_regency(title: str, village: str) -> None:
    rows = [[each.name, *of(each.code)] for each in inside(village[:5], Level.SUBDISTRICT)]
    found = read("32.01", [[f"PEMERINTAH {title}"], DATED, ["KECAMATAN", *COUNTED], *rows])
    assert (village in found.areas, said(found)) == (True, [])
