"""/permintaan: a school asks for a visit and sees what became of it; the office decides (request_decisions.py)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.reading.fields import WrongValue, read_count, read_days
from ektp_core.requests.line import MOST_PUPILS, MOST_VISIT_DAYS, Asked, read_asked, read_contact, split_place
from ektp_core.requests.requests import RequestState, VisitRequest
from ektp_core.roles import Act, Member, Role, may
from ektp_core.schools.register import School
from ektp_core.store import requests as store
from ektp_core.store.drafts import take_draft
from handlers.reply import Notice, Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.staff import form as forms
from handlers.staff.form import Body, Choice, Field, Form, Tap

ROUTE = "requests"
ANY_DAY = "any"
OPEN = frozenset({RequestState.WAITING, RequestState.PROPOSED})
CLOSED = frozenset(RequestState) - OPEN


async def requests(request: Request, office: Office) -> Reply:
    """The requests; one of them; a new one typed on one line or step by step; an answer to what a draft asked."""
    from handlers.staff.requests.decisions import decide

    all_forms = _forms()
    if request.awaited:
        return await forms.answered(all_forms, request, office)
    act, separator, rest = request.argument.partition("=")
    if not separator or len(act) != 1:
        return await _begin_line(request, office) if request.argument else await overview("", request, office)
    if act in {forms.EDIT, forms.CHOOSE, forms.SKIP, forms.RESUME}:
        return await forms.tapped(all_forms, act, rest, request, office)
    if act == forms.DISCARD:
        await forms.discard(ROUTE, request, office)
        return await overview("", request, office)
    found = ACTS.get(act)
    return await found(rest, request, office) if found else await decide(act, rest, request, office)


def _forms() -> dict[str, Form]:
    from handlers.staff.requests.decisions import DECISIONS

    return {ASK.name: ASK, **DECISIONS}


async def overview(page: str, request: Request, office: Office) -> Reply:
    """What waits, the longest first; a school sees its own, the closed ones too."""
    school = _own_school(request)
    number = forms.number_of(page) or 1
    shown = await store.requests(office.store, states=OPEN, school=school, page=number)
    closed = await store.requests(office.store, states=CLOSED, school=school, page=1) if school else []
    names = {each.id: office.board.schools[each.school].name for each in [*shown, *closed]}
    rows = in_rows(
        [button(ROUTE, f"s={each.id}", "request", number=each.id, name=names[each.id]) for each in [*shown[: store.PAGE], *closed]], 1
    )
    new = button(ROUTE, "n=", "request_new") if school else button(ROUTE, "m=", "request_for_school")
    more = [button(ROUTE, f"l={number + 1}", "later")] if len(shown) > store.PAGE else []
    done = [] if school else [button(ROUTE, "h=1", "requests_closed")]
    view = reply("staff/requests/overview", *rows, more, await forms.continued(_forms(), request, office), [new, *done], [button("staff")])
    return replace(
        view, values={"requests": shown[: store.PAGE], "closed": closed, "names": names, "school": office.board.schools.get(school)}
    )


async def _closed(page: str, request: Request, office: Office) -> Reply:
    """The office's look back at what was decided."""
    forms.require(request, Act.DECIDE_REQUEST)
    number = forms.number_of(page) or 1
    found = await store.requests(office.store, states=CLOSED, page=number)
    shown = found[: store.PAGE]
    names = {each.id: office.board.schools[each.school].name for each in shown}
    rows = in_rows([button(ROUTE, f"s={each.id}", "request", number=each.id, name=names[each.id]) for each in shown], 1)
    more = [button(ROUTE, f"h={number + 1}", "later")] if len(found) > store.PAGE else []
    return reply("staff/requests/closed", *rows, more, [button(ROUTE, label="back")], requests=shown, names=names)


async def _one(number: str, request: Request, office: Office) -> Reply:
    return await shown(await store.request(office.store, forms.number_of(number), _own_school(request)), request, office)


async def shown(found: VisitRequest, request: Request, office: Office, changed_by: str | None = None) -> Reply:
    """One request with what may be done about it by whoever looks."""
    from handlers.staff.requests.decisions import decision_rows

    school = office.board.schools[found.school]
    if may(request.member, Act.DECIDE_REQUEST):
        rows, more = decision_rows(found, request, office)
    else:
        rows, more = _school_rows(found), {"suggestion": None, "visits": (), "example": False}
    back = [button(ROUTE, label="back")]
    return reply(
        "staff/requests/card", *rows, back, request=found, school=school, changed_by=changed_by, office=not _own_school(request), **more
    )


def _school_rows(found: VisitRequest) -> list[Row]:
    seen = f"{found.id}.{found.version}"
    rows: list[Row] = []
    if found.state is RequestState.PROPOSED:
        rows = [[button(ROUTE, f"y={seen}", "request_agree")], [button(ROUTE, f"o={seen}", "request_other_days")]]
    return [*rows, [button(ROUTE, f"w={seen}", "request_withdraw")]] if found.is_open else rows


# A new request


async def _begin_line(request: Request, office: Office) -> Reply:
    """`/permintaan 120 siswa, 2 hari, …`; staff name the school first."""
    own = _own_school(request)
    place, line = ("", request.argument) if own else split_place(request.argument)
    school = own or _school_named(place, office).npsn
    asked = read_asked(line, request.today)
    return await forms.begin(ASK, request, office, _values(asked), school=school)


async def _new(npsn: str, request: Request, office: Office) -> Reply:
    chosen = office.board.schools.get(_own_school(request) or npsn)
    if chosen is None:
        return await _choose_school("", request, office)
    return await forms.begin(ASK, request, office, {}, school=chosen.npsn)


async def _choose_school(_: str, request: Request, office: Office) -> Reply:
    """Staff ask for a school that called."""
    forms.require(request, Act.DECIDE_REQUEST)
    schools = [
        button(ROUTE, f"n={school.npsn}", "place", name=school.name) for school in sorted(office.board.schools, key=lambda each: each.name)
    ]
    return reply("staff/requests/school", *in_rows(schools), [button(ROUTE, label="back")])


def _school_named(text: str, office: Office) -> School:
    found = office.board.schools.find(text)
    if len(found) != 1:
        raise WrongValue("request_school")
    return found[0]


def _values(asked: Asked) -> dict[str, Any]:
    """What a line says, as the draft keeps it."""
    values: dict[str, Any] = {"pupils": asked.pupils, "days": asked.days, "contact": asked.contact}
    values = {name: value for name, value in values.items() if value is not None}
    return values | ({"wishes": [day.isoformat() for day in asked.wishes]} if asked.wishes else {})


def _read_pupils(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    """The number alone, or the whole request on one line."""
    asked = read_asked(text, request.today)
    return _values(asked) if asked.pupils is not None else {"pupils": read_count(text, "pupils", 1, MOST_PUPILS)}


def _read_days(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    return {"days": read_count(text, "days_wanted", 1, MOST_VISIT_DAYS)}


def _read_wishes(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    days = () if text == ANY_DAY else read_days(text, request.today)
    return {"wishes": [day.isoformat() for day in days]}


def _read_contact(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    return {"contact": read_contact(text)}


def _any_day(body: Body, request: Request, office: Office) -> list[Choice]:
    return [Choice(ANY_DAY, "any_day")]


async def _preview(body: Body, request: Request, office: Office) -> Reply:
    rows = [button(ROUTE, "a=", "request_send")], *in_rows(forms.form_buttons(ASK, "pupils", "days", "wishes", "contact"))
    values = body["values"] | {"wishes": wishes_of(body)}
    return reply("staff/requests/preview", *rows, [forms.discard_button(ROUTE)], values=values, school=office.board.schools[body["school"]])


ASK = Form(
    "ask",
    ROUTE,
    "requests/ask",
    (Field("pupils", _read_pupils), Field("days", _read_days), Field("wishes", _read_wishes, _any_day), Field("contact", _read_contact)),
    _preview,
)


async def _send(_: str, request: Request, office: Office) -> Reply:
    """Hand the request to the office. A school asks for itself, whatever its draft says."""
    async with office.acting(request, Act.ASK_VISIT) as doing:
        draft = await take_draft(doing.connection, request.person, ROUTE)
        values = draft.body["values"]
        if draft.body["form"] != ASK.name or ASK.next(draft.body):
            raise WrongValue("unfinished")
        npsn = await store.own_school(doing.connection, request.person) or draft.body["school"]
        asked = Asked(values["pupils"], values["days"], wishes_of(draft.body), values["contact"])
        number = await store.ask(doing.connection, npsn, asked, request.person, request.now)
        doing.subject, doing.details = Subject(Thing.REQUEST, number), {"school": npsn, "pupils": asked.pupils, "days": asked.days}
    found = await store.request(office.store, number)
    arrived = reply(
        "staff/requests/arrived", [button(ROUTE, f"s={number}", "request_look")], request=found, school=office.board.schools[npsn]
    )
    sent = reply("staff/requests/sent", [button(ROUTE, f"s={number}", "request_look")], request=found, school=office.board.schools[npsn])
    return replace(sent, notices=to_officers(arrived, request, office))


# The school answers


async def _withdraw(seen: str, request: Request, office: Office) -> Reply:
    found = await store.request(office.store, seen_of(seen).id, _own_school(request) or "-")
    rows = [button(ROUTE, f"W={seen}", "request_withdraw_now")], [button(ROUTE, f"s={found.id}", "keep")]
    return reply("staff/requests/withdraw", *rows, request=found, school=office.board.schools[found.school])


async def _withdraw_now(seen: str, request: Request, office: Office) -> Reply:
    return await _school_acts(seen, store.withdraw, "withdrawn", request, office)


async def _other_days(seen: str, request: Request, office: Office) -> Reply:
    return await _school_acts(seen, store.refuse_proposal, "other_days", request, office)


async def _school_acts(seen: str, act: Any, done: str, request: Request, office: Office) -> Reply:
    from handlers.staff.requests.decisions import told_of_change

    number = seen_of(seen)
    try:
        async with office.acting(request, Act.ASK_VISIT) as doing:
            school = await store.own_school(doing.connection, request.person) or "-"
            await act(doing.connection, number, school)
            doing.subject, doing.details = Subject(Thing.REQUEST, number.id), {"answer": done}
    except Changed:
        return await told_of_change(number, request, office)
    found = await store.request(office.store, number.id)
    news = reply(
        f"staff/requests/{done}",
        [button(ROUTE, f"s={number.id}", "request_look")],
        request=found,
        school=office.board.schools[found.school],
    )
    return replace(await shown(found, request, office), notices=to_officers(news, request, office))


# Shared with the decisions


def wishes_of(body: Body, name: str = "wishes") -> tuple[date, ...]:
    """The days of a draft."""
    return tuple(date.fromisoformat(day) for day in body["values"].get(name) or ())


def seen_of(text: str) -> store.Seen:
    """The request and version of a button, `12.3`."""
    number, _, version = text.partition(".")
    return store.Seen(forms.number_of(number), forms.number_of(version))


def _own_school(request: Request) -> str | None:
    """The school that the member acts for; None for the office's staff."""
    return request.member.school if request.member else None


def to_officers(news: Reply, request: Request, office: Office) -> list[Notice]:
    """A message for each officer but the one who acts."""
    return [Notice(each.person, news) for each in office.public.members if each.role is Role.OFFICER and each.person != request.person]


def to_school(found: VisitRequest, news: Reply, request: Request, office: Office) -> list[Notice]:
    """A message for the person who asked and the school's accounts, as far as they are still in the team."""

    def concerned(member: Member) -> bool:
        return member.person != request.person and (member.person == found.asked_by or member.school == found.school)

    return [Notice(each.person, news) for each in office.public.members if concerned(each)]


ACTS: dict[str, Tap] = {
    "l": overview,
    "h": _closed,
    "s": _one,
    "n": _new,
    "m": _choose_school,
    "a": _send,
    "w": _withdraw,
    "W": _withdraw_now,
    "o": _other_days,
}
