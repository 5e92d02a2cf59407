"""Requests of schools in a sentence: a new one, those that wait, and the office's answer to one."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from msgspec import UNSET
from msgspec.structs import replace as changed

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.reading.calendar import Days
from ektp_core.reading.fields import WrongValue, read_words
from ektp_core.refusal import Refusal
from ektp_core.requests.line import MOST_PUPILS, read_contact
from ektp_core.requests.request import VisitRequest
from ektp_core.requests.wishes import MOST_VISIT_DAYS
from ektp_core.schools.register import School
from ektp_core.store.requests import all_requests
from ektp_core.understanding.staff.slots import Measured, StaffSlots
from handlers.acts import OldButton, decoded
from handlers.free_text.orders import Order
from handlers.refusals import in_a_sentence
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.orders.acts import ABOUT, About
from handlers.staff.orders.tapping import tapped
from handlers.staff.requests.acts import ASK_REASON, LIST, ROUTE, TAKE_SUGGESTION, TYPE_DAYS
from handlers.staff.requests.concerned import own_school
from handlers.staff.requests.decisions import LONGEST_REASON
from handlers.staff.requests.drafts import FORMS, AskVisit, DecideDays, DeclineRequest

MOST_OFFERED = 8
OF_ONE = frozenset({TAKE_SUGGESTION.name, TYPE_DAYS.name, ASK_REASON.name})
"""Acts of the buttons under one request, which a reply to it is about."""


async def new(order: Order, request: Request, office: Office) -> Reply:
    """A school asks for itself, staff for the school that they name; what is missing or cannot be is asked as the form asks it.

    Raises WrongValue where a school names another one.
    """
    draft, wrongs = AskVisit(begun=request.message_id), list[Refusal]()
    draft = _with_school(draft, order.slots, wrongs, request, office)
    draft = _with_counts(draft, order.slots, wrongs)
    draft = _with_wishes(draft, order.slots, wrongs, request.today)
    if order.slots.contact:
        try:
            draft = changed(draft, contact=read_contact(order.slots.contact))
        except Refusal as refusal:
            wrongs.append(refusal)
    return await FORMS.begin(draft, request, office, in_a_sentence(wrongs[0], request.language) if wrongs else None)


async def waiting(order: Order, request: Request, office: Office) -> Reply:
    """Those that wait; a school's own."""
    return await tapped(LIST, 1, request, office)


async def accept(order: Order, request: Request, office: Office) -> Reply:
    """The days that are said, else those that fit best, for the one request that is meant."""
    found = await meant(order, request, office)
    if len(found) != 1:
        return _which(found, office)
    seen = Seen(found[0].id, found[0].version)
    if not (order.slots.days or order.slots.unclear_days):
        return await tapped(TAKE_SUGGESTION, seen, request, office)
    wrongs = list[Refusal]()
    days = _days(order.slots, wrongs, request.today)
    draft = DecideDays(seen, days or UNSET)
    return await FORMS.begin(draft, request, office, in_a_sentence(wrongs[0], request.language) if wrongs else None)


async def decline(order: Order, request: Request, office: Office) -> Reply:
    """The reason that is said, else the question for it, for the one request that is meant."""
    found = await meant(order, request, office)
    if len(found) != 1:
        return _which(found, office)
    draft = DeclineRequest(Seen(found[0].id, found[0].version))
    if not order.slots.text:
        return await FORMS.begin(draft, request, office)
    try:
        draft = changed(draft, reason=read_words(order.slots.text, "reason", LONGEST_REASON))
    except Refusal as refusal:
        return await FORMS.begin(draft, request, office, in_a_sentence(refusal, request.language))
    return await FORMS.begin(draft, request, office)


# Which request is meant


async def meant(order: Order, request: Request, office: Office) -> list[VisitRequest]:
    """The open requests that an order may be about: that which was tapped or replied to, else those of the schools that it names.

    A name that no school bears leaves none.
    """
    possible = [each for each in await all_requests(office.store) if each.is_open]
    about = order.about or _replied_to(request)
    if about is not None:
        return [each for each in possible if each.id == about]
    slots = order.slots
    if slots.schools or slots.unclear_schools:
        named = {school.npsn for school in _schools(slots)}
        return [each for each in possible if each.school in named]
    if slots.areas:
        codes = {area.code for area in slots.areas}
        return [each for each in possible if office.board.schools[each.school].subdistrict in codes]
    return [] if slots.unknown else possible


def _replied_to(request: Request) -> int | None:
    """The request under whose card the words were written, where it is one."""
    numbers = set[int]()
    for tap in request.replied:
        if tap.route == ROUTE and tap.act in OF_ONE:
            with suppress(OldButton):
                numbers.add(decoded(Seen, tap.argument).id)
    return numbers.pop() if len(numbers) == 1 else None


def _which(found: Sequence[VisitRequest], office: Office) -> Reply:
    """One of several, each a button that uses the same words; or that there is none."""
    names = {each.id: office.board.schools[each.school].name for each in found[:MOST_OFFERED]}
    rows = [ABOUT.button("request", About(number), number=number, name=name) for number, name in names.items()]
    ways = [button(ROUTE)]
    asked = reply(
        "staff/orders/which_request", *in_rows(rows, 1), ways, found=found[:MOST_OFFERED], names=names, hidden=len(found[MOST_OFFERED:])
    )
    return replace(asked, quotes=bool(found))


# What is said of a new one


def _schools(slots: StaffSlots) -> tuple[School, ...]:
    """Every school that is named or may be meant, each once."""
    return tuple(dict.fromkeys(each for said in slots.schools for each in (said.school, *said.others) if each))


def _with_school(draft: AskVisit, slots: StaffSlots, wrongs: list[Refusal], request: Request, office: Office) -> AskVisit:
    """The one school; of several, or of a name that none bears, the form asks."""
    own, named = own_school(request), _schools(slots)
    said = ", ".join(each.name or each.written for each in slots.schools) or ", ".join(each.own_name for each in slots.areas)
    if own:
        if slots.schools and own not in {each.npsn for each in named}:
            raise WrongValue("request_own_school", words=said)
        return changed(draft, school=own)
    if len(named) == 1 and len(slots.schools) == 1:
        return changed(draft, school=named[0].npsn)
    wrongs += slots.unclear_schools
    if not named and (slots.schools or slots.unknown):
        wrongs.append(WrongValue("request_school"))
    return changed(draft, said=said)


def _with_counts(draft: AskVisit, slots: StaffSlots, wrongs: list[Refusal]) -> AskVisit:
    """Pupils and visit days, as far as they can be."""
    for field, measured, what, highest in (
        ("pupils", Measured.PUPILS, "pupils", MOST_PUPILS),
        ("days", Measured.NUMBER_OF_DAYS, "days_wanted", MOST_VISIT_DAYS),
    ):
        number = slots.amount(measured)
        if number is not None and 1 <= number <= highest:
            draft = changed(draft, **{field: number})
        elif measured in slots.amounts:
            wrongs.append(WrongValue(what, lowest=1, highest=highest))
    if slots.unread:
        wrongs.append(WrongValue("unread", words=", ".join(slots.unread)))
    return draft


def _with_wishes(draft: AskVisit, slots: StaffSlots, wrongs: list[Refusal], today: date) -> AskVisit:
    """The days that would suit, or the one period within which they lie."""
    if len(slots.periods) == 1 and slots.days == slots.periods:
        period = slots.periods[0]
        if period.last < today:
            wrongs.append(WrongValue("past_days"))
            return draft
        return changed(draft, wishes=(), within=Days(max(period.first, today), period.last))
    days = _days(slots, wrongs, today)
    return changed(draft, wishes=days) if days else draft


def _days(slots: StaffSlots, wrongs: list[Refusal], today: date) -> tuple[date, ...]:
    """The days that are named; none, and why, where one cannot be."""
    if slots.unclear_days:
        wrongs.append(WrongValue("days", words=slots.unclear_days[0].words))
        return ()
    if slots.periods or sum((each.last - each.first).days + 1 for each in slots.days) > MOST_VISIT_DAYS:
        wrongs.append(WrongValue("days"))
        return ()
    days = tuple(sorted({day for each in slots.days for day in each.each}))
    if days and days[0] < today:
        wrongs.append(WrongValue("past_days"))
        return ()
    return days
