"""What the cells of a sheet hold."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class FormulaError:
    """#REF!, #DIV/0! and the like."""


BROKEN = FormulaError()

Cell = str | float | int | bool | date | datetime | time | timedelta | FormulaError | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet from its first row on, and which of them are merged."""

    rows: Iterator[Row]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One visible sheet; `open` reads it anew, so that one sheet at a time is in memory."""

    name: str
    open: Callable[[], Grid]


def text_of(cell: Cell) -> str:
    """A cell as words; "" for numbers, dates and empty cells."""
    return cell.strip() if isinstance(cell, str) else ""
