"""How much is missing to a goal: a percentage, the office's target, last year, another area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from ektp_core.areas import Area
from ektp_core.coverage.figure import Figure
from ektp_core.coverage.side_by_side import Measured, figures_of, measured, newest_of, shared
from ektp_core.profile import Profile

NATIONAL_TARGET = 100.0
"""In percent, where the office has set none (docs/domain.md#coverage)."""


class Goal(StrEnum):
    """Goals that are named by a word."""

    TARGET = "target"
    LAST_YEAR = "last_year"


@dataclass(frozen=True, slots=True)
class Gap:
    """What an area lacks to a percentage, in points as shown and in people (None: only a percentage was published); 0 once it is reached.

    `goal` is the figure that the percentage is taken from: last year's, or another area's.
    """

    here: Measured
    percent: Fraction
    people: int | None
    points: Fraction
    goal: Measured | None = None

    @property
    def is_reached(self) -> bool:
        """By people where they are known: 99.996 reads 100, and some are missing."""
        return self.points == 0 if self.people is None else self.people == 0


@dataclass(frozen=True, slots=True)
class NoGoal:
    """No figure of the goal may be compared with the area's: what is known of both."""

    here: Measured
    goal: Area | int
    """The other area, or the last year."""

    there: Measured | None


def office_target(profile: Profile) -> float:
    """The target in percent, a fact of the office (docs/domain.md#coverage)."""
    text = profile.fact("target_percent").text
    return float(text.id) if text else NATIONAL_TARGET


def gap(here: Measured, percent: float | Fraction, goal: Measured | None = None) -> Gap:
    """What is missing to a percentage, early recordings counted in as in the coverage itself."""
    value = Fraction(str(percent))
    return Gap(here, value, here.people_to(value), max(Fraction(0), round(value, 2) - here.percent), goal)


def gap_to_last_year(here: Measured, figures: Sequence[Figure], today: date) -> Gap | NoGoal:
    """To the newest figure of the last calendar year with the same definition: its percentage of today's obliged.

    While the newest figure is last year's own, or older, nothing of this year is known.
    """
    last = today.year - 1
    if here.figure.as_of.year <= last:
        return NoGoal(here, last, here)
    of_last = [figure for figure in figures_of(here.area, figures) if figure.as_of.year == last]
    alike = [figure for figure in of_last if figure.definition is here.figure.definition]
    newest = max(reversed(alike or of_last), key=lambda figure: figure.as_of, default=None)
    goal = measured(here.area, newest)
    return gap(here, goal.parts.total, goal) if alike and goal else NoGoal(here, last, goal)


def gap_to_area(here: Measured, other: Area, figures: Sequence[Figure]) -> Gap | NoGoal:
    """To another area on the newest date and definition that both share."""
    pair = {row.area.code: row for row in shared((here.area, other), figures)}
    if not pair:
        return NoGoal(here, other, newest_of(other, figures))
    there = pair[other.code]
    return gap(pair[here.area.code], there.parts.total, there)
