"""Who is last and who is first, and which are below or above a value."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ektp_core.coverage.side_by_side import Apart, Measured, SideBySide


class End(StrEnum):
    """The two ends of a ranking."""

    LOWEST = "lowest"
    HIGHEST = "highest"


class Side(StrEnum):
    """The two sides of a value; what reads the same as the value is on neither."""

    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Extreme:
    """Every area that is last (or first), and those with the next value."""

    end: End
    table: SideBySide
    found: tuple[Measured, ...]
    following: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Beyond:
    """Every area below (or above) a percentage, the farthest first; of several dates where `table` is apart."""

    side: Side
    percent: Fraction
    table: SideBySide | Apart
    found: tuple[Measured, ...]


def extreme(end: End, table: SideBySide) -> Extreme:
    """The areas with the lowest or the highest value: all that tie are named."""
    first, *others = table.by_value if end is End.HIGHEST else reversed(table.by_value)
    return Extreme(end, table, first, others[0] if others else ())


def beyond(side: Side, percent: float | Fraction, table: SideBySide | Apart) -> Beyond:
    """The areas below or above a percentage, compared as shown: 99.996 reads 100, and is not below it."""
    value = Fraction(str(percent))
    is_below = side is Side.BELOW
    found = [row for row in table.rows if (row.percent < value if is_below else row.percent > value)]
    return Beyond(side, value, table, tuple(sorted(found, key=lambda row: row.percent if is_below else -row.percent)))
