"""Which visit an order is about: tapped, replied to, or named by its place and days; of several it is asked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from ektp_core.areas import Area, Level
from ektp_core.office import Office
from ektp_core.reading.calendar import Days
from ektp_core.visits.schedule import PlaceKind, Visit
from handlers.free_text.orders import Order
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.orders.acts import ABOUT, About
from handlers.staff.visits import acts as visits
from handlers.staff.visits.replied import replied_visits

MOST_OFFERED = 8
OTHERS_OFFERED = 3
Fits = Callable[[Visit, date], bool]


def meant(order: Order, days: Sequence[Days], fits: Fits, request: Request, office: Office) -> list[Visit]:
    """The visits that an order may be about: of the schools and places that it names, on the days, that may still become what it wants.

    A visit that was tapped is the one; of a message that was replied to those that it is about, unless another place is named. A place
    that nobody knows leaves none.
    """
    schedule = office.board.schedule
    if order.about is not None:
        found = schedule.find(order.about)
        return [found] if found else []
    possible = [visit for visit in _of_place(order, request, office) if fits(visit, request.today)]
    return [visit for visit in possible if not days or any(day in each for each in days for day in visit.days)]


def _of_place(order: Order, request: Request, office: Office) -> list[Visit]:
    """The visits at the places that are named, and of the message that was replied to."""
    everywhere = [*office.board.schedule]
    replied = replied_visits(request.replied, office)
    slots = order.slots
    if slots.schools or slots.unclear_schools:
        named = {each.npsn for said in slots.schools for each in (said.school, *said.others) if each}
        there = [visit for visit in everywhere if visit.place.npsn in named]
    elif slots.areas:
        there = [visit for visit in everywhere if any(_is_at(visit, area) for area in slots.areas)]
    elif slots.unknown:
        return []
    else:
        return [visit for visit in everywhere if visit.id in replied] if replied else everywhere
    return [visit for visit in there if visit.id in replied] or there


def which(found: Sequence[Visit], order: Order, request: Request, office: Office) -> Reply:
    """One of several, each a button that uses the same words; or that there is none, with what there is at the place, and the ways on."""
    rows = [ABOUT.button("visit_of_day", About(visit.id, order.part), name=visit.place.name, day=visit.first_day) for visit in found]
    others = [] if found or not (order.slots.schools or order.slots.areas) else _of_place(order, request, office)[-OTHERS_OFFERED:]
    looks = [visits.OPEN.button("visit_of_day", visit.id, name=visit.place.name, day=visit.first_day) for visit in others]
    asked = reply(
        "staff/orders/which_visit",
        *in_rows(rows[:MOST_OFFERED] or looks, 1),
        [visits.NEW.button("visit_add"), button(visits.VISITS, label="visits")] if not found else [button(visits.VISITS, label="visits")],
        found=found[:MOST_OFFERED],
        hidden=len(found[MOST_OFFERED:]),
        others=others,
        intent=order.intent,
        unclear=[each.words for each in order.slots.unclear_days],
        unknown=[*order.slots.unknown, *(said.name or said.written for said in order.slots.schools if said.school is None)],
    )
    return replace(asked, quotes=bool(found))


def _is_at(visit: Visit, area: Area) -> bool:
    if area.level is Level.VILLAGE:
        return visit.place.kind is PlaceKind.VILLAGE and visit.place.name == area.full_name
    return visit.place.subdistrict == area.code or visit.place.subdistrict.startswith(f"{area.code}.")
