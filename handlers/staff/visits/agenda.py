"""/kunjungan: the agenda by week, and everything that staff do with visits."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.planning import doubts
from ektp_core.roles import Act, may
from ektp_core.store import visits as store
from ektp_core.store.drafts import drop_draft
from ektp_core.visits.recaps import may_close, recaps_due
from ektp_core.visits.rounds import WEEK, in_week, monday_of, round_of, unreached
from ektp_core.visits.schedule import MOVES, Visit, VisitState
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.visits import changes, drafts, recaps, rounds
from handlers.staff.visits.buttons import VISITS, body_of, must_change, number_of, seen, visit_at

PAGE = 8
"""Visits a screen of the agenda."""


async def visits(request: Request, office: Office) -> Reply:
    """The agenda, one visit, or what was sent: a line, several lines, a sheet. A visit that changed meanwhile is shown as it is now."""
    try:
        return await _visits(request, office)
    except Changed as changed:
        found = visit_at(changed.subject.number or 0, office)
        if found is None:
            raise
        await drop_draft(office.store, request.person, VISITS)
        by = changed.by or await store.who_changed(office.store, found.id)
        return await card(found, request, office, changed_by=by or "")


async def _visits(request: Request, office: Office) -> Reply:
    act, separator, rest = request.argument.partition("=")
    if not request.file and not request.awaited and separator and act in LOOKING:
        return await LOOKING[act](rest, request, office)
    if not (request.file or request.argument):
        return await _agenda("", request, office)
    must_change(request)
    if request.file:
        return await rounds.received(request, office)
    if request.awaited:
        return await _typed(request, office)
    if separator and act in CHANGING:
        return await CHANGING[act](rest, request, office)
    return await drafts.begin(request, office)


async def _typed(request: Request, office: Office) -> Reply:
    """The text that a draft waits for."""
    body = await body_of(request, office)
    match body["what"]:
        case drafts.ADD | drafts.CHANGE:
            return await drafts.typed(body, request, office)
        case changes.CANCEL | changes.CLOSE:
            return await changes.typed(body, request, office)
    return await rounds.from_lines(request, office)


async def _agenda(wanted: str, request: Request, office: Office) -> Reply:
    """One week, Monday to Sunday; this one unless another is asked for."""
    monday, page = _week(wanted, request.today)
    found = in_week(office.board.schedule, monday)
    last = max(1, -(-len(found) // PAGE))
    page = min(page, last)
    shown = found[(page - 1) * PAGE : page * PAGE]
    weeks = [button(VISITS, f"w={monday - WEEK}", "week_before"), button(VISITS, f"w={monday + WEEK}", "week_after")]
    more = [button(VISITS, f"w={monday},{page % last + 1}", "visits_more")] if last > 1 else []
    due = recaps_due(office.board.schedule, request.today)
    half = round_of(monday)
    return reply(
        "staff/visits/agenda",
        *in_rows([button(VISITS, f"v={visit.id}", "place", name=visit.place.name) for visit in shown]),
        more,
        weeks,
        *_tools(request, half.year, half.half),
        *in_rows([button(VISITS, f"v={visit.id}", "recap_of", name=visit.place.name) for visit in due[:3]], 1),
        [button("staff")],
        monday=monday,
        sunday=monday + timedelta(6),
        visits=shown,
        count=len(found),
        due=due,
        round=half,
        unreached=len(unreached(office.board.schools, office.board.schedule, half)),
        example=any(visit.example for visit in [*shown, *due]),
    )


def _tools(request: Request, year: int, half: int) -> list[list[Button]]:
    missing = button(VISITS, f"b={year}.{half}", "visits_unreached")
    if not may(request.member, Act.CHANGE_VISITS):
        return [[missing]]
    return [[button(VISITS, "n=", "visit_add"), button(VISITS, "l=", "visits_sheet")], [button(VISITS, "t=", "recap_sheet"), missing]]


def _week(wanted: str, today: date) -> tuple[date, int]:
    """ "2026-11-23,2": the week of a day, and the page; today's week when a forged button names none."""
    text, _, page = wanted.partition(",")
    try:
        day = date.fromisoformat(text)
        monday = monday_of(day) if 2000 < day.year < 2200 else monday_of(today)
    except ValueError:
        monday = monday_of(today)
    return monday, max(1, number_of(page))


async def _card(wanted: str, request: Request, office: Office) -> Reply:
    found = visit_at(number_of(wanted), office)
    if found is None:
        raise Changed(Subject(Thing.VISIT, 0))
    return await card(found, request, office)


async def card(visit: Visit, request: Request, office: Office, *, changed_by: str | None = None) -> Reply:
    """One visit and what may be done with it now; `changed_by` when somebody else was faster."""
    tally = await store.tally_of(office.store, visit.id)
    earlier = await store.earlier_version(office.store, visit.id)
    against = doubts(visit, office.board.loans, office.board.schedule, request.today) if visit.is_upcoming(request.today) else ()
    rows = _moves(visit, request, has_earlier=earlier is not None) if may(request.member, Act.CHANGE_VISITS) else []
    return reply(
        "staff/visits/card",
        *rows,
        [button(VISITS, f"w={visit.first_day}", "week_of"), button(VISITS, label="visits")],
        visit=visit,
        subdistrict=office.board.areas[visit.place.subdistrict],
        tally=tally,
        left=tally.left(visit.expected),
        doubts=against,
        changed_by=changed_by,
        example=visit.example or any(cause.example for doubt in against for cause in doubt.causes),
    )


def _moves(visit: Visit, request: Request, *, has_earlier: bool) -> list[list[Button]]:
    """A button for each move of the state, each naming the version that is on the screen."""
    moves, mark = MOVES[visit.state], seen(visit)
    confirm = [button(VISITS, f"c={mark}", "visit_confirm")] if VisitState.CONFIRMED in moves else []
    change = [button(VISITS, f"m={mark}", "visit_change")] if VisitState.MOVED in moves else []
    cancel = [button(VISITS, f"x={mark}", "visit_cancel")] if VisitState.CANCELLED in moves else []
    begun = may_close(visit, request.today)
    day = [button("tally", f"v={visit.id}", "tally_open"), button(VISITS, f"r={mark}", "visit_close")] if begun else []
    undo = [button(VISITS, f"z={mark}", "visit_undo")] if has_earlier else []
    remove = [button(VISITS, f"h={mark}", "visit_remove")] if visit.state is VisitState.PLANNED and not has_earlier else []
    return [row for row in (day, [*confirm, *change], [*cancel, *undo, *remove]) if row]


Handle = Callable[[str, Request, Office], Awaitable[Reply]]
LOOKING: Mapping[str, Handle] = {"w": _agenda, "v": _card, "b": rounds.missing}
CHANGING: Mapping[str, Handle] = {**drafts.ACTS, **changes.ACTS, **rounds.ACTS, **recaps.ACTS}
