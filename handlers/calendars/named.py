"""What calendars are called, in buttons and in addresses: `semua`, a school's number, a subdistrict's code; a file may be of one visit."""

import re

from ektp_core.areas import Area, Level
from ektp_core.board import Board
from ektp_core.calendars import Chosen, Kind
from ektp_core.schools.register import School
from ektp_core.visits.schedule import Place, Visit

ALL = "semua"
OF_VISIT = re.compile(r"v([0-9]{1,9})")


def feed_named(name: str, board: Board) -> Chosen | None:
    """The feed of this name; None where there is none."""
    if name == ALL:
        return Chosen(Kind.ALL)
    if name in board.schools:
        return Chosen(Kind.SCHOOL, name)
    return Chosen(Kind.SUBDISTRICT, name) if name in board.areas and _is_visited(board.areas[name], board) else None


def calendar_named(name: str, board: Board) -> Chosen | None:
    """The same, or the file of one visit."""
    found = OF_VISIT.fullmatch(name)
    if found is None:
        return feed_named(name, board)
    return Chosen(Kind.VISIT, found[1]) if board.schedule.find(int(found[1])) else None


def name_for(subject: Visit | School | Area | None = None) -> str:
    """What the calendar of something is called; without it, everything's."""
    match subject:
        case Visit():
            return f"v{subject.id}"
        case School():
            return subject.npsn
        case Area():
            return subject.code
    return ALL


def feed_for(chosen: Chosen, board: Board) -> str:
    """The name of the feed that tells of a calendar, also of what comes after it: of a visit, that of its school or subdistrict."""
    match chosen.kind:
        case Kind.ALL:
            return ALL
        case Kind.VISIT:
            place = _place_of(chosen, board)
            return place.npsn or place.subdistrict
    return chosen.target


def about(chosen: Chosen, board: Board) -> str:
    """What a calendar is about, by name."""
    match chosen.kind:
        case Kind.ALL:
            return board.home.full_name
        case Kind.SCHOOL:
            return board.schools[chosen.target].name
        case Kind.SUBDISTRICT:
            return board.areas[chosen.target].full_name
        case Kind.VISIT:
            return _place_of(chosen, board).name


def _is_visited(area: Area, board: Board) -> bool:
    """A subdistrict of the home district, also one that is no more: what was announced there is told as long as phones ask."""
    return area.level is Level.SUBDISTRICT and area.parent == board.home.code


def _place_of(chosen: Chosen, board: Board) -> Place:
    visit = board.schedule.find(int(chosen.target))
    if visit is None:
        raise LookupError(chosen)
    return visit.place
