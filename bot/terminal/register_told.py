"""What a new edition of the area codes changes, in words: what happens to each area, what hangs on it, and what the office decides."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ektp_core.areas import Area, Level
from ektp_core.board import Board
from ektp_core.country.files import is_within
from ektp_core.country.new_edition import AreaChanges, EditionFault
from ektp_core.country.register import RegisterFault
from ektp_core.store.areas import Hanging

FAULTS: Mapping[RegisterFault, str] = MappingProxyType(
    {
        RegisterFault.UNREADABLE: "it cannot be read as UTF-8 text; save it as CSV in UTF-8, or packed as .csv.xz.",
        RegisterFault.COLUMNS: "its first line must name one column `code` (or kode) and one `name` (or nama).",
        RegisterFault.CODE: "“{words}” is no code like 19, 19.04, 19.04.01 or 19.04.01.2001; keep the codes as text.",
        RegisterFault.NAME: "“{words}” has no name.",
        RegisterFault.KIND: "“{words}” is a district and must read “Kabupaten …” or “Kota …”.",
        RegisterFault.TWICE: "“{words}” is there twice.",
        RegisterFault.ALONE: "“{words}” lies in an area that is not in the file.",
        RegisterFault.PARTS: "it must go from provinces down to villages.",
        RegisterFault.EMPTY: "there is no area in it.",
    }
)
REFUSALS: Mapping[EditionFault, str] = MappingProxyType(
    {
        EditionFault.NO_HOME: "{home} ({old}) is not in it.",
        EditionFault.HOME_RECODED: (
            "{home} has the code {new} there, and an office keeps its code ({old}), which its database and settings are named by;"
            " the present areas stay in use."
        ),
        EditionFault.VANISHED: "it lacks {lost} of the {known} areas of {around}, more than any edition takes away; get the whole file.",
    }
)


def print_changes(changes: AreaChanges, hanging: Mapping[str, Hanging], board: Board, today: date, console: Console) -> None:
    """Every change in the home district, and of the province's others all but those of villages, which are counted."""
    lines = list(_lines(changes, hanging))
    shown = [line for line in lines if _is_shown(line.area, board.home)]
    table = Table("what", "code", "area", "now", "on it", box=None, pad_edge=False)
    for line in shown:
        table.add_row(*(Text(cell) for cell in line.cells))
    console.print(table)
    counted = Counter(line.cells[0] for line in lines if not _is_shown(line.area, board.home))
    if counted:
        console.print(Text("Villages of other districts: " + ", ".join(f"{count} {what}" for what, count in counted.items())))
    decide = list(decisions(changes, hanging, board, today))
    if decide:
        console.print(Text("\nNothing is deleted. What the office then has to see to:"))
        for said in decide:
            console.print(Text(f"- {said}"))
    console.print()


class _Line:
    """One change: the area that it is about, and the cells that tell it."""

    def __init__(self, what: str, area: Area, now: str, on_it: Hanging | None = None) -> None:
        self.area = area
        self.cells = what, area.code, area.full_name, now, said_hanging(on_it)


def _lines(changes: AreaChanges, hanging: Mapping[str, Hanging]) -> Iterator[_Line]:
    for pair in changes.renamed:
        yield _Line("renamed", pair.before, pair.after.full_name, hanging[pair.before.code])
    for pair in changes.recoded:
        name = f" {pair.after.full_name}" if pair.after.full_name != pair.before.full_name else ""
        yield _Line("recoded", pair.before, f"{pair.after.code}{name}", hanging[pair.before.code])
    splits = {split.area.code: split.of for split in changes.split}
    for area in changes.new:
        origins = splits.get(area.code, ())
        yield _Line("split off" if origins else "new", area, "from " + ", ".join(each.name for each in origins) if origins else "")
    yield from (_Line("back", area, "") for area in changes.returned)
    elsewhere = {pair.before.code: pair.after.code for pair in changes.left}
    for area in changes.before:
        if area.code in changes.closing:
            yield _Line("closed", area, f"another province's: {elsewhere[area.code]}" if area.code in elsewhere else "", hanging[area.code])


def _is_shown(area: Area, home: Area) -> bool:
    return area.level is not Level.VILLAGE or is_within(area.code, home.code)


def decisions(changes: AreaChanges, hanging: Mapping[str, Hanging], board: Board, today: date) -> Iterator[str]:
    """What only the office can decide, each with the command that does it."""
    home = board.home.code
    coming = Counter(visit.place.subdistrict for visit in board.schedule.upcoming(today))
    own = [area for area in changes.before if area.code in changes.closing and area.level is Level.SUBDISTRICT and area.parent == home]
    for area in own:
        yield from _of_closed(area, hanging[area.code], coming[area.code])
    for split in changes.split:
        if split.area.level is Level.SUBDISTRICT and split.area.parent == home:
            yield from (_of_split(split.area, each, hanging[each.code], coming[each.code]) for each in split.of)
    renamed = [pair.before for pair in (*changes.renamed, *changes.recoded) if pair.before.name != pair.after.name]
    for area in (*own, *(each for each in renamed if is_within(each.code, home) and each.level is not Level.VILLAGE)):
        if facts := _naming(area, board):
            yield f"{area.name} is named in the office's data ({', '.join(facts)}): /kantor."


def _of_closed(area: Area, on_it: Hanging, coming: int) -> Iterator[str]:
    if on_it.schools:
        yield f"{area.name}: its {_count(on_it.schools, 'school')} need another subdistrict: /sekolah; the desk (/petugas) shows them."
    if coming:
        yield f"{area.name}: its {_count(coming, 'visit')} to come need another place: /kunjungan; the desk (/petugas) shows them."
    if on_it.followers:
        told = f"{_count(on_it.followers, 'follower')} hear only what is told to the whole district"
        yield f"{area.name}: {told}; say with /umumkan kabupaten what to follow instead."
    for number in on_it.announcements:
        yield f"{area.name}: the announcement A-{number} is meant for it: /umumkan."


def _of_split(area: Area, origin: Area, on_it: Hanging, coming: int) -> str:
    stay = ", ".join(_count(*each) for each in ((on_it.schools, "school"), (coming, "coming visit"), (on_it.followers, "follower")))
    ways = f"move what lies in {area.name} now with /sekolah and /kunjungan, and tell the followers with /umumkan"
    return f"{area.name} came out of {origin.name}: {stay} stay with {origin.name}; {ways}."


def _naming(area: Area, board: Board) -> list[str]:
    """The facts of the office in which an area is named."""
    name = re.compile(rf"\b{re.escape(area.name)}\b", re.IGNORECASE)
    facts = board.profile.facts.values()
    return [fact.key for fact in facts if fact.text and any(name.search(text) for text in (fact.text.id, fact.text.en))]


def said_hanging(on_it: Hanging | None) -> str:
    """ "12 figures, 3 followers"; "" for nothing."""
    if on_it is None:
        return ""
    counts: Sequence[tuple[int, str]] = (
        (on_it.figures, "figure"),
        (on_it.followers, "follower"),
        (on_it.schools, "school"),
        (on_it.visits, "visit"),
        (on_it.awards, "award"),
        (len(on_it.announcements), "announcement"),
    )
    return ", ".join(_count(count, what) for count, what in counts if count)


def _count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
