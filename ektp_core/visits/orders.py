"""In which order the days and months of a column of dates stand: a program set to the American one turns them without a word.

In it "12/01/2027" becomes 1 December, and "13/01/2027", of which it can make no date, stays a text. Where a column shows that, its dates
of which either reading is a day are asked about.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from ektp_core.sheets.columns import SheetCell, TableRow

_NUMBERS = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})")
_OF_DAYS = ("dates", "weekday", "start", "end", "first_day", "last_day")


def doubtful_dates(rows: Sequence[TableRow]) -> dict[int, SheetCell]:
    """The first cell of each row, by its number, whose day and month may have been turned in its column."""
    cells = [(row.number, cell) for row in rows for name in _OF_DAYS for cell in row.of(name)]
    found: dict[int, SheetCell] = {}
    for column in {cell.header for _, cell in cells}:
        ours = [(number, cell) for number, cell in cells if cell.header == column]
        for number, cell in _doubtful(ours):
            found.setdefault(number, cell)
    return found


def _doubtful(cells: Sequence[tuple[int, SheetCell]]) -> Iterable[tuple[int, SheetCell]]:
    written = [pair for _, cell in cells if not isinstance(cell.value, date) and (pair := _pair(cell))]
    is_american = any(first <= 12 < second for first, second in written)
    may_be_turned = is_american or any(second <= 12 < first for first, second in written)
    for number, cell in cells:
        is_ambiguous = (pair := _pair(cell)) is not None and max(pair) <= 12 and pair[0] != pair[1]
        if is_ambiguous and (may_be_turned if isinstance(cell.value, date) else is_american):
            yield number, cell


def _pair(cell: SheetCell) -> tuple[int, int] | None:
    """The two numbers of a date before its year."""
    if isinstance(cell.value, datetime | date):
        return cell.value.day, cell.value.month
    said = _NUMBERS.fullmatch(cell.text)
    return (int(said[1]), int(said[2])) if said else None
