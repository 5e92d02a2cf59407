"""What is typed behind the bot's name, and the cards for it.

The query is read as every text is. A stated order decides (docs/domain.md#cards): a command's word; else what the whole query names; else
what its sentence surely asks; else what that names; else what it may have meant; else what people ask most, and that nothing was found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ektp_core.areas import Area, Level
from ektp_core.office import Office
from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.days.dates import NotADate
from ektp_core.reading.masking import mask_numbers
from ektp_core.refusal import Refusal
from ektp_core.schools.finding import visited
from ektp_core.schools.numbers import NpsnUnclear
from ektp_core.schools.register import School
from ektp_core.understanding.intents import STAFF, Intent
from ektp_core.understanding.reader import Question
from handlers.eligibility import people_in
from handlers.free_text.asks import EARLY, Ask, asks_of
from handlers.free_text.coverage_asked import coverage_asks
from handlers.free_text.sentences import SURE, asked_back, unclear_school
from handlers.free_text.topics import asks_for
from handlers.inline.cards import ROUTES, Card, card_of
from handlers.reply import PrivateLink
from handlers.request import Request
from handlers.routes import BY_WORD
from handlers.schedule import SCHOOL, SUBDISTRICT

LONGEST_QUERY = 256
"""Letters that Telegram lets people type there."""

CARDS_AT_ONCE = 10
"""More come when somebody scrolls on: fifty are Telegram's limit, and more than five are seldom seen."""

LONGEST_OFFSET = 4
NOT_FOUND, IN_PRIVATE = PrivateLink("cards_not_found", "start"), PrivateLink("cards_in_private", "eligibility")


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards for a query, what stands above them as a way into the private chat, and where the next ones begin ("" for no more)."""

    cards: tuple[Card, ...]
    above: PrivateLink | None = None
    next_offset: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a query asks for, each of which may become a card, and what is said above."""

    asks: tuple[Ask, ...]
    above: PrivateLink | None = None


async def cards(request: Request, offset: str, office: Office) -> Cards:
    """The cards for what is typed, from `offset` on."""
    meant = _meant(request, office)
    made = [card for number, ask in enumerate(meant.asks) if (card := await card_of(ask, number, request, office))]
    if not made:
        meant = Meant(offered(office), meant.above or NOT_FOUND)
        made = [card for number, ask in enumerate(meant.asks) if (card := await card_of(ask, number, request, office))]
    each = tuple({card.id: card for card in made}.values())
    first = _number(offset)
    following = first + CARDS_AT_ONCE
    return Cards(each[first:following], meant.above, str(following) if following < len(each) else "")


def _number(offset: str) -> int:
    """Where the cards begin; at the first for an offset that is not ours."""
    return int(offset) if offset.isascii() and offset.isdigit() and len(offset) <= LONGEST_OFFSET else 0


def offered(office: Office) -> tuple[Ask, ...]:
    """What people ask most: the next visits, how far the district is, what to bring, and from which age."""
    home = office.board.home
    return Ask("schedule"), Ask("coverage", home.code, place=home.short_name), Ask("requirements", EARLY), Ask("eligibility")


def _meant(request: Request, office: Office) -> Meant:
    masked = mask_numbers(request.argument[:LONGEST_QUERY])
    text = masked.text.strip()
    if masked.found or not text:
        return Meant(offered(office), NOT_FOUND if masked.found else None)
    if people_in(text, request, office) or _is_birth(text, request):
        rule, *others = reversed(offered(office))
        return Meant((rule, *others), IN_PRIVATE)
    if asked := _of_word(text):
        return Meant(asked)
    try:
        named = _named(text, office)
    except NpsnUnclear as unclear:
        return Meant(_of_places(unclear.near, office), NOT_FOUND)
    questions = office.public.reader.questions(text, request.today)
    if named and all(question.is_bare for question in questions):
        return Meant(_of_places(named, office))
    asks = tuple(ask for question in questions for ask in _of_question(question, request, office))
    is_of_birth = any(question.details.births or question.details.unclear for question in questions)
    above = IN_PRIVATE if is_of_birth else None
    if asks or named:
        return Meant(asks or _of_places(named, office), above)
    return Meant(_of_places(visited(office.board.near(text), office.board.areas), office), above or NOT_FOUND)


def _is_birth(text: str, request: Request) -> bool:
    """Whether it is nothing but a birth or an age, also one that has to be asked about."""
    try:
        read_birth(text, request.today)
    except NotADate:
        return False
    except Refusal:
        return True
    return True


def _of_word(text: str) -> tuple[Ask, ...]:
    """What a command's word alone asks for: "kontak"."""
    route = BY_WORD.get(text.casefold())
    if route is None or route.name not in ROUTES | {"eligibility"}:
        return ()
    return (Ask(route.name, EARLY if route.name == "requirements" else ""),)


def _named(text: str, office: Office) -> Sequence[School | Area]:
    """The schools and subdistricts, or else the districts and the province that the whole text names. Raises NpsnUnclear."""
    areas = office.board.areas
    return visited(office.board.named(text), areas) or areas.find(
        text, home=office.board.home.code, levels=(Level.PROVINCE, Level.DISTRICT)
    )


def _of_places(places: Sequence[School | Area], office: Office) -> tuple[Ask, ...]:
    """The visits of each, as far as the teams go there, and the coverage of each area."""
    return tuple(ask for place in places for ask in _of_place(place, office))


def _of_place(place: School | Area, office: Office) -> Iterator[Ask]:
    if isinstance(place, School):
        yield Ask("schedule", f"{SCHOOL}={place.npsn}", place=place.name)
        return
    if place == office.board.home:
        yield Ask("schedule")
    elif place.level is Level.SUBDISTRICT:
        yield Ask("schedule", f"{SUBDISTRICT}={place.code}", place=place.name)
    yield Ask("coverage", place.code, place=place.short_name)


def _of_question(question: Question, request: Request, office: Office) -> Sequence[Ask]:
    """What a sentence surely asks; else, and where it asks nothing, the visits of what it names."""
    board, best = office.board, question.readings[0]
    if asks := coverage_asks(question, office.public.reader, request.today):
        return asks
    says_something = not (question.is_bare or question.is_strange)
    is_sure = says_something and best.probability >= SURE and best.intent not in STAFF
    intent = best.intent if is_sure else Intent.SCHEDULE
    if unclear_school(intent, question.details) or asked_back(intent, question.details):
        return ()
    if is_sure and (asks := asks_for(intent, question, board)):
        return asks
    return tuple(ask for ask in asks_of(Intent.SCHEDULE, question, board) if ask.place)
