"""The office decides what schools ask: into the schedule, other days, or no; the school hears of it at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.holidays import is_workday
from ektp_core.kits.loans import conflicts
from ektp_core.office import Office
from ektp_core.reading.fields import WrongValue, read_days, read_words
from ektp_core.requests.days import kits_for, pupils_per_kit_day, suggest_days
from ektp_core.requests.line import MOST_VISIT_DAYS, DaysAndKits, split_kits
from ektp_core.requests.requests import VisitRequest
from ektp_core.roles import Act
from ektp_core.store import requests as store
from ektp_core.store.audit import who_changed
from ektp_core.store.drafts import drop_draft, take_draft
from ektp_core.visits.schedule import Place, PlaceKind, Visit, VisitState
from handlers.reply import Reply, Row, button, reply
from handlers.request import Request
from handlers.staff import form as forms
from handlers.staff.form import Body, Field, Form, Tap
from handlers.staff.requests.requests import ROUTE, seen_of, shown, to_officers, to_school, wishes_of

LONGEST_REASON = 200
MOST_KITS = 20
DAYS_ON_A_BUTTON = 3


async def decide(act: str, rest: str, request: Request, office: Office) -> Reply:
    """The buttons of a decision; an unknown one shows the requests."""
    from handlers.staff.requests.requests import overview

    found = ACTS.get(act)
    return await found(rest, request, office) if found else await overview("", request, office)


def decision_rows(found: VisitRequest, request: Request, office: Office) -> tuple[list[Row], dict[str, Any]]:
    """What an officer may do with a request, and what helps to decide: free days, and the school's visits to come."""
    board = office.board
    visits = board.schedule.at_school(found.school, request.today)
    coming = tuple(filter(None, [visits.next, *visits.later]))
    if not found.is_open:
        return [], {"suggestion": None, "visits": coming, "example": any(visit.example for visit in coming)}
    suggestion = _suggestion(found, request, office)
    seen = f"{found.id}.{found.version}"
    take = [button(ROUTE, f"t={seen}", "request_take", days=_short(suggestion.days))] if suggestion else []
    rows: list[Row] = [take, [button(ROUTE, f"f={seen}", "request_type_days")], [button(ROUTE, f"d={seen}", "request_decline")]]
    marked = any(visit.example for visit in coming) or bool(suggestion and any(loan.example for loan in board.loans))
    return rows, {"suggestion": suggestion, "visits": coming, "example": marked}


def _short(days: tuple[date, ...]) -> str:
    """Days on a button; many by the first and the last."""
    shown = [f"{day.day}/{day.month}" for day in days]
    return ", ".join(shown) if len(shown) <= DAYS_ON_A_BUTTON else f"{shown[0]} … {shown[-1]}"


def _suggestion(found: VisitRequest, request: Request, office: Office) -> DaysAndKits | None:
    board = office.board
    return suggest_days(found, board.schedule, board.loans, request.today, pupils_per_kit_day(board.profile))


# Days


async def _take_suggestion(seen: str, request: Request, office: Office) -> Reply:
    found = await _asked(seen, request, office)
    suggestion = _suggestion(found, request, office)
    values = {"days": [day.isoformat() for day in suggestion.days], "kits": suggestion.kits} if suggestion else {}
    return await forms.begin(DAYS, request, office, values, seen=seen)


async def _type_days(seen: str, request: Request, office: Office) -> Reply:
    await _asked(seen, request, office)
    return await forms.begin(DAYS, request, office, {}, seen=seen)


async def _begin_decline(seen: str, request: Request, office: Office) -> Reply:
    await _asked(seen, request, office)
    return await forms.begin(DECLINE, request, office, {}, seen=seen)


async def _asked(seen: str, request: Request, office: Office) -> VisitRequest:
    forms.require(request, Act.DECIDE_REQUEST)
    return await store.request(office.store, seen_of(seen).id)


def _read_days(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    """ "19-20/01/2027", with the number of kits or without: "… 2 alat"."""
    kits, left = split_kits(text, MOST_KITS)
    days = read_days(left, request.today)
    if len(days) > MOST_VISIT_DAYS:
        raise WrongValue("days")
    return {"days": [day.isoformat() for day in days], "kits": kits}


def _read_reason(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    return {"reason": read_words(text, "reason", LONGEST_REASON)}


async def _preview_days(body: Body, request: Request, office: Office) -> Reply:
    """The visit as it would be, with everything that speaks against it; a visit without kits cannot be saved."""
    found = await store.request(office.store, seen_of(body["seen"]).id)
    visit = _visit(found, _planned(found, body, office), request, office)
    others = [other for other in office.board.schedule if other.state is not VisitState.CANCELLED]
    against = conflicts(visit, office.board.loans, office.board.schedule)
    twice = [other for other in others if other.place.npsn == found.school and set(other.days) & set(visit.days)]
    free = not against
    return reply(
        "staff/requests/days",
        [button(ROUTE, "A=", "request_accept")] if free else [],
        [button(ROUTE, "P=", "request_propose")] if free else [],
        [*forms.form_buttons(DAYS, "days"), forms.discard_button(ROUTE)],
        request=found,
        visit=visit,
        conflicts=against,
        twice=twice,
        not_workdays=[day for day in visit.days if not is_workday(day)],
        wished=set(visit.days) <= set(found.wishes),
        example=any(other.example for conflict in against for other in conflict.causes),
    )


async def _preview_decline(body: Body, request: Request, office: Office) -> Reply:
    found = await store.request(office.store, seen_of(body["seen"]).id)
    rows = [button(ROUTE, "D=", "request_decline_now")], [*forms.form_buttons(DECLINE, "reason"), forms.discard_button(ROUTE)]
    return reply("staff/requests/decline", *rows, request=found, school=office.board.schools[found.school], reason=body["values"]["reason"])


DAYS = Form("days", ROUTE, "requests/decide", (Field("days", _read_days),), _preview_days)
DECLINE = Form("decline", ROUTE, "requests/decide", (Field("reason", _read_reason),), _preview_decline)
DECISIONS = {DAYS.name: DAYS, DECLINE.name: DECLINE}


def _planned(found: VisitRequest, body: Body, office: Office) -> DaysAndKits:
    days = wishes_of(body, "days")
    return DaysAndKits(days, body["values"].get("kits") or kits_for(found.pupils, len(days), pupils_per_kit_day(office.board.profile)))


def _visit(found: VisitRequest, planned: DaysAndKits, request: Request, office: Office) -> Visit:
    school = office.board.schools[found.school]
    place = Place(PlaceKind.SCHOOL, school.name, school.subdistrict, school.npsn)
    return Visit(0, place, planned.days, (), planned.kits, VisitState.PLANNED, request.now, _source(office), expected=found.pupils)


def _source(office: Office) -> str:
    """Who says that the visit comes: the office."""
    text = office.board.profile.fact("short_name").text
    return text.id if text else office.board.home.name


# Carried out


async def _accept(_: str, request: Request, office: Office) -> Reply:
    """Into the schedule: the visit and the end of the request are one transaction."""
    return await _carry_out(DAYS, "accepted", request, office)


async def _propose(_: str, request: Request, office: Office) -> Reply:
    return await _carry_out(DAYS, "proposed", request, office)


async def _decline(_: str, request: Request, office: Office) -> Reply:
    return await _carry_out(DECLINE, "declined", request, office)


async def _carry_out(form: Form, outcome: str, request: Request, office: Office) -> Reply:
    seen = store.Seen(0, 0)
    try:
        async with office.acting(request, Act.DECIDE_REQUEST) as doing:
            body = (await take_draft(doing.connection, request.person, ROUTE)).body
            if body["form"] != form.name or form.next(body):
                raise WrongValue("unfinished")
            seen = seen_of(body["seen"])
            found = await store.request_in(doing.connection, seen)
            doing.subject, doing.details = Subject(Thing.REQUEST, seen.id), {"answer": outcome, "school": found.school}
            if outcome == "declined":
                await store.decline(doing.connection, seen, body["values"]["reason"])
            elif outcome == "proposed":
                await store.propose(doing.connection, seen, _planned(found, body, office).days)
            else:
                await store.accept(doing.connection, seen, _visit(found, _planned(found, body, office), request, office))
    except Changed:
        await drop_draft(office.store, request.person, ROUTE)
        return await told_of_change(seen, request, office)
    return await _decided(outcome, seen, request, office)


async def _decided(outcome: str, seen: store.Seen, request: Request, office: Office) -> Reply:
    found = await store.request(office.store, seen.id)
    look = [button(ROUTE, f"s={seen.id}", "request_look")]
    school = office.board.schools[found.school]
    visit = next((each for each in office.board.schedule if each.id == found.visit), None)
    values = {"request": found, "school": school, "visit": visit}
    done = reply(f"staff/requests/{outcome}", look, [button(ROUTE, label="back")], **values)
    return replace(done, notices=to_school(found, reply(f"staff/requests/{outcome}_school", look, **values), request, office))


async def _agree(rest: str, request: Request, office: Office) -> Reply:
    """The school takes the proposed days: they go into the schedule."""
    seen = seen_of(rest)
    try:
        async with office.acting(request, Act.ASK_VISIT) as doing:
            found = await store.request_in(doing.connection, seen)
            own = await store.own_school(doing.connection, request.person)
            if found.school != own or not found.proposed:
                raise Changed()
            kits = kits_for(found.pupils, len(found.proposed), pupils_per_kit_day(office.board.profile))
            await store.accept(doing.connection, seen, _visit(found, DaysAndKits(found.proposed, kits), request, office), school=own)
            doing.subject, doing.details = Subject(Thing.REQUEST, seen.id), {"answer": "agreed"}
    except Changed:
        return await told_of_change(seen, request, office)
    found = await store.request(office.store, seen.id)
    look = [button(ROUTE, f"s={seen.id}", "request_look")]
    visit = next((each for each in office.board.schedule if each.id == found.visit), None)
    news = reply("staff/requests/agreed", look, request=found, school=office.board.schools[found.school], visit=visit)
    thanks = reply("staff/requests/accepted_school", look, request=found, school=office.board.schools[found.school], visit=visit)
    return replace(thanks, notices=to_officers(news, request, office))


async def told_of_change(seen: store.Seen, request: Request, office: Office) -> Reply:
    """Somebody was first: who, and how it stands now. Nothing was overwritten."""
    own = request.member.school if request.member else None
    found = await store.request(office.store, seen.id, own)
    name = await who_changed(office.store, Subject(Thing.REQUEST, seen.id))
    return await shown(found, request, office, changed_by=name or "")


ACTS: dict[str, Tap] = {
    "t": _take_suggestion,
    "f": _type_days,
    "d": _begin_decline,
    "A": _accept,
    "P": _propose,
    "D": _decline,
    "y": _agree,
}
