"""A sheet to be written: named columns, and rows of typed cells."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from ektp_core.reading.calendar import AsOf
from ektp_core.sheets.word import Word


@dataclass(frozen=True, slots=True)
class Percent:
    """Percent of something, exact: 105 is 105 %."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Degrees:
    """Latitude or longitude, south and west negative."""

    value: float


Cell = str | int | date | datetime | AsOf | Percent | Degrees | Word | bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `name` and `columns` are keys of words; every row has a cell for each column. `example` marks the demo set."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    example: bool = False
