"""How far a bar of coverage reaches: in thousandths of its axis, from 0, never clamped."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ektp_core.coverage.parts import CoverageParts

AXIS = 1000
"""What the longest bar of a section and its line at 100 percent fit into."""

LEAST_PERCENT = Fraction(110)
"""The axis reaches past the line at 100 percent, so that it is seen as one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Thousandths of the axis: the obliged who are recorded and the early behind them, or `whole` where the source tells no parts."""

    recorded: int
    early: int
    whole: int
    line: int

    @property
    def end(self) -> int:
        return self.recorded + self.early + self.whole


def axis_of(parts: Iterable[CoverageParts]) -> Fraction:
    """The percentage at the end of the axis: a little more than the highest bar of those that are looked at together."""
    return max([LEAST_PERCENT, *(each.total * Fraction(102, 100) for each in parts)])


def bar_of(parts: CoverageParts, axis: Fraction) -> Bar:
    """The parts as they are shown, so that their ends meet the sum."""

    def reach(percent: Fraction) -> int:
        return round(percent / axis * AXIS)

    shown = parts.shown
    line = reach(Fraction(100))
    if shown.recorded is None or shown.early is None:
        return Bar(0, 0, reach(shown.total), line)
    return Bar(reach(shown.recorded), reach(shown.total) - reach(shown.recorded), 0, line)
