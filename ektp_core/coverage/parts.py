"""How far recording has come: recorded and early over one denominator, never clamped (docs/domain.md#coverage)."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from ektp_core.coverage.figure import Figure, Fragment, HeadCounts, Percentages
from ektp_core.refusal import Refusal

SHOWN_DECIMALS = 2
"""Equal as shown is equal: nobody loses a place by the third decimal."""

HUNDREDTHS = 100
"""Of a percent: as many as the shown decimals tell apart."""


@dataclass(frozen=True, slots=True)
class CoverageParts:
    """Percent of the obliged, exact: the sum and its two parts; a part is None where the source does not tell it."""

    total: Fraction
    recorded: Fraction | None
    early: Fraction | None
    counts: HeadCounts | None

    @property
    def shown_total(self) -> Fraction:
        """The sum as people read it, by which areas are ranked."""
        return round(self.total, SHOWN_DECIMALS)

    @property
    def shown(self) -> "CoverageParts":
        """As people read them: the sum and the recorded are rounded, the early are what then is missing to the sum.

        So the parts add up to the sum that stands above them and in a ranking; published percentages stay as they were printed.
        """
        total = self.shown_total
        if self.counts is None or self.recorded is None:
            return replace(self, total=total)
        recorded = round(self.recorded, SHOWN_DECIMALS)
        return replace(self, total=total, recorded=recorded, early=None if self.early is None else total - recorded)


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


def shown_hundredths(figure: Figure) -> int:
    """The sum as people read it, in hundredths of a percent: `coverage(figure).shown_total`, in whole numbers alone for long lists.

    Raises NoCoverage for a fragment, or when nobody is obliged.
    """
    measure = figure.measure
    if not isinstance(measure, HeadCounts) or measure.obliged == 0:
        return int(coverage(figure).shown_total * HUNDREDTHS)
    hundredths, rest = divmod((measure.recorded + (measure.early or 0)) * 100 * HUNDREDTHS, measure.obliged)
    is_nearer = rest * 2 > measure.obliged or (rest * 2 == measure.obliged and hundredths % 2)
    return hundredths + bool(is_nearer)


def people_to(target: float | Fraction, figure: Figure) -> int:
    """How many more recordings reach `target` percent, 0 once it is reached. Raises HeadCountsUnknown for a published percentage."""
    measure = figure.measure
    if not isinstance(measure, HeadCounts):
        raise HeadCountsUnknown(area=figure.area)
    needed = ceil(Fraction(str(target)) * measure.obliged / 100)
    return max(0, needed - measure.recorded - (measure.early or 0))


def _percent(people: int, measure: HeadCounts) -> Fraction:
    return Fraction(people * 100, measure.obliged)


def _exact(published: float) -> Fraction:
    """97.37 as printed, not as a binary float nearly is."""
    return Fraction(str(published))


def _exact_part(published: float | None) -> Fraction | None:
    return None if published is None else _exact(published)
