"""What a file says of an area, measure by measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ektp_core.figures.headers.columns import Column, ColumnPart
from ektp_core.figures.headers.measures import Measure
from ektp_core.figures.rows import Number


@dataclass(frozen=True, slots=True)
class Counts:
    """People of an area, and the percentage recorded as the file states it; None is what the file does not tell, never 0."""

    obliged: int | None = None
    recorded: int | None = None
    early: int | None = None
    printed: int | None = None
    percent: float | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """Where each measure stands among the counts of a block."""

    positions: Mapping[tuple[Measure | None, ColumnPart], int]

    @classmethod
    def of(cls, columns: Sequence[Column]) -> "Measures":
        """The measures of a block's counts."""
        return cls({(column.measure, column.part): position for position, column in enumerate(columns)})

    def has(self, measure: Measure) -> bool:
        """Whether any column holds a measure, of both sexes or of one."""
        return any(found is measure for found, _ in self.positions)

    def value(self, values: Sequence[Number], measure: Measure, part: ColumnPart = ColumnPart.TOTAL) -> int | None:
        """A count; of both sexes together also from its parts, where no total stands."""
        position = self.positions.get((measure, part))
        if position is not None and (number := values[position]) is not None:
            return int(number)
        if part is not ColumnPart.TOTAL:
            return None
        male, female = self.value(values, measure, ColumnPart.MALE), self.value(values, measure, ColumnPart.FEMALE)
        return None if male is None or female is None else male + female

    def summed(self) -> list[tuple[Measure, int, int, int]]:
        """Measures with men, women and a total of both: their positions."""
        return [
            (measure, male, female, total)
            for (measure, part), total in self.positions.items()
            if measure
            and part is ColumnPart.TOTAL
            and (male := self.positions.get((measure, ColumnPart.MALE))) is not None
            and (female := self.positions.get((measure, ColumnPart.FEMALE))) is not None
        ]

    def counts(self, values: Sequence[Number], percent: float | None) -> Counts:
        """The measures of a row. Recorded is obliged without the missing, and the reverse, where only one of them stands."""
        obliged = self.value(values, Measure.OBLIGED)
        recorded = self.value(values, Measure.RECORDED)
        missing = self.value(values, Measure.MISSING)
        if recorded is None and obliged is not None and missing is not None:
            recorded = obliged - missing
        if obliged is None and recorded is not None and missing is not None:
            obliged = recorded + missing
        early, printed = self.value(values, Measure.EARLY), self.value(values, Measure.PRINTED)
        return Counts(obliged, recorded, early, printed, percent)

    def derived(self) -> Measure | None:
        """The measure that `counts` takes from the two others, if there is one."""
        has = {measure: self.has(measure) for measure in (Measure.OBLIGED, Measure.RECORDED, Measure.MISSING)}
        lacking = [measure for measure, there in has.items() if not there]
        return lacking[0] if len(lacking) == 1 and lacking != [Measure.MISSING] else None
