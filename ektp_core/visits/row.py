"""One row of a sheet of visits: each field from its own columns; what cannot be read is said by column, the rest is kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ektp_core.areas import Level, level_of
from ektp_core.reading.counts import KITS, PUPILS
from ektp_core.reading.words.text import Text
from ektp_core.sheets.columns import SheetCell, SheetTable, TableRow, headers_of, side_by_side
from ektp_core.visits.columns import meaning, says_of_what
from ektp_core.visits.line import MOST_KITS, MOST_PUPILS, LineFault, VisitLine, Wrong
from ektp_core.visits.places import NoPlace, PlaceFault, Places, begins_as_school, place_or_why
from ektp_core.visits.schedule import Place
from ektp_core.visits.when import read_when

LONGEST_WORDS = 60
ABOUT = re.compile(r"^(?:±|\+/-|~|≈|kurang lebih|kira-kira|sekitar|perkiraan|about)\s*", re.IGNORECASE)
"""A number of pupils is an estimate anyway."""

BOTH_SEXES = re.compile(r"\s*/\s*(?:i|siswi)\b", re.IGNORECASE)
"""Of "siswa/i"."""

SUMS = frozenset(
    {"jumlah", "total", "jumlah total", "sub total", "subtotal", "grand total"}
    | {f"{word} {of}" for word in ("jumlah", "total") for of in ("keseluruhan", "seluruhnya", "semua", "siswa")}
)
OF_PUPILS = PUPILS | frozenset({"siswi", "murid", "pelajar", "jiwa", "didik"})


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One visit of a round: the row of the sheet, counted from 1, what it says, and what is noted beside it."""

    row: int
    line: VisitLine
    note: str = ""


def read_row(row: TableRow, table: SheetTable, places: Places, today: date) -> RoundRow:
    """A row as a visit; why it is none yet stands in the line's `wrongs`, by column."""
    line = read_when(row, table, today)
    place, wrongs, beside = _place(row, table, places)
    kits, wrong_kits = _number(row.of("kits"), KITS, MOST_KITS, LineFault.KITS)
    pupils, wrong_pupils = _number(row.of(pupils_field(table)), OF_PUPILS, MOST_PUPILS, LineFault.PUPILS)
    if _are_of_each_sex(row.of("expected")):
        pupils, wrong_pupils = None, [Wrong(LineFault.DISAGREE, side_by_side(row.of("expected")), column=table.headers("expected"))]
    every = (*wrongs, *line.wrongs, *wrong_kits, *wrong_pupils)
    note = " · ".join([*beside, *(cell.text for cell in row.of("note"))])
    line = replace(line, place=place, kits=kits, expected=pupils, wrongs=tuple(map(_clipped, every)))
    return RoundRow(row.number, line, note[:LONGEST_WORDS])


def pupils_field(table: SheetTable) -> str:
    """The field of the pupils: a bare "JUMLAH" counts them only where no other column says that it does, or of what else it may be."""
    if "expected" in table.fields or "total" not in table.fields:
        return "expected"
    beside = {column.index + 1 for column in table.columns if column.field == "kits"}
    is_of_another = any(column.field == "total" and column.index in beside for column in table.columns)
    return "expected" if is_of_another or any(not column.field and says_of_what(column.header) for column in table.columns) else "total"


def is_heading(row: TableRow) -> bool:
    """Whether a row is no visit: it says neither where nor when, is one text over the columns, sums up, or is the header again."""
    said = [cell for name in ("place", "dates", "weekday", "hours", "start", "end") for cell in row.of(name)]
    own = [cell for cell in said if not cell.shared]
    if row.is_banner or not own:
        return True
    if all(cell.text.casefold().strip(" :") in SUMS for cell in own):
        return True
    return all(meaning(cell.text) for cell in own) or (len(said) > 1 and all(cell.text.strip("()").isdigit() for cell in said))


def _place(row: TableRow, table: SheetTable, places: Places) -> tuple[Place | None, list[Wrong], list[str]]:
    """The place that every column agrees on; the words beside it that name none ("Aula"); and what is wrong."""
    cells = row.of("place")
    if not cells:
        return None, [Wrong(LineFault.EMPTY, column=table.headers("place"))], []
    read = [(cell, _narrowed(place_or_why(cell.text, places), row, places)) for cell in cells]
    known = [(cell, found) for cell, found in read if isinstance(found, Place)]
    if not known:
        return None, [Wrong(found.fault, cell.text, found.places, cell.header) for cell, found in read if isinstance(found, NoPlace)], []
    cell, place = known[0]
    unknown = [other for other, found in read if isinstance(found, NoPlace) and place not in _meant(found) and begins_as_school(other.text)]
    against = [other for other, found in known[1:] if found != place] + unknown + _against(place, row, places)
    if against:
        every = cell, *against
        return None, [Wrong(LineFault.DISAGREE, side_by_side(every), column=headers_of(every))], []
    return place, [], [other.text for other, found in read if not isinstance(found, Place)]


def _meant(found: NoPlace) -> tuple[Place, ...]:
    """The places that a name which is open may be; what is only near an unknown one is none."""
    return found.places if found.fault is PlaceFault.SEVERAL else ()


def _narrowed(found: Place | NoPlace, row: TableRow, places: Places) -> Place | NoPlace:
    """Of several places the one whose number or subdistrict the row names."""
    if isinstance(found, Place) or found.fault is not PlaceFault.SEVERAL:
        return found
    left = [place for place in found.places if not _against(place, row, places)]
    return left[0] if len(left) == 1 and (row.of("npsn") or row.of("subdistrict")) else found


def _against(place: Place, row: TableRow, places: Places) -> list[SheetCell]:
    """The cells that say that it is another place: a school's number, or a subdistrict; none is another where nobody knows it."""
    others = [cell for cell in row.of("npsn") if place.npsn and cell.text != place.npsn]
    is_placed = level_of(place.subdistrict) is Level.SUBDISTRICT
    for cell in row.of("subdistrict") if is_placed else ():
        named = places.areas.find(cell.text, home=places.home, levels=(Level.SUBDISTRICT,))
        if place.subdistrict not in {area.code for area in named}:
            others.append(cell)
    return others


def _number(cells: Sequence[SheetCell], units: frozenset[str], most: int, fault: str) -> tuple[int | None, list[Wrong]]:
    """The number that every column agrees on. One that is shared by several rows is nobody's own."""
    if not cells:
        return None, []
    header, words = headers_of(cells), side_by_side(cells)
    if any(cell.shared for cell in cells):
        return None, [Wrong(LineFault.SHARED, words, column=header)]
    numbers = {_read_number(cell.text, units, most) for cell in cells}
    if None in numbers:
        return None, [Wrong(fault, words, column=header)]
    if len(numbers) > 1:
        return None, [Wrong(LineFault.DISAGREE, words, column=header)]
    return numbers.pop(), []


def _are_of_each_sex(cells: Sequence[SheetCell]) -> bool:
    """Whether boys and girls may stand in a column each, "SISWA | SISWI": neither is all of them, be they as many."""
    said = [set(re.findall(r"sisw[ai]", cell.header.casefold())) for cell in cells]
    return {"siswa"} in said and {"siswi"} in said


def _read_number(text: str, units: frozenset[str], most: int) -> int | None:
    """A whole number from 1 on, with what it counts behind it or not; None for anything else."""
    tokens = Text(BOTH_SEXES.sub("", ABOUT.sub("", text))).tokens
    if not tokens or tokens[0].number is None or not 1 <= tokens[0].number <= most:
        return None
    return tokens[0].number if all({token.word, token.text} & units for token in tokens[1:]) else None


def _clipped(wrong: Wrong) -> Wrong:
    return replace(wrong, words=wrong.words[:LONGEST_WORDS], column=wrong.column[:LONGEST_WORDS])
