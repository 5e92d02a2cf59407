"""The first four layouts of reports (docs/domain.md#layouts-of-reports), each as offices vary it: the figures stay the same."""

from pathlib import Path
from typing import Any

import pytest

from ektp_core.figures import Kind
from ektp_core.reading.calendar import AsOf
from tests.core.figures.reports import (
    DISTRICTS,
    HOME,
    SUBDISTRICTS,
    People,
    assert_true_to_districts,
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


def three(people: People) -> list[int]:
    return people.three("obliged") + people.three("recorded") + people.three("printed")


# 1. Raw DKB: villages, codes one integer a level, totals without a label


def dkb(header: str, *, code: Any = int, total: bool = True) -> list[list[Any]]:
    rows: list[list[Any]] = [header.split()]
    for village, people in villages().items():
        parts = village.split(".")
        names = ["KEPULAUAN BANGKA BELITUNG", "BANGKA TENGAH", name(village[:8]), name(village)]
        keys = [cell for pair in zip(map(code, parts), names, strict=True) for cell in pair]
        rows.append(keys + three(people))
    people = people_of(HOME)
    if total:
        rows.append([None] * 10 + [people.total("obliged"), people.recorded[0], None, people.total("recorded")])
    return rows


DKB = "NO_PROP NAMA_PROP NO_KAB NAMA_KAB NO_KEC NAMA_KEC NO_KEL NAMA_KEL WKTP_LK WKTP_PR WKTP REKAM_LK REKAM_PR REKAM KTP_LK KTP_PR KTP"


def test_raw_dkb(tmp_path: Path) -> None:
    found = read(write_workbook(tmp_path / "a.xlsx", ("Sheet6 (2)", dkb(DKB)), JUNK))
    assert_true_to_villages(found, [*villages(), *SUBDISTRICTS, HOME])
    assert kinds(found.doubts) == [Kind.MISSING_DATE]


def test_raw_dkb_with_codes_as_text_below_titles_and_behind_another_sheet(tmp_path: Path) -> None:
    titles = [["DATA AGREGAT KTP-EL"], ["SEMESTER II TAHUN 2025"], []]
    found = read(write_workbook(tmp_path / "a.xlsx", JUNK, ("DKB", titles + dkb(DKB, code=str))))
    assert_true_to_villages(found)
    assert found.as_of == AsOf(2025, 12, 31)
    assert found.doubts == ()


def test_raw_dkb_renamed_reordered_and_without_totals(tmp_path: Path) -> None:
    rows = dkb(DKB, total=False)
    order = [16, 15, 14, 13, 12, 11, 10, 9, 8, 0, 2, 4, 6, 1, 3, 5, 7]
    words = "wajib_ktp_lk wajib_ktp_pr wajib_ktp sudah_rekam_lk sudah_rekam_pr sudah_rekam cetak_lk cetak_pr sudah_cetak"
    renamed = dict(zip(DKB.split(), [*DKB.split()[:8], *words.split()], strict=True))
    rows[0] = [renamed[text] for text in rows[0]]
    found = read(write_csv(tmp_path / "a.csv", [[row[at] for at in order] for row in rows], ","))
    assert_true_to_villages(found)


@pytest.mark.parametrize("form", ["{}", "bare", "joined"])
def test_raw_dkb_with_one_code_of_the_whole(tmp_path: Path, form: str) -> None:
    rows: list[list[Any]] = [["KODE", "DESA/KELURAHAN", *DKB.split()[8:]]]
    for village, people in villages().items():
        plain: Any = village.replace(".", "")
        code = village if form == "{}" else int(plain) if form == "bare" else plain
        rows.append([code, name(village), *three(people)])
    found = read(write_workbook(tmp_path / "a.xlsx", ("DESA", rows)))
    assert_true_to_villages(found, [*villages(), HOME])


# 2. Profile workbook: two levels of header, merged


GROUPS = ["Wajib KTP", "Sudah Rekam KTP", "Belum Rekam KTP", "Sudah Cetak KTP", "Belum Cetak KTP"]


def five(people: People) -> list[int]:
    return people.three("obliged") + people.three("recorded") + people.missing() + people.three("printed") + people.unprinted()


def profile_header(groups: list[str]) -> list[list[Any]]:
    return [["NO", "WILAYAH", *[cell for group in groups for cell in (group, None, None)]],
            [None, None, *["Laki-laki", "Perem-\npuan", "Jumlah"] * len(groups)]]  # fmt: skip


def profile_rows(number: Any = int) -> list[list[Any]]:
    rows = [[at, name(code), *map(number, five(people_of(code)))] for at, code in enumerate(SUBDISTRICTS, 1)]
    return [*rows, [None, "JUMLAH", *map(number, five(people_of(HOME)))]]


def test_profile_with_merged_groups_below_a_definition(tmp_path: Path) -> None:
    titles: list[list[Any]] = [[None, "KEPEMILIKAN KTP-EL"], [None, "KABUPATEN BANGKA TENGAH SEMESTER I TAHUN 2026"], [],
                               [None, "Wajib KTP adalah penduduk berumur 17 tahun atau lebih, atau telah/pernah kawin."], []]  # fmt: skip
    grid = titles + profile_header(GROUPS) + profile_rows()
    merges = [(5, 0, 6, 0), (5, 1, 6, 1), *[(5, 2 + 3 * at, 5, 4 + 3 * at) for at in range(5)]]
    found = read(write_workbook(tmp_path / "a.xlsx", ("KTP (rev)", grid), merges=merges))
    assert_true_to_villages(found)
    assert (found.as_of, found.doubts) == (AsOf(2026, 6, 30), ())


def test_profile_without_merges_with_column_numbers_and_the_districts_own_name(tmp_path: Path) -> None:
    rows = profile_rows()
    rows[-1][1] = "KAB. BANGKA TENGAH"
    grid = [["Keadaan 30 Juni 2026"], *profile_header(GROUPS), list(range(1, 18)), *rows]
    found = read(write_workbook(tmp_path / "a.xlsx", JUNK, ("Profil", grid)))
    assert_true_to_villages(found)
    assert found.doubts == ()


def test_profile_with_side_by_side_copy_is_counted_once(tmp_path: Path) -> None:
    grid = [[*row, None, *row[1:]] for row in profile_header(GROUPS) + profile_rows()]
    found = read(write_workbook(tmp_path / "a.xlsx", ("KTP", grid)))
    assert_true_to_villages(found)


def test_profile_with_half_of_the_areas_at_the_side(tmp_path: Path) -> None:
    rows = profile_rows()[:-1]
    grid = profile_header(GROUPS) + rows[:3]
    grid = [[*left, None, *right] for left, right in zip(grid, profile_header(GROUPS) + rows[3:], strict=True)]
    found = read(write_workbook(tmp_path / "a.xlsx", ("KTP", grid)))
    assert_true_to_villages(found)


def test_profile_as_text_with_points_and_other_words_total_first(tmp_path: Path) -> None:
    rows = profile_rows(dotted)
    groups = ["Jumlah Wajib KTP-el", "Perekaman", "Blm Rekam", "Cetak", "Belum Cetak"]
    grid = [["Per 30 September 2026"], *profile_header(groups), rows[-1], *rows[:-1]]
    found = read(write_csv(tmp_path / "a.csv", grid, "\t", "utf-16"))
    assert_true_to_villages(found)
    assert found.as_of == AsOf(2026, 9, 30)


# 3. Province progress: the province first, thousands as fractions


PROGRESS = ["NO", "WILAYAH", "KODE", "JUMLAH PENDUDUK", "WKTP AWAL", "WKTP DINAMIS", "PROGRES BELUM REKAM", "PROGRES REKAM",
            "PROGRES PERSENTASE"]  # fmt: skip


def progress_row(number: Any, label: str, code: str, obliged: int, recorded: int, form: Any) -> list[Any]:
    counts = [round(obliged * 1.42), obliged - 900, obliged, obliged - recorded, recorded]
    return [number, label, code, *map(form, counts), percent(recorded, obliged)]


def progress(form: Any, *, bps: bool = False, title: str = "KEADAAN 30 SEPTEMBER 2026") -> list[list[Any]]:
    swap = {"1903": "1905", "1905": "1903"} if bps else {}
    rows = []
    for at, (code, (obliged, recorded)) in enumerate(DISTRICTS.items(), 1):
        plain = code.replace(".", "")
        rows.append(progress_row(at, name(code), swap.get(plain, plain), obliged, recorded, form))
    sums = [sum(each[at] for each in DISTRICTS.values()) for at in (0, 1)]
    counts = [sum(round(obliged * 1.42) for obliged, _ in DISTRICTS.values()), sums[0] - 6300, sums[0], sums[0] - sums[1], sums[1]]
    first = [None, "KEPULAUAN BANGKA BELITUNG", "19", *map(form, counts), percent(sums[1], sums[0])]
    return [["REKAPITULASI PEREKAMAN KTP-eL PROVINSI KEPULAUAN BANGKA BELITUNG"], [title], [], PROGRESS, first, *rows]


def test_progress_with_thousands_as_fractions(tmp_path: Path) -> None:
    found = read(write_workbook(tmp_path / "a.xlsx", ("Perekaman", progress(lambda number: number / 1000))))
    assert_true_to_districts(found)
    assert found.areas["19.01"].percent == 102.53
    assert (found.as_of, found.doubts) == (AsOf(2026, 9, 30), ())
    assert set(kinds(found.notes)) == {Kind.READ_AS_THOUSANDS, Kind.READ_COLUMN}  # WKTP AWAL is left


def test_progress_with_points_taken_for_decimals_cell_by_cell(tmp_path: Path) -> None:
    def as_typed(number: int) -> Any:
        return dotted(number) if abs(number) >= 10**6 else number / 1000 if abs(number) >= 1000 else number

    found = read(write_workbook(tmp_path / "a.xlsx", ("Perekaman", progress(as_typed))))
    assert_true_to_districts(found)
    assert found.doubts == ()


def test_progress_with_bps_codes_goes_by_the_names(tmp_path: Path) -> None:
    found = read(write_workbook(tmp_path / "a.xlsx", JUNK, ("Perekaman", progress(int, bps=True))))
    assert_true_to_districts(found)
    assert Kind.READ_BPS_CODES in kinds(found.notes)


def test_progress_as_csv_with_fractions_and_the_province_at_the_end(tmp_path: Path) -> None:
    grid = progress(lambda number: f"{number / 1000:g}" if number < 10**6 else dotted(number), title="s.d. 31 Agustus 2026")
    grid = [*grid[:4], *grid[5:], grid[4]]
    found = read(write_csv(tmp_path / "a.csv", grid, ";"))
    assert_true_to_districts(found)
    assert found.as_of == AsOf(2026, 8, 31)


def test_progress_without_codes_with_commas_and_short_names(tmp_path: Path) -> None:
    short = {"BANGKA TENGAH": "BATENG", "BANGKA SELATAN": "Kab. Basel", "BANGKA BARAT": "BABAR", "BELITUNG TIMUR": "BELTIM"}
    grid = progress(lambda number: f"{number:,}")
    grid = [[cell for at, cell in enumerate(row) if at != 2] for row in grid[3:]]
    for row in grid:
        row[1] = short.get(row[1], row[1])
    found = read(write_csv(tmp_path / "a.csv", grid, ","))
    assert_true_to_districts(found)


# 4. SIMADKB template


SIMADKB = [f"{group}_{part}" for group in ("wajib_ktp", "rekam", "belum_rekam", "ktp", "blm_ktp") for part in ("lk", "pr", "jml")]


def simadkb(*, once: bool = False) -> list[list[Any]]:
    rows: list[list[Any]] = [["kecamatan", "kelurahan", *SIMADKB]]
    last = ""
    for village, people in villages().items():
        parent = name(village[:8])
        rows.append([None if once and parent == last else parent, name(village), *five(people)])
        last = parent
    return rows


def test_template(tmp_path: Path) -> None:
    assert_true_to_villages(read(write_workbook(tmp_path / "a.xlsx", ("kepemilikan_ktp", simadkb()))))


def test_template_with_subdistricts_named_once(tmp_path: Path) -> None:
    grid = TITLE + simadkb(once=True)
    assert_true_to_villages(read(write_workbook(tmp_path / "a.xlsx", JUNK, ("kepemilikan_ktp", grid))))


def test_template_with_subtotals_and_a_grand_total(tmp_path: Path) -> None:
    rows = simadkb()
    grid = [rows[0]]
    for code in SUBDISTRICTS:
        grid += [row for row in rows[1:] if row[0] == name(code)]
        grid.append(["JUMLAH", None, *five(people_of(code))])
    grid.append(["TOTAL", None, *five(people_of(HOME))])
    found = read(write_workbook(tmp_path / "a.xlsx", ("kepemilikan_ktp", grid)))
    assert_true_to_villages(found)
    assert set(found.stated) >= {*SUBDISTRICTS, HOME}


def test_template_without_totals_of_both_sexes(tmp_path: Path) -> None:
    grid = [[cell for at, cell in enumerate(row) if at < 2 or (at - 2) % 3 != 2] for row in simadkb()]
    found = read(write_csv(tmp_path / "a.csv", grid, "|", "utf-8-sig"))
    assert_true_to_villages(found)
