"""When a row of a sheet says that a visit is: each cell is read, and held against the others (docs/domain.md#visits-on-a-sheet)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeVar

from ektp_core.reading.cells import Cell
from ektp_core.reading.days.typed_days import DaysUnclear, take_days
from ektp_core.reading.days.weekdays import SUNDAY
from ektp_core.reading.days.written_dates import written_dates
from ektp_core.reading.hours import take_hours
from ektp_core.reading.words.text import Text
from ektp_core.sheets.columns import SheetCell, SheetTable, TableRow, headers_of, side_by_side
from ektp_core.visits.line import EARLIEST, LineFault, VisitLine, Wrong, read_line_hours
from ektp_core.visits.schedule import Hours
from ektp_core.visits.written import is_open, may_be_two_days, plain, with_minutes

T = TypeVar("T")

MINUTES_OF_A_DAY = 24 * 60
_BARE_HOURS = re.compile(r"\d{1,2}\s*(?:-|–|s\W?d\W?|sampai|to)\s*\d{1,2}(?:\s*wib)?", re.IGNORECASE)
"""Under "JAM" these are no days of a month."""

_BETWEEN_WEEKDAYS = frozenset("-u,d;/()DT.")


@dataclass(slots=True)
class When:
    """What is found of a row so far: each reading of its days and its hours with where it stands, and what could not be read."""

    days: list[tuple[SheetCell, tuple[date, ...]]] = field(default_factory=list)
    hours: list[tuple[SheetCell, tuple[Hours, ...]]] = field(default_factory=list)
    wrongs: list[Wrong] = field(default_factory=list)

    def wrong(self, fault: str, words: str, column: str) -> None:
        """Note what stands in a column and cannot be taken."""
        self.wrongs.append(Wrong(fault, words, column=column))


def read_when(row: TableRow, table: SheetTable, today: date) -> VisitLine:
    """The days and the hours of a row, and why they could not be read: the date counts, the weekday has to agree with it."""
    when = When()
    spans = _spans(row, table, today)
    begun = {first for first, _ in spans}
    dates, weekdays = _without_weekdays(row)
    for cell in dates if "dates" not in begun else ():
        _read_dates(cell, when, today)
    hours_cells = row.of("hours")
    if len(hours_cells) == 2 and hours_cells[0].header == hours_cells[1].header:  # "JAM" over a column for each end
        _read_ends(hours_cells[:1], hours_cells[1:], hours_cells[0].header, when, today)
    else:
        for cell in hours_cells if "hours" not in begun else ():
            _read_hours(cell, when, today)
    for first, last in spans:
        _read_ends(row.of(first), row.of(last), table.headers(first, last), when, today)
    days = _one(when.days, when)
    days = _with_weekdays(weekdays, days, when, today)
    hours = _one(when.hours, when)
    if len(days) > 1 and len(hours) > 1 and any(slot.group is None for slot in hours):
        cells = [cell for cell, value in (*when.days, *when.hours) if value]
        when.wrong(LineFault.HOURS_OF_DAYS, side_by_side(cells), headers_of(cells))
        hours = ()
    if not days and not any(wrong.fault not in (LineFault.HOURS, LineFault.UNREAD) for wrong in when.wrongs):
        when.wrong(LineFault.EMPTY, "", table.headers("dates", "weekday") or table.headers("start", "end", "first_day", "last_day"))
    return VisitLine(days=days, hours=hours, wrongs=tuple(when.wrongs))


def _without_weekdays(row: TableRow) -> tuple[list[SheetCell], list[SheetCell]]:
    """The cells of days, and those of weekdays: "HARI/TANGGAL" may stand over a column for each."""
    cells = row.of("dates")
    bare = [cell for cell in cells if len(cells) > 1 and _weekdays(Text(plain(cell.text))) is not None]
    return [cell for cell in cells if cell not in bare], [*row.of("weekday"), *bare]


def _spans(row: TableRow, table: SheetTable, today: date) -> list[tuple[str, str]]:
    """The columns from which to which a span goes: "TANGGAL" beside "S/D", or "JAM" beside it, where only the end has one of its own."""
    by_content = "dates" if any(says_a_date(cell.text, today) for cell in row.of("end")) else "hours"
    pairs = (("start", "end", by_content), ("first_day", "last_day", "dates"), ("first_hour", "last_hour", "hours"))
    spans = []
    for first, last, instead in pairs:
        begins = first if first in table.fields else instead
        if row.of(last) or (row.of(begins) and begins == first):
            spans.append((begins, last))
    return spans


def _one(readings: Sequence[tuple[SheetCell, tuple[T, ...]]], when: When) -> tuple[T, ...]:
    """What all readings say that say anything; nothing, and a word about it, where they differ."""
    said = [(cell, value) for cell, value in readings if value]
    values = {value for _, value in said}
    if len(values) > 1:
        cells = [cell for cell, _ in said]
        when.wrong(LineFault.DISAGREE, side_by_side(cells), headers_of(cells))
    return values.pop() if len(values) == 1 else ()


def _read_dates(cell: SheetCell, when: When, today: date) -> None:
    """A cell of days, and of hours where it has them, too."""
    whole = Text(plain(cell.text))
    hours = _hours_of(whole, cell, when)
    days = _days_of(whole, cell, when, today)
    if days and is_open(cell.text, days):
        when.wrong(LineFault.UNREAD, cell.text, cell.header)
    if days and may_be_two_days(cell.text):
        when.wrong(LineFault.ORDER, cell.text, cell.header)
        days = ()
    when.days.append((cell, days))
    when.hours.append((cell, hours))
    left = Text(" ".join(token.text for token in whole.leftover()))
    if days and (weekdays := _weekdays(left)):
        if not _agree(weekdays, days):
            when.wrong(LineFault.WEEKDAY, cell.text, cell.header)
    elif days:
        _note_unread(whole, cell, when)


def _days_of(whole: Text, cell: SheetCell, when: When, today: date) -> tuple[date, ...]:
    """The days that are written out: "besok" or a weekday on a sheet is of nobody knows which week."""
    is_written = bool(written_dates(whole.tokens, whole.shape()))
    try:
        days = take_days(whole, today)
    except DaysUnclear as unclear:
        when.wrong(unclear.refusal.key, cell.text, cell.header)
        return ()
    if not (days and is_written):
        when.wrong(LineFault.DAY, cell.text, cell.header)
        return ()
    return days


def says_a_date(text: str, today: date) -> bool:
    """Whether a cell has a date, be it one that there is not."""
    whole = Text(text)
    if written_dates(whole.tokens, whole.shape()):
        return True
    try:
        take_days(whole, today)
    except DaysUnclear:
        return True
    return False


def _hours_of(whole: Text, cell: SheetCell, when: When) -> tuple[Hours, ...]:
    line = read_line_hours(VisitLine(), whole)
    if line.wrongs:
        when.wrong(LineFault.HOURS, cell.text, cell.header)
    return line.hours


def _read_hours(cell: SheetCell, when: When, today: date) -> None:
    """A cell of hours, bare ones under their header ("8-11"), and of days where it has them, too."""
    text = as_hour(cell.value) or cell.text
    text = with_minutes(text)
    is_bare = _BARE_HOURS.fullmatch(text) is not None
    whole = Text(f"jam {text}" if is_bare else text)
    has_date = not is_bare and says_a_date(text, today)
    before = len(when.wrongs)
    hours = _hours_of(whole, cell, when)
    if has_date:
        when.days.append((cell, _days_of(whole, cell, when, today)))
    when.hours.append((cell, hours))
    if not hours and not has_date and len(when.wrongs) == before:
        when.wrong(LineFault.HOURS, cell.text, cell.header)
    elif hours:
        _note_unread(whole, cell, when)


def _note_unread(whole: Text, cell: SheetCell, when: When) -> None:
    if left := whole.leftover():
        when.wrong(LineFault.UNREAD, " ".join(token.text for token in left), cell.header)


@dataclass(frozen=True, slots=True)
class _End:
    """What one end of a span says: the days, the hour, and the text."""

    text: str
    days: tuple[date, ...]
    hour: time | None
    has_date: bool


def _read_ends(starts: Sequence[SheetCell], ends: Sequence[SheetCell], headers: str, when: When, today: date) -> None:
    """From one column to another: hours, days, or both. An end that is not there is asked for."""
    for cells in (starts, ends):
        if len({cell.text for cell in cells}) > 1:
            when.wrong(LineFault.DISAGREE, side_by_side(cells), headers_of(cells))
            return
    if not (starts and ends):
        have = (starts or ends)[0]
        fault = LineFault.DAY if says_a_date(have.text, today) else LineFault.HOURS
        when.wrong(fault, f"{have.text} -" if starts else f"- {have.text}", headers)
        return
    span = SheetCell(headers, f"{starts[0].text} - {ends[0].text}")
    first, last = _end(starts[0], today), _end(ends[0], today)
    has_date = first.has_date or last.has_date
    if has_date:
        when.days.append((span, _days_between(first, last, span, when, today)))
    if not has_date or any(end.hour and not end.text.isdigit() for end in (first, last)):  # the 12 of "12" to "14 Januari" is no hour
        _hours_between(first, last, span, when)


def _end(cell: SheetCell, today: date) -> _End:
    text = as_hour(cell.value) or cell.text
    whole = Text(f"jam {text}" if text.isdigit() else text)
    hours = take_hours(whole)
    hour = hours[0].value if len(hours) == 1 else None
    has_date = says_a_date(text, today)
    try:
        days = take_days(whole, today) if has_date else ()
    except DaysUnclear:
        days = ()
    return _End(text, days, hour, has_date)


def _days_between(first: _End, last: _End, span: SheetCell, when: When, today: date) -> tuple[date, ...]:
    """All days from one to the other, as "12 - 14 Januari 2027" says them."""
    texts = [f"{end.days[0]:%d/%m/%Y}" if len(end.days) == 1 else end.text for end in (first, last)]
    if first.days and first.days == last.days:
        return first.days
    return _days_of(Text(" - ".join(texts)), span, when, today)


def _hours_between(first: _End, last: _End, span: SheetCell, when: When) -> None:
    if first.hour is None or last.hour is None or not EARLIEST <= first.hour < last.hour:
        when.wrong(LineFault.HOURS, span.text, span.header)
    else:
        when.hours.append((span, (Hours(first.hour, last.hour),)))


def as_hour(value: Cell) -> str:
    """The time of a cell whose format does not say that it is one: 0.375 is 09.00. "" for other cells."""
    if isinstance(value, float) and 0 < value < 1:
        minutes = value * MINUTES_OF_A_DAY
        if abs(minutes - round(minutes)) < 0.01:
            return f"{round(minutes) // 60:02d}.{round(minutes) % 60:02d}"
    return ""


def _with_weekdays(cells: Sequence[SheetCell], days: tuple[date, ...], when: When, today: date) -> tuple[date, ...]:
    """The days, held against the weekdays beside them. A cell of weekdays may hold the dates themselves, where no other does."""
    for cell in cells:
        whole = Text(plain(cell.text))
        if says_a_date(cell.text, today):
            when.days.append((cell, _days_of(whole, cell, when, today)))
            days = _one(when.days, when)
            continue
        said = _weekdays(whole)
        if said is None and not (len(days) and cell.text.removesuffix(" hari") == str(len(days))):
            when.wrong(LineFault.UNREAD, cell.text, cell.header)
        elif said and not days and not when.days:
            when.wrong(LineFault.DAY, cell.text, cell.header)
        elif said and days and not _agree(said, days):
            when.wrong(LineFault.WEEKDAY, f"{cell.text}, {_written(days)}", cell.header)
    return days


def _weekdays(whole: Text) -> tuple[int, ...] | None:
    """The weekdays that a text names and nothing else; None where it says something else."""
    shape = whole.shape()
    found = []
    for at, letter in enumerate(shape.letters):
        value = shape.values[at]
        if letter in "Ww":
            found.append(value[0] if letter == "W" and value else SUNDAY)
        elif letter not in _BETWEEN_WEEKDAYS:
            return None
    return tuple(found) or None


def _agree(weekdays: tuple[int, ...], days: tuple[date, ...]) -> bool:
    """Whether weekdays are those of days: each one's, or of a run its first and its last one's."""
    every = tuple(day.weekday() for day in days)
    return weekdays in {every, (every[0], every[-1])} or (len(set(weekdays)) == 1 and set(every) == set(weekdays))


def _written(days: Sequence[date]) -> str:
    return ", ".join(f"{day:%d/%m/%Y}" for day in (days if len(days) < 3 else (days[0], days[-1])))
