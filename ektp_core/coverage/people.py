"""How many are not recorded yet, and how many were recorded before 17."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ektp_core.areas import Area
from ektp_core.coverage.figure import Definition, Figure, HeadCounts, Percentages, newest
from ektp_core.coverage.side_by_side import Apart, Measured, SideBySide, figures_of, measured

WHOLE = Fraction(100)


class Counted(StrEnum):
    """Whom a question counts."""

    UNRECORDED = "unrecorded"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class People:
    """People of one area, or their share of the obliged in percent where only that follows; None for both where neither does.

    `at_least`: early recordings may be among the recorded, so more may be missing. `exceeded`: more recordings than obliged, so nobody
    can be counted as missing, though some may be. `older` is the last figure that tells the people, where the newest does not.
    """

    counted: Counted
    here: Measured
    people: int | None = None
    share: Fraction | None = None
    at_least: bool = False
    exceeded: bool = False
    older: "People | None" = None


@dataclass(frozen=True, slots=True)
class PeopleByArea:
    """The same of each area of a group, most people first and those of whom it is unknown last."""

    counted: Counted
    table: SideBySide | Apart
    rows: tuple[People, ...]


def people(counted: Counted, here: Measured, figures: Sequence[Figure]) -> People:
    """Who is not recorded yet, or was recorded early: by the newest figure, beside it the last one that tells the people."""
    found = _count(counted, here)
    if found.people is not None or found.exceeded:
        return found
    told = (figure for figure in figures_of(here.area, figures) if _tells(counted, here.area, figure))
    older = measured(here.area, newest(told))
    return People(counted, here, None, found.share, found.at_least, older=_count(counted, older) if older else None)


def people_by_area(counted: Counted, table: SideBySide | Apart) -> PeopleByArea:
    """The same for each area with a figure."""
    rows = [_count(counted, row) for row in table.rows]
    return PeopleByArea(counted, table, tuple(sorted(rows, key=lambda row: -1 if row.people is None else row.people, reverse=True)))


def _tells(counted: Counted, area: Area, figure: Figure) -> bool:
    row = measured(area, figure)
    return row is not None and _count(counted, row).people is not None


def _count(counted: Counted, here: Measured) -> People:
    """Cards held tell nothing of recordings (docs/domain.md#head-counts-or-a-percentage)."""
    if here.figure.definition is Definition.OWNED:
        return People(counted, here)
    return _early(here) if counted is Counted.EARLY else _unrecorded(here)


def _early(here: Measured) -> People:
    match here.figure.measure:
        case HeadCounts(early=early):
            return People(Counted.EARLY, here, early, here.parts.shown.early)
        case Percentages(early=share):
            return People(Counted.EARLY, here, None, None if share is None else Fraction(str(share)))
    return People(Counted.EARLY, here)


def _unrecorded(here: Measured) -> People:
    """The obliged without those recorded of them: early recordings fill no gap here, though they do in the coverage."""
    recorded = here.parts.recorded
    may_hold_early = here.parts.early is None and here.figure.definition is not Definition.RECORDED
    share = WHOLE - (here.parts.total if recorded is None else recorded)
    if share < 0:
        return People(Counted.UNRECORDED, here, exceeded=True)
    counts = here.parts.counts
    return People(Counted.UNRECORDED, here, counts.obliged - counts.recorded if counts else None, share, may_hold_early)
