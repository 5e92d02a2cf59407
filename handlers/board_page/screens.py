"""What stands together on a television: no more than is read from four metres, so that nothing is cut off."""

from collections.abc import Sequence

from ektp_core.areas import Areas
from ektp_core.holidays import holiday_on
from ektp_core.visits.schedule import Visit, VisitState
from handlers.board_page.coverage import AreasShown, Line

LINES_A_SCREEN = 8
"""Bars."""

HEIGHT = 13.0
"""Lines of text that a screen has room for below its heading and above what it says of all visits."""

BETWEEN = 0.3
"""Of a line, between two visits."""

DAYS_A_LINE, LETTERS_A_LINE = 2, 42
"""Of the column with the days, and of the one with the place."""

LABEL = 20
"""Letters of what a line says before its value."""

CANCELLED_SHOWN = 6


def visit_screens(visits: Sequence[Visit], areas: Areas) -> list[list[Visit]]:
    """Visits in their order, as many to a screen as it has room for; cancelled ones say where to go instead, and neither hours nor days."""
    screens: list[list[Visit]] = []
    room = 0.0
    for visit in visits:
        height = _height_of_cancelled(visit) if visit.state is VisitState.CANCELLED else _height(visit, areas)
        if not screens or height > room:
            screens.append([])
            room = HEIGHT
        screens[-1].append(visit)
        room -= height
    return screens


def area_screens(areas: AreasShown, most: int) -> list[Sequence[Line]]:
    """The lines of a list in equal parts."""
    lines = areas.lines[:most]
    count = -(-len(lines) // LINES_A_SCREEN)
    return [lines[number * len(lines) // count : (number + 1) * len(lines) // count] for number in range(count)]


def _height_of_cancelled(visit: Visit) -> float:
    return _beside(visit, len(visit.place.name)) + _lines(LABEL + len(visit.catch_up or ""), LETTERS_A_LINE) + BETWEEN


def _height(visit: Visit, areas: Areas) -> float:
    """Lines, by how long the texts are about."""
    subdistrict = areas.subdistrict_at(visit.place.subdistrict)
    place = len(visit.place.name) + (len(subdistrict.full_name) + 2 if subdistrict else 0)
    hours = _lines(20 * len(visit.hours), LETTERS_A_LINE)
    moved = _lines(LABEL + 18 * len(visit.moved_from), LETTERS_A_LINE) if visit.moved_from else 0
    return _beside(visit, place) + hours + moved + sum(bool(holiday_on(day)) for day in visit.days) + BETWEEN


def _beside(visit: Visit, place: int) -> int:
    return max(_lines(len(visit.days), DAYS_A_LINE), _lines(place, LETTERS_A_LINE))


def _lines(length: int, a_line: int) -> int:
    return -(-length // a_line)
