"""Columns whose header is only a month or a day: what they count stands in the title (docs/domain.md#months-as-columns)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from ektp_core.figures.headers.columns import Column, ColumnRole, part_of_header
from ektp_core.figures.headers.measures import TOTAL_WORDS, header_words, measures_named
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.cells import Cell, text_of
from ektp_core.reading.days.periods import dates_in, month_named

_DATE = re.compile(r"[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{2,4}|[0-9]{4}[/-][0-9]{1,2}(?:[/-][0-9]{1,2})?|[0-9]{1,2}[/-][0-9]{4}|[0-9.]{8,10}")
_YEAR = re.compile(r"20[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def header_text(cell: Cell) -> str:
    """A header's cell as words: a date cell as a date, of the first day of a month as the month that the sheet shows; a year as a year."""
    if isinstance(cell, datetime | date):
        return f"{cell.month}/{cell.year}" if cell.day == 1 else f"{cell.day}/{cell.month}/{cell.year}"
    if isinstance(cell, int | float) and FIRST_YEAR <= cell <= LAST_YEAR:
        return str(int(cell))
    return text_of(cell)


def is_period(cell: Cell) -> bool:
    """Whether a cell is a date or a year and no count."""
    text = header_text(cell)
    if not isinstance(cell, str):
        return bool(text)
    return _YEAR.fullmatch(text) is not None or (_DATE.fullmatch(text) is not None and bool(dates_in(text)))


def period_in(text: str, year: int | None) -> AsOf | None:
    """The day, month or year of a column, whose year may stand in the title."""
    if written := dates_in(text):
        return written[0]
    months = [month for word in header_words(text) if len(word) > 2 and (month := month_named(word))] if year else []
    return AsOf(year, months[0]) if year and months else None


def month_column(text: str, year: int | None) -> Column | None:
    """The column under a header that names a month or day and nothing else, without a measure; None for other headers."""
    words = header_words(text)
    others = [word for word in words if not (word.isdecimal() or word in TOTAL_WORDS or month_named(word) or word in {"bulan", "bln"})]
    if not words or others or (period := period_in(text, year)) is None:
        return None
    return Column(0, ColumnRole.COUNT, text, part=part_of_header(words), period=period)


def named_by_titles(columns: Sequence[Column], titles: Iterable[str]) -> list[Column]:
    """Months with the measure that the titles name and no column of its own has; without one where they name several, or none."""
    if all(column.measure or column.role is not ColumnRole.COUNT for column in columns):
        return list(columns)
    own = {column.measure for column in columns}
    named = {measure for title in titles for measure in measures_named(title)} - own
    measure = named.pop() if len(named) == 1 else None
    named_now = [
        column if column.measure or column.role is not ColumnRole.COUNT else replace(column, measure=measure) for column in columns
    ]
    return [column for column in named_now if column.measure or column.role is not ColumnRole.COUNT]
