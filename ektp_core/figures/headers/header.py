"""Where the header of a table stands and what its columns hold: one level or up to three, merged or not, at any row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ektp_core.figures.headers.blocks import Block, blocks_of
from ektp_core.figures.headers.columns import Column, ColumnRole, column_of
from ektp_core.figures.headers.measures import DECISIVE, TOTAL, Measure, header_words, is_of_obliged, says_early
from ektp_core.figures.headers.months import header_text, is_period, month_column, named_by_titles, period_in
from ektp_core.reading.cells import Cell, Merge, Row, text_of
from ektp_core.reading.days.periods import dates_in
from ektp_core.reading.numbers import BrokenFormula, NotANumber, is_numeric, read_count

SEARCHED_ROWS = 400  # rows that may stand above a header; real files have up to 20
DEEPEST = 3
LONGEST_NAME = 14  # words: a longer title is a sentence about something else
LEAST_SCORE = 1.7  # two measures, or an area and a measure; each row of the header costs a tenth
LEVELS_BELOW = 3  # a better header may follow within the next rows: the group row is met before its parts
TARGETS = frozenset({"target", "sasaran", "rencana"})
"""Beside one of them a percentage may be of it."""

OTHER_ROWS = frozenset({"sekolah", "npsn", "siswa", "nisn", "nik", "madrasah"})
"""What stands in a row when it is no area: one school's people would count as the subdistrict's."""

REMARKS = frozenset({"ket", "keterangan", "catatan", "no", "remarks"})
"""Headers of columns that nobody misses."""


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of a header, counted from 0, and its blocks: several where tables stand side by side or months follow each other."""

    first: int
    last: int
    blocks: tuple[Block, ...]


def understood(rows: Sequence[Row]) -> int:
    """How many columns of a report the header among these rows names; none where it counts no obliged and nobody recorded."""
    header = find_header(rows, (), "")
    if header is None or not any(block.percent or DECISIVE & {column.means for column in block.counts} for block in header.blocks):
        return 0
    return sum(len(block.keys) + len(block.counts) + bool(block.percent) for block in header.blocks)


def find_header(
    rows: Sequence[Row], merges: Sequence[Merge], about: str, hidden: frozenset[int] = frozenset(), sheet: str = ""
) -> Header | None:
    """The first header; None when there is none. `about` is the sheet's name and its texts, `hidden` the columns that it does not show.

    `rows` are the sheet's first rows. A header has an area column or two measures, and at least one measure.
    """
    best = _best_reading(rows, merges, about)
    if best is None:
        return None
    columns = [replace(column, is_hidden=column.index in hidden) for column in best.columns]
    if _is_about_early([sheet, *best.titles], columns):
        columns = _only_early(columns)
    current, older = _current(_of_one_date(columns))
    unread = _unread(columns, best.texts)
    of_target = any(TARGETS & set(header_words(column.text)) for column in unread)
    blocks = [replace(block, percent=None) if of_target else block for block in blocks_of(current, about)]
    if not blocks:
        return None
    blocks[0] = replace(blocks[0], unread=unread, left_out=(*blocks[0].left_out, *older))
    return Header(best.last - best.depth + 1, best.last, tuple(blocks))


class _Reading(NamedTuple):
    """Rows read as a header: how much they say, the last of them and how many, their columns and texts, and the titles above them."""

    score: float
    last: int
    depth: int
    columns: list[Column]
    texts: list[str]
    titles: list[str]


def _best_reading(rows: Sequence[Row], merges: Sequence[Merge], about: str) -> _Reading | None:
    """The reading that says the most, of the first rows that are a header at all."""
    year = max((day.year for day in dates_in(about)), default=None)
    best: _Reading | None = None
    for last in range(len(rows)):
        if best and last > best.last + LEVELS_BELOW:
            break
        for depth, texts in _readings(rows, merges, last):
            titles = [text for row in rows[: last - depth + 1] for text in map(text_of, row) if text]
            columns = named_by_titles(_columns(texts, year), titles or [about])
            score = _score(columns, texts) - depth / 10
            if score >= LEAST_SCORE and (best is None or score > best.score):
                best = _Reading(score, last, depth, columns, texts, titles)
    return best


def _is_about_early(titles: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a table is only of those below 17, which its title says and no header."""
    if any(column.measure is Measure.EARLY for column in columns):
        return False
    return any(says_early(title) and not is_of_obliged(title) for title in titles if len(header_words(title)) <= LONGEST_NAME)


def _only_early(columns: Sequence[Column]) -> list[Column]:
    """Those recorded are recorded early; the others that it counts, and their share, are of no figure."""
    return [
        replace(column, measure=Measure.EARLY) if column.measure is Measure.RECORDED else column
        for column in columns
        if column.measure in {Measure.RECORDED, None} and column.role is not ColumnRole.PERCENT
    ]


def _current(columns: list[Column]) -> tuple[list[Column], list[Column]]:
    """The columns, and the obliged of older half-years where nothing else is given for several: these make no months side by side."""
    periods = {measure: {each.period for each in columns if each.measure is measure and each.period} for measure in Measure}
    if len(periods[Measure.OBLIGED]) < 2 or any(len(found) > 1 for measure, found in periods.items() if measure is not Measure.OBLIGED):
        return columns, []
    newest = max(period for period in periods[Measure.OBLIGED] if period)
    older = [column for column in columns if column.measure is Measure.OBLIGED and column.period and column.period != newest]
    return [replace(column, period=None) for column in columns if column not in older], older


def _unread(columns: Sequence[Column], texts: Sequence[str]) -> tuple[Column, ...]:
    known = {column.index for column in columns}
    behind = min((column.index for column in columns if column.role in {ColumnRole.COUNT, ColumnRole.PERCENT}), default=0)
    return tuple(
        Column(index, ColumnRole.COUNT, text)
        for index, text in enumerate(texts)
        if text and index > behind and index not in known and not REMARKS & set(header_words(text))
    )


def _score(columns: Sequence[Column], texts: Sequence[str]) -> float:
    """How much a reading of a header says: its measures and areas; and its texts, since a row of parts below its groups adds some."""
    if _is_of_other_rows(texts[: min((each.index for each in columns if _is_measured(each)), default=0)]):
        return 0
    measured = {(column.measure, column.part, column.period) for column in columns if _is_measured(column)}
    if len(columns) < 2 or not (measured or any(column.text.lower().replace(" ", "_") == "jml_wktp" for column in columns)):
        return 0
    placed = any(column.role in {ColumnRole.NAME, ColumnRole.CODE} for column in columns)
    bare = len({column.part for column in columns if column.measure is Measure.BARE})
    return len(measured) + 2 * placed + bare / 4 + sum(map(bool, texts)) / 5


def _is_of_other_rows(keys: Sequence[str]) -> bool:
    """Whether what stands before the numbers names schools or people; a number of schools is only a number."""
    said = [set(header_words(text)) for text in keys]
    return any(words & OTHER_ROWS and not words & TOTAL for words in said)


def _is_measured(column: Column) -> bool:
    return column.role is ColumnRole.PERCENT or (
        column.role is ColumnRole.COUNT and column.measure not in {Measure.BARE, Measure.POPULATION}
    )


def _readings(rows: Sequence[Row], merges: Sequence[Merge], last: int) -> Iterator[tuple[int, list[str]]]:
    """The texts over the columns of row `last`, read alone and with the one or two rows of groups above it."""
    if not _may_be_header(rows[last]):
        return
    texts = [header_text(cell) for cell in rows[last]]
    yield 1, texts
    lower = [bool(text) for text in texts]
    for depth in range(2, DEEPEST + 1):
        top = last - depth + 1
        if top < 0 or not _may_be_group(rows[top], merges, top):
            return
        groups = _spread(rows[top], merges, top, lower)
        texts = [f"{group} {text}".strip() for group, text in zip(groups, texts, strict=True)]
        lower = [bool(text) for text in texts]
        yield depth, texts


def _may_be_header(row: Row) -> bool:
    """Words and no numbers; or nothing but dates and years."""
    periods = sum(is_period(cell) for cell in row)
    words = sum(1 for cell in row if isinstance(cell, str) and cell.strip() and not is_numeric(cell))
    numbers = sum(_is_count(cell) and not is_period(cell) for cell in row)
    return numbers == 0 and (words >= 2 or words + min(periods, 1) >= 2 or (words == 0 and periods >= 2))


def _is_count(cell: Cell) -> bool:
    """Whether a cell holds a number: "<17" and "16-17" are ages."""
    try:
        return is_numeric(cell) and read_count(cell) is not None
    except (NotANumber, BrokenFormula):
        return False


def _may_be_group(row: Row, merges: Sequence[Merge], at: int) -> bool:
    """A single cell is a title, unless it is merged over some of the columns beside others."""
    filled = [cell for cell in row if header_text(cell)]
    return (len(filled) >= 2 and _may_be_header(row)) or (len(filled) == 1 and any(m.top == at and m.left > 0 for m in merges))


def _spread(row: Row, merges: Sequence[Merge], at: int, lower: Sequence[bool]) -> list[str]:
    """The text of each group over the columns it covers: as merged, or up to the next group where nothing is merged."""
    texts = [header_text(cell) for cell in row]
    texts += [""] * (len(lower) - len(texts))
    over = [merge for merge in merges if merge.top == at and merge.right > merge.left]
    if over:
        for merge in over:
            for column in range(merge.left + 1, min(merge.right + 1, len(lower))):
                texts[column] = texts[merge.left]
        return texts[: len(lower)]
    group = ""
    for column, below in enumerate(lower):
        if texts[column]:
            group = "" if header_words(texts[column]) == ["no"] else texts[column]
        elif below:
            texts[column] = group
    return texts[: len(lower)]


def _columns(texts: Sequence[str], year: int | None) -> list[Column]:
    found = []
    for index, text in enumerate(texts):
        if text and (column := column_of(text) or month_column(text, year)):
            period = period_in(text, year) if column.role in {ColumnRole.COUNT, ColumnRole.PERCENT} else None
            found.append(replace(column, index=index, period=period))
    return found


def _of_one_date(columns: list[Column]) -> list[Column]:
    """Columns of several months as they are; else all with the newest date: "WKTP (Semester I 2026)" beside "Rekam 30 September 2026"."""
    dated = {(column.measure, column.part, column.period) for column in columns if column.period}
    newest = max((column.period for column in columns if column.period), default=None)
    if newest is None or len({key[:2] for key in dated}) < len(dated):
        return columns
    return [replace(column, period=newest) if column.role in {ColumnRole.COUNT, ColumnRole.PERCENT} else column for column in columns]
