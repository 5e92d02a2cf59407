"""What a sheet to be written holds: named columns, rows of typed cells, what is said below them, and a chart of them."""

from collections.abc import Sequence
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
class Note:
    """What is true of every row, said once below the table: `column` names it."""

    column: str
    value: str | Word


@dataclass(frozen=True, slots=True)
class Chart:
    """The first `rows` of a sheet as bars on a page of their own: `stacked` columns on each other, `total` above them, and `line` across.

    `name` is a key of words; all of the columns but `names` hold percents.
    """

    name: str
    rows: int
    names: str
    stacked: Sequence[str]
    total: str
    line: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `name` and `columns` are keys of words; every row has a cell for each column. `example` marks the demo set.

    The first `keys` columns name a row: on paper they stand on every page, also where the others are spread over several. There `second`
    is the column that begins another page. `title` says more than the sheet's name, such as of which day its figures are.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    example: bool = False
    keys: int = 1
    second: str | None = None
    title: Word | None = None
    notes: tuple[Note, ...] = ()
    chart: Chart | None = None
