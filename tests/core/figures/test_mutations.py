"""Many sets of headers in many layouts: a figure is right, or it is asked about; none is wrong without a word."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ektp_core.figures import FiguresFile, Kind
from ektp_core.sheets.refusals import NoTable
from tests.core.figures.mutations import LAYOUTS, SUBDISTRICTS, Case, Columns, cases, right
from tests.core.figures.reports import kinds, read

HARMLESS = frozenset({Kind.MISSING_DATE, Kind.HIDDEN_LEFT_OUT, Kind.OF_PERIOD_ONLY, Kind.EARLY_UNSURE})
"""Doubts that a right file may raise."""

ASKING = frozenset(
    {Kind.COLUMNS_COMPETE, Kind.OF_PERIOD_ONLY, Kind.OF_PART_ONLY, Kind.EARLY_UNSURE, Kind.HOLDS_EARLY, Kind.NO_RECORDED, Kind.NO_OBLIGED}
)
"""What is asked about a column, or said to be missing; that a share looks odd is said by chance."""


def figures(found: FiguresFile, code: str) -> tuple[int | None, int | None, int | None]:
    counts = found.areas[code]
    return counts.obliged, counts.recorded, counts.early


def fault(found: FiguresFile, case: Case) -> str:
    """What is wrong with a file as it was read; "" for one that is right, or asked about where it has to be."""
    if case.meant == "ask":
        return "" if ASKING & {*kinds(found.errors), *kinds(found.doubts)} else "nothing is asked about the columns"
    if said := {*kinds(found.errors), *kinds(found.doubts)} - HARMLESS:
        return f"raises {sorted(said)}"
    wrong = {code: figures(found, code) for code in SUBDISTRICTS if figures(found, code) != right(case, code)}
    return f"reads {wrong}" if wrong else ""


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_no_figure_is_wrong_without_a_word(tmp_path: Path, layout: Callable[[Path, Columns], Path]) -> None:
    faults = []
    for case in cases():
        try:
            said = fault(read(layout(tmp_path / "a.xlsx", case.columns)), case)
        except NoTable:
            said = "" if case.meant == "ask" else "is refused"
        faults += [f"{case.text}: {said}"] if said else []
    assert faults == []


def test_there_are_sixty_sets_of_headers_and_twelve_layouts() -> None:
    assert len(list(cases())) >= 60
    assert len(LAYOUTS) >= 12
