"""Which visits a message is about that somebody replies to, by the buttons under it."""

from collections.abc import Iterable
from typing import Any

from ektp_core.audit import Seen
from ektp_core.office import Office
from handlers.acts import OldButton, ToolAct, decoded
from handlers.reply import Tap
from handlers.schedule import SUBDISTRICT
from handlers.staff.announcements.acts import OFFER
from handlers.staff.visits import acts as visits
from handlers.staff.visits import tally_acts as tally

SCHOOL = "s"
"""Of a button that asks for the schedule: of a school, by its NPSN."""

NAMES_VISIT: tuple[ToolAct[Any], ...] = (
    visits.OPEN,
    visits.CHANGE,
    visits.ASK_CONFIRM,
    visits.CONFIRM,
    visits.ASK_UNDO,
    visits.ASK_REMOVE,
    visits.ASK_CANCEL,
    visits.ASK_CLOSE,
    visits.ASK_CORRECT,
    tally.OPEN,
    tally.COUNT,
    OFFER,
)
"""The buttons that say which visit the message above them is about; where else those go who were missed is no such button."""


def replied_visits(taps: Iterable[Tap], office: Office) -> frozenset[int]:
    """The visits that a message is about, by its buttons; of one that only names a place, as a notice does, the visits there."""
    named, places = set(), set()
    for tap in taps:
        act = next((each for each in NAMES_VISIT if (each.tool, each.name) == (tap.route, tap.act)), None)
        if act is not None:
            named.add(_number(act, tap.argument))
        elif tap.route == "schedule" and tap.act is None:
            places.add(tap.argument)
    if named or len(places) != 1:
        return frozenset(number for number in named if number is not None)
    kind, _, value = places.pop().partition("=")
    at = {SCHOOL: lambda visit: visit.place.npsn, SUBDISTRICT: lambda visit: visit.place.subdistrict}.get(kind)
    return frozenset(visit.id for visit in office.board.schedule if at and at(visit) == value)


def _number(act: ToolAct[Any], argument: str) -> int | None:
    try:
        match decoded(act.argument, argument):
            case Seen(id=number) | tally.Counting(visit=number) | int(number):
                return number
    except OldButton:
        pass  # a message of an earlier version names no visit
    return None
