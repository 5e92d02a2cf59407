"""Thousands that a sheet turned into fractions: 110.62 meant 110,620 (docs/domain.md#thousands-written-as-fractions)."""

from collections.abc import Sequence
from math import log10
from statistics import median

from ektp_core.figures.findings import Kind
from ektp_core.figures.headers.columns import Column, ColumnPart
from ektp_core.figures.headers.measures import Measure
from ektp_core.figures.rows import Number, Statement, Table

THOUSAND = 1000
_ROUNDING = 1e-3


def restore_thousands(table: Table) -> None:
    """Make every number whole, in place: thousands where the column and the row agree; others are found and left out."""
    columns = table.block.counts
    fractions = {at for at in range(len(columns)) if any(isinstance(statement.values[at], float) for statement in table.statements)}
    if not fractions:
        return
    divided = _all_divided(table.statements, fractions)
    example: tuple[Number, int] | None = None
    for at in sorted(fractions):
        column = [statement.values[at] for statement in table.statements]
        usual = _usual(column)
        for statement in table.statements:
            before = statement.values[at]
            after = _whole(before, usual, divided)
            if after is None and before is not None:
                _refuse(table, statement, columns[at], before)
            if isinstance(before, float) and after is not None and example is None:
                example = (before, after)
            statement.values[at] = after
    _agree_in_rows(table, fractions)
    if example:
        table.notes.write(Kind.READ_AS_THOUSANDS, sheet=table.sheet, before=example[0], after=example[1])


def _all_divided(statements: Sequence[Statement], fractions: set[int]) -> bool:
    """Whether everything was divided by 1000 ("0.009" for 9), rather than points read as decimals where there were any."""
    values = [value for statement in statements for at in fractions if (value := statement.values[at]) is not None and value != 0]
    small = any(isinstance(value, float) and abs(value) < 1 for value in values)
    return small and sum(isinstance(value, float) for value in values) * 2 >= len(values)


def _usual(column: Sequence[Number]) -> float:
    """The size a column's numbers have: of its thousands where they are most, else of its whole numbers."""
    fractions = [abs(value) * THOUSAND for value in column if isinstance(value, float)]
    whole = [abs(value) for value in column if isinstance(value, int) and value]
    return float(median(fractions if len(fractions) >= len(whole) else whole))


def _whole(value: Number, usual: float, divided: bool) -> int | None:
    if value is None:
        return None
    thousandfold = value * THOUSAND
    if isinstance(value, int):
        return int(thousandfold) if value and (divided or _distance(thousandfold, usual) < _distance(value, usual)) else value
    if abs(thousandfold - round(thousandfold)) > _ROUNDING:
        return None
    if not divided and _distance(thousandfold, usual) > _distance(value, usual):
        return None
    return round(thousandfold)


def _distance(value: float, usual: float) -> float:
    return abs(log10(abs(value) / usual))


def _refuse(table: Table, statement: Statement, column: Column, value: Number) -> None:
    text = " ".join(column.text.split())
    table.notes.write(Kind.NOT_WHOLE, sheet=table.sheet, row=statement.row, area=statement.label, column=text, number=value)


def _agree_in_rows(table: Table, fractions: set[int]) -> None:
    """A small number beside thousands (97 or 97,000?) is what makes the row's sum right."""
    at = {(column.measure, column.part): position for position, column in enumerate(table.block.counts)}
    sums = [
        tuple(at.get(key) for key in keys)
        for keys in (
            ((Measure.OBLIGED, ColumnPart.TOTAL), (Measure.RECORDED, ColumnPart.TOTAL), (Measure.MISSING, ColumnPart.TOTAL)),
            *(((measure, ColumnPart.TOTAL), (measure, ColumnPart.MALE), (measure, ColumnPart.FEMALE)) for measure in Measure),
        )
    ]
    for whole, *parts in sums:
        if whole is None or None in parts:
            continue
        linked = [whole, *(part for part in parts if part is not None)]
        for statement in table.statements:
            _mend(statement.values, linked, fractions)


def _mend(values: list[Number], linked: Sequence[int], fractions: set[int]) -> None:
    whole, first, second = (values[at] for at in linked)
    if whole is None or first is None or second is None or whole == first + second:
        return
    expected = {linked[0]: first + second, linked[1]: whole - second, linked[2]: whole - first}
    for at, right in expected.items():
        value = values[at]
        if at in fractions and value is not None and right in {value * THOUSAND, value / THOUSAND}:
            values[at] = int(right)
            return
