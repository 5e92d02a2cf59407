"""The columns of a sheet, told by what their headers say: every one of them counts, and none because it stands first.

A header may have two rows, "JAM" over "MULAI" and "SELESAI". What several cells share, because they are merged, each of them says.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain, islice

from ektp_core.reading.cells import Cell, FormulaError, Grid, Merge, Row

HEADER_WITHIN = 30
"""Rows: above a header there are titles, letterheads, and what the sheet is for."""

LONGEST_HEADER = 40

FIRST_YEAR = 1905
"""A date before it is a time of day that the program keeps as one."""

Means = Callable[[str, str], str | None]
"""The field that a header names, if it is one that is read, and the group above it ("" for none), which may say that it is of another."""

_EMPTY = re.compile(r"[-–—_.\s]*")
_SECONDS = re.compile(r"\b(\d{1,2}[:.]\d{2})[:.]00\b")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, counted from 0, what its header says, and the field that this means ("" for none)."""

    index: int
    header: str
    field: str


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What stands in a cell, as it would be typed; `shared` when it is merged with the cells of other rows."""

    header: str
    text: str
    value: Cell = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, counted from 1: the cells of each field that say something, and everything that stands in it."""

    number: int
    cells: Mapping[str, tuple[SheetCell, ...]]
    texts: tuple[str, ...]
    is_banner: bool = False
    """One text, merged over several columns."""

    def of(self, name: str) -> tuple[SheetCell, ...]:
        """The cells of a field that are not empty, one for each of its columns."""
        return self.cells.get(name, ())


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A header and the rows below it that are not empty, as many as were asked for and one more where there are more."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    fields: frozenset[str] = field(default_factory=frozenset)

    def headers(self, *names: str) -> str:
        """What the columns of fields are called."""
        return " / ".join(dict.fromkeys(column.header for column in self.columns if column.field in names))

    def unused(self, fields: Collection[str] = ()) -> tuple[str, ...]:
        """The headers of columns that are not read, those of some `fields` among them, and in which something stands."""
        filled = {at for row in self.rows for at, text in enumerate(row.texts) if text}
        return tuple(column.header for column in self.columns if column.field in ("", *fields) and column.index in filled)


def side_by_side(cells: Iterable[SheetCell]) -> str:
    """What cells say that differ: "08.00 ↔ 09.00"."""
    return " ↔ ".join(dict.fromkeys(cell.text for cell in cells))


def headers_of(cells: Iterable[SheetCell]) -> str:
    """What the columns of cells are called."""
    return " / ".join(dict.fromkeys(cell.header for cell in cells))


def as_typed(cell: Cell) -> str:
    """A cell as it would be typed; "" for an empty one, and for the strokes that say so."""
    match cell:
        case datetime() if cell.year < FIRST_YEAR:
            return cell.strftime("%H.%M")
        case datetime() if cell.time() != time():
            return cell.strftime("%d/%m/%Y %H.%M")
        case datetime() | date():
            return cell.strftime("%d/%m/%Y")
        case time():
            return cell.strftime("%H.%M")
        case timedelta() if timedelta() <= cell < timedelta(days=1):
            return (datetime.min + cell).strftime("%H.%M")
        case float() if cell.is_integer():
            return str(int(cell))
        case FormulaError():
            return "#REF!"
        case None:
            return ""
    text = " ".join(str(cell).split())
    return "" if _EMPTY.fullmatch(text) else _SECONDS.sub(r"\1", text)


def understood(means: Means) -> Callable[[Sequence[Row]], int]:
    """How many fields the best header among some rows names."""
    return lambda rows: max((len(_fields(columns)) for columns, _ in _headers(rows, (), means)), default=0)


def table_of(grid: Grid, means: Means, enough: Callable[[frozenset[str]], bool], most: int) -> SheetTable | None:
    """The table under the header that names the most fields, of those that name `enough`; None where no header does.

    Of several columns of a field the hidden ones do not count.
    """
    rows = iter(grid.rows)
    head = list(islice(rows, HEADER_WITHIN))
    best: tuple[list[Column], int] | None = None
    for columns, last in _headers(head, grid.merges, means):
        if enough(_fields(columns)) and (best is None or len(_fields(columns)) > len(_fields(best[0]))):
            best = columns, last
    if best is None:
        return None
    columns = _shown(best[0], grid.hidden)
    first = best[1] + 1
    below = _below(enumerate(chain(head[first:], rows), first), columns, grid.merges)
    return SheetTable(tuple(columns), tuple(islice(below, most + 1)), _fields(columns))


def _fields(columns: Sequence[Column]) -> frozenset[str]:
    return frozenset(column.field for column in columns if column.field)


def _shown(columns: Sequence[Column], hidden: frozenset[int]) -> list[Column]:
    shown = _fields([column for column in columns if column.index not in hidden])
    return [column for column in columns if column.index not in hidden or (column.field and column.field not in shown)]


def _headers(rows: Sequence[Row], merges: Sequence[Merge], means: Means) -> Iterator[tuple[list[Column], int]]:
    """Every reading of a header among the first rows, alone or with the row of groups above it, and its last row."""
    texts = [[as_typed(cell) for cell in row] for row in rows[:HEADER_WITHIN]]
    for last, row in enumerate(texts):
        under = texts[last + 1] if last + 1 < len(texts) else []
        if not _stands_over(row, under) and not (last and _are_groups(texts[last - 1], row)):
            over = _spread(row, [merge for merge in merges if merge.top == last])
            yield [Column(at, text[:LONGEST_HEADER], means(text, "") or "") for at, text in enumerate(over) if text], last
        if last:
            yield _grouped(texts[last - 1], row, [merge for merge in merges if merge.top == last - 1], means), last


def _spread(row: Sequence[str], merges: Sequence[Merge]) -> list[str]:
    """The texts of a row over all the columns that they are merged over: "HARI/TANGGAL" over a column for each."""
    over = list(row)
    for merge in merges:
        over += [""] * (merge.right + 1 - len(over))
        over[merge.left : merge.right + 1] = [over[merge.left]] * (merge.right + 1 - merge.left)
    return over


def _stands_over(row: Sequence[str], under: Sequence[str]) -> bool:
    """Whether a row holds groups: the one under it is of words only, and some of them stand where nothing is above."""
    filled = [at for at, text in enumerate(under) if text]
    is_words = len(filled) > 1 and not any(letter.isdigit() for at in filled for letter in under[at])
    return is_words and any(at >= len(row) or not row[at] for at in filled)


def _are_groups(row: Sequence[str], under: Sequence[str]) -> bool:
    """Whether several groups stand over a row, which then means nothing without them; a letterhead has colons and numbers."""
    groups = [text for text in row if text]
    is_words = len(groups) > 1 and not any(letter.isdigit() or letter == ":" for text in groups for letter in text)
    return is_words and _stands_over(row, under)


def _grouped(above: Sequence[str], row: Sequence[str], merges: Sequence[Merge], means: Means) -> list[Column]:
    """A header of two rows: "JAM" over "MULAI" is "JAM MULAI"; what the two mean is for `means` to say."""
    columns = []
    group = ""
    for at in range(max(len(above), len(row))):
        upper = above[at] if at < len(above) else ""
        lower = row[at] if at < len(row) else ""
        over = next((above[merge.left] for merge in merges if merge.left <= at <= merge.right), "" if merges else group)
        group = upper or (group if lower else "")
        both = f"{upper or over} {lower}".strip() if lower else upper
        if both:
            means_of = means(lower, upper or over) if lower else means(upper, "")
            columns.append(Column(at, both[:LONGEST_HEADER], means_of or ""))
    return columns


def _below(rows: Iterator[tuple[int, Row]], columns: Sequence[Column], merges: Sequence[Merge]) -> Iterator[TableRow]:
    """The rows that say something, with what they share with rows above them."""
    tall = [merge for merge in merges if merge.bottom > merge.top]
    wide = {merge.top for merge in merges if merge.right > merge.left}
    shared: dict[tuple[int, int], Cell] = {}
    for number, row in rows:
        values = list(row)
        at_merge = {merge.left: merge for merge in tall if merge.top <= number <= merge.bottom}
        for left, merge in at_merge.items():
            values += [None] * (left + 1 - len(values))
            if merge.top == number:
                shared[merge.top, left] = values[left]
            values[left] = shared.get((merge.top, left))
        texts = tuple(map(as_typed, values))
        if any(texts[at] for at in range(len(texts)) if at not in at_merge or at_merge[at].top == number):
            is_banner = number in wide and [bool(text) for text in texts].count(True) == 1
            yield TableRow(number + 1, _cells(columns, values, texts, at_merge), texts, is_banner)


def _cells(
    columns: Sequence[Column], values: Sequence[Cell], texts: Sequence[str], merges: Mapping[int, Merge]
) -> dict[str, tuple[SheetCell, ...]]:
    cells: dict[str, tuple[SheetCell, ...]] = {}
    for column in columns:
        at = column.index
        if column.field and at < len(texts) and texts[at]:
            cell = SheetCell(column.header, texts[at], values[at], at in merges)
            cells[column.field] = (*cells.get(column.field, ()), cell)
    return cells
