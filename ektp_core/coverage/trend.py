"""How the coverage of one area went from date to date."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ektp_core.coverage.figure import Figure, Fragment
from ektp_core.coverage.parts import coverage
from ektp_core.reading.calendar import AsOf


@dataclass(frozen=True, slots=True)
class Change:
    """From one date to the next, in percentage points.

    A fall across 1 January or 1 July is the denominator's (docs/domain.md#the-half-yearly-denominator).
    """

    before: Figure
    after: Figure
    points: Fraction
    half_yearly_fall: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """Figures of one definition, oldest first, and the changes between them."""

    figures: tuple[Figure, ...]
    changes: tuple[Change, ...]


def trend(figures: Sequence[Figure]) -> Trend:
    """The course of one area: the figures that share the newest one's definition. Fragments are left out."""
    measured = sorted((figure for figure in figures if not isinstance(figure.measure, Fragment)), key=lambda figure: figure.as_of)
    alike = tuple(figure for figure in measured if figure.definition is measured[-1].definition)
    return Trend(alike, tuple(_change(before, after) for before, after in pairwise(alike)))


def _change(before: Figure, after: Figure) -> Change:
    points = coverage(after).total - coverage(before).total
    return Change(before, after, points, points < 0 and half_year(before.as_of) != half_year(after.as_of))


def half_year(as_of: AsOf) -> tuple[int, bool]:
    """The half-year of a date: the obliged are counted anew with each (docs/domain.md#the-half-yearly-denominator)."""
    return as_of.year, (as_of.month or 1) > 6
