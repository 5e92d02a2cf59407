"""The office decides what schools ask: into the schedule, an offer of days, or no; the school hears of it at once."""

from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import msgspec

from ektp_core.audit import Seen, Subject, Thing
from ektp_core.holidays import is_workday
from ektp_core.kits.loans import conflicts, loan_beside
from ektp_core.office import Office
from ektp_core.reading.fields import WrongValue, read_days, read_words
from ektp_core.requests.days import kits_for, must_not_be_over, pupils_per_kit_day
from ektp_core.requests.line import DaysAndKits, split_kits
from ektp_core.requests.request import VisitRequest
from ektp_core.requests.wishes import MOST_VISIT_DAYS
from ektp_core.roles import Act
from ektp_core.store import requests as store
from ektp_core.store.audit import Doing
from ektp_core.store.drafts import Mark, mark_of
from ektp_core.visits.schedule import Place, PlaceKind, Visit, VisitState
from handlers.reply import Reply, Row, button, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.drafts.form import Field, Form, filled
from handlers.staff.requests.acts import ACCEPT, ASK_REASON, DECLINE, OPEN, PROPOSE, ROUTE, TAKE_SUGGESTION, TYPE_DAYS
from handlers.staff.requests.card import offer, suggested
from handlers.staff.requests.concerned import to_proposer, to_school
from handlers.staff.requests.drafts import DRAFTS, FORMS, DecideDays, DeclineRequest

LONGEST_REASON = 200

Decision = DecideDays | DeclineRequest


# Days, or a reason


@TAKE_SUGGESTION.does
async def _take_suggestion(seen: Seen, request: Request, office: Office) -> Reply:
    suggestion = suggested(await store.request(office.store, seen.id), request, office)
    return await FORMS.begin(DecideDays(seen, suggestion.days, suggestion.kits) if suggestion else DecideDays(seen), request, office)


@TYPE_DAYS.does
async def _type_days(seen: Seen, request: Request, office: Office) -> Reply:
    await store.request(office.store, seen.id)
    return await FORMS.begin(DecideDays(seen), request, office)


@ASK_REASON.does
async def _ask_reason(seen: Seen, request: Request, office: Office) -> Reply:
    await store.request(office.store, seen.id)
    return await FORMS.begin(DeclineRequest(seen), request, office)


def _read_days(text: str, draft: DecideDays, request: Request, office: Office) -> DecideDays:
    """ "19-20/01/2027", with the number of kits or without: "… 2 alat"."""
    kits, left = split_kits(text)
    days = read_days(left, request.today)
    if len(days) > MOST_VISIT_DAYS:
        raise WrongValue("days")
    return msgspec.structs.replace(draft, days=days, kits=kits)


def _read_reason(text: str, draft: DeclineRequest, request: Request, office: Office) -> DeclineRequest:
    return msgspec.structs.replace(draft, reason=read_words(text, "reason", LONGEST_REASON))


async def _preview_days(draft: DecideDays, request: Request, office: Office) -> Reply:
    """The visit as it would be, with everything that speaks against it; a visit without kits cannot be saved."""
    visit_request = await store.request(office.store, draft.seen.id)
    visit = visit_of(visit_request, _planned(visit_request, draft, office), request, office)
    others = [other for other in office.board.schedule if other.state is not VisitState.CANCELLED]
    against = conflicts(visit, office.board.loans, office.board.schedule)
    is_wished = visit_request.is_as_wished(visit.days)
    accept: Row = [ACCEPT.button("request_accept", mark_of(draft))]
    propose: Row = [PROPOSE.button("request_propose", mark_of(draft))]
    return reply(
        "staff/requests/days",
        *([] if against else [accept, propose] if is_wished else [propose, accept]),
        [*FORMS.edit_buttons(draft, "days"), FORMS.discard_button(draft)],
        request=visit_request,
        visit=visit,
        conflicts=against,
        twice=[other for other in others if other.place.npsn == visit_request.school and set(other.days) & set(visit.days)],
        not_workdays=[day for day in visit.days if not is_workday(day)],
        beside={conflict.day: loan_beside(conflict.day, office.board.loans) for conflict in against},
        refused=[day for day in visit.days if day in visit_request.refused],
        wished=is_wished,
    )


async def _preview_decline(draft: DeclineRequest, request: Request, office: Office) -> Reply:
    visit_request = await store.request(office.store, draft.seen.id)
    rows = [DECLINE.button("request_decline_now", mark_of(draft))], [*FORMS.edit_buttons(draft, "reason"), FORMS.discard_button(draft)]
    school = office.board.schools[visit_request.school]
    return reply("staff/requests/decline", *rows, request=visit_request, school=school, reason=filled(draft.reason))


FORMS.add(Form(DecideDays, "requests/decide", (Field("days", _read_days, is_exact=True),), _preview_days))
FORMS.add(Form(DeclineRequest, "requests/decide", (Field("reason", _read_reason, is_words=True),), _preview_decline))


def _planned(visit_request: VisitRequest, draft: DecideDays, office: Office) -> DaysAndKits:
    """Raises WrongValue without days."""
    days = filled(draft.days)
    return DaysAndKits(days, draft.kits or kits_of(visit_request, len(days), office))


def kits_of(visit_request: VisitRequest, days: int, office: Office) -> int:
    """The kits that record its pupils in so many days."""
    return kits_for(visit_request.pupils, days, pupils_per_kit_day(office.board.profile))


def visit_of(visit_request: VisitRequest, planned: DaysAndKits, request: Request, office: Office) -> Visit:
    """The visit that comes of a request on these days."""
    school = office.board.schools[visit_request.school]
    place = Place(PlaceKind.SCHOOL, school.name, school.subdistrict, school.npsn)
    state, source = VisitState.PLANNED, office.board.office_name
    return Visit(0, place, planned.days, (), planned.kits, state, request.now, source, expected=visit_request.pupils)


# Carried out


@ACCEPT.does
async def _accept(mark: Mark, request: Request, office: Office) -> Reply:
    """Into the schedule: the visit and the end of the request are one transaction."""
    draft = await DRAFTS.previewed_as(DecideDays, office.store, request.person, mark)
    async with _deciding(draft, request, office) as doing:
        before = await _answered(draft.seen, "accepted", doing, office)
        planned = _planned(before, draft, office)
        must_not_be_over(planned.days, request.today)
        doing.details = {**doing.details, "offered": planned.days}
        await store.accept(doing.connection, draft.seen, visit_of(before, planned, request, office))
    return await _told("accepted", before, request, office)


@PROPOSE.does
async def _propose(mark: Mark, request: Request, office: Office) -> Reply:
    """Offered to the school as long as the kits are free: the preview may be older than other visits and loans."""
    draft = await DRAFTS.previewed_as(DecideDays, office.store, request.person, mark)
    async with _deciding(draft, request, office) as doing:
        before = await _answered(draft.seen, "proposed", doing, office)
        planned = _planned(before, draft, office)
        must_not_be_over(planned.days, request.today)
        doing.details = {**doing.details, "offered": planned.days}
        await store.propose(doing.connection, draft.seen, planned, request.person)
    return await _told("proposed", before, request, office)


@DECLINE.does
async def _decline(mark: Mark, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.previewed_as(DeclineRequest, office.store, request.person, mark)
    async with _deciding(draft, request, office) as doing:
        before = await _answered(draft.seen, "declined", doing, office)
        await store.decline(doing.connection, draft.seen, filled(draft.reason))
    return await _told("declined", before, request, office)


def _deciding(draft: Decision, request: Request, office: Office) -> AbstractAsyncContextManager[Doing]:
    """The act that carries the draft out, as the request was on the screen."""
    about = Subject(Thing.REQUEST, draft.seen.id)
    return carrying_out(DRAFTS, draft, Act.DECIDE_REQUEST, request, office, about, seen=draft.seen)


def asked_by(visit_request: VisitRequest, office: Office) -> dict[str, str]:
    """The school, for the audit: by its number, and as it is called now."""
    return {"school": visit_request.school, "place": office.board.schools[visit_request.school].name}


async def _answered(seen: Seen, outcome: str, doing: Doing, office: Office) -> VisitRequest:
    """The request that the act answers, as it stands in the transaction, and what the audit says of it. Raises Changed."""
    visit_request = await store.request_in(doing.connection, seen)
    doing.details = {"answer": outcome, **asked_by(visit_request, office)}
    return visit_request


async def _told(outcome: str, before: VisitRequest, request: Request, office: Office) -> Reply:
    """What was decided, to whoever decided, to the school, and to the colleague whose offer it ends."""
    visit_request = await store.request(office.store, before.id)
    done = said(outcome, visit_request, office, [button(ROUTE, label="back")])
    heard, answerable = said(f"{outcome}_school", visit_request, office), None
    if outcome == "proposed":
        answerable = offer(visit_request, request, office)
        heard = replace(answerable, buttons=heard.buttons)
    ended = replace(said("offer_ended", visit_request, office), values={**done.values, "by": request.member.name if request.member else ""})
    notices = to_school(visit_request, heard, answerable, request, office) + to_proposer(before, ended, request, office)
    return replace(done, notices=notices)


def said(outcome: str, visit_request: VisitRequest, office: Office, *rows: Row) -> Reply:
    """What became of a request, and the way to it; with the visit that came of it."""
    school, visit = office.board.schools[visit_request.school], office.board.schedule.find(visit_request.visit or 0)
    look = [OPEN.button("request_look", visit_request.id)]
    return reply(f"staff/requests/{outcome}", look, *rows, request=visit_request, school=school, visit=visit)
