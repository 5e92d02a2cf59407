"""/kunjungan: the agenda by week, and everything that staff do with visits."""

from datetime import date, timedelta

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.planning import doubts
from ektp_core.posters import is_posted
from ektp_core.roles import Act, may, require
from ektp_core.store import audit
from ektp_core.store import visits as store
from ektp_core.store.tallies import tallies_of, tally_of
from ektp_core.visits.changes import as_seen
from ektp_core.visits.recaps import count_beside, counts_on, may_close, recaps_due
from ektp_core.visits.rounds import WEEK as A_WEEK
from ektp_core.visits.rounds import Round, in_week, monday_of, round_of, unreached
from ektp_core.visits.schedule import MOVES, Visit, VisitState
from ektp_core.visits.sheet import NoVisitsSheet
from handlers.acts import OldButton
from handlers.calendars.named import name_for
from handlers.calendars.saved import save_button
from handlers.paging import page_of
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request, SentFile
from handlers.schedule import poster_button
from handlers.staff.drafts.carrying_out import drop_overtaken
from handlers.staff.drafts.going_on import continuing
from handlers.staff.drafts.under_preview import CORRECTED, UNDER_PREVIEW, NotForDraft
from handlers.staff.visits import closing, kept, planning, rounds
from handlers.staff.visits.acts import (
    ACTS,
    ASK_CANCEL,
    ASK_CLOSE,
    ASK_CONFIRM,
    ASK_CORRECT,
    ASK_REMOVE,
    ASK_UNDO,
    CHANGE,
    NEW,
    OPEN,
    PROGRESS,
    RECAP_FORM,
    UNREACHED,
    VISITS,
    WAIT_FOR_SHEET,
    WEEK,
    Week,
    on_screen,
)
from handlers.staff.visits.board import closed_board
from handlers.staff.visits.drafts import DRAFTS, AddVisit, CancelVisit, ChangeVisit, CloseVisit
from handlers.staff.visits.sizes import of_days
from handlers.staff.visits.tally_acts import OPEN as OPEN_BOARD
from handlers.staff.visits.whole_round import days, progress

ACTS_OF = (kept, days, progress)
"""What is only reached by its drafts or its buttons."""

VISITS_A_PAGE = 8
DUE_SHOWN = 3
FIRST_DAY, LAST_DAY = date(2001, 1, 1), date(2199, 12, 31)


async def visits(request: Request, office: Office) -> Reply:
    """The agenda, one visit, or what was sent: a line, several lines, a sheet. A visit that changed meanwhile is shown as it is now."""
    try:
        return await _visits(request, office)
    except Changed as changed:
        visit = office.board.schedule.find(changed.subject.number or 0)
        if visit and may(request.member, Act.CHANGE_VISITS) and (corrected := await closing.as_correction(visit, request, office)):
            return corrected
        await drop_overtaken(DRAFTS, changed, request, office)
        if visit is None:
            raise
        if visit.state is VisitState.DONE and may(request.member, Act.CHANGE_VISITS):
            return await closed_board(visit, office)
        by = changed.by or await audit.who_changed(office.store, changed.subject) or ""
        return await card(visit, request, office, changed_by=by)


async def _visits(request: Request, office: Office) -> Reply:
    if request.act:
        return await ACTS.answer(request, office)
    if not (request.file or request.argument):
        return await _agenda(Week(request.today), request, office)
    require(request.member, Act.CHANGE_VISITS)
    if request.file:
        return await _sheet(request.file, request, office)
    if request.awaited:
        return await _typed(request, office)
    return await planning.begin(request, office)


async def _sheet(file: SentFile, request: Request, office: Office) -> Reply:
    """A sheet of visits. Raises NotForDraft where a draft waits for one and this is something else; NoVisitsSheet."""
    try:
        return await rounds.received(file, request, office)
    except NoVisitsSheet:
        if request.awaited:
            raise NotForDraft from None
        raise


async def _typed(request: Request, office: Office) -> Reply:
    """The text that a draft waits for. Raises Changed when its visit was changed or removed meanwhile, whatever the text says."""
    draft = await DRAFTS.one(office.store, request.person)
    if request.awaited not in (UNDER_PREVIEW, CORRECTED) and isinstance(draft, ChangeVisit | CancelVisit | CloseVisit):
        as_seen(office.board.schedule, draft.seen)
    match draft:
        case AddVisit() | ChangeVisit():
            return await planning.typed(draft, request, office)
        case CancelVisit() | CloseVisit() if request.awaited != UNDER_PREVIEW:
            return await closing.typed(draft, request, office)
        case _ if request.awaited in (UNDER_PREVIEW, CORRECTED):
            raise NotForDraft
    return await rounds.from_lines(request, office)


@WEEK.does
async def _agenda(wanted: Week, request: Request, office: Office) -> Reply:
    """One week, Monday to Sunday."""
    if not FIRST_DAY <= wanted.day <= LAST_DAY:
        raise OldButton
    monday = monday_of(wanted.day)
    of_week = in_week(office.board.schedule, monday)
    page = page_of(of_week, VISITS_A_PAGE, wanted.page)
    due = recaps_due(office.board.schedule, request.today)
    half = round_of(monday)
    today = [visit for visit in page.items if request.today in visit.days]
    counts = counts_on(request.today, today, await tallies_of(office.store, [visit.id for visit in today]))
    return reply(
        "staff/visits/agenda",
        *await continuing(request, office, VISITS),
        *in_rows([OPEN.button("place", visit.id, name=visit.place.name) for visit in page.items if visit not in due[:DUE_SHOWN]]),
        page.onward(lambda number: WEEK.button("visits_more", Week(monday, number))),
        [WEEK.button("week_before", Week(monday - A_WEEK)), WEEK.button("week_after", Week(monday + A_WEEK))],
        [button("recap", label="recap_today")] if today else [],
        *_tools(half, request),
        *in_rows([OPEN.button("recap_of", visit.id, name=visit.place.name) for visit in due[:DUE_SHOWN]], 1),
        [button("staff")],
        may_change=may(request.member, Act.CHANGE_VISITS),
        monday=monday,
        sunday=monday + timedelta(6),
        visits=page.items,
        count=len(of_week),
        due=due,
        counts={each.visit.id: each for each in counts},
        round=half,
        unreached=len(unreached(office.board.schools, office.board.schedule, half)),
    )


def _tools(half: Round, request: Request) -> list[list[Button]]:
    of_round = [PROGRESS.button("round_progress", half), UNREACHED.button("visits_unreached", half)]
    if not may(request.member, Act.CHANGE_VISITS):
        return [of_round]
    sheets = [WAIT_FOR_SHEET.button("visits_sheet"), RECAP_FORM.button("recap_sheet")]
    return [[NEW.button("visit_add")], sheets, of_round]


@OPEN.does
async def _open(number: int, request: Request, office: Office) -> Reply:
    visit = office.board.schedule.find(number)
    if visit is None:
        raise Changed(Subject(Thing.VISIT, number))
    return await card(visit, request, office)


async def card(visit: Visit, request: Request, office: Office, *, changed_by: str | None = None) -> Reply:
    """One visit and what may be done with it now; `changed_by` when somebody else was faster."""
    counted = await tally_of(office.store, visit.id)
    earlier = await store.earlier_version(office.store, visit.id)
    against = doubts(visit, office.board.loans, office.board.schedule, request.today) if visit.is_upcoming(request.today) else ()
    rows = _moves(visit, request, has_earlier=earlier is not None) if may(request.member, Act.CHANGE_VISITS) else []
    return reply(
        "staff/visits/card",
        *rows,
        [
            *([save_button(name_for(visit))] if visit.is_upcoming(request.today) else []),
            *([poster_button(visit)] if is_posted(visit, request.today) else []),
        ],
        [WEEK.button("week_of", Week(visit.first_day)), button(VISITS, label="visits")],
        visit=visit,
        subdistrict=office.board.areas.subdistrict_at(visit.place.subdistrict),
        tally=counted.total,
        count=count_beside(visit, counted),
        left=counted.total.left(visit.expected),
        doubts=of_days(against),
        changed_by=changed_by,
    )


def _moves(visit: Visit, request: Request, *, has_earlier: bool) -> list[list[Button]]:
    """A button for each move of the state, each naming the version that is on the screen."""
    moves, seen = MOVES[visit.state], on_screen(visit)
    confirm = [ASK_CONFIRM.button("visit_confirm", seen)] if VisitState.CONFIRMED in moves else []
    change = [CHANGE.button("visit_change", seen)] if VisitState.MOVED in moves else []
    cancel = [ASK_CANCEL.button("visit_cancel", seen)] if VisitState.CANCELLED in moves else []
    begun = may_close(visit, request.today)
    day = [OPEN_BOARD.button("tally_open", visit.id), ASK_CLOSE.button("visit_close", seen)] if begun else []
    correct = [ASK_CORRECT.button("visit_correct", seen)] if visit.state is VisitState.DONE else []
    undo = [ASK_UNDO.button("visit_undo", seen)] if has_earlier else []
    remove = [ASK_REMOVE.button("visit_remove", seen)] if visit.state is VisitState.PLANNED and not has_earlier else []
    return [row for row in (day, [*confirm, *change], [*correct, *cancel, *undo, *remove]) if row]
