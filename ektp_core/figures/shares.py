"""Columns whose header names people while their cells hold shares of them (docs/domain.md#shares-for-people)."""

import re
from dataclasses import replace

from ektp_core.figures.headers.columns import Column, ColumnPart, ColumnRole
from ektp_core.figures.headers.measures import Measure
from ektp_core.figures.rows import Number, Table

LARGEST_SHARE = 150  # percent: 106.7 was published
LEAST_FRACTIONS = 3  # numbers: fewer may be thousands that lost their zeros (110.62 for 110,620)
THOUSANDTHS = 3  # decimals that thousands written as fractions have
_NAMED = re.compile(r"%|\b(?:persen|prosen|percent|rasio)", re.IGNORECASE)


def shares_as_percent(table: Table) -> None:
    """Take, in place, the measure from columns of shares; that of those recorded becomes the percentage where there is none.

    They are told by their cells: all at most 150 and either with decimals that no thousands have, or below a title that says percent,
    or beside obliged who are 100 everywhere.
    """
    columns = table.block.counts
    values = [[statement.values[at] for statement in table.statements] for at in range(len(columns))]
    may_be = [_may_be_shares(numbers) for numbers in values]
    decimals = max((_decimals(number) for at, numbers in enumerate(values) if may_be[at] for number in numbers), default=0)
    is_whole_table = all(is_share or not any(numbers) for is_share, numbers in zip(may_be, values, strict=True))
    is_named = is_whole_table and bool(_NAMED.search(table.about))
    hundreds = any(column.means is Measure.OBLIGED and set(values[at]) == {100} for at, column in enumerate(columns))
    for at, column in enumerate(columns):
        by_cells = decimals != THOUSANDTHS and sum(isinstance(number, float) for number in values[at]) >= LEAST_FRACTIONS
        if may_be[at] and (by_cells or is_named or (hundreds and is_whole_table)):
            _take_away(table, at, column)


def _may_be_shares(numbers: list[Number]) -> bool:
    return any(numbers) and all(number is None or 0 <= number <= LARGEST_SHARE for number in numbers)


def _decimals(number: Number) -> int:
    return len(repr(number).partition(".")[2]) if isinstance(number, float) else 0


def _take_away(table: Table, at: int, column: Column) -> None:
    is_the_share = table.block.percent is None and column.means is Measure.RECORDED and column.part is ColumnPart.TOTAL
    for statement in table.statements:
        if is_the_share:
            statement.percent = statement.values[at]
        statement.values[at] = None
    counts = list(table.block.counts)
    counts[at] = replace(column, measure=None, contested=None)
    percent = replace(counts[at], role=ColumnRole.PERCENT) if is_the_share else table.block.percent
    table.block = replace(table.block, counts=tuple(counts), percent=percent)
