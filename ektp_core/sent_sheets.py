"""Sheets that staff send, read whole in one go: what crosses from the reading process is small and ready to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from ektp_core.figures.counts import Counts
from ektp_core.figures.headers.header import SEARCHED_ROWS
from ektp_core.figures.headers.header import understood as figures_understood
from ektp_core.figures.report import Report, report_of
from ektp_core.reading.cells import Row, Worksheet
from ektp_core.refusal import Refusal
from ektp_core.schools import sheet as schools_sheet
from ektp_core.schools.line import FindSubdistrict
from ektp_core.sheets.opening import open_sheets
from ektp_core.sheets.people import ListOfPeople, refuse_people
from ektp_core.sheets.progress import Hear, unheard
from ektp_core.sheets.refusals import NoTable
from ektp_core.visits import sheet as visits_sheet
from ektp_core.visits.places import Places


class UnknownSheet(Refusal):
    """No row names the columns of any sheet that is read."""

    key = "staff/unknown_sheet"


@dataclass(frozen=True, slots=True)
class SentSheet:
    """What a sheet may be by its columns, each reading whole; visits are a round or recaps."""

    visits: visits_sheet.VisitSheet | None = None
    schools: tuple[schools_sheet.SheetRow, ...] = ()
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What sheets are read with: the places of the office, its day, and its figures of now."""

    places: Places
    find: FindSubdistrict
    today: date
    in_force: Mapping[str, Counts] | None


def read_sent(path: Path, around: Surroundings, hear: Hear = unheard) -> SentSheet:
    """Everything that a file's columns let it be; one that is nothing else is read as a report.

    Raises the refusals of `sheets.refusals`, and NO_SHEET_OF_OURS: UnknownSheet, or that of a kind for a sheet which is of this kind
    only, and too long or one of several.
    """
    sheets = open_sheets(path, _understood, hear)
    refuse_people(sheets)
    refused: list[Refusal] = []
    found = SentSheet(_visits(sheets, around, refused), _schools(sheets, around, refused))
    if not (found.visits or found.schools):
        if refused and not _is_report(sheets):
            raise refused[0]
        try:
            return SentSheet(report=_report(path, sheets, around))
        except NoTable:
            raise UnknownSheet from None
    return SentSheet(found.visits, found.schools, _report_too(path, sheets, around) if _is_report(sheets) else None)


NO_SHEET_OF_OURS = (UnknownSheet, ListOfPeople, visits_sheet.NoVisitsSheet, schools_sheet.NoSchoolsSheet)


def _understood(rows: Sequence[Row]) -> int:
    return max(visits_sheet.columns_understood(rows), schools_sheet.columns_understood(rows), figures_understood(rows))


def _visits(sheets: Sequence[Worksheet], around: Surroundings, refused: list[Refusal]) -> visits_sheet.VisitSheet | None:
    """Visits; recaps only where a code is one of ours, since reports have codes, too."""
    try:
        found = visits_sheet.visits_of(sheets, around.places, around.today)
    except visits_sheet.NoVisitsSheet as refusal:
        refused += [refusal] if any(refusal.values.values()) else []
        return None
    return found if found.round or any(row.visit for row in found.recaps) else None


def _schools(sheets: Sequence[Worksheet], around: Surroundings, refused: list[Refusal]) -> tuple[schools_sheet.SheetRow, ...]:
    try:
        return tuple(schools_sheet.schools_of(sheets, around.find))
    except schools_sheet.NoSchoolsSheet as refusal:
        refused += [refusal] if any(refusal.values.values()) else []
        return ()


def _is_report(sheets: Sequence[Worksheet]) -> bool:
    """Whether a sheet has the header of a report."""
    return any(figures_understood(list(islice(sheet.open().rows, SEARCHED_ROWS))) for sheet in sheets)


def _report_too(path: Path, sheets: Sequence[Worksheet], around: Surroundings) -> Report | None:
    """The figures of a sheet that may be something else: none where there are no figures in it."""
    try:
        report = _report(path, sheets, around)
    except Refusal:
        return None
    return report if report.figures.areas else None


def _report(path: Path, sheets: Sequence[Worksheet], around: Surroundings) -> Report:
    places = around.places
    return report_of(path, sheets, places.areas, around.today, in_force=around.in_force, home=places.home)
