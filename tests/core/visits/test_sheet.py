"""A round of visits on a sheet: every cell is read like a typed line, and two columns that mean the same are asked about."""

from datetime import date, time
from pathlib import Path

import pytest

from ektp_core.visits.places import Places
from ektp_core.visits.sheet import NoVisitsSheet, RoundRow, read_visit_sheet
from tests.core.builders import TODAY, published_board


def read(folder: Path, *rows: str) -> tuple[RoundRow, ...]:
    board = published_board()
    file = folder / "putaran.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return read_visit_sheet(file, Places(board.schools, board.areas, board.home.code), TODAY).round


def test_the_weekday_has_a_column_of_its_own_and_the_date_counts(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "NO;HARI;TANGGAL;JAM;SEKOLAH;SISWA", "1;Selasa;15/12/2026;08.00-11.00;SMAN 1 KOBA;120")
    assert (row.line.days, row.line.expected, row.line.wrongs) == ((date(2026, 12, 15),), 120, ())
    assert [(slot.start, slot.end) for slot in row.line.hours] == [(time(8), time(11))]


def test_a_weekday_that_is_not_that_of_its_date_is_asked(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "HARI;TANGGAL;SEKOLAH", "Senin;15/12/2026;SMAN 1 KOBA")
    assert (row.line.days, [wrong.fault for wrong in row.line.wrongs]) == ((), ["wrong_weekday"])


@pytest.mark.parametrize(
    ("cell", "expected", "fault"),
    [
        ("120", 120, ""),
        ("1.200", 1200, ""),
        ("± 90", 90, ""),
        ("90 siswa", 90, ""),
        ("1,5", None, "pupils"),
        ("120-150", None, "pupils"),
        ("", None, ""),
    ],
)
def test_a_count_is_read_or_asked_and_never_dropped(tmp_path: Path, cell: str, expected: int | None, fault: str) -> None:
    (row,) = read(tmp_path, "TANGGAL;SEKOLAH;SISWA", f'15/12/2026;SMAN 1 KOBA;"{cell}"')
    assert (row.line.expected, [str(wrong.fault) for wrong in row.line.wrongs]) == (expected, [fault] if fault else [])


@pytest.mark.parametrize(("cell", "fault"), [("08.00", "hours"), ("08:00 s/d selesai", "hours"), ("08.00 WIB - 11.00 WIB", "")])
def test_an_hour_without_its_end_is_asked(tmp_path: Path, cell: str, fault: str) -> None:
    (row,) = read(tmp_path, "TANGGAL;JAM;SEKOLAH", f"15/12/2026;{cell};SMAN 1 KOBA")
    assert [str(wrong.fault) for wrong in row.line.wrongs] == ([fault] if fault else [])
    assert row.line.place is not None


def test_two_columns_that_mean_the_same_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(NoVisitsSheet) as refused:
        read(tmp_path, "TANGGAL;JADWAL;SEKOLAH", "15/12/2026;16/12/2026;SMAN 1 KOBA")
    assert refused.value.values["columns"] == ("TANGGAL", "JADWAL")
