"""Visits in a sentence: planned, moved, cancelled, confirmed, ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from ektp_core.areas import Area, Level
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.reading.days.dates import DaysOfPeriod, TooManyDays
from ektp_core.reading.days.typed_days import MOST_DAYS
from ektp_core.understanding.staff.slots import Measured, StaffSlots
from ektp_core.visits.line import LineFault, VisitLine, Wrong
from ektp_core.visits.places import PlaceFault, at_office, at_school
from ektp_core.visits.recaps import may_close
from ektp_core.visits.schedule import MOVES, Hours, Place, PlaceKind, Visit, VisitState
from handlers.acts import ToolAct
from handlers.free_text.orders import Extent, Order
from handlers.reply import Reply, button, reply
from handlers.request import Request
from handlers.staff.orders.acts import ABOUT, About
from handlers.staff.orders.meant import Fits, meant, which
from handlers.staff.orders.tapping import tapped
from handlers.staff.visits import closing
from handlers.staff.visits.acts import ASK_CLOSE, ASK_CONFIRM, VISITS, on_screen
from handlers.staff.visits.drafts import AddVisit, ChangeVisit
from handlers.staff.visits.preview import keep


async def add(order: Order, request: Request, office: Office) -> Reply:
    """A new visit with all that was said; what is missing is asked as the form asks it."""
    return await keep(AddVisit(line_of(order.slots, office), begun=request.message_id), request, office)


async def move(order: Order, request: Request, office: Office) -> Reply:
    """Other days or hours for the one visit that is meant. A place behind "ke" is no day: what is missing is asked."""
    found = meant(order, order.slots.origin, _may_become(VisitState.MOVED), request, office)
    if len(found) != 1:
        return which(found, order, request, office)
    line = replace(line_of(order.slots, office), place=None)
    wrongs = tuple(wrong for wrong in line.wrongs if not wrong.places and wrong.fault not in frozenset(PlaceFault))
    line = _moved(replace(line, wrongs=wrongs), found[0], order.slots)
    return await keep(ChangeVisit(on_screen(found[0]), line), request, office)


def _moved(line: VisitLine, visit: Visit, slots: StaffSlots) -> VisitLine:
    """The days that a visit goes to; "dua hari lebih awal" moves each of its days.

    Where only some of several days are said to be left, and as many new ones as the visit has are not named, nobody can tell what becomes
    of the others: the days are asked. "Yang tanggal 9" is the visit that begins then.
    """
    left = {day for day in visit.days if any(day in each for each in slots.origin)}
    is_part = 0 < len(left) < len(visit.days)
    if slots.by and (not is_part or visit.first_day in left):
        return replace(line, days=tuple(day + timedelta(slots.by) for day in visit.days))
    if is_part and (slots.by or len(line.days) not in (0, len(visit.days))):
        return replace(line, days=(), wrongs=(*line.wrongs, Wrong(LineFault.PART_OF_DAYS)))
    return line


async def cancel(order: Order, request: Request, office: Office) -> Reply:
    """What is asked before a visit is cancelled. Of one of several days that are not all named, whether the others stay is asked first."""
    found = meant(order, order.slots.days, _may_become(VisitState.CANCELLED), request, office)
    if len(found) != 1 or _is_unclear(order):
        return which(found, order, request, office)
    visit, days = found[0], order.slots.days
    stays = tuple(day for day in visit.days if days and not any(day in each for each in days))
    if not stays or len(stays) == len(visit.days) or order.extent is Extent.WHOLE:
        return await closing.begin_cancel(on_screen(visit), request, office, reason=order.slots.text)
    if order.extent is Extent.PART:
        return await keep(ChangeVisit(on_screen(visit), VisitLine(days=stays)), request, office)
    ways = [
        [ABOUT.button("cancel_whole", About(visit.id, order.part, Extent.WHOLE))],
        [ABOUT.button("cancel_part", About(visit.id, order.part, Extent.PART))],
    ]
    asked = reply("staff/orders/cancel_which", *ways, [button(VISITS, label="visits")], visit=visit, stays=stays)
    return replace(asked, quotes=True)


async def confirm(order: Order, request: Request, office: Office) -> Reply:
    """What is asked before a visit is certain."""
    return await _one(order, ASK_CONFIRM, _may_become(VisitState.CONFIRMED), request, office)


async def close(order: Order, request: Request, office: Office) -> Reply:
    """What is asked before a visit is over."""
    return await _one(order, ASK_CLOSE, may_close, request, office)


async def _one(order: Order, ask: ToolAct[Seen], fits: Fits, request: Request, office: Office) -> Reply:
    """What the tool asks before it changes the one visit that is meant."""
    found = meant(order, order.slots.days, fits, request, office)
    if len(found) != 1 or _is_unclear(order):
        return which(found, order, request, office)
    return await tapped(ask, on_screen(found[0]), request, office)


def _is_unclear(order: Order) -> bool:
    """Whether something is written like a day and is none: which visit is meant is asked, be there one alone."""
    return bool(order.slots.unclear_days) and order.about is None


def _may_become(state: VisitState) -> Fits:
    """A visit that is still to come may."""
    return lambda visit, today: state in MOVES[visit.state] and visit.last_day >= today


# What was said of a visit


def line_of(slots: StaffSlots, office: Office) -> VisitLine:
    """What a sentence says of a visit, with what of it has to be asked."""
    place, wrongs = _place(slots, office)
    days, day_wrongs = _days(slots)
    hours = (Hours(slots.hours.start, slots.hours.end),) if slots.hours else ()
    if slots.starts:
        wrongs = (*wrongs, Wrong(LineFault.HOURS, slots.starts.value))
    kits, pupils = slots.amount(Measured.KITS), slots.amount(Measured.PUPILS)
    return VisitLine(place, days, hours, kits or None, pupils or None, (*wrongs, *day_wrongs))


def _place(slots: StaffSlots, office: Office) -> tuple[Place | None, tuple[Wrong, ...]]:
    """The place, or what has to be asked: of several schools, of a name that nothing bears, of a place that is not the office's."""
    places = [at_school(each) for said in slots.schools for each in (said.school, *said.others) if each]
    unlisted = [said.name or said.written for said in slots.schools if said.school is None]
    if not places and not unlisted:
        places = [_at(area) for area in _most_exact(slots.areas) if office.board.subdistrict_of(area)]
        unlisted = [*slots.unknown, *(area.full_name for area in slots.areas if not office.board.subdistrict_of(area))]
    if len(places) == 1 and not any(unlisted):
        return places[0], ()
    if places:
        return None, (Wrong(PlaceFault.SEVERAL, ", ".join(filter(None, unlisted)), tuple(places)),)
    return None, tuple(Wrong(PlaceFault.UNKNOWN, name) for name in unlisted if name)


def _at(area: Area) -> Place:
    return at_office(area) if area.level is Level.SUBDISTRICT else Place(PlaceKind.VILLAGE, area.full_name, area.parent or "")


def _most_exact(areas: Sequence[Area]) -> list[Area]:
    return [area for area in areas if not any(other.code.startswith(f"{area.code}.") for other in areas)]


def _days(slots: StaffSlots) -> tuple[tuple[date, ...], tuple[Wrong, ...]]:
    """The days that are named; a week or a month names none, and is asked."""
    wrongs = [Wrong(each.refusal.key, each.words) for each in slots.unclear_days]
    wrongs += [Wrong(DaysOfPeriod.key, "") for _ in slots.periods]
    named = [each for each in slots.days if each not in slots.periods]
    days = sorted({day for each in named if (each.last - each.first).days < MOST_DAYS for day in each.each})
    if len(days) > MOST_DAYS or any((each.last - each.first).days >= MOST_DAYS for each in named):
        return (), (*wrongs, Wrong(TooManyDays.key, ""))
    return tuple(days), tuple(wrongs)
