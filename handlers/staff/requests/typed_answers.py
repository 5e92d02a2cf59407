"""What a school writes under the office's offer, as the button that says the same; what is unclear is shown back with the three buttons.

A text answers the offer that it replies to; else the one offer of the school that is open, where its words speak of nothing else.
"""

from dataclasses import replace

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.reading.masking import mask_numbers
from ektp_core.reading.words.signs import one_line
from ektp_core.requests.answers import Answer, Answered, read_answer
from ektp_core.requests.request import RequestState, VisitRequest
from ektp_core.store import requests as store
from ektp_core.store.drafts import Awaited, awaited
from ektp_core.understanding.intents import Intent
from handlers.acts import OldButton, decoded
from handlers.free_text.sentences import SURE
from handlers.reply import Button, Reply, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.under_preview import NotForDraft
from handlers.staff.requests.acts import AGREE, ASK_WITHDRAW, OPEN, ROUTE
from handlers.staff.requests.answers import begin_other_days, offer_seen
from handlers.staff.requests.card import answers, short_days
from handlers.staff.requests.concerned import own_school
from handlers.staff.requests.drafts import DRAFTS, OtherDays

LONGEST_SHOWN = 120
ABOUT_NOTHING = frozenset({Intent.OUT_OF_SCOPE, Intent.GREETING, Intent.THANKS})
FOLLOWING = frozenset({Intent.SUBSCRIBE, Intent.UNSUBSCRIBE})
"""Under an offer "nanti saya kabari" is about the offer, as "jangan jumat" is, which speaks of days."""

CLEAR = frozenset({Answer.AGREES, Answer.OTHER_DAYS, Answer.OBJECTS, Answer.WITHDRAWS})
IN_PASSING = frozenset({Answer.MAY_BE, Answer.OBJECTS})
"""Words that a question about something else may have, too."""

OTHER_DAYS_ASKED = Awaited(ROUTE, "wishes")


async def under_offer(request: Request, office: Office) -> Request | Reply:
    """The act that a text stands for, or the offer shown back. Raises NotForDraft for any other text; NoSuchRequest, Changed."""
    if seen := _offer_replied_to(request):
        if _is_question(request, office):
            raise NotForDraft
        return await _to_this(await offer_seen(seen, request, office), request, office)
    school = own_school(request)
    if school is None or read_answer(request.argument, (), request.today) is None:
        raise NotForDraft
    waiting = await awaited(office.store, request.person)
    if waiting and waiting != OTHER_DAYS_ASKED:
        raise NotForDraft
    offers = await store.requests(office.store, states={RequestState.PROPOSED}, school=school)
    return await _to_any(offers, request, office, is_asked=waiting is not None or await _spoke_against(offers, request, office))


async def _spoke_against(offers: list[VisitRequest], request: Request, office: Office) -> bool:
    """Whether other days than an offer's were begun to be asked for: then a yes may be to either."""
    begun = {each.seen.id for each in await DRAFTS.every(office.store, request.person) if isinstance(each, OtherDays)}
    return any(each.id in begun for each in offers)


async def _to_this(visit_request: VisitRequest, request: Request, office: Office) -> Request | Reply:
    """A reply to the very offer: a nod is a yes, and days are other days."""
    said = read_answer(request.argument, visit_request.proposed, request.today)
    if said and said.answer is Answer.NODS:
        return _as(AGREE.button("request_agree", _seen(visit_request)), request)
    if said and said.answer is Answer.WISHES and said.wish and said.wish.days != visit_request.proposed:
        return await begin_other_days(_seen(visit_request), said.wish, request, office)
    if said and said.answer in CLEAR:
        return await _carried_out(said, visit_request, request, office)
    return _shown_back(visit_request, request, office)


async def _to_any(offers: list[VisitRequest], request: Request, office: Office, *, is_asked: bool) -> Request | Reply:
    """A text of its own: it answers the one open offer, unless the school may not have read that one yet."""
    if not offers:
        raise NotForDraft
    said = read_answer(request.argument, offers[0].proposed, request.today)
    if said is None or said.answer is Answer.WISHES:
        raise NotForDraft
    if said.answer is not Answer.AGREES and (is_asked or (said.answer in IN_PASSING and _asks_something_else(request, office))):
        raise NotForDraft
    if len(offers) > 1:
        names = [OPEN.button("request_of_offer", each.id, number=each.id, days=short_days(each.proposed)) for each in offers]
        return reply("staff/requests/which_offer", *in_rows(names, 1), typed=_words(request))
    if said.answer in CLEAR and not is_asked and not offers[0].replaced:
        return await _carried_out(said, offers[0], request, office)
    return _shown_back(offers[0], request, office)


async def _carried_out(said: Answered, visit_request: VisitRequest, request: Request, office: Office) -> Request | Reply:
    seen = _seen(visit_request)
    match said.answer:
        case Answer.AGREES:
            return _as(AGREE.button("request_agree", seen), request)
        case Answer.WITHDRAWS:
            return _as(ASK_WITHDRAW.button("request_withdraw_offer", seen), request)
    return await begin_other_days(seen, said.wish, request, office)


def _offer_replied_to(request: Request) -> Seen | None:
    """The offer whose message a text replies to, by the button that takes it."""
    for tap in request.replied:
        if (tap.route, tap.act) == (ROUTE, AGREE.name):
            try:
                return decoded(Seen, tap.argument)
            except OldButton:
                return None
    return None


def _is_question(request: Request, office: Office) -> bool:
    """Whether a reply to an offer asks something of its own."""
    said = read_answer(request.argument, (), request.today)
    about_days = frozenset({Intent.SCHEDULE}) if said and "?" not in request.argument else frozenset()
    return (said is None or said.answer is Answer.MAY_BE) and _asks_something_else(request, office, but=FOLLOWING | about_days)


def _asks_something_else(request: Request, office: Office, but: frozenset[Intent] = frozenset()) -> bool:
    best = office.public.reader.read(request.argument, request.today).readings[0]
    return best.probability >= SURE and best.intent not in ABOUT_NOTHING | but


def _as(item: Button, request: Request) -> Request:
    """The text as the tap of a button."""
    return replace(request, act=item.act, argument=item.argument, awaited=None)


def _shown_back(visit_request: VisitRequest, request: Request, office: Office) -> Reply:
    school = office.board.schools[visit_request.school]
    rows = answers(visit_request)
    return reply("staff/requests/offer_again", *rows, request=visit_request, school=school, typed=_words(request))


def _words(request: Request) -> str:
    return one_line(mask_numbers(request.argument).text)[:LONGEST_SHOWN]


def _seen(visit_request: VisitRequest) -> Seen:
    return Seen(visit_request.id, visit_request.version)
