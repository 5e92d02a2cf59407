"""/permintaan, a new request: a school asks, or staff for a school that called, on one line or step by step."""

from dataclasses import replace

import msgspec
from msgspec import UNSET

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.reading.corrections import beside_day
from ektp_core.reading.counts import VISIT_DAYS, take_counts
from ektp_core.reading.fields import WrongValue, read_count
from ektp_core.reading.words.signs import one_line
from ektp_core.reading.words.text import Text
from ektp_core.requests.line import MOST_PUPILS, Asked, AskedUnclear, read_asked, read_contact, split_place
from ektp_core.requests.wishes import MOST_VISIT_DAYS, Wish, read_wish
from ektp_core.roles import Act
from ektp_core.schools.closing import refuse_closed
from ektp_core.schools.numbers import NpsnUnclear
from ektp_core.schools.register import School
from ektp_core.store import requests as store
from ektp_core.store.drafts import Mark, mark_of
from handlers.acts import OldButton
from handlers.refusals import in_a_sentence
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.drafts.form import Choice, Field, Form, filled
from handlers.staff.requests.acts import ASK_FOR, CHOOSE_SCHOOL, NEW, OPEN, ROUTE, SEND
from handlers.staff.requests.card import news
from handlers.staff.requests.concerned import own_school, to_officers
from handlers.staff.requests.drafts import DRAFTS, FORMS, AskVisit

ANY_DAY = "any"


async def begin_line(request: Request, office: Office) -> Reply:
    """`/permintaan 120 siswa, 2 hari, …`; staff name the school first. What cannot be read is asked again, and the rest is kept."""
    own = own_school(request)
    place, line = ("", request.argument) if own else split_place(request.argument)
    wrong: WrongValue | NpsnUnclear | None = None
    try:
        asked = read_asked(line, request.today)
    except AskedUnclear as unclear:
        asked, wrong = unclear.kept, unclear
    draft = AskVisit(own or UNSET, said="" if own else one_line(place), begun=request.message_id)
    if not own:
        try:
            draft = _read_school(place, draft, request, office)
        except NpsnUnclear as unclear:
            wrong = unclear
        except WrongValue as unknown:
            if asked == Asked() and not wrong:
                raise WrongValue("request_line") from None
            wrong = unknown if place else wrong
    sentence = in_a_sentence(wrong, request.language) if wrong else None
    return await FORMS.begin(_with(asked, draft), request, office, sentence)


@NEW.does
async def _new(_: None, request: Request, office: Office) -> Reply:
    """A school asks for itself; staff choose the school first."""
    own = own_school(request)
    return (
        await FORMS.begin(AskVisit(own, begun=request.message_id), request, office) if own else await CHOOSE_SCHOOL.answer(request, office)
    )


@CHOOSE_SCHOOL.does
async def _choose_school(_: None, request: Request, office: Office) -> Reply:
    rows = in_rows([ASK_FOR.button("place", school.npsn, name=school.name) for school in office.board.schools.by_name])
    return reply("staff/requests/school", *rows, [button(ROUTE, label="back")])


@ASK_FOR.does
async def _ask_for(npsn: str, request: Request, office: Office) -> Reply:
    if npsn not in office.board.schools:
        raise OldButton
    refuse_closed(office.board.schools[npsn], office.board.schools)
    return await FORMS.begin(AskVisit(npsn, begun=request.message_id), request, office)


def _read_school(text: str, draft: AskVisit, request: Request, office: Office) -> AskVisit:
    """The school that a text or a button names; a name of several, or of none but near one, stays open, and they are offered.

    A school asks for itself and no other. Raises WrongValue for what is no school's name, NpsnUnclear, SchoolClosed.
    """
    one = office.board.schools.get(text)
    named = (one,) if one else schools_named(text, office)
    own = own_school(request)
    if own and [each.npsn for each in named] != [own]:
        raise WrongValue("request_school")
    if not (named or _near(text, office)):
        raise WrongValue("request_school")
    if len(named) == 1:
        refuse_closed(named[0], office.board.schools)
    return msgspec.structs.replace(draft, school=named[0].npsn if len(named) == 1 else UNSET, said="" if len(named) == 1 else text)


def schools_named(text: str, office: Office) -> tuple[School, ...]:
    """The schools that a text may mean; what else it names is asked of no school. Raises NpsnUnclear."""
    return tuple(each for each in office.board.named(text) if isinstance(each, School))


def _near(text: str, office: Office) -> tuple[School, ...]:
    return tuple(each for each in office.board.near(text) if isinstance(each, School))


def _schools(draft: AskVisit, request: Request, office: Office) -> list[Choice]:
    try:
        offered = schools_named(draft.said, office) or _near(draft.said, office)
    except NpsnUnclear as unclear:
        offered = unclear.near
    return [Choice(school.npsn, "place", {"name": school.name}) for school in offered if not school.is_closed]


def _with(asked: Asked, draft: AskVisit) -> AskVisit:
    """The draft with what a line says; what it leaves open stays."""
    says_when = asked.wishes or asked.within or asked.is_any_day
    return msgspec.structs.replace(
        draft,
        pupils=draft.pupils if asked.pupils is None else asked.pupils,
        days=draft.days if asked.days is None else asked.days,
        wishes=asked.wishes if says_when else draft.wishes,
        within=asked.within if says_when else draft.within,
        contact=draft.contact if asked.contact is None else asked.contact,
    )


def _read_line(text: str, draft: AskVisit, request: Request, office: Office) -> AskVisit:
    """What a line says of the request, each part by its own word. Raises WrongValue where it says nothing of it."""
    wished = draft.wishes or () if draft.wishes is not UNSET else ()
    asked = read_asked(beside_day(text, wished[0] if wished else None, request.today), request.today)
    if asked == Asked():
        raise WrongValue("unread", words=text)
    return _with(asked, draft)


def _read_pupils(text: str, draft: AskVisit, request: Request, office: Office) -> AskVisit:
    """The number alone, or the whole request on one line."""
    asked = read_asked(text, request.today)
    if asked.pupils is not None:
        return _with(asked, draft)
    return msgspec.structs.replace(draft, pupils=read_count(text, "pupils", 1, MOST_PUPILS))


def _read_days(text: str, draft: AskVisit, request: Request, office: Office) -> AskVisit:
    """The number, with its unit or not, also in words: "sehari saja", "dua hari aja"."""
    counted = take_counts(Text(text), VISIT_DAYS)
    number = f"{counted.number}" if counted.number is not None else text
    return msgspec.structs.replace(draft, days=read_count(number, "days_wanted", 1, MOST_VISIT_DAYS))


def _read_wishes(text: str, draft: AskVisit, request: Request, office: Office) -> AskVisit:
    wish = Wish() if text == ANY_DAY else read_wish(text, request.today)
    return msgspec.structs.replace(draft, wishes=wish.days, within=wish.within)


def _read_contact(text: str, draft: AskVisit, request: Request, office: Office) -> AskVisit:
    return msgspec.structs.replace(draft, contact=read_contact(text))


def _any_day(draft: AskVisit, request: Request, office: Office) -> list[Choice]:
    return [Choice(ANY_DAY, "any_day")]


def _asked(draft: AskVisit) -> Asked:
    """All that the draft asks. Raises WrongValue while a field is open."""
    return Asked(filled(draft.pupils), filled(draft.days), filled(draft.wishes), filled(draft.contact), draft.within)


async def _preview(draft: AskVisit, request: Request, office: Office) -> Reply:
    school = office.board.schools.get(draft.school or "")
    if school is None:
        raise Changed(Subject(Thing.SCHOOL, draft.school or ""))
    rows = (
        [SEND.button("request_send", mark_of(draft))],
        *in_rows(FORMS.edit_buttons(draft, *(each.name for each in ASK.fields if each.name != "school"))),
    )
    discard = [FORMS.discard_button(draft)]
    return reply("staff/requests/preview", *rows, discard, asked=_asked(draft), school=school)


ASK = FORMS.add(
    Form(
        AskVisit,
        "requests/ask",
        (
            Field("school", _read_school, _schools, is_given=lambda request: own_school(request) is not None),
            Field("pupils", _read_pupils, is_exact=True),
            Field("days", _read_days, is_exact=True),
            Field("wishes", _read_wishes, _any_day, is_exact=True),
            Field("contact", _read_contact, is_words=True),
        ),
        _preview,
        line=_read_line,
        school=lambda draft: draft.school or None,
    )
)


@SEND.does
async def _send(mark: Mark, request: Request, office: Office) -> Reply:
    """Hand the request to the office. A school asks for itself, whatever its draft says."""
    draft = await DRAFTS.previewed_as(AskVisit, office.store, request.person, mark)
    async with carrying_out(DRAFTS, draft, Act.ASK_VISIT, request, office) as doing:
        asked, npsn = _asked(draft), await store.own_school(doing.connection, request.person) or filled(draft.school)
        number = await store.ask(doing.connection, npsn, asked, request.person, request.now)
        doing.subject, doing.details = (
            Subject(Thing.REQUEST, number),
            {"school": npsn, "pupils": asked.pupils, "days": asked.days, "place": office.board.schools[npsn].name},
        )
    visit_request, school = await store.request(office.store, number), office.board.schools[npsn]
    sent = reply("staff/requests/sent", [OPEN.button("request_look", number)], request=visit_request, school=school)
    return replace(sent, notices=to_officers(news("arrived", visit_request, request, office), request, office))
