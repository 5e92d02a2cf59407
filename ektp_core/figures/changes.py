"""What a set of figures would change in what citizens read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ektp_core.areas import Area, Areas
from ektp_core.coverage.figure import Figure, HeadCounts
from ektp_core.coverage.parts import NoCoverage, coverage
from ektp_core.coverage.ranking import latest
from ektp_core.figures.counts import Counts


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """An area's coverage before and after a set, in percent; None where there is no figure."""

    area: Area
    before: Fraction | None
    after: Fraction

    @property
    def points(self) -> Fraction:
        """How far it moves, 0 for an area that is new."""
        return Fraction(0) if self.before is None else self.after - self.before


def changes(counts: Mapping[str, Counts], figures: Sequence[Figure], areas: Areas) -> tuple[CoverageChange, ...]:
    """What a set would change, the farthest moves first; areas without a coverage are left out."""
    before = {figure.area: total for figure in latest(figures) if (total := published_total(figure)) is not None}
    after = {code: total for code, each in counts.items() if code in areas and (total := total_of(each)) is not None}
    moves = [CoverageChange(areas[code], before.get(code), total) for code, total in after.items()]
    return tuple(sorted(moves, key=lambda move: -abs(move.points)))


@dataclass(frozen=True, slots=True)
class PublicChange:
    """The figure of an area that citizens read, and that they would read instead; None where there is none."""

    area: Area
    before: Figure | None
    after: Figure | None

    @property
    def total_before(self) -> Fraction | None:
        """In percent, as far as it is known."""
        return published_total(self.before) if self.before else None

    @property
    def total_after(self) -> Fraction | None:
        """In percent, as far as it is known."""
        return published_total(self.after) if self.after else None


def public_changes(before: Iterable[Figure], after: Iterable[Figure], areas: Areas, home: Area) -> tuple[PublicChange, ...]:
    """Where citizens read another figure, the home district first, then by code."""
    was, will = ({figure.area: figure for figure in latest(figures)} for figures in (before, after))
    others = [code for code in sorted({*was, *will}) if code in areas and was.get(code) != will.get(code)]
    found = [PublicChange(areas[code], was.get(code), will.get(code)) for code in others]
    return tuple(sorted(found, key=lambda change: change.area != home))


def total_of(counts: Counts) -> Fraction | None:
    """(recorded + early) / obliged in percent, else the percentage as stated."""
    if counts.obliged and counts.recorded is not None:
        return Fraction((counts.recorded + (counts.early or 0)) * 100, counts.obliged)
    return None if counts.percent is None else Fraction(str(counts.percent))


def published_total(figure: Figure) -> Fraction | None:
    """The coverage of a figure; None where nobody is obliged."""
    try:
        return coverage(figure).total
    except NoCoverage:
        return None


def figures_in_force(figures: Iterable[Figure]) -> dict[str, Counts]:
    """The head counts that count now, by the code of the area: a stale copy is known by them."""
    return {
        figure.area: Counts(figure.measure.obliged, figure.measure.recorded, figure.measure.early, figure.measure.printed)
        for figure in latest(figures)
        if isinstance(figure.measure, HeadCounts)
    }
