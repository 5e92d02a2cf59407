"""What everybody may take away and build upon: the figures, the visits and the schools, as far as citizens are told them."""

from collections.abc import Iterator
from enum import StrEnum

from ektp_core.areas import Areas
from ektp_core.board import Board
from ektp_core.coverage.figure import Figure, HeadCounts
from ektp_core.coverage.parts import NoCoverage, coverage
from ektp_core.schools.register import School
from ektp_core.sheets.sheet import Cell, Degrees, Percent, Sheet
from ektp_core.visits.schedule import Visit


class Dataset(StrEnum):
    """What there is."""

    COVERAGE = "coverage"
    VISITS = "visits"
    SCHOOLS = "schools"


COLUMNS = {
    Dataset.COVERAGE: "code area level as_of definition obliged recorded early percent percent_recorded percent_early approximate source "
    "example",
    Dataset.VISITS: "day state place place_kind npsn subdistrict_code subdistrict hours moved_from catch_up updated source example",
    Dataset.SCHOOLS: "npsn name type subdistrict_code subdistrict latitude longitude register_year source",
}
"""No staff, no contact person, no note between colleagues, no count of a visit: nothing that no citizen is told."""


def dataset(board: Board, which: Dataset) -> Sheet:
    """The rows of one, ordered so that the same board gives the same file."""
    rows = {Dataset.COVERAGE: _coverage, Dataset.VISITS: _visits, Dataset.SCHOOLS: _schools}[which](board)
    return Sheet(which, tuple(COLUMNS[which].split()), tuple(rows), which is not Dataset.SCHOOLS and board.has_examples)


def _coverage(board: Board) -> Iterator[tuple[Cell, ...]]:
    """Every statement from which a coverage follows, newest first, then by code."""
    by_code = sorted(board.figures, key=lambda figure: (figure.area, figure.definition))
    return (row for figure in sorted(by_code, key=lambda figure: figure.as_of, reverse=True) if (row := _figure(figure, board.areas)))


def _figure(figure: Figure, areas: Areas) -> tuple[Cell, ...] | None:
    try:
        shown = coverage(figure).shown
    except NoCoverage:
        return None
    measure, area = figure.measure, areas[figure.area]
    counts = (measure.obliged, measure.recorded, measure.early) if isinstance(measure, HeadCounts) else (None,) * 3
    percents = (None if part is None else Percent(part) for part in (shown.total, shown.recorded, shown.early))
    stated = area.code, area.short_name, area.level.value, figure.as_of, figure.definition.value
    return (*stated, *counts, *percents, figure.approximate, figure.source, figure.example)


def _visits(board: Board) -> Iterator[tuple[Cell, ...]]:
    """A row for each day of each visit; the days that it was moved away from stand in each."""
    for visit in board.schedule:
        for day in visit.days:
            subdistrict = board.areas.subdistrict_at(visit.place.subdistrict)
            where = visit.place.subdistrict, subdistrict.short_name if subdistrict else None
            place = visit.place.name, visit.place.kind.value, visit.place.npsn
            moved = "; ".join(each.isoformat() for each in visit.moved_from)
            said = moved, visit.catch_up, visit.updated.date(), visit.source, visit.example
            yield day, visit.state.value, *place, *where, _hours(visit), *said


def _hours(visit: Visit) -> str:
    """ "08:00-11:00 XI; 11:00-14:00 XII": from, to, and for which class."""
    return "; ".join(f"{each.start:%H:%M}-{each.end:%H:%M} {each.group or ''}".strip() for each in visit.hours)


def _schools(board: Board) -> Iterator[tuple[Cell, ...]]:
    """The schools that have not closed, by number."""
    return (_school(school, board.areas) for school in sorted(board.schools, key=lambda school: school.npsn))


def _school(school: School, areas: Areas) -> tuple[Cell, ...]:
    subdistrict = areas.subdistrict_at(school.subdistrict) if school.is_placed else None
    where = school.subdistrict if subdistrict else None, subdistrict.short_name if subdistrict else None
    place = (None if each is None else Degrees(each) for each in (school.latitude, school.longitude))
    return school.npsn, school.name, school.level, *where, *place, school.register_year, school.source
