"""Visits in a sentence: planned, moved, cancelled, confirmed, ended, looked at."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from ektp_core.areas import Area, Level
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.reading.calendar import Days
from ektp_core.reading.days.dates import DaysOfPeriod, TooManyDays
from ektp_core.reading.days.typed_days import MOST_DAYS
from ektp_core.understanding.staff.slots import Measured, StaffSlots
from ektp_core.visits.line import LineFault, VisitLine, Wrong
from ektp_core.visits.places import PlaceFault, at_office, at_school
from ektp_core.visits.recaps import may_close
from ektp_core.visits.rounds import round_of
from ektp_core.visits.schedule import MOVES, Hours, Place, PlaceKind, Visit, VisitState
from handlers.acts import ToolAct
from handlers.free_text.orders import Order
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.orders.acts import ABOUT, About
from handlers.staff.orders.tapping import tapped
from handlers.staff.visits.acts import ASK_CANCEL, ASK_CLOSE, ASK_CONFIRM, NEW, UNREACHED, VISITS, WEEK, Week, on_screen
from handlers.staff.visits.drafts import AddVisit, ChangeVisit
from handlers.staff.visits.preview import keep

MOST_OFFERED = 8

Fits = Callable[[Visit, date], bool]


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
    return await keep(ChangeVisit(on_screen(found[0]), replace(line, wrongs=wrongs)), request, office)


async def cancel(order: Order, request: Request, office: Office) -> Reply:
    return await _one(order, ASK_CANCEL, _may_become(VisitState.CANCELLED), request, office)


async def confirm(order: Order, request: Request, office: Office) -> Reply:
    return await _one(order, ASK_CONFIRM, _may_become(VisitState.CONFIRMED), request, office)


async def close(order: Order, request: Request, office: Office) -> Reply:
    return await _one(order, ASK_CLOSE, may_close, request, office)


async def agenda(order: Order, request: Request, office: Office) -> Reply:
    """The week of the first day that was asked for."""
    days = order.slots.days
    return await tapped(WEEK, Week(days[0].first if days else request.today), request, office)


async def unreached(order: Order, request: Request, office: Office) -> Reply:
    """The schools that this round has not reached."""
    return await tapped(UNREACHED, round_of(request.today), request, office)


# What is meant


def meant(order: Order, days: Sequence[Days], fits: Fits, request: Request, office: Office) -> list[Visit]:
    """The visits that an order may be about: of the schools and places that it names, on the days, that may still become what it wants.

    A visit that was tapped or replied to is the one; a place that names none leaves none.
    """
    schedule = office.board.schedule
    if order.about is not None:
        found = schedule.find(order.about)
        return [found] if found else []
    possible = [visit for visit in schedule if fits(visit, request.today)]
    if order.slots.schools or order.slots.unclear_schools:
        named = {each.npsn for said in order.slots.schools for each in (said.school, *said.others) if each}
        possible = [visit for visit in possible if visit.place.npsn in named]
    elif order.slots.areas:
        possible = [visit for visit in possible if any(_is_at(visit, area) for area in order.slots.areas)]
    elif order.slots.unknown:
        return []
    return [visit for visit in possible if not days or any(day in each for each in days for day in visit.days)]


def which(found: Sequence[Visit], order: Order, request: Request, office: Office) -> Reply:
    """One of several, each a button that uses the same words; or that there is none, with the ways on."""
    rows = in_rows(
        [ABOUT.button("visit_of_day", About(visit.id), name=visit.place.name, day=visit.first_day) for visit in found[:MOST_OFFERED]], 1
    )
    asked = reply(
        "staff/orders/which_visit",
        *rows,
        [NEW.button("visit_add"), button(VISITS, label="visits")] if not found else [button(VISITS, label="visits")],
        found=found[:MOST_OFFERED],
        hidden=len(found[MOST_OFFERED:]),
    )
    return replace(asked, quotes=bool(found))


async def _one(order: Order, ask: ToolAct[Seen], fits: Fits, request: Request, office: Office) -> Reply:
    """What the tool asks before it changes the one visit that is meant."""
    found = meant(order, order.slots.days, fits, request, office)
    if len(found) != 1:
        return which(found, order, request, office)
    return await tapped(ask, on_screen(found[0]), request, office)


def _may_become(state: VisitState) -> Fits:
    """A visit that is still to come may."""
    return lambda visit, today: state in MOVES[visit.state] and visit.last_day >= today


def _is_at(visit: Visit, area: Area) -> bool:
    if area.level is Level.VILLAGE:
        return visit.place.kind is PlaceKind.VILLAGE and visit.place.name == area.full_name
    return visit.place.subdistrict == area.code or visit.place.subdistrict.startswith(f"{area.code}.")


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
