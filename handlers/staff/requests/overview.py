"""/permintaan: a school asks for a visit and sees what became of it; the office decides."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from ektp_core.audit import Changed, Thing
from ektp_core.office import Office
from ektp_core.requests.request import RequestState, VisitRequest
from ektp_core.store import requests as store
from ektp_core.store.drafts import Mark
from ektp_core.visits.schedule import VisitState
from handlers.paging import page_read
from handlers.reply import DraftName, Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.schedule import school_posters
from handlers.staff.drafts.carrying_out import drop_overtaken
from handlers.staff.drafts.going_on import continuing
from handlers.staff.drafts.tools import DraftTool, offer
from handlers.staff.requests import answers, decisions
from handlers.staff.requests.acts import ACTS, CHOOSE_SCHOOL, CLOSED, LIST, NEW, OPEN, ROUTE, UNDER_OFFER
from handlers.staff.requests.asking import begin_line
from handlers.staff.requests.card import card
from handlers.staff.requests.concerned import own_school
from handlers.staff.requests.drafts import DRAFTS, FORMS, AskVisit, OtherDays, RequestDraft
from handlers.staff.requests.typed_answers import under_offer

ACTS_OF = (answers, decisions)
"""Modules whose functions do what `acts` declares, beside those that are called here."""

STILL_OPEN = frozenset({RequestState.WAITING, RequestState.PROPOSED})
ENDED = frozenset(RequestState) - STILL_OPEN


def _draft_name(draft: RequestDraft, request: Request, office: Office) -> DraftName:
    if not isinstance(draft, AskVisit):
        return DraftName("draft_decision", f"{draft.seen.id}")
    school = office.board.schools.get(draft.school or "")
    return DraftName("draft_request", school.name) if school else DraftName("draft_request_new")


offer(DraftTool(DRAFTS, _draft_name, FORMS.fit, FORMS.show))


async def requests(request: Request, office: Office) -> Reply:
    """The requests; one of them; a new one typed on one line or step by step. Whoever comes second is told who was first."""
    try:
        if request.awaited == UNDER_OFFER:
            request = replace(request, awaited=None)
            found = await under_offer(request, office)
            if isinstance(found, Reply):
                return found
            request = found
        if request.act:
            return await ACTS.answer(request, office)
        if request.awaited:
            return await FORMS.answered(request, office)
    except Changed as changed:
        await drop_overtaken(DRAFTS, changed, request, office)
        if changed.subject.kind != Thing.REQUEST or changed.subject.number is None:
            raise
        visit_request = await store.request(office.store, changed.subject.number, own_school(request))
        return card(visit_request, request, office, changed_by=changed.by or "")
    return await begin_line(request, office) if request.argument else await _overview(1, request, office)


@LIST.does
async def _overview(number: int, request: Request, office: Office) -> Reply:
    """What waits, the longest first; a school sees its own, the closed ones too."""
    school, number = own_school(request), max(1, number)
    page = page_read(await store.requests(office.store, states=STILL_OPEN, school=school, page=number), store.PAGE, number)
    closed = await store.requests(office.store, states=ENDED, school=school, page=1) if school else []
    names = _names([*page.items, *closed], office)
    return reply(
        "staff/requests/overview",
        *_open_buttons(names),
        page.around(partial(LIST.button, "earlier"), partial(LIST.button, "later")),
        *await continuing(request, office, ROUTE),
        school_posters(school, request, office) if school else [],
        [NEW.button("request_new")] if school else [CHOOSE_SCHOOL.button("request_for_school"), CLOSED.button("requests_closed", 1)],
        [button("staff")],
        requests=page.items,
        closed=closed,
        names=names,
        agreed=_agreed(closed, office),
        school=office.board.schools.get(school),
    )


def _agreed(closed: Sequence[VisitRequest], office: Office) -> dict[int, tuple[date, ...]]:
    """The days on which the team comes for each request that was accepted, as they are in the schedule now, by the request's number."""
    visits = {each.id: office.board.schedule.find(each.visit) for each in closed if each.visit}
    return {number: visit.days for number, visit in visits.items() if visit and visit.state is not VisitState.CANCELLED}


def _names(listed: Sequence[VisitRequest], office: Office) -> dict[int, str]:
    """The school of each request, by the request's number."""
    return {each.id: office.board.schools[each.school].name for each in listed}


def _open_buttons(names: Mapping[int, str]) -> list[Row]:
    return in_rows([OPEN.button("request", number, number=number, name=name) for number, name in names.items()], 1)


@FORMS.discard.does
async def _discard(mark: Mark, request: Request, office: Office) -> Reply:
    """Back to the offer that other days were to be asked for instead of; else to the requests."""
    draft = await DRAFTS.previewed(office.store, request.person, mark)
    await DRAFTS.discard(office.store, request.person, mark)
    if isinstance(draft, OtherDays):
        return card(await store.request(office.store, draft.seen.id, own_school(request)), request, office)
    return await _overview(1, request, office)


@CLOSED.does
async def _closed(number: int, request: Request, office: Office) -> Reply:
    """The office's look back at what was decided."""
    number = max(1, number)
    page = page_read(await store.requests(office.store, states=ENDED, page=number), store.PAGE, number)
    names = _names(page.items, office)
    turns = page.around(partial(CLOSED.button, "earlier"), partial(CLOSED.button, "later"))
    return reply("staff/requests/closed", *_open_buttons(names), turns, [button(ROUTE, label="back")], requests=page.items, names=names)


@OPEN.does
async def _open(number: int, request: Request, office: Office) -> Reply:
    return card(await store.request(office.store, number, own_school(request)), request, office)
