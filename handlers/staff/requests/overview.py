"""/permintaan: a school asks for a visit and sees what became of it; the office decides."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from ektp_core.audit import Changed, Seen, Subject, Thing
from ektp_core.office import Office
from ektp_core.requests.request import RequestState, VisitRequest
from ektp_core.roles import Act
from ektp_core.store import requests as store
from ektp_core.store.audit import Doing
from ektp_core.store.drafts import Mark
from handlers.paging import page_read
from handlers.reply import Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import drop_overtaken
from handlers.staff.requests import decisions
from handlers.staff.requests.acts import ACTS, ASK_WITHDRAW, CHOOSE_SCHOOL, CLOSED, LIST, NEW, OPEN, OTHER_DAYS, ROUTE, WITHDRAW
from handlers.staff.requests.asking import begin_line
from handlers.staff.requests.card import card
from handlers.staff.requests.concerned import own_school, to_officers
from handlers.staff.requests.drafts import DRAFTS, FORMS

ACTS_OF = (decisions,)
"""Modules whose functions do what `acts` declares, beside those that are called here."""

STILL_OPEN = frozenset({RequestState.WAITING, RequestState.PROPOSED})
ENDED = frozenset(RequestState) - STILL_OPEN
NOBODYS_SCHOOL = "-"


async def requests(request: Request, office: Office) -> Reply:
    """The requests; one of them; a new one typed on one line or step by step. Whoever comes second is told who was first."""
    try:
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
        await FORMS.continued(request, office),
        [NEW.button("request_new")] if school else [CHOOSE_SCHOOL.button("request_for_school"), CLOSED.button("requests_closed", 1)],
        [button("staff")],
        requests=page.items,
        closed=closed,
        names=names,
        school=office.board.schools.get(school),
    )


def _names(listed: Sequence[VisitRequest], office: Office) -> dict[int, str]:
    """The school of each request, by the request's number."""
    return {each.id: office.board.schools[each.school].name for each in listed}


def _open_buttons(names: Mapping[int, str]) -> list[Row]:
    return in_rows([OPEN.button("request", number, number=number, name=name) for number, name in names.items()], 1)


@FORMS.discard.does
async def _discard(mark: Mark, request: Request, office: Office) -> Reply:
    await DRAFTS.discard(office.store, request.person, mark)
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


# The school answers


@ASK_WITHDRAW.does
async def _ask_withdraw(seen: Seen, request: Request, office: Office) -> Reply:
    visit_request = await store.request(office.store, seen.id, own_school(request) or NOBODYS_SCHOOL)
    rows = [WITHDRAW.button("request_withdraw_now", seen)], [OPEN.button("keep", seen.id)]
    return reply("staff/requests/withdraw", *rows, request=visit_request, school=office.board.schools[visit_request.school])


@WITHDRAW.does
async def _withdraw(seen: Seen, request: Request, office: Office) -> Reply:
    async with office.acting(request, Act.ASK_VISIT, Subject(Thing.REQUEST, seen.id), seen=seen) as doing:
        own = await _own_school_now(doing, request)
        await store.withdraw(doing.connection, seen, own)
        doing.details = {"answer": "withdrawn", "school": own, "place": office.board.schools[own].name}
    return await _told("withdrawn", seen, request, office)


@OTHER_DAYS.does
async def _other_days(seen: Seen, request: Request, office: Office) -> Reply:
    async with office.acting(request, Act.ASK_VISIT, Subject(Thing.REQUEST, seen.id), seen=seen) as doing:
        own = await _own_school_now(doing, request)
        await store.refuse_proposal(doing.connection, seen, own)
        doing.details = {"answer": "other_days", "school": own, "place": office.board.schools[own].name}
    return await _told("other_days", seen, request, office)


async def _own_school_now(doing: Doing, request: Request) -> str:
    return await store.own_school(doing.connection, request.person) or NOBODYS_SCHOOL


async def _told(answer: str, seen: Seen, request: Request, office: Office) -> Reply:
    """The request as it stands now, and the officers hear of the answer."""
    visit_request = await store.request(office.store, seen.id)
    look, school = [OPEN.button("request_look", seen.id)], office.board.schools[visit_request.school]
    news = reply(f"staff/requests/{answer}", look, request=visit_request, school=school)
    return replace(card(visit_request, request, office), notices=to_officers(news, request, office))
