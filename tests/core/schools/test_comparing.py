"""A sheet beside the register: what each row comes to, and that nothing else is touched."""

from dataclasses import replace

import pytest

from ektp_core.areas import Areas
from ektp_core.schools.comparing import SheetComparison, compared
from ektp_core.schools.line import SchoolLine, Standing
from ektp_core.schools.register import School, Schools
from ektp_core.schools.sheet import SheetRow

KOBA, NAMANG, DISTRICT = "19.04.01", "19.04.05", "19.04"
SMAN = School("10999001", "SMAN 1 Sungai Selan", "SMA", KOBA, "Jl. Raya 1", -2.5, 106.4, "a register", 3, 2019)
UNPLACED = replace(SMAN, npsn="10999002", name="SMK Harapan", level="SMK", subdistrict=DISTRICT, latitude=None, longitude=None)
CLOSED = replace(SMAN, npsn="10999003", name="SMA Lama", is_closed=True, successor="10999001", register_year=None)
OTHER = replace(SMAN, npsn="10999004", name="SMAN 2 Koba")
SCHOOLS = Schools([SMAN, UNPLACED, CLOSED, OTHER], Areas([]))

SAME = SchoolLine(SMAN.npsn, SMAN.name, SMAN.level, SMAN.subdistrict, SMAN.address)


def of(*lines: SchoolLine, visited: frozenset[str] = frozenset()) -> SheetComparison:
    return compared([SheetRow(number, line.name, line, npsn=line.npsn) for number, line in enumerate(lines, 2)], SCHOOLS, visited)


@pytest.mark.parametrize(
    "line",
    [
        SAME,
        replace(SAME, address=""),
        replace(SAME, address="JL. RAYA 1"),
        replace(SAME, name="SMA NEGERI 1 SUNGAISELAN"),
        replace(SAME, name="sman 1 sungai selan"),
        replace(SAME, standing=Standing.OPEN),
    ],
)
def test_what_says_the_same_changes_nothing(line: SchoolLine) -> None:
    found = of(line)
    assert (found.unchanged, found.changed, found.new, found.wrong) == ((SMAN,), (), (), ())


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (replace(SAME, name="SMAN 1 Unggulan"), replace(SMAN, name="SMAN 1 Unggulan")),
        (replace(SAME, name="SMAN 2 Sungai Selan"), replace(SMAN, name="SMAN 2 Sungai Selan")),
        (replace(SAME, level="SMK"), replace(SMAN, level="SMK")),
        (replace(SAME, address="Jl. Baru 2"), replace(SMAN, address="Jl. Baru 2")),
        (replace(SAME, subdistrict=NAMANG), replace(SMAN, subdistrict=NAMANG, latitude=None, longitude=None)),
        (replace(SAME, standing=Standing.CLOSED), replace(SMAN, is_closed=True)),
        (
            SchoolLine(UNPLACED.npsn, "SMK Harapan", "SMK", NAMANG),
            replace(UNPLACED, subdistrict=NAMANG),
        ),
        (
            SchoolLine(CLOSED.npsn, "SMA Lama", "SMA", KOBA, standing=Standing.OPEN),
            replace(CLOSED, is_closed=False, successor=None),
        ),
    ],
    ids=["renamed", "another number", "level", "address", "moved", "closed", "placed", "open again"],
)
def test_what_differs_is_changed_and_the_rest_is_kept(line: SchoolLine, after: School) -> None:
    (change,) = of(line).changed
    assert (change.before, change.after) == (SCHOOLS[line.npsn], after)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (SchoolLine(CLOSED.npsn, "SMA Lama", "SMA", KOBA), "school_is_closed"),
        (SchoolLine("10999009", "SMA Baru", "SMA", KOBA, standing=Standing.CLOSED), "school_closed_unknown"),
        (replace(SAME, standing=Standing.CLOSED), "school_still_visited"),
    ],
)
def test_a_row_that_cannot_be_meant_so_is_said_and_not_carried_out(line: SchoolLine, wrong: str) -> None:
    found = of(line, visited=frozenset({SMAN.npsn}))
    assert [(row.number, row.wrong) for row in found.wrong] == [(2, wrong)]
    assert (found.new, found.changed, found.unchanged) == ((), (), ())


def test_a_school_that_is_already_closed_and_said_to_be_so_is_unchanged() -> None:
    found = of(SchoolLine(CLOSED.npsn, "SMA Lama", "SMA", KOBA, standing=Standing.CLOSED))
    assert (found.unchanged, found.changed, found.wrong) == ((CLOSED,), (), ())


def test_a_new_number_is_a_new_school() -> None:
    new = SchoolLine("10999009", "SMA Baru", "SMA", KOBA)
    assert of(new).new == (new,)


def test_open_schools_that_no_row_names_are_named_and_one_whose_row_is_wrong_is_not() -> None:
    rows = [SheetRow(2, "", SAME, npsn=SMAN.npsn), SheetRow(3, "SMAN 2 Koba", None, "school_level", npsn=OTHER.npsn)]
    found = compared(rows, SCHOOLS, frozenset())
    assert [school.name for school in found.unnamed] == ["SMK Harapan"]
    assert [row.number for row in found.wrong] == [3]
