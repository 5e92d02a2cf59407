"""/petugas: what needs this member today, a button to each tool, and everything else their role may do."""

from collections.abc import Sequence
from datetime import timedelta

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.desk import (
    KINDS,
    AnnouncementWaiting,
    FiguresOld,
    Item,
    LoanEnding,
    RecapDue,
    RequestWaiting,
    SchoolDesk,
    VisitSoon,
    desk,
    school_desk,
)
from ektp_core.office import Office
from ektp_core.roles import may
from ektp_core.store.announcements import needing_somebody
from ektp_core.store.requests import all_requests
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.acts import OPEN as OPEN_ANNOUNCEMENT
from handlers.staff.requests.acts import NEW as ASK_VISIT
from handlers.staff.requests.acts import OPEN as OPEN_REQUEST
from handlers.staff.unanswered import ACTS, OVERVIEW, SEES_COUNTS
from handlers.staff.visits.tally import at_school

BUTTONS_A_KIND = 3
MOST_ANNOUNCEMENTS, LATELY = 20, timedelta(days=7)
LINES_A_KIND = 5
EVENING = 15
"""From this hour of the office's day the recap of today's visits is asked for."""

ON_THE_DAY = "t"
"""A school looks how many of its pupils are left."""


async def home(request: Request, office: Office) -> Reply:
    """What needs the member today; a school's account sees its own visit and requests."""
    act, separator, rest = request.argument.partition("=")
    if separator and act in ACTS:
        return await ACTS[act](rest, request, office)
    requests = await all_requests(office.store)
    member = request.member
    if member and member.school:
        counting = await at_school(request, office)
        if counting and request.argument == ON_THE_DAY:
            return counting
        today = [button("staff", ON_THE_DAY, "desk_today")] if counting else []
        return _school(school_desk(office.board, requests, member.school, request.today), today, request, office)
    evening = request.now.astimezone(office.zone).hour >= EVENING
    waiting = await needing_somebody(office.store, request.now - LATELY, MOST_ANNOUNCEMENTS)
    found = desk(office.board, requests, request.today, announcements=waiting, evening=evening)
    items = [item for item in found if may(member, item.act) and not _is_own(item, request)]
    groups = {kind: [item for item in items if isinstance(item, kind)] for kind in KINDS}
    urgent = [_tool(item) for found in groups.values() for item in found[:BUTTONS_A_KIND]]
    return reply(
        "staff/desk/overview",
        *in_rows(_known(urgent)),
        *in_rows(_tools(request)),
        member=member,
        announcements=groups[AnnouncementWaiting],
        recaps=groups[RecapDue],
        requests=groups[RequestWaiting],
        loans=groups[LoanEnding],
        figures=groups[FiguresOld],
        visits=groups[VisitSoon],
        most=LINES_A_KIND,
        nothing=not items,
        example=any(_is_example(item) for item in items),
    )


def _school(found: SchoolDesk, today: Row, request: Request, office: Office) -> Reply:
    member = request.member
    shown = [OPEN_REQUEST.button("desk_own_request", each.id, number=each.id) for each in found.requests[:BUTTONS_A_KIND]]
    return reply(
        "staff/desk/school",
        today,
        *in_rows(_known([*shown, ASK_VISIT.button("desk_ask")])),
        *in_rows(_tools(request)),
        member=member,
        school=office.board.schools.get(member.school if member else None),
        visit=found.next,
        requests=found.requests[:LINES_A_KIND],
        example=bool(found.next and found.next.example),
    )


def _is_own(item: Item, request: Request) -> bool:
    """Whether it waits for anybody but this person, who has confirmed it."""
    if not isinstance(item, AnnouncementWaiting) or item.announcement.state is not AnnouncementState.WAITING:
        return False
    return item.announcement.confirmed_by == request.person


def _tool(item: Item) -> Button:
    """Where an item is seen to."""
    match item:
        case AnnouncementWaiting(announcement):
            return OPEN_ANNOUNCEMENT.button("desk_announcement", announcement.id, name=announcement.reference)
        case RecapDue(visit):
            return button("visits", f"r={visit.id}.{visit.version}", "desk_recap", name=visit.place.name)
        case RequestWaiting(asked, school):
            return OPEN_REQUEST.button("desk_request", asked.id, name=school)
        case LoanEnding(loan):
            return button("kits", f"l={loan.id}", "desk_loan", day=loan.last)
        case FiguresOld():
            return button("figures", "", "desk_figures")
        case VisitSoon(visit):
            return button("visits", f"v={visit.id}", "desk_visit", name=visit.place.name)


def _tools(request: Request) -> list[Button]:
    """Everything that the role may do."""
    from handlers.routes import STAFF_ROUTES

    tools = [button(route.name) for route in STAFF_ROUTES if route.name != "staff" and route.act and may(request.member, route.act)]
    return [*tools, *([button("staff", f"{OVERVIEW}=", "desk_unanswered")] if may(request.member, SEES_COUNTS) else [])]


def _known(buttons: Sequence[Button]) -> list[Button]:
    """Those that lead somewhere."""
    from handlers.routes import BY_NAME

    return [item for item in buttons if item.route in BY_NAME]


def _is_example(item: Item) -> bool:
    match item:
        case RecapDue(visit) | VisitSoon(visit):
            return visit.example
        case LoanEnding(loan, stranded):
            return loan.example or any(visit.example for visit in stranded)
    return False
