"""How far recording has come: recorded and early over one denominator, never clamped (DESIGN 6, DOMAIN 0)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil

from ektp_core.reading.dates import AsOf
from ektp_core.refusal import Refusal


class Definition(StrEnum):
    """What a percentage counts. Only figures of one definition may be compared (DOMAIN 8.2)."""

    RECORDED = "recorded"
    WITH_EARLY = "with_early"
    OWNED = "owned"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class HeadCounts:
    """People: obliged, recorded of them, recorded early (None: not known), cards printed (None: not known)."""

    obliged: int
    recorded: int
    early: int | None = None
    printed: int | None = None


@dataclass(frozen=True, slots=True)
class Percentages:
    """A percentage as published; `total` is `recorded` + `early` where both were named (98 + 7)."""

    total: float
    recorded: float | None = None
    early: float | None = None


@dataclass(frozen=True, slots=True)
class Fragment:
    """A statement from which no coverage follows: only the obliged, or only the missing."""

    obliged: int | None
    missing: int | None
    early: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One statement about one area on one date, with its source; `example` marks the demo set."""

    area: str
    as_of: AsOf
    definition: Definition
    measure: HeadCounts | Percentages | Fragment
    source: str
    note: str | None = None
    approximate: bool = False
    example: bool = False


@dataclass(frozen=True, slots=True)
class CoverageParts:
    """Percent of the obliged, exact: the sum and its two parts; a part is None where the source does not tell it."""

    total: Fraction
    recorded: Fraction | None
    early: Fraction | None
    counts: HeadCounts | None


def newest(figures: Iterable[Figure]) -> Figure | None:
    """The newest figure that counts recordings; cards held count only where nothing else is known. Fragments do not count."""
    measured = [figure for figure in figures if not isinstance(figure.measure, Fragment)]
    recorded = [figure for figure in measured if figure.definition is not Definition.OWNED]
    return max(recorded or measured, key=lambda figure: figure.as_of, default=None)


def shared_statement(figures: Sequence[Figure]) -> Figure | None:
    """One of the figures when all have the same date, definition and source, so that these need to be said only once."""
    statements = {(figure.as_of, figure.definition, figure.source) for figure in figures}
    return figures[0] if len(statements) == 1 else None


class NoCoverage(Refusal):
    """The figure is a fragment: no coverage follows from it."""

    key = "no_coverage"


class HeadCountsUnknown(Refusal):
    """People cannot be counted from a published percentage."""

    key = "head_counts_unknown"


def coverage(figure: Figure) -> CoverageParts:
    """(recorded + early) / obliged in percent, which may exceed 100. Raises NoCoverage for a fragment, or when nobody is obliged."""
    measure = figure.measure
    if isinstance(measure, Percentages):
        return CoverageParts(_exact(measure.total), _exact_part(measure.recorded), _exact_part(measure.early), None)
    if isinstance(measure, Fragment) or measure.obliged == 0:
        raise NoCoverage(area=figure.area)
    early = None if measure.early is None else _percent(measure.early, measure)
    total = _percent(measure.recorded + (measure.early or 0), measure)
    return CoverageParts(total, _percent(measure.recorded, measure), early, measure)


def people_to(target: float | Fraction, figure: Figure) -> int:
    """How many more recordings reach `target` percent, 0 once it is reached. Raises HeadCountsUnknown for a published percentage."""
    measure = figure.measure
    if not isinstance(measure, HeadCounts):
        raise HeadCountsUnknown(area=figure.area)
    needed = ceil(Fraction(str(target)) * measure.obliged / 100)
    return max(0, needed - measure.recorded - (measure.early or 0))


@dataclass(frozen=True, slots=True)
class Change:
    """From one date to the next, in percentage points; a fall across 1 January or 1 July is the half-yearly denominator's (DOMAIN 6a)."""

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
    return Change(before, after, points, points < 0 and _half_year(before.as_of) != _half_year(after.as_of))


def _half_year(as_of: AsOf) -> tuple[int, bool]:
    return as_of.year, (as_of.month or 1) > 6


def _percent(people: int, measure: HeadCounts) -> Fraction:
    return Fraction(people * 100, measure.obliged)


def _exact(published: float) -> Fraction:
    """97.37 as printed, not as a binary float nearly is."""
    return Fraction(str(published))


def _exact_part(published: float | None) -> Fraction | None:
    return None if published is None else _exact(published)
