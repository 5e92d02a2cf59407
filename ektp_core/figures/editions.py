"""Of several months, sheets and copies: the newest one that is filled, and what the others say against it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ektp_core.figures.counts import Measures
from ektp_core.figures.findings import Kind, Notebook
from ektp_core.figures.headers.measures import DECISIVE, Measure
from ektp_core.figures.places import RowKind
from ektp_core.figures.rows import Number, Statement, Table
from ektp_core.figures.tables import SheetTables
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.days.periods import DateSource, FoundDate, settle

COMPLETE = 0.9  # of the rows of the fullest month: a month with fewer is still being filled


@dataclass(slots=True)
class Edition:
    """The statements of one table and one period, and how many areas in them are filled."""

    table: Table
    dates: list[FoundDate]
    as_of: AsOf | None
    period: AsOf | None
    statements: list[Statement]
    usable: int
    filled: int
    deepest: int
    joined: tuple["Edition", ...] = ()
    """The tables that it was made of, where it is not one."""

    @property
    def codes(self) -> set[str]:
        """The areas it is about."""
        return {each.place.code for each in self.statements if each.place.kind is RowKind.AREA and each.place.code}


@dataclass(slots=True)
class ChosenEdition:
    """The edition taken, with what disjoint tables of the same date add to it; `others` are only compared."""

    edition: Edition
    others: list[Edition] = field(default_factory=list)


def editions(sheet: SheetTables) -> list[Edition]:
    """One edition for each table and period of a sheet."""
    found = []
    for table in sheet.tables:
        periods = dict.fromkeys(statement.period for statement in table.statements)
        for period in periods:
            statements = [statement for statement in table.statements if statement.period == period]
            found.append(_edition(table, sheet.dates, period, statements))
    return found


def _edition(table: Table, dates: Sequence[FoundDate], period: AsOf | None, statements: list[Statement]) -> Edition:
    measures = Measures.of(table.block.counts)
    own = list(dates)
    if period:
        own.append(FoundDate(period, DateSource.PERIOD, table.sheet, statements[0].row))
    areas = [each for each in statements if each.place.kind is RowKind.AREA and each.place.code]
    filled = sum(1 for each in areas if _is_filled(each, measures))
    meant = {column.means for column in table.block.counts}
    has = len(meant & DECISIVE)
    usable = 3 if has >= 2 else 2 if table.block.percent else 1 if has else 0
    deepest = max(((each.place.code or "").count(".") for each in areas), default=0)
    return Edition(table, own, settle(own)[0], period, statements, usable if filled else 0, filled, deepest)


def _is_filled(statement: Statement, measures: Measures) -> bool:
    """A month prepared in advance has its obliged, and nothing or zero recorded."""
    counts = measures.counts(statement.values, statement.percent)
    if measures.has(Measure.RECORDED) or measures.has(Measure.MISSING):
        return bool(counts.recorded) or (counts.recorded is None and bool(counts.percent))
    return bool(counts.percent) or any(statement.values)


def choose(read: Sequence[Edition]) -> ChosenEdition | None:
    """The newest complete edition with the most to say; None when no table of the file has a filled area."""
    found = _side_by_side([edition for edition in read if edition.usable])
    if not found:
        return None
    best = max(edition.usable for edition in found)
    candidates = [edition for edition in found if edition.usable == best]
    fullest = {deep: max(each.filled for each in candidates if each.deepest == deep) for deep in {each.deepest for each in candidates}}
    complete = [each for each in candidates if each.filled >= COMPLETE * fullest[each.deepest]]
    newest = max(complete, key=lambda each: (_order(each.as_of or each.period), each.filled, -found.index(each)))
    _say_choice(newest, candidates)
    joined = [part for each in found for part in each.joined]
    unlike = [each for each in read if each.usable != best and not any(each is part for part in joined)]
    chosen, unused = _with_more(_with_period_only(newest), unlike)
    for edition in unused:
        chosen.table.notes.write(Kind.TABLE_NOT_USED, sheet=edition.table.sheet, row=edition.statements[0].row)
    choice = ChosenEdition(chosen)
    for other in candidates:
        if other is not newest and _may_be_of_one_day(newest, other):
            _combine(choice, other)
    return choice


def _with_more(chosen: Edition, others: Sequence[Edition]) -> tuple[Edition, list[Edition]]:
    """The edition with other measures of the same areas and day from other tables, those recorded early; and the tables without use."""
    unused = []
    for other in others:
        own, more = ({column.means for column in edition.table.block.counts} - {None} for edition in (chosen, other))
        if more and not own & more and chosen.codes <= other.codes and _may_be_of_one_day(chosen, other):
            chosen = _beside(chosen, other)
        elif other.statements:
            unused.append(other)
    return chosen, unused


def _side_by_side(found: Sequence[Edition]) -> list[Edition]:
    """Tables that each have one measure of the same areas as the one table that they are: obliged here, recorded there."""
    whole: list[Edition] = []
    for edition in found:
        fitting = [at for at, other in enumerate(whole) if _complete_each_other(other, edition)]
        if len(fitting) == 1:
            whole[fitting[0]] = _beside(whole[fitting[0]], edition)
        else:
            whole.append(edition)
    return whole


def _complete_each_other(one: Edition, other: Edition) -> bool:
    means = [{column.means for column in edition.table.block.counts} & DECISIVE for edition in (one, other)]
    are_two = all(len(each) == 1 for each in means) and means[0] != means[1]
    return are_two and one.codes == other.codes and _may_be_of_one_day(one, other)


def _may_be_of_one_day(one: Edition, other: Edition) -> bool:
    return one.as_of == other.as_of or None in {one.as_of, other.as_of}


def _beside(one: Edition, other: Edition) -> Edition:
    rows = {(each.place.kind, each.place.code): each.values for each in other.statements}
    nothing: list[Number] = [None] * len(other.table.block.counts)
    statements = [replace(each, values=[*each.values, *rows.get((each.place.kind, each.place.code), nothing)]) for each in one.statements]
    block = replace(one.table.block, counts=(*one.table.block.counts, *other.table.block.counts))
    notes = Notebook()
    for edition in (one, other):
        notes.take(edition.table.notes)
    table = replace(one.table, block=block, statements=statements, notes=notes)
    return replace(
        one,
        table=table,
        statements=statements,
        dates=[*one.dates, *other.dates],
        as_of=one.as_of or other.as_of,
        usable=3,
        joined=(*(one.joined or (one,)), other),
    )


def _order(as_of: AsOf | None) -> tuple[int, int, int]:
    return (as_of.year, as_of.month or 0, as_of.day or 0) if as_of else (0, 0, 0)


def _say_choice(chosen: Edition, candidates: Sequence[Edition]) -> None:
    """Name the month taken of several, and a newer one that is not complete."""
    notes, table = chosen.table.notes, chosen.table
    periods = {each.as_of for each in candidates if each.as_of and each.as_of != chosen.as_of}
    if periods and chosen.as_of:
        notes.write(Kind.READ_PERIOD, sheet=table.sheet, period=chosen.as_of, count=len(periods) + 1)
    for other in candidates:
        if other.as_of and chosen.as_of and chosen.as_of < other.as_of and other.deepest == chosen.deepest:
            notes.write(
                Kind.PERIOD_INCOMPLETE,
                sheet=other.table.sheet,
                period=other.as_of,
                filled=other.filled,
                expected=chosen.filled,
                taken=chosen.as_of,
            )
    if len({each.table.sheet for each in candidates}) > 1:
        notes.write(Kind.READ_SHEET, sheet=table.sheet, count=len({each.table.sheet for each in candidates}))


def _with_period_only(edition: Edition) -> Edition:
    """The edition alone, with the findings of its own rows: a mistake in an old month does not matter."""
    rows = {statement.row for statement in edition.statements}
    notes = Notebook()
    several = len(edition.statements) < len(edition.table.statements)
    notes.take(edition.table.notes, rows if several else None)
    table = replace(edition.table, statements=list(edition.statements), notes=notes)
    return replace(edition, table=table, statements=table.statements)


def _combine(choice: ChosenEdition, other: Edition) -> None:
    """A table about other areas of the same level adds its rows; one about the same areas is a copy, to be compared."""
    main = choice.edition
    if main.table.sheet == other.table.sheet and main.period != other.period:
        return
    if other.codes & main.codes or other.deepest != main.deepest or not other.codes:
        choice.others.append(other)
        return
    at = Measures.of(other.table.block.counts).positions
    for statement in other.statements:
        if statement.place.kind is RowKind.AREA:
            values: list[Number] = []
            for column in main.table.block.counts:
                position = at.get((column.measure, column.part))
                values.append(None if position is None else statement.values[position])
            main.table.statements.append(replace(statement, values=values))
    main.table.notes.take(other.table.notes)
