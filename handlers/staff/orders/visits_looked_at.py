"""Visits that are asked for in a sentence: where the team goes in a period, and who was not visited yet."""

from collections.abc import Sequence
from datetime import timedelta

from ektp_core.areas import Area
from ektp_core.office import Office
from ektp_core.reading.calendar import Days
from ektp_core.roles import Act, may
from ektp_core.understanding.staff.slots import ListLevel
from ektp_core.visits.rounds import WEEK as A_WEEK
from ektp_core.visits.rounds import monday_of, round_of, unreached, unreached_areas
from handlers.acts import FIRST_DAY, LAST_DAY
from handlers.free_text.orders import Order
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.orders.tapping import tapped
from handlers.staff.visits.acts import OPEN, PLAN_AT_SCHOOL, UNREACHED, VISITS, WEEK, Week

MOST_LISTED, MOST_OFFERED = 15, 8


async def agenda(order: Order, request: Request, office: Office) -> Reply:
    """The visits of the very days that were asked for; of a week, or where no day is named, the week as the agenda shows it."""
    slots = order.slots
    if not (slots.days or slots.unclear_days):
        return await tapped(WEEK, Week(request.today), request, office)
    if len(slots.days) == 1 and not slots.unclear_days and _is_week(slots.days[0]):
        return await tapped(WEEK, Week(slots.days[0].first), request, office)
    parts = [(days, office.board.schedule.between(days.first, days.last)) for days in slots.days]
    listed = [visit for _, visits in parts for visit in visits[:MOST_LISTED]]
    first = slots.days[0].first if slots.days else request.today
    return reply(
        "staff/orders/agenda",
        *in_rows([OPEN.button("place", visit.id, name=visit.place.name) for visit in dict.fromkeys(listed[:MOST_OFFERED])]),
        [*([WEEK.button("week_of", Week(first))] if FIRST_DAY <= first <= LAST_DAY else []), button(VISITS, label="visits")],
        parts=[(days, visits[:MOST_LISTED], len(visits[MOST_LISTED:])) for days, visits in parts],
        next=None if listed else next(iter(office.board.schedule.upcoming(request.today)), None),
        unclear=[each.words for each in slots.unclear_days],
    )


def _is_week(days: Days) -> bool:
    return days.first == monday_of(days.first) and days.last == days.first + A_WEEK - timedelta(1)


async def not_yet(order: Order, request: Request, office: Office) -> Reply:
    """The schools that this round has not reached, or the villages or subdistricts; where subdistricts are named those inside."""
    board, half = office.board, round_of(request.today)
    within = [area for area in order.slots.areas if area in board.subdistricts]
    if order.slots.level not in (ListLevel.VILLAGE, ListLevel.SUBDISTRICT):
        return _schools(within, request, office) if within else await tapped(UNREACHED, half, request, office)
    areas = within or [*board.subdistricts]
    is_village = order.slots.level is ListLevel.VILLAGE
    everything = [village for area in areas for village in board.areas.children(area.code)] if is_village else areas
    missing = unreached_areas(everything, board.schedule, half)
    groups = _by_subdistrict(areas, missing) if is_village else [(None, [area.name for area in missing])]
    return reply(
        "staff/orders/unreached",
        [UNREACHED.button("unreached_schools", half), button(VISITS, label="visits")],
        level=order.slots.level,
        round=half,
        within=within,
        missing=len(missing),
        total=len(everything),
        groups=[(area, names) for area, names in groups if names],
    )


def _schools(within: Sequence[Area], request: Request, office: Office) -> Reply:
    """The schools of some subdistricts, each with a button that plans a visit there."""
    board, half = office.board, round_of(request.today)
    codes = [area.code for area in within]
    missing = [school for school in unreached(board.schools, board.schedule, half) if school.subdistrict in codes]
    offered = missing[:MOST_OFFERED] if may(request.member, Act.CHANGE_VISITS) else []
    return reply(
        "staff/orders/unreached",
        *in_rows([PLAN_AT_SCHOOL.button("visit_plan", school.npsn, name=school.name) for school in offered]),
        [UNREACHED.button("unreached_schools", half), button(VISITS, label="visits")],
        level=ListLevel.SCHOOL,
        round=half,
        within=within,
        missing=len(missing),
        total=sum(len(board.schools.in_subdistrict(code)) for code in codes),
        groups=[(area, names) for area in within if (names := [each.name for each in missing if each.subdistrict == area.code])],
    )


def _by_subdistrict(areas: Sequence[Area], villages: Sequence[Area]) -> list[tuple[Area | None, list[str]]]:
    return [(area, [village.own_name for village in villages if village.parent == area.code]) for area in areas]
