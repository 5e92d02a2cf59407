"""What the cells of a sheet hold."""

import re
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
    hidden: frozenset[int] = frozenset()
    """Columns that are not shown."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One visible sheet; `open` reads it anew, so that one sheet at a time is in memory."""

    name: str
    open: Callable[[], Grid]


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Soft hyphens, and marks without a width or of a direction, which come with copying."""

_AS_TEXT = re.compile(r'="(.*)"')


def cleaned(cell: Cell) -> Cell:
    """A cell without what nobody sees: invisible marks, the ="…" and the apostrophe that keep digits a text."""
    if not isinstance(cell, str) or not cell:
        return cell
    text = cell if cell.isascii() else _INVISIBLE.sub("", cell)
    if text.startswith('="') and (inner := _AS_TEXT.fullmatch(text.strip())):
        return inner[1]
    return text[1:] if text.startswith("'") else text


def text_of(cell: Cell) -> str:
    """A cell as words; "" for numbers, dates and empty cells."""
    return cell.strip() if isinstance(cell, str) else ""


def column_letters(index: int) -> str:
    """A column as a sheet names it: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
