"""A sheet of schools beside the register: what it would add, change, close and reopen; nothing that it does not say is touched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ektp_core.reading.names import joined
from ektp_core.schools.line import SchoolLine, Standing
from ektp_core.schools.register import School, Schools
from ektp_core.schools.sheet import SheetRow
from ektp_core.schools.tidy import tidy_name

STILL_VISITED, CLOSED_IN_REGISTER, CLOSED_UNKNOWN = "school_still_visited", "school_is_closed", "school_closed_unknown"
"""What is wrong with a row that closes a school to which a visit is planned; that names a closed school without saying that it is open
again; that closes a school which the register does not have."""


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """A school of the register as it is, and as a row says that it is."""

    before: School
    after: School


@dataclass(frozen=True, slots=True)
class SheetComparison:
    """What each row of a sheet comes to; `unnamed` are the open schools that no row names, and that are left alone."""

    new: tuple[SchoolLine, ...]
    changed: tuple[SchoolChange, ...]
    unchanged: tuple[School, ...]
    wrong: tuple[SheetRow, ...]
    unnamed: tuple[School, ...]


def compared(rows: Sequence[SheetRow], schools: Schools, visited: Collection[str]) -> SheetComparison:
    """A sheet beside the register; `visited` are the numbers of the schools to which the team is still to come."""
    new: list[SchoolLine] = []
    changed: list[SchoolChange] = []
    unchanged: list[School] = []
    wrong = [row for row in rows if row.school is None]
    for row in rows:
        line = row.school
        if line is None:
            continue
        before = schools.get(line.npsn)
        if fault := _fault(line, before, visited):
            wrong.append(SheetRow(row.number, row.text, None, fault, npsn=row.npsn))
        elif before is None:
            new.append(line)
        elif (after := changed_by(line, before)) == before:
            unchanged.append(before)
        else:
            changed.append(SchoolChange(before, after))
    named = {row.npsn for row in rows}
    unnamed = [school for school in schools.by_name if school.npsn not in named]
    return SheetComparison(tuple(new), tuple(changed), tuple(unchanged), tuple(sorted(wrong, key=lambda row: row.number)), tuple(unnamed))


def changed_by(line: SchoolLine, school: School) -> School:
    """A school as a row says that it is.

    A name that differs in spaces and capitals alone, and an address that is left out, are no change; coordinates are of the old place.
    """
    name = school.name if _spelling(line.name) == _spelling(school.name) else line.name
    address = school.address if line.address.casefold() in ("", school.address.casefold()) else line.address
    after = replace(school, name=name, level=line.level, subdistrict=line.subdistrict, address=address)
    if line.subdistrict != school.subdistrict:
        after = replace(after, latitude=None, longitude=None)
    if line.standing is Standing.CLOSED and not school.is_closed:
        return replace(after, is_closed=True)
    return replace(after, is_closed=False, closed_since=None, successor=None) if line.standing is Standing.OPEN else after


def _fault(line: SchoolLine, before: School | None, visited: Collection[str]) -> str | None:
    if before is None:
        return CLOSED_UNKNOWN if line.standing is Standing.CLOSED else None
    if before.is_closed:
        return CLOSED_IN_REGISTER if line.standing is Standing.UNSAID else None
    return STILL_VISITED if line.standing is Standing.CLOSED and line.npsn in visited else None


def _spelling(name: str) -> str:
    return joined(tidy_name(name, ""))
