"""Sheets of visits: a whole round to plan, and recaps filled in where there was no signal."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ektp_core.reading.cells import Row
from ektp_core.reading.counts import KITS, PUPILS
from ektp_core.reading.names import joined
from ektp_core.reading.words.text import Text
from ektp_core.refusal import Refusal
from ektp_core.sheets.sheet import Cell, Sheet
from ektp_core.visits.line import VisitLine, read_visit_line
from ektp_core.visits.places import Places
from ektp_core.visits.recaps import LARGEST_COUNT
from ektp_core.visits.schedule import Recap, Visit

MOST_ROWS = 500
HEADER_WITHIN = 12
COLUMNS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "code": frozenset({"kode", "code", "kodekunjungan", "visitcode"}),
        "place": frozenset({"sekolah", "tempat", "lokasi", "namasekolah", "sekolahtempat", "school", "place", "schoolplace"}),
        "weekday": frozenset({"hari", "weekday", "day"}),
        "dates": frozenset({"tanggal", "tgl", "haritanggal", "jadwal", "dates", "date", "days"}),
        "hours": frozenset({"jam", "waktu", "pukul", "hours", "time"}),
        "kits": frozenset({"alat", "jumlahalat", "alatrekam", "kits", "kit"}),
        "expected": frozenset({"siswa", "jumlahsiswa", "jumlah", "pupils", "expected", "perkiraansiswa"}),
        "recorded": frozenset({"terekam", "rekam", "direkam", "recorded"}),
        "absent": frozenset({"absen", "tidakhadir", "absent"}),
        "failed": frozenset({"gagal", "failed"}),
    }
)
_CODE = re.compile(r"K(?P<visit>\d{1,9})-(?P<version>\d{1,9})", re.IGNORECASE)


class NoVisitsSheet(Refusal):
    """No row names the columns of a round (place, dates) or of recaps (code, recorded), or two columns have one name.

    Values: rows, the most that are read where there are more; columns, the names of two that mean the same.
    """

    key = "staff/visit_sheet"


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One visit of a round: the row of the sheet, counted from 1, and what it says."""

    row: int
    line: VisitLine


@dataclass(frozen=True, slots=True)
class RecapRow:
    """One filled-in recap: the visit and the version of it that the sheet was made from; `fault` says why it cannot be taken."""

    row: int
    visit: int
    version: int
    recap: Recap | None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """What a sheet holds: a round, or recaps."""

    round: tuple[RoundRow, ...] = ()
    recaps: tuple[RecapRow, ...] = ()


def read_visit_sheet(path: Path, places: Places, today: date) -> VisitSheet:
    """Read the first sheet that has a header of ours. Raises NoVisitsSheet, and the refusals of `sheets.refusals` for harmful files."""
    from ektp_core.sheets.opening import open_sheets

    for sheet in open_sheets(path, _understood):
        rows = []
        for number, row in enumerate(sheet.open().rows, 1):
            if number > MOST_ROWS:
                raise NoVisitsSheet(rows=MOST_ROWS, columns=())
            rows.append([_text(cell) for cell in row])
        if found := _header(rows):
            return _read(rows, *found, places, today)
    raise NoVisitsSheet(rows=None, columns=())


def recap_sheet(visits: Iterable[Visit]) -> Sheet:
    """A sheet to fill in without signal: one line a visit, with its code and room for the recap."""
    every = tuple(visits)
    rows: list[tuple[Cell, ...]] = [
        (f"K{visit.id}-{visit.version}", visit.place.name, visit.first_day, visit.kits, visit.expected, None, None, None) for visit in every
    ]
    columns = ("code", "place", "first_day", "kits", "expected", "recorded", "absent", "failed")
    return Sheet("recaps", columns, tuple(rows), any(visit.example for visit in every))


def _understood(rows: Sequence[Row]) -> int:
    found = _header([[_text(cell) for cell in row] for row in rows])
    return len(found[1]) if found else 0


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, list[int]]] | None:
    """The row with the columns' names, and where each column stands; several places for names that mean the same."""
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        found: dict[str, list[int]] = {}
        for place, text in enumerate(row):
            name = joined(text)
            for column, names in COLUMNS.items():
                if name in names:
                    found.setdefault(column, []).append(place)
        if "weekday" in found and "dates" not in found:
            found["dates"] = found.pop("weekday")
        if {"place", "dates"} <= found.keys() or {"code", "recorded"} <= found.keys():
            return number, found
    return None


def _read(rows: Sequence[Sequence[str]], header: int, places_of: Mapping[str, list[int]], places: Places, today: date) -> VisitSheet:
    """Raises NoVisitsSheet where two columns mean the same: which of them counts is not guessed."""
    for found in places_of.values():
        if len(found) > 1:
            raise NoVisitsSheet(rows=None, columns=tuple(rows[header][place] for place in found))
    columns = {column: place for column, (place,) in places_of.items()}
    numbered = [(number, row) for number, row in enumerate(rows[header + 1 :], header + 2) if any(row)]

    def cell(row: Sequence[str], column: str) -> str:
        place = columns.get(column)
        return row[place] if place is not None and place < len(row) else ""

    if {"code", "recorded"} <= columns.keys():
        filled = [(number, row) for number, row in numbered if any(cell(row, name) for name in ("recorded", "absent", "failed"))]
        return VisitSheet(recaps=tuple(_recap(number, [cell(row, name) for name in _RECAP]) for number, row in filled))
    lines = []
    for number, row in numbered:
        parts = [cell(row, "place"), f"{cell(row, 'weekday')} {cell(row, 'dates')}", cell(row, "hours")]
        parts += [_counted(cell(row, name), words) for name, words in UNITS.items() if cell(row, name)]
        lines.append(RoundRow(number, read_visit_line(" | ".join(parts), places, today)))
    return VisitSheet(round=tuple(lines))


UNITS: Mapping[str, tuple[str, frozenset[str]]] = MappingProxyType({"kits": ("alat", KITS), "expected": ("siswa", PUPILS)})


def _counted(text: str, unit: tuple[str, frozenset[str]]) -> str:
    """A count as it stands in a line: with what it counts, unless the cell says it."""
    word, words = unit
    return text if any(token.word in words or token.text in words for token in Text(text).tokens) else f"{text} {word}"


_RECAP = ("code", "recorded", "absent", "failed")


def _recap(number: int, cells: list[str]) -> RecapRow:
    code, *counts = cells
    found = _CODE.fullmatch(code.strip())
    if found is None:
        return RecapRow(number, 0, 0, None, "code")
    visit, version = int(found["visit"]), int(found["version"])
    if any(text and not (text.isascii() and text.isdigit() and int(text) <= LARGEST_COUNT) for text in counts) or not counts[0]:
        return RecapRow(number, visit, version, None, "numbers")
    return RecapRow(number, visit, version, Recap(*(int(text or 0) for text in counts)))


def _text(cell: Any) -> str:
    """A cell as it would be typed."""
    match cell:
        case datetime() | date():
            return cell.strftime("%d/%m/%Y")
        case time():
            return cell.strftime("%H.%M")
        case float() if cell.is_integer():
            return str(int(cell))
        case str():
            return cell.strip()
        case int() | float():
            return str(cell)
    return ""
