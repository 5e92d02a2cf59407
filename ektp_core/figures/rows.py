"""The rows of a table: the area of each, and its numbers as they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ektp_core.areas import LEVELS, PREFIXES, Level
from ektp_core.figures.codes import code_of, is_dotted, part_of
from ektp_core.figures.findings import Kind, Notebook
from ektp_core.figures.headers.blocks import Block
from ektp_core.figures.headers.columns import Column, ColumnRole, column_of
from ektp_core.figures.places import Finder, Key, RowArea, RowKind, code_and_name, is_blank, is_no_area, is_total
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.cells import Cell, Row, text_of
from ektp_core.reading.days.periods import period_of
from ektp_core.reading.names import words_of
from ektp_core.reading.numbers import BrokenFormula, NotANumber, is_numeric, read_count, read_percent

Number = int | float | None
_RECKONED = re.compile(r"\(?[0-9]{1,2}\s*[-+*/:x×][0-9 ()+*/x×:%-]*\)?")
_NUMBERED_COLUMN = re.compile(r"\(?([0-9]{1,2})\)?\s*(?:(?:=|:|\()[0-9 ()=+*/x×:%.,-]*)?")
NOTHING = ("", None, 0, "0")


@dataclass(slots=True)
class Statement:
    """What one row says: `values` in the order of the block's counts. The row is numbered as in the sheet."""

    row: int
    place: RowArea
    label: str
    values: list[Number]
    percent: float | None
    period: AsOf | None


@dataclass(slots=True)
class Table:
    """A block read: its statements in the order of the sheet, and what is doubtful about them."""

    sheet: str
    block: Block
    statements: list[Statement] = field(default_factory=list)
    notes: Notebook = field(default_factory=Notebook)
    foreign: int = 0
    first_foreign: tuple[int, str] | None = None
    year: int | None = None
    titles: tuple[str, ...] = ()
    """The sheet's name and the titles above it."""

    @property
    def about(self) -> str:
        """The titles as one text."""
        return " ".join(self.titles)


@dataclass(slots=True)
class RowReader:
    """Reads rows one by one; remembers the names above, since a merged cell names its area only once."""

    table: Table
    finder: Finder
    names: dict[Level, Column] = field(init=False)
    codes: dict[Level, Column] = field(init=False)
    whole: list[Column] = field(init=False)
    first_count: int = field(init=False)
    _above: dict[Level, tuple[str, Cell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = self.table.block.keys
        self.names = {column.level: column for column in keys if column.role is ColumnRole.NAME and column.level}
        self.codes = {column.level: column for column in keys if column.role is ColumnRole.CODE and column.level}
        self.whole = [column for column in keys if column.level is None and column.role in {ColumnRole.NAME, ColumnRole.CODE}]
        counts = [column.index for column in (*self.table.block.counts, self.table.block.percent) if column]
        self.first_count = min(counts)

    def read(self, number: int, row: Row) -> bool:
        """Take in a row; False for one that counts nothing: a note, a signature, an empty line."""
        measured = [row[column.index] for column in self._measured() if column.index < len(row)]
        key, label = self._key(row)
        if all(cell in ("", None) for cell in measured):
            self.finder.begin(key)
            return False
        if other := self._other_than_an_area(row, key):
            self.table.notes.write(Kind.ROW_NOT_USED, sheet=self.table.sheet, row=number, label=other)
            return True
        place = self._place(key, label)
        if place.kind is RowKind.NATIONAL:
            self.table.notes.write(Kind.NATIONAL_NOT_USED, sheet=self.table.sheet, row=number, label=label)
            return True
        if place.kind is RowKind.FOREIGN:
            self.table.foreign += 1
            self.table.first_foreign = self.table.first_foreign or (number, label or place.code or "")
            return True
        if place.kind in {RowKind.UNKNOWN, RowKind.TOTAL} and not any(is_numeric(cell) for cell in measured):
            return False
        if is_blank(label) and not any(cell not in NOTHING for cell in measured):
            return False
        area = label or place.code or ""
        values = [self._number(number, row, column, area) for column in self.table.block.counts]
        percent = self._percent(number, row, area)
        if all(value is None for value in values) and percent is None:
            return True
        period = self._period(row) or (self.table.statements[-1].period if self.table.statements else None)
        self.table.statements.append(Statement(number, place, area, values, percent, period))
        return True

    def _other_than_an_area(self, row: Row, key: Key) -> str:
        """What a row says before its numbers that makes it none of an area: an average, last month's total; "" for others."""
        said = next((text for cell in row[: self.first_count] if (text := text_of(cell)) and is_no_area(text)), "")
        return "" if said and self.finder.areas.named(words_of(key.name)) else said

    def _measured(self) -> Iterator[Column]:
        yield from self.table.block.counts
        if self.table.block.percent:
            yield self.table.block.percent

    def _place(self, key: Key, label: str) -> RowArea:
        if is_total(label) and not key.code:
            return self.finder.find(Key(name=label, level=key.level, above=key.above))
        return self.finder.find(key)

    def _key(self, row: Row) -> tuple[Key, str]:
        label = next((text for cell in row[: self.first_count] if (text := text_of(cell)) and is_total(text)), "")
        if self.names or self.codes:
            key, own = self._key_by_levels(row)
        else:
            key, own = self._key_of_whole(row)
        return key, label or own

    def _key_of_whole(self, row: Row) -> tuple[Key, str]:
        code, name, dotted = None, "", False
        for column in self.whole:
            cell = row[column.index] if column.index < len(row) else None
            if column.role is ColumnRole.CODE:
                code, dotted = code_of(cell) or code, dotted or is_dotted(cell)
            elif text := text_of(cell):
                written, name = code_and_name(text)
                code = code or (code_of(written) if written else None)
            elif is_numeric(cell):
                code, dotted = code or code_of(cell), dotted or is_dotted(cell)
        level = self._level(row)
        return Key(code, name, level, is_dotted=dotted), name

    def _level(self, row: Row) -> Level | None:
        for column in self.table.block.keys:
            if column.role is ColumnRole.LEVEL and column.index < len(row):
                cell = row[column.index]
                if is_numeric(cell) and (number := read_count(cell)) in {1, 2, 3, 4}:
                    return LEVELS[int(number or 0) - 1]
                return PREFIXES.get(text_of(cell).lower().strip("."))
        return None

    def _key_by_levels(self, row: Row) -> tuple[Key, str]:
        """The columns of each level; an empty upper one repeats the row above, where its lower ones are filled."""
        said = {level: text_of(self._cell(row, self.names.get(level))) for level in LEVELS}
        coded = {level: self._cell(row, self.codes.get(level)) for level in LEVELS}
        filled = [level for level in LEVELS if said[level] or coded[level] not in ("", None)]
        generic, _ = self._key_of_whole(row) if self.whole else (Key(), "")
        if not filled:
            return generic, generic.name
        lowest = filled[-1]
        parts: list[str] = []
        above: list[tuple[Level, str]] = []
        for level in LEVELS[: LEVELS.index(lowest) + 1]:
            self._remember(level, said[level], coded[level])
            name, cell = self._remembered(level)
            parts += [part] if (part := part_of(cell, level)) and len(parts) == LEVELS.index(level) else []
            if level is not lowest and name and not is_total(name):
                above.append((level, name))
        code = ".".join(parts) if len(parts) == LEVELS.index(lowest) + 1 else code_of(coded[lowest])
        if is_numeric(said[lowest]) and (alone := code_of(said[lowest])):
            return Key(alone, "", None, tuple(above), is_dotted(said[lowest])), said[lowest]
        written, name = code_and_name(said[lowest]) if said[lowest] else (None, generic.name)
        own = code or generic.code or (code_of(written) if written else None)
        if own is None and not name and coded[lowest] not in ("", None):
            own = ".".join(str(self._remembered(level)[1]) for level in LEVELS[: LEVELS.index(lowest) + 1])  # of no list, and no total
        dotted = generic.is_dotted or is_dotted(coded[lowest])
        return Key(own, name, lowest if said[lowest] or code else None, tuple(above), dotted), name

    def _remember(self, level: Level, name: str, code: Cell) -> None:
        if name or code not in ("", None):
            self._above[level] = (name, code)

    def _remembered(self, level: Level) -> tuple[str, Cell]:
        return self._above.get(level, ("", None))

    @staticmethod
    def _cell(row: Row, column: Column | None) -> Cell:
        return row[column.index] if column and column.index < len(row) else None

    def _number(self, number: int, row: Row, column: Column, area: str) -> Number:
        """A count, or the sum of the cells of several columns; None where one of them has none."""
        found: list[Number] = []
        for index in (column.index, *column.also):
            cell = row[index] if index < len(row) else None
            try:
                found.append(read_count(cell))
            except (NotANumber, BrokenFormula) as reason:
                self._unreadable(number, column, area, cell, reason)
                return None
        return sum(value for value in found if value is not None) if None not in found else None

    def _unreadable(self, number: int, column: Column, area: str, cell: Cell, reason: NotANumber | BrokenFormula) -> None:
        kind = Kind.FORMULA_ERROR if isinstance(reason, BrokenFormula) else Kind.NOT_A_NUMBER
        said = {} if isinstance(reason, BrokenFormula) else {"text": str(cell)[:30]}
        self.table.notes.write(kind, sheet=self.table.sheet, row=number, area=area, column=" ".join(column.text.split()), **said)

    def _percent(self, number: int, row: Row, area: str) -> float | None:
        column = self.table.block.percent
        if column is None:
            return None
        cell = self._cell(row, column)
        try:
            return read_percent(cell)
        except (NotANumber, BrokenFormula) as reason:
            self._unreadable(number, column, area, cell, reason)
        return None

    def _period(self, row: Row) -> AsOf | None:
        for column in self.table.block.keys:
            if column.role is ColumnRole.PERIOD:
                return period_of(self._cell(row, column), self.table.year)
        return next((column.period for column in self._measured() if column.period), None)


def is_header_again(row: Row, block: Block) -> bool:
    """Whether a header stands in the middle of a table: printed again on a new page, or another table's."""
    cells = [text_of(row[column.index]) for column in block.counts if column.index < len(row)]
    worded = [text for text in cells if text and not is_numeric(text) and column_of(text)]
    return bool(worded) and len(worded) * 2 >= len([text for text in cells if text])


def is_column_numbers(row: Row) -> bool:
    """Whether a row below the header numbers the columns: 1, 2, 3 ..., (1), (2), (3), also with how they are reckoned, "5=3-4", "(3-4)"."""
    numbers: list[float] = []
    for cell in row:
        if cell in ("", None):
            continue
        number = _column_number(cell, after=numbers[-1] if numbers else 0)
        if number is None:
            return False
        numbers.append(number)
    return len(numbers) >= 3 and _counts_up(numbers)  # three columns at least


def _column_number(cell: Cell, after: float) -> float | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return abs(cell)
    if match := _NUMBERED_COLUMN.fullmatch(text_of(cell)):
        return int(match[1])
    return after + 1 if _RECKONED.fullmatch(text_of(cell)) else None


def _counts_up(numbers: Sequence[float]) -> bool:
    return all(after - before == 1 for before, after in pairwise(numbers)) and numbers[0] in {1, 2}
