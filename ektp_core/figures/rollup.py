"""From the finest level up: sums of the parts, compared with the totals that stand in the file."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ektp_core.areas import Area, Areas
from ektp_core.figures.codes import common_area, parent_code
from ektp_core.figures.findings import Kind, Notebook
from ektp_core.figures.headers.columns import Column
from ektp_core.figures.headers.measures import Measure
from ektp_core.figures.places import RowKind
from ektp_core.figures.rows import Number, Statement, Table

MOST_NAMES = 12


@dataclass(slots=True)
class Line:
    """The numbers of one area: where they stand, None for a sum that was computed."""

    values: list[Number]
    percent: float | None
    row: int | None
    label: str = ""


@dataclass(slots=True)
class Rollup:
    """All levels of a file: `lines` by code; `stated` are the totals that stand in the file."""

    areas: Areas
    columns: Sequence[Column]
    sheet: str
    notes: Notebook
    lines: dict[str, Line] = field(default_factory=dict)
    stated: dict[str, Line] = field(default_factory=dict)
    computed: set[str] = field(default_factory=set)


def roll_up(table: Table, areas: Areas) -> Rollup:
    """Every area of a table with its parents up to the smallest that holds them all.

    Computed parents win over stated ones where every child is there; totals that differ and children that are missing are findings.
    """
    rollup = Rollup(areas, table.block.counts, table.sheet, table.notes)
    for statement in table.statements:
        if statement.place.kind is RowKind.AREA and statement.place.code:
            _take(rollup, statement.place.code, statement)
    _undo_villages_read_as_subdistricts(rollup)
    _take_totals(rollup, table.statements)
    if rollup.lines:
        _add_parents(rollup)
    return rollup


def _line(statement: Statement) -> Line:
    return Line(statement.values, statement.percent, statement.row, statement.label)


def _take(rollup: Rollup, code: str, statement: Statement) -> None:
    """An area once; a second row with the same numbers is said, with other numbers it is an error."""
    first = rollup.lines.get(code)
    if first is None:
        rollup.lines[code] = _line(statement)
        return
    name = rollup.areas[code].name
    if any(value is not None for value in statement.values):
        same = _is_same(first.values, statement.values)
        if same and rollup.areas.children(code) and any(parent_code(known) == code for known in rollup.lines):
            return
        kind = Kind.REPEATED_ROW if same else Kind.DUPLICATE
        rollup.notes.write(kind, sheet=rollup.sheet, area=name, code=code, first=first.row, row=statement.row)


def _is_same(first: Sequence[Number], second: Sequence[Number]) -> bool:
    return all(one == other for one, other in zip(first, second, strict=True) if one is not None and other is not None)


def _undo_villages_read_as_subdistricts(rollup: Rollup) -> None:
    """A list of villages names the village Koba once, which reads as the subdistrict Koba: it is the village when only that one lacks."""
    for code in [code for code in rollup.lines if code.count(".") == 2]:
        children = rollup.areas.children(code)
        lacking = [area for area in children if area.code not in rollup.lines]
        if len(lacking) != 1 or len(children) < 2 or lacking[0].name.lower() != rollup.areas[code].name.lower():
            continue
        present = [rollup.lines[area.code].values for area in children if area.code in rollup.lines]
        if not _is_same(rollup.lines[code].values, _sum(present)):
            own = rollup.lines[code].values
            biggest = [max((values[at] or 0 for values in present), default=0) for at in range(len(own))]
            if all(value is None or value <= 5 * biggest[at] for at, value in enumerate(own)):
                rollup.lines[lacking[0].code] = rollup.lines.pop(code)


def _sum(rows: Sequence[Sequence[Number]]) -> list[Number]:
    """Sums column by column; None where one part is not known."""
    return [None if any(value is None for value in column) else sum(value or 0 for value in column) for column in zip(*rows, strict=True)]


def _take_totals(rollup: Rollup, statements: Sequence[Statement]) -> None:
    """Find out whose total each totals row is: as it says, else of the rows since the last total, at the end of all of them."""
    block: list[str] = []
    seen: list[str] = []
    last = max((at for at, each in enumerate(statements) if each.place.kind is RowKind.TOTAL), default=-1)
    subtotals = 0
    for at, statement in enumerate(statements):
        if statement.place.kind is RowKind.AREA and statement.place.code:
            block.append(statement.place.code)
            seen.append(statement.place.code)
        if statement.place.kind is not RowKind.TOTAL or not seen:
            continue
        whole = at == last and (subtotals == 0 or not block)
        code = statement.place.code or common_area(seen if whole or not block else block)
        _state(rollup, code, statement)
        subtotals, block = subtotals + 1, []


def _state(rollup: Rollup, code: str, statement: Statement) -> None:
    known = rollup.stated.get(code) or rollup.lines.get(code)
    if known is None:
        rollup.stated[code] = _line(statement)
    else:
        _compare(rollup, code, known.values, _line(statement))


def _add_parents(rollup: Rollup) -> None:
    """Level by level from the villages up, the sums of complete families."""
    top = common_area(list(rollup.lines))
    for depth in (3, 2, 1):
        families: dict[str, list[str]] = defaultdict(list)
        for code in rollup.lines:
            if code.count(".") == depth and (parent := parent_code(code)) and len(parent) >= len(top):
                families[parent].append(code)
        for parent, children in sorted(families.items()):
            _add_parent(rollup, parent, children)
        for code, line in rollup.stated.items():
            if code.count(".") == depth - 1 and code in rollup.areas and code not in rollup.lines:
                rollup.lines[code] = line


def _add_parent(rollup: Rollup, parent: str, children: Sequence[str]) -> None:
    family = rollup.areas.children(parent)
    computed = _sum([rollup.lines[code].values for code in children])
    own = rollup.stated.get(parent) or rollup.lines.get(parent)
    if parent in rollup.lines and own is not rollup.lines[parent] and own:
        _compare(rollup, parent, own.values, rollup.lines[parent])
    if own:
        rollup.stated[parent] = own
        _compare(rollup, parent, computed, own)
    lacking = [area for area in family if area.code not in rollup.lines]
    if not lacking:
        rollup.computed.add(parent)
    if lacking:
        _say_missing(rollup, parent, lacking, len(family))
        computed = [None] * len(computed)
    values = [stated if value is None else value for value, stated in zip(computed, own.values if own else computed, strict=True)]
    if any(value is not None for value in values) or own:
        row = own.row if own else None
        rollup.lines[parent] = Line(values, own.percent if own else None, row, rollup.areas[parent].short_name)


def _say_missing(rollup: Rollup, parent: str, lacking: Sequence[Area], expected: int) -> None:
    """Name the parts without any number; of those with some parts of their own something else is said to be missing."""
    names = [area.short_name for area in lacking if not any(code.startswith(f"{area.code}.") for code in rollup.lines)]
    if not names:
        return
    rollup.notes.write(
        Kind.MISSING_AREAS,
        sheet=rollup.sheet,
        area=rollup.areas[parent].short_name,
        code=parent,
        count=len(names),
        expected=expected,
        names=tuple(names[:MOST_NAMES]),
    )


def _compare(rollup: Rollup, code: str, computed: Sequence[Number], stated: Line) -> None:
    """Find the columns where a stated total is not the sum of its parts; initial figures and population do not matter."""
    for column, summed, said in zip(rollup.columns, computed, stated.values, strict=True):
        if summed is None or said is None or summed == said or column.measure in {None, Measure.POPULATION}:
            continue
        rollup.notes.write(
            Kind.TOTAL_DISAGREES,
            sheet=rollup.sheet,
            row=stated.row,
            area=rollup.areas[code].short_name if code in rollup.areas else stated.label,
            code=code,
            column=" ".join(column.text.split()),
            stated=int(said),
            computed=int(summed),
        )
