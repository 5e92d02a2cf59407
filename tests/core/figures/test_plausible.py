"""One list of checks for figures from a line and from a sheet: in themselves, and beside what is published."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ektp_core.coverage.figure import Definition, Figure, HeadCounts, Percentages
from ektp_core.figures import Counts, Finding, Kind, Weight
from ektp_core.figures.plausible import beside_published, of_line
from ektp_core.reading.calendar import AsOf
from tests.core.builders import CODES, a_figure
from tests.core.figures.reports import areas, kinds
from tests.core.figures.right_rows import read_rows

OCTOBER, NOVEMBER, JANUARY = "2026-10-31", "2026-11-30", "2027-01-31"
KOBA = HeadCounts(31_500, 30_800, 900, 30_000)


def koba(obliged: int = 31_500, recorded: int = 30_800, early: int | None = 900, printed: int | None = 30_000) -> dict[str, Counts]:
    return {"Koba": Counts(obliged, recorded, early, printed)}


def beside(new: Mapping[str, Counts], *published: Figure, as_of: str | None = NOVEMBER) -> tuple[Finding, ...]:
    counts = {CODES[name]: each for name, each in new.items()}
    return beside_published(counts, AsOf.parse(as_of) if as_of else None, published, areas())


def in_force(measure: Any = KOBA, *, area: str = "Koba", as_of: str = OCTOBER, definition: Definition = Definition.WITH_EARLY) -> Figure:
    return a_figure(area, measure, as_of=as_of, definition=definition)


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        (Counts(31_500, 30_800, 900, 30_000), []),
        (Counts(12_200, 1_370), [Kind.FAR_BELOW]),
        (Counts(31_500, 15_749), [Kind.FAR_BELOW]),
        (Counts(31_500, 15_750), []),
        (Counts(31_500, 37_900), [Kind.FAR_ABOVE]),
        (Counts(31_500, 33_600), []),
        (Counts(3_150, 30_800), [Kind.FAR_ABOVE]),
        (Counts(31_500, 30_800, 9_000), [Kind.EARLY_LARGE]),
        (Counts(31_500, 30_800, 31_501), [Kind.EARLY_ABOVE]),
        (Counts(31_500, 30_800, 900, 308_000), [Kind.PRINTED_ABOVE]),
        (Counts(0, 0), [Kind.NOBODY_OBLIGED]),
        (Counts(19, 3), []),
    ],
)
def test_what_is_typed_is_checked_in_itself(counts: Counts, found: list[Kind]) -> None:
    assert kinds(of_line(areas()["19.04.01"], counts, {})) == found


def test_the_line_and_the_row_of_a_sheet_are_found_fault_with_alike(tmp_path: Path) -> None:
    header = ["Kecamatan", "Wajib KTP", "Sudah Rekam", "Pra-17", "Sudah Cetak"]
    for counts in (Counts(12_200, 1_370, 5, 900), Counts(3_150, 30_800, 20, 30_000), Counts(900, 880, 901, 2_000)):
        row = ["KOBA", counts.obliged, counts.recorded, counts.early, counts.printed]
        sheet = read_rows(tmp_path, [["Keadaan 30 September 2026"], header, row])
        of_row = [each for each in (*sheet.errors, *sheet.doubts) if each.values.get("row") and each.values.get("area")]
        assert kinds(of_row) == kinds(of_line(areas()["19.04.01"], counts, {}))


def test_a_line_equal_to_what_is_in_force_is_doubted() -> None:
    assert kinds(of_line(areas()["19.04.01"], koba()["Koba"], {"19.04.01": Counts(31_500, 30_800)})) == [Kind.COPY_OF_IN_FORCE]


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (koba(), []),
        (koba(obliged=31_900, recorded=31_300), []),
        (koba(obliged=3_150), [Kind.COUNT_SEVERAL_TIMES]),
        (koba(obliged=315_000), [Kind.COUNT_SEVERAL_TIMES]),
        (koba(recorded=3_080), [Kind.COUNT_SEVERAL_TIMES]),
        (koba(recorded=308_800), [Kind.COUNT_SEVERAL_TIMES]),
        (koba(early=90), [Kind.COUNT_SEVERAL_TIMES]),
        (koba(early=1_800), []),
        (koba(printed=3_000), [Kind.COUNT_SEVERAL_TIMES]),
        (koba(obliged=13_500), [Kind.COUNT_JUMPS]),
        (koba(recorded=38_000), [Kind.COUNT_JUMPS]),
        (koba(obliged=34_650), []),
        (koba(obliged=34_700), [Kind.COUNT_JUMPS]),
    ],
)
def test_a_count_that_is_another_by_far_is_doubted_and_a_digit_lost_or_doubled(new: Mapping[str, Counts], found: list[Kind]) -> None:
    assert kinds(beside(new, in_force(), as_of=JANUARY)) == found


def test_a_digit_is_told_by_its_area_its_measure_and_both_numbers() -> None:
    (found,) = beside(koba(obliged=3_150), in_force())
    assert found.weight is Weight.DOUBT
    assert {name: found.values[name] for name in ("area", "measure", "before", "after")} == {
        "area": "Koba",
        "measure": "obliged",
        "before": 31_500,
        "after": 3_150,
    }


def test_nothing_is_compared_with_what_is_not_published() -> None:
    assert beside(koba(obliged=3_150)) == ()
    assert beside(koba(obliged=3_150), in_force(area="Namang"), as_of=None) == ()


@pytest.mark.parametrize(
    ("as_of", "recorded", "found"),
    [
        (NOVEMBER, 30_800, []),
        (NOVEMBER, 30_700, []),
        (NOVEMBER, 30_500, [Kind.COVERAGE_FALLS]),
        (NOVEMBER, 29_000, [Kind.COVERAGE_FALLS]),
        (JANUARY, 29_000, []),
        ("2027-07-31", 29_000, []),
        (OCTOBER, 29_000, []),
        (None, 29_000, []),
    ],
)
def test_a_fall_is_doubted_unless_a_new_half_year_lies_between(as_of: str | None, recorded: int, found: list[Kind]) -> None:
    assert kinds(beside(koba(recorded=recorded), in_force(), as_of=as_of)) == found


@pytest.mark.parametrize(
    ("recorded", "as_of", "found"),
    [
        (30_800, NOVEMBER, [Kind.COVERAGE_LACKS_EARLY]),
        (30_800, JANUARY, [Kind.COVERAGE_LACKS_EARLY]),
        (30_800, None, [Kind.COVERAGE_LACKS_EARLY]),
        (29_000, NOVEMBER, [Kind.COVERAGE_FALLS, Kind.COVERAGE_LACKS_EARLY]),
        (31_700, NOVEMBER, []),
    ],
)
def test_a_fall_that_comes_from_a_missing_early_part_is_said_as_such(recorded: int, as_of: str | None, found: list[Kind]) -> None:
    assert kinds(beside(koba(recorded=recorded, early=None), in_force(), as_of=as_of)) == found


def test_where_neither_counts_those_recorded_early_nothing_is_missing() -> None:
    published = in_force(HeadCounts(31_500, 30_800), definition=Definition.RECORDED)
    assert beside(koba(early=None), published) == ()


@pytest.mark.parametrize(
    ("early", "in_force_early", "found"),
    [
        (900, None, []),
        (1_100, None, [Kind.EARLY_STATED]),
        (2_400, None, [Kind.EARLY_STATED]),
        (2_700, None, [Kind.EARLY_LARGE]),
        (2_700, 2_600, [Kind.EARLY_STATED]),
        (2_700, 900, [Kind.EARLY_LARGE]),
    ],
)
def test_an_early_part_is_doubted_only_where_it_is_more_than_three_years_of_births_and_new(
    early: int, in_force_early: int | None, found: list[Kind]
) -> None:
    published = {"19.04.01": Counts(31_400, 30_700, in_force_early)}
    assert kinds(of_line(areas()["19.04.01"], Counts(31_500, 30_800, early), published)) == found


@pytest.mark.parametrize(
    ("obliged", "recorded", "found"), [(12_200, 1_370, Kind.COVERAGE_JUMPS), (31_500, 31_000, Kind.COVERAGE_LACKS_EARLY)]
)
def test_beside_a_published_percentage_only_coverages_are_compared(obliged: int, recorded: int, found: Kind) -> None:
    assert kinds(beside({"Koba": Counts(obliged, recorded)}, in_force(Percentages(105.0)))) == [found]


def test_an_older_date_than_the_published_one_is_said_once_for_all_areas() -> None:
    new = koba() | {"Namang": Counts(24_000, 23_500)}
    (found,) = beside(new, in_force(), in_force(HeadCounts(24_000, 23_500), area="Namang", as_of=NOVEMBER), as_of="2026-09-30")
    assert (found.kind, found.values["count"], found.values["newest"]) == (Kind.OLDER_THAN_PUBLISHED, 2, AsOf(2026, 11, 30))


SIX = ("Koba", "Pangkalan Baru", "Sungai Selan", "Simpang Katis", "Namang", "Lubuk Besar")


def parts(as_of: str = NOVEMBER) -> list[Figure]:
    return [in_force(HeadCounts(25_000, 24_000), area=name, as_of=as_of) for name in SIX]


@pytest.mark.parametrize(
    ("new", "as_of", "published", "found"),
    [
        ({"Bangka Tengah": Counts(150_000, 144_000)}, NOVEMBER, parts(), []),
        ({"Bangka Tengah": Counts(150_900, 144_000)}, NOVEMBER, parts(), [Kind.PARTS_DISAGREE]),
        ({"Bangka Tengah": Counts(150_900, 144_000)}, NOVEMBER, parts(OCTOBER), []),
        ({"Bangka Tengah": Counts(150_900, 144_000)}, NOVEMBER, parts()[:5], []),
        (
            {"Koba": Counts(25_100, 24_000)},
            NOVEMBER,
            [*parts(), in_force(HeadCounts(150_000, 144_000), area="Bangka Tengah", as_of=NOVEMBER)],
            [Kind.PARTS_DISAGREE],
        ),
        ({"Bangka Tengah": Counts(13_900, 13_700)}, NOVEMBER, parts(OCTOBER)[:1], [Kind.PART_ABOVE_WHOLE, Kind.MORE_DOUBTS]),
        (
            {"Koba": Counts(250_000, 144_000)},
            NOVEMBER,
            [in_force(HeadCounts(150_000, 144_000), area="Bangka Tengah")],
            [Kind.PART_ABOVE_WHOLE],
        ),
        ({"Koba": Counts(25_000, 24_000)}, NOVEMBER, [in_force(HeadCounts(150_000, 144_000), area="Bangka Tengah")], []),
    ],
)
def test_the_parts_of_an_area_make_it(new: Mapping[str, Counts], as_of: str, published: list[Figure], found: list[Kind]) -> None:
    assert kinds(beside(new, *published, as_of=as_of)) == found


def test_a_part_of_which_only_a_percentage_is_published_adds_nothing_up() -> None:
    published = [*parts()[:5], in_force(Percentages(98.0), area="Lubuk Besar", as_of=NOVEMBER)]
    assert beside({"Bangka Tengah": Counts(150_900, 144_000)}, *published) == ()


def test_of_a_sheet_of_many_the_farthest_area_is_named_and_the_rest_counted() -> None:
    new = {name: Counts(25_000 * times, 24_000 * times) for name, times in zip(SIX, (5, 6, 9, 7, 8, 5), strict=True)}
    named, more = beside(new, *parts(OCTOBER))
    assert (named.kind, named.values["area"], more.kind, more.values["count"]) == (
        Kind.COUNT_SEVERAL_TIMES,
        "Sungai Selan",
        Kind.MORE_DOUBTS,
        11,
    )
