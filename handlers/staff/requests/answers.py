"""The school answers: it takes the days of an offer, asks for others, or needs no visit any more; the officers hear of it at once."""

from dataclasses import replace

import msgspec

from ektp_core.audit import Changed, Seen, Subject, Thing
from ektp_core.office import Office
from ektp_core.reading.fields import WrongValue
from ektp_core.requests.days import DayNotFree, must_not_be_over
from ektp_core.requests.line import DaysAndKits
from ektp_core.requests.request import RequestState, VisitRequest
from ektp_core.requests.wishes import Wish, read_wish
from ektp_core.roles import Act
from ektp_core.store import requests as store
from ektp_core.store.audit import Doing, overtaken, who_changed
from ektp_core.store.drafts import Mark, mark_of
from handlers.reply import Reply, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.drafts.form import Choice, Field, Form, filled
from handlers.staff.requests.acts import AGREE, ASK_WITHDRAW, OPEN, OTHER_DAYS, SEND_OTHER_DAYS, WITHDRAW
from handlers.staff.requests.card import card, news, short_days, suggested
from handlers.staff.requests.concerned import own_school, to_officers
from handlers.staff.requests.decisions import asked_by, kits_of, said, visit_of
from handlers.staff.requests.drafts import DRAFTS, FORMS, OtherDays

ANY_DAY = "any"
NOBODYS_SCHOOL = "-"


# It takes the days


@AGREE.does
async def _agree(seen: Seen, request: Request, office: Office) -> Reply:
    """The days of the offer go into the schedule, with its kits; days that are no longer free end the offer, and the office is told."""
    subject = Subject(Thing.REQUEST, seen.id)
    try:
        async with office.acting(request, Act.ASK_VISIT, subject, seen=seen) as doing:
            visit_request = await store.request_in(doing.connection, seen)
            own = await store.own_school(doing.connection, request.person)
            days = visit_request.proposed
            if visit_request.school != own or not days:
                raise await overtaken(doing.connection, subject)
            must_not_be_over(days, request.today)
            planned = DaysAndKits(days, visit_request.proposed_kits or kits_of(visit_request, len(days), office))
            await store.accept(doing.connection, seen, visit_of(visit_request, planned, request, office), school=own)
            doing.details = {"answer": "agreed", **asked_by(visit_request, office), "offered": days}
    except DayNotFree as not_free:
        return await _lapsed(not_free, seen, request, office)
    visit_request = await store.request(office.store, seen.id)
    thanks = said("accepted_school", visit_request, office)
    told = to_officers(said("agreed", visit_request, office), request, office, proposer=visit_request.proposed_by)
    return replace(thanks, notices=told)


async def _lapsed(not_free: DayNotFree, seen: Seen, request: Request, office: Office) -> Reply:
    async with office.acting(request, Act.ASK_VISIT, Subject(Thing.REQUEST, seen.id), seen=seen) as doing:
        before = await store.request_in(doing.connection, seen)
        await store.lapse(doing.connection, seen, await _own_school_now(doing, request))
        doing.details = {"answer": "lapsed", **asked_by(before, office), "offered": before.proposed}
    visit_request = await store.request(office.store, seen.id)
    told = to_officers(news("lapsed", visit_request, request, office), request, office, proposer=before.proposed_by)
    return replace(card(visit_request, request, office, lapsed=not_free), notices=told)


# It asks for other days


@OTHER_DAYS.does
async def _other_days(seen: Seen, request: Request, office: Office) -> Reply:
    """Which days it would like: the offer stands until they are sent."""
    return await begin_other_days(seen, None, request, office)


async def begin_other_days(seen: Seen, wish: Wish | None, request: Request, office: Office) -> Reply:
    """Ask for the days, or show them where they are said already. Raises Changed when there is another offer by now, or none."""
    visit_request = await offer_seen(seen, request, office)
    refused = (*visit_request.refused, *visit_request.proposed)
    free = suggested(replace(visit_request, refused=refused), request, office)
    draft = OtherDays(seen, visit_request.proposed, free.days if free else ())
    return await FORMS.begin(msgspec.structs.replace(draft, wishes=wish.days, within=wish.within) if wish else draft, request, office)


async def offer_seen(seen: Seen, request: Request, office: Office) -> VisitRequest:
    """The school's own request with the offer that it has seen. Raises NoSuchRequest, Changed."""
    visit_request = await store.request(office.store, seen.id, own_school(request) or NOBODYS_SCHOOL)
    if visit_request.version != seen.version or visit_request.state is not RequestState.PROPOSED:
        subject = Subject(Thing.REQUEST, seen.id)
        raise Changed(subject, await who_changed(office.store, subject))
    return visit_request


def _read_other_days(text: str, draft: OtherDays, request: Request, office: Office) -> OtherDays:
    """A wish that is not the offer itself."""
    wish = Wish() if text == ANY_DAY else read_wish(text, request.today)
    if wish.days and set(wish.days) <= set(draft.offered):
        raise WrongValue("offered_days")
    return msgspec.structs.replace(draft, wishes=wish.days, within=wish.within)


def _free_or_any(draft: OtherDays, request: Request, office: Office) -> list[Choice]:
    dates = ", ".join(f"{day:%d/%m/%Y}" for day in draft.free)
    free = [Choice(dates, "request_free_days", {"days": short_days(draft.free)})] if 0 < len(draft.free) <= MOST_ON_A_BUTTON else []
    return [*free, Choice(ANY_DAY, "any_day")]


MOST_ON_A_BUTTON = 3
"""Days that a button's 64 bytes hold."""


async def _preview_other_days(draft: OtherDays, request: Request, office: Office) -> Reply:
    visit_request = await offer_seen(draft.seen, request, office)
    wished = replace(visit_request, wishes=filled(draft.wishes), within=draft.within)
    rows = [SEND_OTHER_DAYS.button("request_send", mark_of(draft))], [*FORMS.edit_buttons(draft, "wishes"), FORMS.discard_button(draft)]
    return reply("staff/requests/other_days_preview", *rows, request=wished, school=office.board.schools[visit_request.school])


FORMS.add(Form(OtherDays, "requests/which_days", (Field("wishes", _read_other_days, _free_or_any, is_exact=True),), _preview_other_days))


@SEND_OTHER_DAYS.does
async def _send_other_days(mark: Mark, request: Request, office: Office) -> Reply:
    """The days of the offer are refused, and the office hears which days the school would like instead."""
    draft = await DRAFTS.previewed_as(OtherDays, office.store, request.person, mark)
    about = Subject(Thing.REQUEST, draft.seen.id)
    async with carrying_out(DRAFTS, draft, Act.ASK_VISIT, request, office, about, seen=draft.seen) as doing:
        before, wish = await store.request_in(doing.connection, draft.seen), Wish(filled(draft.wishes), draft.within)
        await store.ask_for_other_days(doing.connection, draft.seen, await _own_school_now(doing, request), wish)
        doing.details = {"answer": "other_days", **asked_by(before, office), "offered": wish.days}
    return await _told("other_days", before, request, office)


# It needs no visit any more


@ASK_WITHDRAW.does
async def _ask_withdraw(seen: Seen, request: Request, office: Office) -> Reply:
    visit_request = await store.request(office.store, seen.id, own_school(request) or NOBODYS_SCHOOL)
    rows = [WITHDRAW.button("request_withdraw_now", seen)], [OPEN.button("keep", seen.id)]
    return reply("staff/requests/withdraw", *rows, request=visit_request, school=office.board.schools[visit_request.school])


@WITHDRAW.does
async def _withdraw(seen: Seen, request: Request, office: Office) -> Reply:
    async with office.acting(request, Act.ASK_VISIT, Subject(Thing.REQUEST, seen.id), seen=seen) as doing:
        before = await store.request_in(doing.connection, seen)
        await store.withdraw(doing.connection, seen, await _own_school_now(doing, request))
        doing.details = {"answer": "withdrawn", **asked_by(before, office)}
    return await _told("withdrawn", before, request, office)


async def _own_school_now(doing: Doing, request: Request) -> str:
    return await store.own_school(doing.connection, request.person) or NOBODYS_SCHOOL


async def _told(answer: str, before: VisitRequest, request: Request, office: Office) -> Reply:
    """The request as it stands now, and the officers hear of the answer."""
    visit_request = await store.request(office.store, before.id)
    told = to_officers(news(answer, visit_request, request, office), request, office, proposer=before.proposed_by)
    return replace(card(visit_request, request, office), notices=told)
