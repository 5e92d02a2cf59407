"""Recaps filled in on a sheet: which visit, and three numbers; what cannot be read is named by its column."""

from pathlib import Path

import pytest

from ektp_core.visits.schedule import Recap
from tests.core.visits.sheets import SCHOOL, a_book, found

HEADER = ["Kode", "Tempat", "Terekam", "Absen", "Gagal"]


@pytest.mark.parametrize(
    ("cells", "recap", "fault", "column", "words"),
    [
        (["K1-2", SCHOOL, 33, 5, 2], Recap(33, 5, 2), None, "", ""),
        (["K1-2", SCHOOL, 33, None, None], Recap(33, 0, 0), None, "", ""),
        (["X", SCHOOL, 33, 5, 2], None, "code", "Kode", "X"),
        (["K1-2", SCHOOL, 33.5, None, None], None, "numbers", "Terekam", "33.5"),
        (["K1-2", SCHOOL, "± 30", None, None], None, "numbers", "Terekam", "± 30"),
        (["K1-2", SCHOOL, 33, "lima", None], None, "numbers", "Absen", "lima"),
        (["K1-2", SCHOOL, None, 5, None], None, "numbers", "Terekam", ""),
    ],
)
def test_a_recap_is_read_or_asked_by_column(
    tmp_path: Path, cells: list[object], recap: Recap | None, fault: str | None, column: str, words: str
) -> None:
    (row,) = found(a_book(tmp_path, [HEADER, cells])).recaps
    assert (row.recap, row.fault, row.column, row.words) == (recap, fault, column, words)


def test_two_columns_of_one_count_agree_or_are_asked_about(tmp_path: Path) -> None:
    sheet = found(a_book(tmp_path, [["Kode", "Terekam", "Sudah rekam"], ["K1-1", 3, 3], ["K2-1", 3, 4]]))
    assert [(row.fault, row.words) for row in sheet.recaps] == [(None, ""), ("numbers", "3 ↔ 4")]


def test_a_round_with_codes_of_its_own_is_no_recap(tmp_path: Path) -> None:
    sheet = found(a_book(tmp_path, [["KODE", "SEKOLAH", "TANGGAL", "REKAM"], ["19", SCHOOL, "15/12/2026", 4]]))
    assert (len(sheet.round), sheet.recaps, sheet.unused) == (1, (), ("KODE", "REKAM"))
