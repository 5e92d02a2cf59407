"""/petugas: what needs this member today, a button to each tool, and everything else their role may do."""

from datetime import timedelta

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.audit import Seen
from ektp_core.desk import (
    KINDS,
    AnnouncementWaiting,
    AskedFor,
    FactUnsaid,
    FiguresOld,
    Item,
    LoanEnding,
    RecapDue,
    RequestWaiting,
    SchoolsUnplaced,
    SubdistrictClosed,
    VisitSoon,
    desk,
    school_desk,
)
from ektp_core.office import Office
from ektp_core.roles import Act, Member, may
from ektp_core.store.announcements import needing_somebody
from ektp_core.store.requests import all_requests
from ektp_core.store.unanswered import lacking, unannounced
from ektp_core.visits.recaps import may_close
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff import kits, sent_sheets
from handlers.staff.announcements import acts as announcements
from handlers.staff.asked_for import fill_button, month_of, once
from handlers.staff.drafts.going_on import continuing
from handlers.staff.figures.acts import FIGURES
from handlers.staff.office import acts as office_facts
from handlers.staff.requests import acts as requests
from handlers.staff.running import running
from handlers.staff.schools import acts as schools
from handlers.staff.unanswered import ACTS, ASKED_FOR, DESK, OVERVIEW, SEES_COUNTS
from handlers.staff.visits import acts as visits
from handlers.staff.visits.tally import at_school, counted_now
from handlers.staff.visits.tally_acts import OPEN as OPEN_BOARD
from handlers.texts import fact_label

BUTTONS_A_KIND = 3
MOST_BUTTONS: dict[type[Item], int] = {FactUnsaid: 8}
"""What a new office has to say is all one tap away; where citizens ask for more, what they ask most."""

MOST_ANNOUNCEMENTS, LATELY = 20, timedelta(days=7)
LINES_A_KIND = 5
EVENING = 15
"""From this hour of the office's day the recap of today's visits is asked for."""

COUNT_TODAY = ACTS.act("count_today")
"""A school looks how many of its pupils are left."""


async def home(request: Request, office: Office) -> Reply:
    """What needs the member today; a school's account sees its own visit and requests. A file is told by its columns."""
    if request.act:
        return await ACTS.answer(request, office)
    if request.file:
        return await sent_sheets.received(request.file, request, office)
    return await _desk(request, office)


@COUNT_TODAY.does
async def _count_today(_: None, request: Request, office: Office) -> Reply:
    """Where nothing is counted now, the desk is shown."""
    visit = counted_now(request, office)
    return await at_school(visit, request, office) if visit else await _desk(request, office)


async def _desk(request: Request, office: Office) -> Reply:
    if request.member and request.member.school:
        return await _of_school(request.member, request.member.school, request, office)
    return await _of_office(request, office)


async def _of_office(request: Request, office: Office) -> Reply:
    member = request.member
    evening = request.now.astimezone(office.zone).hour >= EVENING
    asked = await all_requests(office.store)
    waiting = await needing_somebody(office.store, request.now - LATELY, MOST_ANNOUNCEMENTS)
    await office.notes.keep_unanswered()
    since = month_of(request.today)
    missed, lacks = await unannounced(office.store, since), await lacking(office.store, since)
    on_desk = desk(office.board, asked, request.today, announcements=waiting, unannounced=missed, lacking=lacks, evening=evening)
    items = [item for item in on_desk if may(member, item.act) and not _is_own(item, request)]
    groups = {kind: [item for item in items if isinstance(item, kind)] for kind in KINDS}
    urgent = once(_tool(item, request) for kind, group in groups.items() for item in group[: MOST_BUTTONS.get(kind, BUTTONS_A_KIND)])
    of_bot = await running(request, office)
    return reply(
        "staff/desk/overview",
        of_bot.remedy(),
        *in_rows(urgent),
        [ASKED_FOR.button("asked_for")] if groups[AskedFor] else [],
        *await continuing(request, office),
        *in_rows([tool for tool in _tools(request) if tool.raw_data not in {each.raw_data for each in urgent}]),
        member=member,
        announcements=groups[AnnouncementWaiting],
        recaps=groups[RecapDue],
        requests=groups[RequestWaiting],
        loans=groups[LoanEnding],
        figures=groups[FiguresOld],
        closed=groups[SubdistrictClosed],
        unsaid=groups[FactUnsaid],
        asked=groups[AskedFor],
        unplaced=groups[SchoolsUnplaced],
        visits=groups[VisitSoon],
        most=LINES_A_KIND,
        most_unsaid=MOST_BUTTONS[FactUnsaid],
        running=of_bot,
        nothing=not items and of_bot.is_well,
    )


async def _of_school(member: Member, npsn: str, request: Request, office: Office) -> Reply:
    own = school_desk(office.board, await all_requests(office.store), npsn, request.today)
    open_own = [requests.OPEN.button("desk_own_request", each.id, number=each.id) for each in own.requests[:BUTTONS_A_KIND]]
    return reply(
        "staff/desk/school",
        [COUNT_TODAY.button("desk_today")] if counted_now(request, office) else [],
        *in_rows([*open_own, requests.NEW.button("desk_ask")]),
        *await continuing(request, office),
        *in_rows(_tools(request)),
        member=member,
        school=office.board.schools.get(npsn),
        visit=own.next,
        requests=own.requests[:LINES_A_KIND],
    )


def _is_own(item: Item, request: Request) -> bool:
    """Whether it waits for anybody but this person, who has confirmed it."""
    if not isinstance(item, AnnouncementWaiting) or item.announcement.state is not AnnouncementState.WAITING:
        return False
    return item.announcement.confirmed_by == request.person


def _tool(item: Item, request: Request) -> Button:
    """Where an item is seen to: on its day a visit is counted."""
    match item:
        case AnnouncementWaiting(announcement):
            return announcements.OPEN.button("desk_announcement", announcement.id, name=announcement.reference)
        case RecapDue(visit):
            return visits.ASK_CLOSE.button("desk_recap", Seen(visit.id, visit.version), name=visit.place.name)
        case RequestWaiting(asked, school):
            return requests.OPEN.button("desk_request", asked.id, name=school)
        case LoanEnding(loan):
            return kits.OPEN.button("desk_loan", loan.id, day=loan.last)
        case FiguresOld():
            return button(FIGURES, label="desk_figures")
        case SubdistrictClosed(area, schools_there, visits_there):
            if schools_there:
                return schools.IN_SUBDISTRICT.button("desk_closed", area.code, name=area.name)
            return visits.OPEN.button("desk_visit", visits_there[0].id, name=visits_there[0].place.name)
        case FactUnsaid(key):
            return office_facts.OPEN.button(fact_label(key), key)
        case AskedFor():
            return fill_button(item)
        case SchoolsUnplaced(count):
            return schools.UNPLACED.button("schools_unplaced", 1, count=count)
        case VisitSoon(visit):
            if request.today in visit.days and may(request.member, Act.TALLY) and may_close(visit, request.today):
                return OPEN_BOARD.button("desk_count", visit.id, name=visit.place.name)
            return visits.OPEN.button("desk_visit", visit.id, name=visit.place.name)


def _tools(request: Request) -> list[Button]:
    """Everything that the role may do."""
    from handlers.routes import tools_of

    tools = [button(route.name) for route in tools_of(request.member) if route.name != DESK]
    return [*tools, *([OVERVIEW.button("desk_unanswered")] if may(request.member, SEES_COUNTS) else [])]
