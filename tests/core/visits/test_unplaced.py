"""A visit's row at a school whose subdistrict nobody knows: the column beside it contradicts nothing, and a number does."""

from dataclasses import replace
from pathlib import Path

import pytest

from ektp_core.schools.register import School, Schools
from ektp_core.visits.places import Places
from ektp_core.visits.sheet import read_visit_sheet
from tests.core.builders import TODAY
from tests.core.visits.sheets import BOARD, DAY, a_book

UNPLACED = School("10999001", "SMA Harapan", "SMA", BOARD.home.code, "", None, None, "a register")
NAMED_ALIKE = replace(UNPLACED, npsn="10999002", subdistrict="19.04.01")


def places(*schools: School) -> Places:
    return Places(Schools([*BOARD.schools, *schools], BOARD.areas), BOARD.areas, BOARD.home.code)


@pytest.mark.parametrize(
    ("header", "cell", "faults"),
    [
        ("KECAMATAN", "Namang", []),
        ("KECAMATAN", "Koba", []),
        ("NPSN", UNPLACED.npsn, []),
        ("NPSN", "10900778", ["disagree"]),
    ],
)
def test_a_subdistrict_that_nobody_knows_is_contradicted_by_none(tmp_path: Path, header: str, cell: str, faults: list[str]) -> None:
    book = a_book(tmp_path, [["TANGGAL", "SEKOLAH", header], [DAY, UNPLACED.name, cell]])
    (row,) = read_visit_sheet(book, places(UNPLACED), TODAY).round
    assert [wrong.fault for wrong in row.line.wrongs] == faults
    assert (row.line.place and row.line.place.npsn) == (None if faults else UNPLACED.npsn)


def test_beside_a_school_of_its_name_in_that_subdistrict_it_is_asked_which_is_meant(tmp_path: Path) -> None:
    book = a_book(tmp_path, [["TANGGAL", "SEKOLAH", "KECAMATAN"], [DAY, UNPLACED.name, "Koba"]])
    (row,) = read_visit_sheet(book, places(UNPLACED, NAMED_ALIKE), TODAY).round
    assert [wrong.fault for wrong in row.line.wrongs] == ["place_several"]
