"""Cells as they come out of copying and exporting: what nobody sees makes no number wrong, and no name unknown."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ektp_core.reading.cells import cleaned, column_letters
from tests.core.figures.reports import name, read, write_csv, write_workbook

ZERO_WIDTH, LEFT_TO_RIGHT, NO_BREAK, SOFT_HYPHEN, MARK = "\u200b", "\u200e", "\u00a0", "\u00ad", "\ufeff"


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ('="31215"', "31215"),
        ('="Koba"', "Koba"),
        ("'31215", "31215"),
        (f"31215{ZERO_WIDTH}", "31215"),
        (f"{LEFT_TO_RIGHT}31.215{LEFT_TO_RIGHT}", "31.215"),
        (f"Ko{SOFT_HYPHEN}ba{MARK}", "Koba"),
        ("Ma'ruf", "Ma'ruf"),
        ("=1+2", "=1+2"),
        ("", ""),
        (31215, 31215),
        (None, None),
    ],
)
def test_a_cell_without_what_nobody_sees(written: str | int | None, cell: str | int | None) -> None:
    assert cleaned(written) == cell


@pytest.mark.parametrize(
    "dressed",
    [
        '="{}"',
        "'{}",
        f"{ZERO_WIDTH}{{}}",
        f"{{}}{LEFT_TO_RIGHT}",
        f"{NO_BREAK}{{}}{NO_BREAK}",
        f"{MARK}{{}} ",
    ],
)
def test_numbers_and_names_in_any_dress_are_read(tmp_path: Path, dressed: str) -> None:
    rows = [
        ["Kecamatan", "Wajib KTP", "Sudah Rekam"],
        *[[dressed.format(cell) for cell in (name(code), 31215, 30102)] for code in ("19.04.01", "19.04.05")],
    ]
    workbook = [] if dressed.startswith("=") else [write_workbook(tmp_path / "a.xlsx", ("A", rows))]
    for path in (write_csv(tmp_path / "a.csv", rows), *workbook):
        found = read(path)
        assert found.errors == ()
        assert [(found.areas[code].obliged, found.areas[code].recorded) for code in ("19.04.01", "19.04.05")] == [(31215, 30102)] * 2


def test_a_workbook_whose_parts_are_named_with_backslashes(tmp_path: Path) -> None:
    whole = write_workbook(
        tmp_path / "a.xlsx", ("A", [["Kecamatan", "Wajib KTP", "Sudah Rekam"], ["Koba", 31215, 30102], ["Namang", 9, 8]])
    )
    renamed = BytesIO()
    with ZipFile(whole) as parts, ZipFile(renamed, "w", ZIP_DEFLATED) as archive:
        for part in parts.namelist():
            archive.writestr(part.replace("/", "\\"), parts.read(part))
    (tmp_path / "b.xlsx").write_bytes(renamed.getvalue())
    assert read(tmp_path / "b.xlsx").areas["19.04.01"].recorded == 30102


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")])
def test_columns_are_called_as_a_sheet_calls_them(index: int, letters: str) -> None:
    assert column_letters(index) == letters
