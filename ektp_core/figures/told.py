"""What a set of figures changes, as the audit tells it: each area by its name, with its people before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from ektp_core.areas import Areas
from ektp_core.audit import Change, change_of
from ektp_core.coverage.figure import Figure
from ektp_core.figures.changes import PublicChange, figures_in_force
from ektp_core.figures.counts import Counts


def told_counts(counts: Mapping[str, Counts], figures: Iterable[Figure], areas: Areas) -> list[Change]:
    """Each area's people beside what was in force; an area whose people stay as they are tells that by no values."""
    before = figures_in_force(figures)
    known = {code: each for code, each in counts.items() if code in areas}
    return [change_of(areas[code].short_name, asdict(before.get(code, Counts())), asdict(each)) for code, each in known.items()]


def level_of(counts: Mapping[str, Counts], areas: Areas) -> str | None:
    """The level that all areas share, so that they are called by it: "6 kecamatan"."""
    levels = {areas[code].level for code in counts if code in areas}
    return str(levels.pop()) if len(levels) == 1 else None


def told_public(change: PublicChange) -> Change:
    """Which coverage citizens read of an area, and which they read then."""
    sides = ((change.before, change.total_before), (change.after, change.total_after))
    was, became = (_side(figure, None if total is None else float(total)) for figure, total in sides)
    return change_of(change.area.short_name, was, became)


def _side(figure: Figure | None, total: float | None) -> Mapping[str, Any]:
    return {"coverage": None if total is None else round(total, 2), "as_of": figure.as_of.iso()} if figure else {}
