"""Columns that no rule could decide between: taken where they say the same, or where a person has chosen; else nobody's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ektp_core.figures.findings import Kind
from ektp_core.figures.headers.blocks import NEVER_CONTESTED, Block
from ektp_core.figures.headers.columns import Column, ColumnPart
from ektp_core.figures.headers.competing import Span, is_of_some, part_of, span_of
from ektp_core.figures.headers.measures import Measure, begins_inside, holds_early, is_surely_early
from ektp_core.figures.rows import Number, Table
from ektp_core.reading.cells import column_letters

Chosen = Mapping[Measure, int]
"""For a contested measure which of its columns is meant, counted from 0."""


@dataclass(frozen=True, slots=True)
class Contest:
    """A measure and the headers of the columns that may be it, each with the letters of its column."""

    measure: Measure
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """A measure and the columns it was read from, by their headers and letters."""

    measure: Measure
    columns: str


def read_from(block: Block) -> tuple[ReadFrom, ...]:
    """Which column each measure was read from: of both sexes together, where such a one stands."""
    counted = [column for column in block.counts if column.measure and column.measure not in NEVER_CONTESTED]
    whole = {column.measure for column in counted if column.part is ColumnPart.TOTAL}
    found: dict[Measure, list[str]] = {}
    for column in counted:
        if column.measure and (column.part is ColumnPart.TOTAL or column.measure not in whole):
            found.setdefault(column.measure, []).append(named(column))
    return tuple(ReadFrom(measure, " + ".join(columns)) for measure, columns in found.items())


def settle_contested(table: Table, chosen: Chosen) -> None:
    """Give a contested measure, in place, to the column that was chosen, or that the numbers of the rows tell.

    Men and women follow both together: their columns stand in the same order.
    """
    columns = list(table.block.counts)
    settled = dict(chosen)
    for part in (ColumnPart.TOTAL, ColumnPart.MALE, ColumnPart.FEMALE):
        for measure in dict.fromkeys(column.contested for column in columns if column.contested and column.part is part):
            rivals = [at for at, column in enumerate(columns) if column.contested is measure and column.part is part]
            number = settled.get(measure) if measure else None
            number = _told_by_rows(table, rivals) if number is None else number
            if measure and number is not None and number < len(rivals):
                settled[measure] = number
                for at in rivals:
                    columns[at] = replace(columns[at], contested=None, measure=measure if at == rivals[number] else None)
    table.block = replace(table.block, counts=tuple(columns))


def _told_by_rows(table: Table, rivals: list[int]) -> int | None:
    """Which column it is by the numbers: the first where all are equal, the only one left without sums; None where they do not tell."""
    left = _without_sums(table, rivals)
    is_same = all(len({statement.values[at] for at in left}) == 1 for statement in table.statements)
    return rivals.index(left[0]) if is_same or len(left) == 1 else None


def _without_sums(table: Table, rivals: list[int]) -> list[int]:
    """Of the rivals the one whole, where in every row it is the sum of the others; else without those that also hold the early."""
    rows = [statement.values for statement in table.statements]
    wholes = [at for at in rivals if all(_is_sum(row, at, [each for each in rivals if each != at]) for row in rows)]
    if len(rivals) > 2 and len(wholes) == 1:
        return wholes
    early = [at for at, column in enumerate(table.block.counts) if column.measure is Measure.EARLY and column.part is ColumnPart.TOTAL]
    held = {
        at for at in rivals for other in rivals for each in early if at != other and all(_is_sum(row, at, [other, each]) for row in rows)
    }
    return [at for at in rivals if at not in held]


def _is_sum(row: Sequence[Number], whole: int, parts: Sequence[int]) -> bool:
    return None not in (row[whole], *(row[at] for at in parts)) and row[whole] == sum(row[at] or 0 for at in parts)


def contests(table: Table) -> tuple[Contest, ...]:
    """What is still contested: of men, women and both only one, since they stand side by side."""
    found: dict[Measure, list[Column]] = {}
    for part in (ColumnPart.TOTAL, ColumnPart.MALE, ColumnPart.FEMALE):
        for column in table.block.counts:
            if column.contested and column.part is part and all(each.part is part for each in found.get(column.contested, [])):
                found.setdefault(column.contested, []).append(column)
    return tuple(Contest(measure, tuple(map(named, columns))) for measure, columns in found.items())


OF_ONE_PERIOD = frozenset({Span.OWN, Span.OWN_EARLIER, Span.EARLIER})
STOCKS = frozenset({Measure.OBLIGED, Measure.POPULATION, Measure.BARE})
"""Counted anew on each day: of this year they are all there are."""


def say_columns(table: Table) -> None:
    """Write down which columns were taken for a measure where others might have been, and what is doubtful about them."""
    for contest in contests(table):
        table.notes.write(Kind.COLUMNS_COMPETE, sheet=table.sheet, measure=contest.measure, columns=contest.headers)
    counted = [column for column in table.block.counts if column.measure not in {None, Measure.BARE}]
    for column in counted:
        about = {"sheet": table.sheet, "measure": column.measure, "columns": named(column)}
        for kind in _doubts_about(column, table):
            table.notes.write(kind, **about)
        left = [each for each in table.block.left_out if (each.measure, each.part, each.is_hidden) == (column.measure, column.part, False)]
        if left:
            table.notes.write(Kind.READ_COLUMN, **about, left=tuple(map(named, left)))
    if table.block.unread:
        table.notes.write(Kind.NOT_READ, sheet=table.sheet, columns=tuple(map(named, table.block.unread)))
    if hidden := [each for each in table.block.left_out if each.is_hidden]:
        table.notes.write(Kind.HIDDEN_LEFT_OUT, sheet=table.sheet, columns=tuple(map(named, hidden)))


def _doubts_about(column: Column, table: Table) -> Iterator[Kind]:
    counts = table.block.counts
    is_recorded, is_early = column.measure is Measure.RECORDED, column.measure is Measure.EARLY
    whole = [each for each in counts if each.measure is column.measure and each.part is ColumnPart.TOTAL and not each.is_hidden]
    if column.is_hidden and (column.part is ColumnPart.TOTAL or not whole):
        yield Kind.HIDDEN_USED
    of_period = span_of(column.text) in OF_ONE_PERIOD or (is_recorded and _title_of_a_part(table))
    if of_period and column.measure not in STOCKS and not column.also:
        yield Kind.OF_PERIOD_ONLY
    if part_of(column) is not None and not column.also and not is_early:
        yield Kind.OF_PART_ONLY
    if is_recorded and (holds_early(column.text) or _is_around_the_early(table.block)):
        yield Kind.HOLDS_EARLY
    if is_early and not is_surely_early(column.text):
        yield Kind.EARLY_UNSURE


def _title_of_a_part(table: Table) -> bool:
    """Whether the title speaks of one month, of going out or of a target, and no obliged stand beside it to show that all are meant."""
    if any(column.means in {Measure.OBLIGED, Measure.MISSING} for column in table.block.counts):
        return False
    return any(span_of(title) in OF_ONE_PERIOD or is_of_some(title) for title in table.titles)


def _is_around_the_early(block: Block) -> bool:
    """Whether those recorded early are said to be among those recorded."""
    return any(column.measure is Measure.EARLY and begins_inside(column.text) for column in block.counts)


def named(column: Column) -> str:
    """A column by its header and its letters: “SUDAH REKAM” (D); in a turned sheet by its row."""
    place = column.place or "+".join(column_letters(index) for index in (column.index, *column.also))
    return f"“{' '.join(column.text.split())}” ({place})"
