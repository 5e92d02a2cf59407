"""Schools as staff send them: the rows of a sheet, each read like a typed line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ektp_core.reading.cells import Worksheet
from ektp_core.reading.fields import WrongValue
from ektp_core.reading.names import joined
from ektp_core.refusal import Refusal
from ektp_core.schools.line import HEADERS, FindSubdistrict, SchoolLine, Standing, read_npsn, read_school, read_standing
from ektp_core.sheets.columns import SheetTable, TableRow, table_of, understood
from ektp_core.sheets.people import refuse_people
from ektp_core.sheets.progress import Hear, unheard

MOST_SCHOOLS = 600
"""A district has 523 at the most (docs/domain.md#the-whole-country): its whole register is one sheet."""

NEEDED = ("npsn", "name", "level", "subdistrict")
LONGEST_WORDS = 40
FIELD_OF = {"npsn": "npsn", "school_name": "name", "school_level": "level", "subdistrict": "subdistrict"}
FIELD_OF |= {"school_address": "address", "school_status": "status"}
"""The column of each value that cannot be read."""


class NoSchoolsSheet(Refusal):
    """No row names the columns NPSN, nama, jenjang and kecamatan with something under them.

    Values: several, whether more than one sheet does; rows, how many there may be where there are more.
    """

    key = "staff/no_schools_sheet"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet, counted from 1: the school that it holds, or what is wrong with it, in which column, and what stands there.

    `npsn` is the number that it names, also where something else in it is wrong.
    """

    number: int
    text: str
    school: SchoolLine | None
    wrong: str | None = None
    column: str = ""
    words: str = ""
    npsn: str = ""


def read_school_sheet(path: Path, find: FindSubdistrict, hear: Hear = unheard) -> list[SheetRow]:
    """The schools of a file. Raises NoSchoolsSheet, ListOfPeople, and the refusals of `sheets.refusals` for harmful files."""
    from ektp_core.sheets.opening import open_sheets

    sheets = open_sheets(path, columns_understood, hear)
    refuse_people(sheets)
    return schools_of(sheets, find)


def meaning(header: str, group: str = "") -> str | None:
    """The field that a header names, with the group above it or alone; None for any other."""
    said = (joined(f"{group} {header}"), joined(header))
    return next((name for text in said for name, words in HEADERS.items() if text in words), None)


columns_understood = understood(meaning)
"""How many columns the best header of some rows names."""


def schools_of(sheets: Iterable[Worksheet], find: FindSubdistrict) -> list[SheetRow]:
    """The rows of the one sheet that holds schools. Raises NoSchoolsSheet, also where several do: which is meant is not guessed."""
    found = [table for sheet in sheets if (table := table_of(sheet.open(), meaning, _is_ours, MOST_SCHOOLS)) and table.rows]
    if len(found) != 1 or len(found[0].rows) > MOST_SCHOOLS:
        raise NoSchoolsSheet(several=len(found) > 1, rows=MOST_SCHOOLS if len(found) == 1 else None)
    return list(_without_doubles([_row(row, found[0], find) for row in found[0].rows]))


def _is_ours(fields: frozenset[str]) -> bool:
    return fields >= set(NEEDED)


def _row(row: TableRow, table: SheetTable, find: FindSubdistrict) -> SheetRow:
    name = next((cell.text for cell in (*row.of("name"), *row.of("npsn"))), "")[:LONGEST_WORDS]
    cells: dict[str, str] = {}
    npsn = _npsn(row)
    for field in HEADERS:
        texts = {cell.text for cell in row.of(field)}
        if len(texts) > 1 and field != "status":
            words = " ↔ ".join(sorted(texts))[:LONGEST_WORDS]
            return SheetRow(row.number, name, None, "columns_disagree", table.headers(field), words, npsn)
        cells[field] = " ↔ ".join(sorted(texts))
    try:
        cells["status"] = _standing_said(row)
        return SheetRow(row.number, name, read_school(cells, find), npsn=npsn)
    except WrongValue as refusal:
        wrong = str(refusal.values["what"])
    except Refusal:
        wrong = "school_name"
    field = FIELD_OF[wrong]
    return SheetRow(row.number, name, None, wrong, table.headers(field), cells[field][:LONGEST_WORDS], npsn)


def _npsn(row: TableRow) -> str:
    """The one number that a row names; "" where it names none, or several."""
    texts = {cell.text for cell in row.of("npsn")}
    try:
        return read_npsn(texts.pop()) if len(texts) == 1 else ""
    except WrongValue:
        return ""


def _standing_said(row: TableRow) -> str:
    """What the columns of remarks say of being open: "Negeri" beside "tutup" says closed. Raises WrongValue where they contradict."""
    said = {read_standing(cell.text): cell.text for cell in row.of("status")}
    said.pop(Standing.UNSAID, None)
    if len(said) > 1:
        raise WrongValue("school_status")
    return next(iter(said.values()), "")


def _without_doubles(rows: Sequence[SheetRow]) -> Iterator[SheetRow]:
    """A number that stands twice is wrong the second time; where the rows differ, each of them is: which one is right is not guessed."""
    said: dict[str, set[SchoolLine | None]] = defaultdict(set)
    for row in rows:
        said[row.npsn].add(row.school)
    seen: set[str] = set()
    for row in rows:
        is_double = row.school is not None and (row.npsn in seen or len(said[row.npsn]) > 1)
        seen |= {row.npsn} if row.school else set()
        yield SheetRow(row.number, row.text, None, "npsn_twice", npsn=row.npsn) if is_double else row
