"""The areas of a table looked at together: whose codes they are, and what is to be said of each (docs/domain.md#codes-of-areas)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from ektp_core.areas import Areas, Level
from ektp_core.figures.codes import level_of, parent_code
from ektp_core.figures.findings import Kind, Notebook
from ektp_core.figures.places import RowArea, RowKind, RowRemark
from ektp_core.figures.rows import Statement, Table
from ektp_core.figures.tables import SheetTables

ANOTHER_LIST = 3
"""So many codes that name other areas are no slips: they are of another list than the ministry's."""


def settle_places(table: Table, areas: Areas) -> None:
    """Decide, in place, what no row alone shows: whose codes they are, and which of two namesakes a bare name means.

    Where the codes are of another list, none of them is taken against its name.
    """
    other = {RowRemark.BPS, RowRemark.NAME_OVER_CODE} if _of_another_list(table) else {RowRemark.BPS}
    for statement in _strangers(table, other):
        statement.place = RowArea(RowKind.UNKNOWN)
    for statement in table.statements if len(other) > 1 else ():
        if statement.place.remark is RowRemark.CODE_OVER_NAME:
            statement.place = RowArea(RowKind.UNKNOWN)
    taken = {statement.place.code for statement in table.statements if statement.place.kind is RowKind.AREA}
    several = [statement for statement in table.statements if statement.place.kind is RowKind.SEVERAL]
    for statement in several:
        namesakes = (statement.place.code or "").split(", ")
        left = [code for code in namesakes if code not in taken]
        if len(left) == 1 < len(namesakes) and level_of(left[0]) is Level.DISTRICT and not _is_said_again(statement, several):
            statement.place = RowArea(RowKind.AREA, left[0], RowRemark.NEAR) if left[0] in areas else RowArea(RowKind.FOREIGN)
            table.foreign += left[0] not in areas


def _strangers(table: Table, remarks: Collection[RowRemark]) -> list[Statement]:
    """Of rows whose codes begin alike, in whatever list, those whose name alone lies elsewhere: a namesake of one that is not known."""
    found = [each for each in table.statements if each.place.remark in remarks and each.place.code]
    parents: dict[str | None, Counter[str | None]] = defaultdict(Counter)
    for statement in found:
        parents[parent_code(statement.place.written)][parent_code(statement.place.code or "")] += 1
    usual = {prefix: _most(counted) for prefix, counted in parents.items()}
    return [each for each in found if parent_code(each.place.code or "") != usual[parent_code(each.place.written)]]


def _most(counted: Counter[str | None]) -> str | None:
    """What was counted most often; None where several were."""
    most, *more = (each for each, times in counted.items() if times == max(counted.values()))
    return None if more else most


def _is_said_again(statement: Statement, several: Sequence[Statement]) -> bool:
    return sum(other.place.code == statement.place.code for other in several) > 1


def _of_another_list(table: Table) -> bool:
    """Whether the names beside the codes say that they are not the ministry's: several disagree, each code with a name of its own."""
    other = [statement.place for statement in table.statements if statement.place.remark is RowRemark.NAME_OVER_CODE]
    return len({place.code for place in other}) >= ANOTHER_LIST


def check_places(table: Table, areas: Areas) -> None:
    """Say of which rows the area is unknown, ambiguous, of another province, or was found with a remark."""
    say_unread(table, table.notes)
    say_foreign(table, table.notes, anything=True)
    _say_near_above(table, areas)
    remarked = [statement for statement in table.statements if statement.place.code and statement.place.remark]
    together = _said_together(table)
    for statement in remarked:
        place = statement.place
        about = {"sheet": table.sheet, "area": areas[place.code or ""].short_name, "code": place.code}
        if place.remark is RowRemark.BPS:
            table.notes.write(Kind.READ_BPS_CODES, sheet=table.sheet)
        elif place.remark in together:
            alike = sum(other.place.remark is place.remark for other in remarked)
            table.notes.write(together.pop(place.remark), row=statement.row, count=alike, **about)
        elif place.remark is RowRemark.NEAR:
            table.notes.write(Kind.NEAR_AREA, row=statement.row, label=statement.label, **about)
        elif place.remark in _ONE_BY_ONE and not (place.remark is RowRemark.NAME_OVER_CODE and _of_another_list(table)):
            table.notes.write(Kind.CODE_OR_NAME, row=statement.row, label=statement.label, **about)


def _say_near_above(table: Table, areas: Areas) -> None:
    """Say once of each district that is named above its rows by another name than today's."""
    said: set[str] = set()
    for statement in table.statements:
        place = statement.place
        if place.near_above and place.kind is RowKind.AREA and place.code and place.near_above not in said:
            said.add(place.near_above)
            district = areas[".".join(place.code.split(".")[:2])]
            about = {"sheet": table.sheet, "area": district.short_name, "code": district.code}
            table.notes.write(Kind.NEAR_AREA, row=statement.row, label=place.near_above, **about)


_ONE_BY_ONE = frozenset({RowRemark.NAME_OVER_CODE, RowRemark.CODE_OVER_NAME})


def _said_together(table: Table) -> dict[RowRemark, Kind]:
    """What is said once of all rows: it is of the sheet's list of codes, not of a row."""
    together = {RowRemark.CODE_ALONE: Kind.CODE_MAY_BE_BPS}
    return together | {RowRemark.NAME_OVER_CODE: Kind.CODES_OF_ANOTHER_LIST} if _of_another_list(table) else together


def say_unread(table: Table, notes: Notebook) -> None:
    """Say of which rows the area is not known; of codes that stand alone once, for their list is another."""
    alone = [each for each in table.statements if each.place.kind is RowKind.UNKNOWN and each.place.code and each.label == each.place.code]
    if alone:
        notes.write(Kind.UNKNOWN_CODES, sheet=table.sheet, row=alone[0].row, code=alone[0].label, count=len(alone))
    for statement in table.statements:
        about = {"sheet": table.sheet, "row": statement.row, "area": statement.label}
        if statement.place.kind is RowKind.UNKNOWN and statement not in alone:
            notes.write(Kind.UNKNOWN_AREA, **about)
        elif statement.place.kind is RowKind.SEVERAL:
            notes.write(Kind.SEVERAL_AREAS, **about, codes=statement.place.code)


def say_foreign(table: Table, notes: Notebook, *, anything: bool) -> None:
    """Say how many rows are of other provinces; an error where no row is of this one."""
    if table.first_foreign:
        row, name = table.first_foreign
        kind = Kind.OTHER_PROVINCES if anything else Kind.FOREIGN_PROVINCE
        notes.write(kind, sheet=table.sheet, row=row, area=name, count=table.foreign)


def say_sheets_elsewhere(table: Table, sheets: Sequence[SheetTables]) -> None:
    """Say once how many other sheets, and rows in them, are of other provinces: a national workbook has a sheet for each."""
    others = [other for sheet in sheets for other in sheet.tables if other.foreign and other.sheet != table.sheet]
    if others:
        names = {other.sheet for other in others}
        table.notes.write(Kind.SHEETS_ELSEWHERE, sheets=len(names), count=sum(other.foreign for other in others))
