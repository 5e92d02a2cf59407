"""The tables of one sheet: title, header, rows, notes below; then perhaps another header."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice, zip_longest

from ektp_core.areas import Area, Areas, Level
from ektp_core.figures.findings import Kind
from ektp_core.figures.headers.blocks import Block
from ektp_core.figures.headers.columns import Column, ColumnRole, column_of
from ektp_core.figures.headers.header import SEARCHED_ROWS, Header, find_header
from ektp_core.figures.places import Finder, elsewhere_in
from ektp_core.figures.rows import RowReader, Table, is_column_numbers, is_header_again
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.cells import Cell, Merge, Row, Worksheet, text_of
from ektp_core.reading.days.periods import DateSource, FoundDate, dates_in, is_signature, stated_dates, unread_dates, yearless_dates
from ektp_core.reading.names import joined
from ektp_core.reading.numbers import is_numeric

_CLAUSES = re.compile(r"[;\n]")
HEADER_AHEAD = 6  # rows looked at together where a header stands in the middle of a sheet
INFERRED_FROM = 40  # rows that show in which column the areas stand, where its header does not say
LONGEST_TITLE = 300
MOST_MEASURE_ROWS = 60  # of a sheet whose areas stand in columns


@dataclass(slots=True)
class SheetTables:
    """What a sheet holds: its tables, and the dates in its name, titles and notes."""

    sheet: str
    tables: list[Table] = field(default_factory=list)
    dates: list[FoundDate] = field(default_factory=list)
    yearless: list[tuple[int, int]] = field(default_factory=list)
    """Day and month of dates in titles that lack their year."""

    unread: list[str] = field(default_factory=list)
    """What looks like a date in a title and is none, or may be several."""


def read_sheet(sheet: Worksheet, areas: Areas, home: str | None) -> SheetTables:
    """All tables of a sheet, in one pass over its rows. A sheet without a header has none."""
    reader = _SheetReader(sheet.name, areas, home)
    grid = sheet.open()
    reader.read(grid.rows, grid.merges, grid.hidden)
    return reader.found


class _SheetReader:
    def __init__(self, name: str, areas: Areas, home: str | None) -> None:
        self.found = SheetTables(name)
        self.found.dates += [FoundDate(day, DateSource.SHEET, name) for day in dates_in(name)]
        self._areas = areas
        self._home = home
        self._readers: list[RowReader] = []
        self._titles: list[str] = [name]

    def read(self, rows: Iterator[Row], merges: Sequence[Merge], hidden: frozenset[int]) -> None:
        """Find the first header, then read on from there."""
        head = list(islice(rows, SEARCHED_ROWS))
        about = " ".join([self.found.sheet, *self._texts(head)])
        header = find_header(head, merges, about, hidden, self.found.sheet)
        if header is None and len(head) <= MOST_MEASURE_ROWS:
            titles = next((at for at, row in enumerate(head) if sum(bool(text_of(cell)) for cell in row) > 1), len(head))
            turned = [list(column) for column in zip_longest(*_with_groups(head[titles:]))]
            self._take_texts(head[:titles], 1, DateSource.TITLE)
            if header := find_header(turned, (), about, sheet=self.found.sheet):
                self._read_turned(header, turned, titles + 1)
                return
        if header is None:
            self._take_texts(head[:HEADER_AHEAD], 1, DateSource.TITLE)
            return
        self._take_texts(head[: header.first], 1, DateSource.TITLE)
        ahead = deque(head[header.last + 1 :])
        self._begin(header, list(ahead))
        self._read_rows(ahead, rows, header.last + 2, merges)

    def _read_turned(self, header: Header, turned: Sequence[Row], first: int) -> None:
        """A sheet whose areas stand side by side and whose measures stand below each other, from the row `first` on."""
        below = turned[header.last + 1 :]
        self._begin(replace(header, blocks=tuple(_in_rows(block, first) for block in header.blocks)), below)
        self._read_rows(deque(below), iter(()), header.last + 2, ())
        for table in self.found.tables:
            table.notes.write(Kind.READ_TURNED, sheet=table.sheet)

    def _read_rows(self, ahead: deque[Row], rows: Iterator[Row], number: int, merges: Sequence[Merge]) -> None:
        """Row by row, numbered as in the sheet; `ahead` holds those already taken from `rows`."""
        since_header = 0
        while (row := _next(ahead, rows)) is not None:
            since_header += 1
            if any(is_header_again(row, reader.table.block) for reader in self._readers[:1]):
                ahead.extend(islice(rows, max(0, HEADER_AHEAD - len(ahead))))
                skipped = self._header_again([row, *islice(ahead, HEADER_AHEAD)], _shifted(merges, number - 1))
                for _ in range(skipped):
                    ahead.popleft()
                number += 1 + skipped
                since_header = 0
                continue
            if since_header > 2 or not is_column_numbers(row):
                taken = [reader.read(number, row) for reader in self._readers]
                if not any(taken):
                    self._take_texts([row], number, DateSource.NOTE)
            number += 1

    def _header_again(self, window: list[Row], merges: Sequence[Merge]) -> int:
        """A header in the middle: of the same table on a new page, or of another one. Returns how many further rows it takes."""
        header = find_header(window, merges, " ".join(self._titles))
        if header is None or header.last >= HEADER_AHEAD:
            return 0
        blocks = [reader.table.block for reader in self._readers]
        if [(_shape(block)) for block in header.blocks] != [(_shape(block)) for block in blocks]:
            self._begin(header, window[header.last + 1 :])
        return header.last

    def _begin(self, header: Header, below: Sequence[Row]) -> None:
        context = self._context()
        abroad = None if context else self._abroad()
        year = max((found.as_of.year for found in self.found.dates if found.origin is not DateSource.NOTE), default=None)
        self._readers = []
        for found in header.blocks:
            block = found if _names_areas(found) else self._with_area_column(found, below)
            if block is None:
                continue
            table = Table(self.found.sheet, block, year=year, titles=tuple(self._titles))
            self.found.tables.append(table)
            self._readers.append(RowReader(table, Finder(self._areas, self._home, context, abroad)))

    def _with_area_column(self, block: Block, below: Sequence[Row]) -> Block | None:
        """The column whose cells name areas, where the header leaves it without a word the reader knows."""
        counted = {column.index for column in block.counts}
        votes: dict[int, int] = {}
        for row in below[:INFERRED_FROM]:
            for index, cell in enumerate(row):
                if index not in counted and (text := text_of(cell)) and not is_numeric(text) and self._areas.find(text):
                    votes[index] = votes.get(index, 0) + 1
        if not votes:
            return None
        index = max(votes, key=lambda at: votes[at])
        return replace(block, keys=(*block.keys, Column(index, ColumnRole.NAME, "")))

    def _context(self) -> str | None:
        """The area that the titles name: a subdistrict by a cell of its own, else the only district in them."""
        for title in self._titles:
            named = self._areas.find(title, home=self._home, levels={Level.SUBDISTRICT})
            if len(named) == 1 and joined(named[0].name) in joined(title):
                return named[0].code
        whole = "".join(joined(word) for word in " ".join(self._titles).split())
        for province in (area for area in self._areas if area.level is Level.PROVINCE):
            whole = whole.replace(joined(province.name), " ")
        districts = sorted((area for area in self._areas if area.level is Level.DISTRICT), key=lambda area: -len(area.own_name))
        found = []
        for district in districts:
            if any(said in whole for said in _said_in_titles(district)):
                whole = whole.replace(joined(district.own_name), " ") if not district.has_namesake else whole
                found.append(district.code)
        return found[0] if len(found) == 1 else None

    def _abroad(self) -> str | None:
        """The district or province elsewhere that the titles name, where they name nothing of the home province."""
        return elsewhere_in(self._titles, self._areas)

    @staticmethod
    def _texts(rows: Sequence[Row]) -> list[str]:
        return [text for row in rows[:SEARCHED_ROWS] for cell in row if (text := text_of(cell))][:LONGEST_TITLE]

    def _take_texts(self, rows: Sequence[Row], number: int, origin: DateSource) -> None:
        """The dates in titles, notes and signatures."""
        for at, row in enumerate(rows, start=number):
            for cell in row:
                self._take_cell(cell, at, origin)

    def _take_cell(self, cell: Cell, row: int, origin: DateSource) -> None:
        """The dates of one cell; a line or clause that says when it was printed is a signature."""
        if isinstance(cell, datetime | date):
            self._found(AsOf(cell.year, cell.month, cell.day), origin, row)
            return
        text = text_of(cell)[:LONGEST_TITLE]
        if text and origin is DateSource.TITLE:
            self._titles.append(text)
        for clause in _CLAUSES.split(text):
            is_signed = is_signature(clause)
            for day in dates_in(clause):
                self._found(day, DateSource.SIGNATURE if is_signed else origin, row)
            if origin is DateSource.TITLE and not is_signed:
                for day in stated_dates(clause):
                    self._found(day, DateSource.STATED, row)
                self.found.yearless += yearless_dates(clause)
                self.found.unread += unread_dates(clause)

    def _found(self, day: AsOf, origin: DateSource, row: int) -> None:
        self.found.dates.append(FoundDate(day, origin, self.found.sheet, row))


def _said_in_titles(district: Area) -> tuple[str, ...]:
    """How titles name a district, as one word: of a city and a regency with one name the kind must be said."""
    name = joined(district.own_name)
    if not district.has_namesake:
        return (name,)
    return (f"kota{name}",) if district.name.startswith("Kota") else (f"kabupaten{name}", f"kab{name}")


def _names_areas(block: Block) -> bool:
    return any(column.role in {ColumnRole.NAME, ColumnRole.CODE} for column in block.keys)


def _with_groups(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows of measures with the label of their group, a row without numbers above them: "PEREKAMAN", then "a. bulan ini"."""
    group = ""
    for row in rows:
        label = next((at for at, cell in enumerate(row) if text_of(cell)), None)
        if label is None:
            yield row
            continue
        text = text_of(row[label])
        if not any(text_of(cell) or is_numeric(cell) for cell in row[label + 1 :]):
            group = text
            yield ()
            continue
        alone = column_of(text)
        group = "" if alone and alone.role in {ColumnRole.COUNT, ColumnRole.PERCENT} else group
        yield [*row[:label], f"{group} {text}".strip(), *row[label + 1 :]]


def _in_rows(block: Block, first: int) -> Block:
    """The columns of a block by the rows in which they stand in a turned sheet."""

    def placed(column: Column) -> Column:
        return replace(column, place="+".join(str(first + index) for index in (column.index, *column.also)))

    counts, left_out, unread = (tuple(map(placed, columns)) for columns in (block.counts, block.left_out, block.unread))
    return replace(block, counts=counts, left_out=left_out, unread=unread)


def _next(ahead: deque[Row], rows: Iterator[Row]) -> Row | None:
    return ahead.popleft() if ahead else next(rows, None)


def _shape(block: Block) -> tuple[tuple[int, str], ...]:
    return tuple((column.index, column.text) for column in block.counts)


def _shifted(merges: Sequence[Merge], rows: int) -> tuple[Merge, ...]:
    return tuple(replace(merge, top=merge.top - rows, bottom=merge.bottom - rows) for merge in merges)
