"""From when to when, and by how much: the change of one area, and when a goal would be reached if it went on so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from ektp_core.coverage.figure import Figure, HeadCounts
from ektp_core.coverage.side_by_side import Measured, figures_of, measured
from ektp_core.coverage.trend import half_year
from ektp_core.reading.calendar import AsOf, Days

LOOKS_BACK = timedelta(days=730)
"""How far back a pace is taken from: what was usual before tells little of now."""

SHORTEST = timedelta(days=28)
"""Two figures of one month tell no pace."""

FEWEST_PACES = 2
"""One pace gives no range."""

OLDEST = timedelta(days=366)
"""From an older figure nothing is foretold."""

FARTHEST = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Difference:
    """From an earlier figure to the newest, in points as shown; people only where both are head counts that tell the same.

    A fall across 1 January or 1 July is the denominator's (docs/domain.md#the-half-yearly-denominator).
    """

    before: Measured
    after: Measured
    points: Fraction
    recorded: int | None
    obliged: int | None
    half_yearly_fall: bool
    lacking: Days | None
    """The period that was asked about, where there is no figure of it."""


@dataclass(frozen=True, slots=True)
class NoDifference:
    """There is nothing earlier of the same definition; `others` are earlier figures of other definitions, oldest first."""

    here: Measured
    others: tuple[Measured, ...]


class WhyNot(StrEnum):
    """Why no month is named in which a goal would be reached."""

    TOO_FEW = "too_few"
    NOT_RISING = "not_rising"
    UNSTEADY = "unsteady"
    TOO_OLD = "too_old"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class Estimate:
    """If it goes on so: from the month of the fastest pace to that of the slowest, taken since `since`."""

    here: Measured
    percent: Fraction
    first: AsOf
    last: AsOf
    since: Measured


@dataclass(frozen=True, slots=True)
class NoEstimate:
    """Nothing is foretold, and why."""

    here: Measured
    percent: Fraction
    why: WhyNot


def difference(here: Measured, figures: Sequence[Figure], since: Days | None = None) -> Difference | NoDifference:
    """The change up to an area's newest figure, from where `_start` says. Only of one definition."""
    before = earlier(here, figures)
    if not before:
        first = here.figure.as_of.days.first
        others = [figure for figure in figures_of(here.area, figures) if figure.as_of.days.last < first]
        rows = (measured(here.area, figure) for figure in sorted(others, key=lambda figure: figure.as_of))
        return NoDifference(here, tuple(row for row in rows if row))
    start, is_of_period = _start(before, here, since)
    points = here.percent - start.percent
    falls = points < 0 and half_year(start.figure.as_of) != half_year(here.figure.as_of)
    recorded, obliged = _people(start, here)
    return Difference(start, here, points, recorded, obliged, falls, None if is_of_period else since)


def _start(before: Sequence[Measured], here: Measured, since: Days | None) -> tuple[Measured, bool]:
    """The figure that a change is reckoned from, and whether it is what was asked for.

    Without a period the last one before the newest; of a period its newest. A period that holds the newest figure itself ("this year") is
    what went by in it: from the last one before it, else from its first. Of a period without a figure the last one before it, else the
    first after.
    """
    if since is None:
        return before[-1], True
    within = [row for row in before if since.hold(row.figure.as_of.days)]
    until = [row for row in before if row.figure.as_of.days.last < since.first]
    if since.hold(here.figure.as_of.days):
        return (until[-1], True) if until else (before[0], True)
    if within:
        return within[-1], True
    return (until or before[:1])[-1], False


def earlier(here: Measured, figures: Sequence[Figure]) -> tuple[Measured, ...]:
    """An area's figures of the same definition, oldest first, one a date: what was applied last.

    Where dates overlap ("2018" and "February 2018") nobody knows which is earlier: such a figure is left out.
    """
    first = here.figure.as_of.days.first
    by_date = {
        figure.as_of: figure
        for figure in figures_of(here.area, figures)
        if figure.definition is here.figure.definition and figure.as_of.days.last < first
    }
    return tuple(row for as_of in sorted(by_date) if (row := measured(here.area, by_date[as_of])))


def estimate(here: Measured, figures: Sequence[Figure], percent: float | Fraction, today: date) -> Estimate | NoEstimate:
    """Between which months a percentage is reached at the slowest and at the fastest pace of two years, a range and no promise.

    A pace leads from an earlier figure to the newest; those of whole years are too vague. Where one of them does not rise, nothing bounds
    the range. Only for what is not reached yet.
    """
    goal = Fraction(str(percent))
    end = here.figure.as_of.days.last
    start = [row for row in earlier(here, figures) if row.figure.as_of.month and SHORTEST <= end - _day(row) <= LOOKS_BACK]
    paces = [(here.percent - row.percent) / (end - _day(row)).days for row in start]
    why = _why_not(paces, today - end if here.figure.as_of.month else None)
    if why:
        return NoEstimate(here, goal, why)
    missing = goal - here.percent
    if missing / min(paces) > FARTHEST.days:
        return NoEstimate(here, goal, WhyNot.TOO_FAR)
    first, last = (end + timedelta(days=int(missing / pace)) for pace in (max(paces), min(paces)))
    if last < today:
        return NoEstimate(here, goal, WhyNot.TOO_OLD)
    return Estimate(here, goal, _month(max(first, today)), _month(last), start[0])


def _why_not(paces: Sequence[Fraction], age: timedelta | None) -> WhyNot | None:
    if age is None or age > OLDEST:
        return WhyNot.TOO_OLD
    if len(paces) < FEWEST_PACES:
        return WhyNot.TOO_FEW
    if max(paces) <= 0:
        return WhyNot.NOT_RISING
    return WhyNot.UNSTEADY if min(paces) <= 0 else None


def _people(before: Measured, after: Measured) -> tuple[int, int] | tuple[None, None]:
    """More recordings, and more obliged; None where early ones are counted in one of them only."""
    match before.figure.measure, after.figure.measure:
        case HeadCounts(early=was) as then, HeadCounts(early=now) as since if (was is None) == (now is None):
            return since.recorded + (now or 0) - then.recorded - (was or 0), since.obliged - then.obliged
    return None, None


def _day(row: Measured) -> date:
    return row.figure.as_of.days.last


def _month(day: date) -> AsOf:
    return AsOf(day.year, day.month)
