"""A statement about an area on a date: people counted, or a published percentage; never mixed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ektp_core.reading.calendar import AsOf


class Definition(StrEnum):
    """What a percentage counts. Only figures of one definition may be compared (docs/domain.md#one-date-and-one-definition)."""

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


def newest(figures: Iterable[Figure]) -> Figure | None:
    """The newest figure that counts recordings, of one date what was applied last; cards held count only where nothing else is known.

    Fragments do not count.
    """
    measured = [figure for figure in figures if not isinstance(figure.measure, Fragment)]
    recorded = [figure for figure in measured if figure.definition is not Definition.OWNED]
    return max(reversed(recorded or measured), key=lambda figure: figure.as_of, default=None)


def are_comparable(figures: Iterable[Figure]) -> bool:
    """Whether figures have the same date and the same definition; none at all have nothing in common."""
    return len({(figure.as_of, figure.definition) for figure in figures}) == 1


def shared_statement(figures: Sequence[Figure]) -> Figure | None:
    """One of the figures when all have the same date, definition and source, so that these need to be said only once."""
    statements = {(figure.as_of, figure.definition, figure.source) for figure in figures}
    return figures[0] if len(statements) == 1 else None
