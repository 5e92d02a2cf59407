"""Sheets of visits: a whole round to plan, and recaps filled in where there was no signal."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ektp_core.reading.cells import Worksheet
from ektp_core.refusal import Refusal
from ektp_core.sheets.columns import SheetCell, SheetTable, TableRow, side_by_side, table_of, understood
from ektp_core.sheets.people import refuse_people
from ektp_core.sheets.progress import Hear, unheard
from ektp_core.sheets.sheet import Cell, Sheet
from ektp_core.visits.beside import columns_without_header, is_section, is_signature, moved_column
from ektp_core.visits.columns import DAYS, FIELDS, is_recap, is_round, meaning
from ektp_core.visits.line import LineFault, Wrong
from ektp_core.visits.orders import doubtful_dates
from ektp_core.visits.places import Places
from ektp_core.visits.recaps import LARGEST_COUNT
from ektp_core.visits.row import SUMS, RoundRow, is_heading, pupils_field, read_row
from ektp_core.visits.schedule import Recap, Visit
from ektp_core.visits.when import says_a_date

MOST_ROWS = 500
LONGEST_WORDS = 60
_CODE = re.compile(r"K(?P<visit>\d{1,9})-(?P<version>\d{1,9})", re.IGNORECASE)
COUNTS = ("recorded", "absent", "failed")


class NoVisitsSheet(Refusal):
    """No row names the columns of a round (place, dates) or of recaps (code, recorded), or several sheets do.

    Values: rows, the most that are read where there are more; sheets, the names of those that hold visits.
    """

    key = "staff/visit_sheet"


@dataclass(frozen=True, slots=True)
class RecapRow:
    """One filled-in recap: the visit and the version of it that the sheet was made from.

    `fault` says why it cannot be taken, `column` and `words` what stands where; `place` and `expected` what the row says beside its code.
    """

    row: int
    visit: int
    version: int
    recap: Recap | None
    fault: str | None = None
    column: str = ""
    words: str = ""
    place: str = ""
    place_column: str = ""
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no visit: a heading, a sum, what stands below the table."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """What a sheet holds: a round, or recaps; the columns and rows of it that are not read; and how its columns are called."""

    round: tuple[RoundRow, ...] = ()
    recaps: tuple[RecapRow, ...] = ()
    unused: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    headers: tuple[str, ...] = ()


def read_visit_sheet(path: Path, places: Places, today: date, hear: Hear = unheard) -> VisitSheet:
    """The visits of a file. Raises NoVisitsSheet, ListOfPeople, and the refusals of `sheets.refusals` for harmful files."""
    from ektp_core.sheets.opening import open_sheets

    sheets = open_sheets(path, columns_understood, hear)
    refuse_people(sheets)
    return visits_of(sheets, places, today)


columns_understood = understood(meaning)
"""How many columns the best header of some rows names."""


def visits_of(sheets: Iterable[Worksheet], places: Places, today: date) -> VisitSheet:
    """The visits of the one sheet that has any. Raises NoVisitsSheet, also where several have: which is meant is not guessed."""
    tables = [(sheet.name, table_of(sheet.open(), meaning, _is_ours, MOST_ROWS)) for sheet in sheets]
    found = [(name, table) for name, table in tables if table and _may_say_days(table, today)]
    filled = [(name, table) for name, table in found if table.rows] or found
    if len(filled) != 1:
        raise NoVisitsSheet(rows=None, sheets=tuple(name for name, _ in filled))
    ((_, table),) = filled
    if len(table.rows) > MOST_ROWS:
        raise NoVisitsSheet(rows=MOST_ROWS, sheets=())
    if is_recap(table.fields) and (not is_round(table.fields) or any(_visit_of(row) for row in table.rows)):
        return _recaps(table)
    return _round(table, places, today)


def recap_sheet(visits: Iterable[Visit]) -> Sheet:
    """A sheet to fill in without signal: one line a visit, with its code and room for the recap."""
    every = tuple(visits)
    rows: list[tuple[Cell, ...]] = [
        (f"K{visit.id}-{visit.version}", visit.place.name, visit.first_day, visit.kits, visit.expected, None, None, None) for visit in every
    ]
    columns = ("code", "place", "first_day", "kits", "expected", "recorded", "absent", "failed")
    return Sheet("recaps", columns, tuple(rows), any(visit.example for visit in every))


def _may_say_days(table: SheetTable, today: date) -> bool:
    """Whether a round has a column of days, or dates where its hours stand."""
    if table.fields & DAYS or is_recap(table.fields):
        return True
    return any(says_a_date(cell.text, today) for row in table.rows for cell in row.of("hours"))


def _is_ours(fields: frozenset[str]) -> bool:
    return is_round(fields) or is_recap(fields)


def _round(table: SheetTable, places: Places, today: date) -> VisitSheet:
    """Every row that may be a visit, and those that are none."""
    rows: list[RoundRow] = []
    skipped: list[Skipped] = []
    before = 0
    turned = doubtful_dates(table.rows)
    visits: list[TableRow] = []
    is_signed, moved = False, None
    for row in table.rows:
        read = read_row(row, table, places, today)
        is_alone = sum(map(bool, row.texts)) == 1
        below = bool(rows) and row.number > before + 1 and read.line.place is None and (is_alone or not read.line.days)
        below = below and not (read.line.expected or read.line.kits)
        moved = moved_column(row, table) or moved
        is_signed = is_signed or (bool(rows) and is_signature(row, places.areas))
        after = is_signed and not (read.line.place and read.line.days)
        if is_heading(row) or is_section(row) or below or after:
            skipped += [Skipped(row.number, _clipped(" · ".join(filter(None, row.texts))))] if _says_something(row, table) else []
            before = row.number if is_section(row) else before
        else:
            read = _held_against_its_column(read, turned.get(row.number))
            rows.append(_under_another_header(read, moved) if moved else read)
            visits.append(row)
            before = row.number
    of_others = {"code", *COUNTS} | {"expected", "total"} - {pupils_field(table)}
    unused = (*table.unused(of_others), *columns_without_header(visits, table))
    return VisitSheet(tuple(rows), (), unused, tuple(skipped), _read_headers(table))


def _under_another_header(read: RoundRow, moved: tuple[str, str]) -> RoundRow:
    wrong = Wrong(LineFault.DISAGREE, _clipped(" ↔ ".join(moved)), column=_clipped(moved[0]))
    return replace(read, line=replace(read.line, wrongs=(*read.line.wrongs, wrong)))


def _held_against_its_column(read: RoundRow, turned: SheetCell | None) -> RoundRow:
    if turned is None or not read.line.days:
        return read
    wrong = Wrong(LineFault.ORDER, _clipped(turned.text), column=_clipped(turned.header))
    return replace(read, line=replace(read.line, days=(), wrongs=(*read.line.wrongs, wrong)))


def _says_something(row: TableRow, table: SheetTable) -> bool:
    """Whether a row that is no visit is worth a word: not an empty line of the form, its columns' numbers, or its header again."""
    headers = {column.header for column in table.columns}
    return not all(text in headers or text.strip("()").isdigit() for text in row.texts if text)


def _read_headers(table: SheetTable) -> tuple[str, ...]:
    return tuple(column.header for column in table.columns if column.field not in ("", "number"))


def _recaps(table: SheetTable) -> VisitSheet:
    """The rows that are filled in; a sum below them is none, and a visit that stands in two of them is in neither."""
    filled = [row for row in table.rows if any(row.of(name) for name in COUNTS)]
    sums = [row for row in filled if not row.of("code") and _is_sum(row)]
    rows = [_recap(row, table) for row in filled if row not in sums and not all(meaning(text) for text in row.texts if text)]
    often = {visit for visit, times in Counter(row.visit for row in rows if row.visit).items() if times > 1}
    rows = [replace(row, recap=None, fault="twice", column=table.headers("code"), words="") if row.visit in often else row for row in rows]
    skipped = tuple(Skipped(row.number, _clipped(" · ".join(filter(None, row.texts)))) for row in sums)
    return VisitSheet((), tuple(rows), table.unused(set(FIELDS) - _OF_RECAPS), skipped, _read_headers(table))


_OF_RECAPS = {"number", "code", "place", "dates", "first_day", "weekday", "kits", "expected", *COUNTS}
"""What the form to fill in says of a visit, too: nobody is told that it is not read."""


def _is_sum(row: TableRow) -> bool:
    words = [text.casefold().strip(" :") for text in row.texts if text and not text.isdigit()]
    return bool(words) and set(words) <= SUMS


def _visit_of(row: TableRow) -> tuple[int, int] | None:
    """The visit, and its version, that a row's code names; every column of codes names the same."""
    found = {_CODE.fullmatch(cell.text) for cell in row.of("code")}
    visits = {(int(each["visit"]), int(each["version"])) if each else None for each in found}
    return visits.pop() if len(visits) == 1 else None


def _recap(row: TableRow, table: SheetTable) -> RecapRow:
    code = _visit_of(row)
    if code is None:
        return RecapRow(row.number, 0, 0, None, "code", table.headers("code"), _words(row.of("code")))
    counts = {name: _count(row.of(name)) for name in COUNTS}
    wrong = next((name for name, count in counts.items() if count is None), None)
    if wrong:
        return RecapRow(row.number, *code, None, "numbers", table.headers(wrong), _words(row.of(wrong)))
    if not row.of("recorded"):
        return RecapRow(row.number, *code, None, "numbers", table.headers("recorded"))
    recap = Recap(**{name: count or 0 for name, count in counts.items()})
    expected = _count(row.of("expected")) or None
    return RecapRow(row.number, *code, recap, place=_words(row.of("place")), place_column=table.headers("place"), expected=expected)


def _count(cells: Sequence[SheetCell]) -> int | None:
    """A number of pupils; 0 where nothing stands, None where something else does, or two columns say two numbers."""
    texts = {cell.text for cell in cells}
    if not texts:
        return 0
    text = texts.pop()
    is_number = not texts and text.isascii() and text.isdigit() and int(text) <= LARGEST_COUNT
    return int(text) if is_number else None


def _words(cells: Sequence[SheetCell]) -> str:
    return _clipped(side_by_side(cells))


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST_WORDS else f"{text[: LONGEST_WORDS - 1]}…"
