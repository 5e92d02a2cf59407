"""Figures on the terminal: what the reader finds in a report, and importing it, with the code that serves the chat."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.application import open_office, utc_now
from bot.settings import Settings
from bot.terminal.bar import Bar
from ektp_core.audit import Subject, Thing
from ektp_core.figures import Counts, FiguresFile, read_figures
from ektp_core.figures.changes import figures_in_force
from ektp_core.figures.plausible import beside_published
from ektp_core.figures.told import level_of, told_counts
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.reading.calendar import AsOf
from ektp_core.refusal import Refusal
from ektp_core.roles import Act
from ektp_core.sheets.progress import Hear, unheard
from ektp_core.store import figures as store
from ektp_core.store.audit import acting_on_terminal
from handlers.staff.figures.draft import ASKS_DATE
from handlers.staff.findings import sentence


@dataclass(frozen=True, slots=True)
class Report:
    """What was read, or the sentence why it could not be."""

    found: FiguresFile | None
    refused: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    """Of the areas, by their codes."""

    def as_json(self, language: Language) -> dict[str, Any]:
        """The stable form of `figures read --json`: codes as 19.04.01; `percent` only where the report states one."""
        if self.found is None:
            return {"as_of": None, "areas": {}, "warnings": [], "errors": [self.refused]}
        return {
            "as_of": self.found.as_of.iso() if self.found.as_of else None,
            "areas": {code: _shown(counts) for code, counts in self.found.areas.items()},
            "warnings": [sentence(doubt, language) for doubt in self.found.doubts],
            "errors": [sentence(error, language) for error in self.found.errors],
        }


@dataclass(frozen=True, slots=True)
class Imported:
    """A version of the figures that is in force, of how many areas, and what is doubtful in it and beside what was published before."""

    version: int
    areas: int
    doubts: tuple[str, ...]


class NotImportable(Exception):
    """One line why a report cannot be put in force, and what to do."""


async def read_report(settings: Settings, path: Path, today: date | None, language: Language) -> Report:
    """Read a report against the office's areas; nothing is kept."""
    async with open_office(settings, settings.database(demo=False), utc_now, demo=False, exclusive=False) as office:
        return _read(path, office, today, language)


async def import_report(settings: Settings, path: Path, as_of: AsOf | None, language: Language, shown: Bar) -> Imported:
    """Put a report in force, with what is being done `shown`. Raises NotImportable."""
    database, migrated = settings.database(demo=False), shown.migrated
    async with open_office(settings, database, utc_now, demo=False, exclusive=True, migrated=migrated) as office:
        reading = f"Reading {path.name}"
        shown.show(reading)
        report = _read(path, office, None, language, lambda rows: shown.show(f"{reading}, row", rows))
        if report.found is None or report.found.errors:
            raise NotImportable(report.refused or "; ".join(report.as_json(language)["errors"]))
        day = as_of or report.found.as_of
        if day is None:
            raise NotImportable("The report names no single date: give one with --as-of 2026-09-30.")
        shown.show(f"Putting {len(report.found.areas):,} areas in force")
        found = [doubt for doubt in report.found.doubts if doubt.kind not in ASKS_DATE]
        doubts = (*found, *beside_published(report.found.areas, day, office.board.figures, office.board.areas))
        new = store.NewSet(day, office.board.office_name, _fingerprint(path), report.found.areas, path.name)
        async with acting_on_terminal(office.store, Act.CHANGE_FIGURES, office.now()) as doing:
            seen = await store.newest_set(doing.connection)
            set_id = await store.apply_figures(doing.connection, new, 0, office.now(), seen=seen)
            counts, board = new.counts, office.board
            doing.subject = Subject(Thing.FIGURES, set_id)
            doing.details = {"as_of": day.iso(), "areas": len(counts), "source": new.source, "file": new.file}
            doing.details = {**doing.details, "level": level_of(counts, board.areas)}
            doing.changes = told_counts(counts, board.figures, board.areas)
        return Imported(set_id, len(new.counts), tuple(sentence(doubt, language) for doubt in doubts))


def print_json(report: Report, language: Language) -> None:
    print(json.dumps(report.as_json(language), ensure_ascii=False, indent=1))


def print_report(report: Report, language: Language, console: Console | None = None) -> None:
    """For people: the figures area by area with their date, and every error and doubt."""
    console = console or Console()
    shown = report.as_json(language)
    if report.found:
        console.print(_figures_table(report.found, report.names, shown["as_of"]))
    _print_lines("Errors", shown["errors"], console)
    _print_lines("Doubts", shown["warnings"], console)


def print_imported(imported: Imported) -> None:
    """Which version is in force, under everything that is to be checked in it."""
    _print_lines("Doubts", imported.doubts, Console())
    print(f"Version {imported.version}: {imported.areas} areas are in force.")


def _print_lines(title: str, lines: Sequence[str], console: Console) -> None:
    if lines:
        table = Table(title, box=SIMPLE)
        for line in lines:
            table.add_row(Text(line))
        console.print(table)


def _figures_table(found: FiguresFile, names: Mapping[str, str], as_of: str | None) -> Table:
    """Whatever the report does not say stays empty."""
    table = Table("Code", "Area", title=f"{len(found.areas)} areas, as of {as_of or 'no date'}", title_justify="left", box=SIMPLE)
    for heading in ("Obliged", "Recorded", "Before 17", "Printed", "Stated %"):
        table.add_column(heading, justify="right")
    for code, counts in found.areas.items():
        people = (counts.obliged, counts.recorded, counts.early, counts.printed)
        told = ["" if number is None else f"{number:,}" for number in people]
        table.add_row(code, Text(names[code]), *told, "" if counts.percent is None else f"{counts.percent:g}")
    return table


def _read(path: Path, office: Office, today: date | None, language: Language, hear: Hear = unheard) -> Report:
    board = office.board
    in_force = figures_in_force(board.figures)
    try:
        found = read_figures(path, board.areas, today or office.today(), in_force=in_force, home=board.home.code, hear=hear)
    except Refusal as refusal:
        return Report(None, sentence(refusal, language))
    return Report(found, names={code: board.areas[code].short_name for code in found.areas})


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _shown(counts: Counts) -> dict[str, Any]:
    shown = asdict(counts)
    if shown["percent"] is None:
        del shown["percent"]
    return shown
