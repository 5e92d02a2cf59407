"""A sentence without a command: what it asks is understood, answered by the commands' own handlers, and said in the first line.

Several questions are answered in their order. What may mean several things is asked back with a button for each, never guessed.
"""

from collections.abc import Sequence
from dataclasses import replace

from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.topics import Topic, key_of
from ektp_core.unanswered import Shape, Why, length_of
from ektp_core.understanding.details import Details
from ektp_core.understanding.intents import STAFF, Intent
from ektp_core.understanding.reader import Question
from handlers.eligibility import STATUS_SAID, of_birth, of_births
from handlers.followable import FOLLOW, STOP, things_button
from handlers.free_text.asks import MOST_AT_ONCE, Ask, asks_for_reminder, asks_of, elsewhere, of_card
from handlers.free_text.bare import bare
from handlers.free_text.corrected import corrected
from handlers.free_text.coverage_asked import coverage_asks, either_asked
from handlers.free_text.follow_ups import followed_up
from handlers.free_text.topics import asks_for, gap_of, topic_of, topic_said
from handlers.free_text.unanswered import consent_row, school_lacking
from handlers.other_offices.naming import AWAY_FROM_HOME, listed_elsewhere, said_elsewhere, unknown_elsewhere
from handlers.questions import QUESTIONS
from handlers.refusals import refused
from handlers.reply import Button, Reply, button, in_rows, private_only, reply
from handlers.request import ChatKind, Request
from handlers.routes import BY_NAME
from handlers.subscriptions.unsubscribe import ASK_FIRST

SURE = 0.55
"""Probability from which one reading is answered; below, the best readings are offered."""

SURE_FOR = {Intent.UNSUBSCRIBE: 0.8}
"""Nobody is asked whether to stop their notices for a doubtful sentence alone."""

MOST_OFFERED = 3
WORTH_OFFERING = 0.08
"""Probability of a reading that is still offered."""

OF_SCHOOLS = frozenset({Intent.SCHEDULE, Intent.SUBSCRIBE, Intent.UNSUBSCRIBE, Intent.COVERAGE})
"""What asks of schools: which one is meant comes before the answer."""

OF_OFFICES = frozenset({Intent.SCHEDULE, Intent.SUBSCRIBE, Intent.CONTACT, Intent.REQUIREMENTS})
"""What another office would answer for its own schools and places: this one knows none of theirs."""

SAY_IT_THEMSELVES = frozenset(
    {
        *("eligibility", "eligibility_ask", "eligibility_range", "eligibility_several"),
        *("schedule", "schedule_day", "schedule_period", "schedule_school", "schedule_school_closed", "schedule_which"),
        *("coverage", "coverage_none", "coverage_which", "ranking", "ranking_not_comparable"),
        *("requirement", "requirements", "contact", "topic", "topic_class", "topic_class_which"),
        *("reminders", "reminders_offer", "subscriptions", "subscriptions_choice", "subscriptions_offer", "subscriptions_stop"),
        *("unsubscribe_offer", "unsubscribed", "help"),
    }
)
"""Views whose first line has what was read in it: the answer comes first, and nothing is said twice."""

CLEARLY_OF_DOMICILE = 0.8
"""Probability from which somebody asks whether people from elsewhere are recorded here, though another office is named."""

OF_COVERAGE = "coverage_questions/"
"""Begins such views, too."""

OF_DAYS = {Intent.SCHEDULE: "schedule", Intent.COVERAGE: "coverage", Intent.RANKING: "coverage"}
"""What asks of days, and the route that answers."""


async def free_text(request: Request, office: Office) -> Reply:
    """Answer every question of the text; the first answer carries the others as messages of their own."""
    request = corrected(request, office.public.reader)
    if found := await bare(request, office):
        return found
    answers: list[Reply] = []
    for question in office.public.reader.questions(request.argument, request.today):
        answers.extend(await _answers(followed_up(question, request, office.board), request, office))
    first, *others = answers[:MOST_AT_ONCE]
    return replace(first, more=tuple(others)) if others else first


async def _answers(question: Question, request: Request, office: Office) -> list[Reply]:
    best = question.readings[0]
    if of_matter := await _of_matter(question, request, office):
        return of_matter
    if (best.intent is Intent.OUT_OF_SCOPE or best.probability < SURE) and (meant := of_card(question, office.board)):
        return await _looked_up(meant, question, request, office)
    if best.intent in (Intent.SUBSCRIBE, Intent.UNSUBSCRIBE) and asks_for_reminder(question):
        return [await answered(ask, request, office) for ask in asks_of(Intent.SUBSCRIBE, question, office.board)]
    if best.intent in STAFF or best.probability < SURE_FOR.get(best.intent, SURE):
        return [_of_another_office(question, office) or _offered(question, request, office)]
    match best.intent:
        case Intent.OUT_OF_SCOPE:
            return [await _out_of_scope(question, request, office)]
        case Intent.GREETING:
            return [reply("greeting", *QUESTIONS, profile=office.board.profile)]
        case Intent.THANKS:
            return [reply("thanks", [button("start", label="home")])]
    if best.intent is Intent.COVERAGE and (found := unknown_elsewhere(question, office)):
        return [found]
    away = said_elsewhere(question, office) if best.intent in OF_OFFICES else None
    if away and away.is_all and best.intent is not Intent.REQUIREMENTS:
        return [away.reply]
    if asked := unclear_school(best.intent, question.details):
        return [asked]
    if asked := asked_back(best.intent, question.details):
        office.notes.fell_through(_shape(question, Why.NO_DATE, best.intent.value))
        return [asked]
    if away:
        return await _beside_another_office(away.reply, best.intent, question, request, office)
    answers = await _looked_up(best.intent, question, request, office)
    return _with_lacking_school(answers, best.intent, question, office.board)


async def _beside_another_office(away: Reply, intent: Intent, question: Question, request: Request, office: Office) -> list[Reply]:
    """The answers of this office, and whose office something else is that was named, before papers it comes first."""
    asks = asks_of(intent, question, office.board)
    answers = [await answered(ask, request, office) for ask in asks]
    if intent is Intent.REQUIREMENTS:
        return answers if any(ask.argument == AWAY_FROM_HOME for ask in asks) else [away, *answers]
    return [*answers, away]


def _with_lacking_school(answers: list[Reply], intent: Intent, question: Question, board: Board) -> list[Reply]:
    """Of a school that nobody knows the place around it is answered: that school is lacking, not a visit to the place."""
    unmet = school_lacking(question.details, board) if intent is Intent.SCHEDULE else None
    return [replace(each, lacks=(unmet,)) for each in answers] if unmet else answers


def _of_another_office(question: Question, office: Office) -> Reply | None:
    """The answer to a sentence that may ask of visits and names nothing but another office's school or place: its name is strange here."""
    likeliest = next((each.intent for each in question.readings if each.intent is not Intent.OUT_OF_SCOPE), None)
    away = said_elsewhere(question, office) if likeliest in OF_OFFICES else None
    return away.reply if away and away.is_all else None


async def _of_matter(question: Question, request: Request, office: Office) -> list[Reply]:
    """The answers to a question about coverage or a topic; none where it is about neither."""
    if either := either_asked(question, office.public.reader, request.today):
        return [reply("coverage_questions/either", *in_rows(either, 1))]
    if asks := coverage_asks(question, office.public.reader, request.today):
        return [await answered(ask, request, office) for ask in asks]
    topic = topic_said(question, question.intent, office.board) if question.matter.topic else None
    if topic is None or (question.intent in OF_OFFICES and not _is_of_domicile(topic, question) and said_elsewhere(question, office)):
        return []
    return await _looked_up(question.intent, question, request, office)


def _is_of_domicile(topic: Topic, question: Question) -> bool:
    """Whether it is clearly asked if people from elsewhere are recorded here: then another office's name is no question for that one."""
    return topic is Topic.OUTSIDE_DOMICILE and question.matter.probability >= CLEARLY_OF_DOMICILE


async def _looked_up(intent: Intent, question: Question, request: Request, office: Office) -> list[Reply]:
    """The answers of a question that is read as this intent; what only the office could say and has not is counted."""
    asks = asks_for(intent, question, office.board)
    if request.member is None:
        for gap in filter(None, (gap_of(ask, request, office) for ask in asks)):
            office.notes.fell_through(_shape(question, Why.UNANNOUNCED, gap))
    return [await answered(ask, request, office) for ask in asks]


def unclear_school(intent: Intent, details: Details) -> Reply | None:
    """The question which school is meant, where its number is unknown or another's."""
    return refused(details.unclear_schools[0], "schedule") if details.unclear_schools and intent in OF_SCHOOLS else None


def asked_back(intent: Intent, details: Details) -> Reply | None:
    """The question that comes before the answer: which birth or day is meant, one at a time in the order of the message."""
    if intent in (Intent.ELIGIBILITY, Intent.SUBSCRIBE) and details.unclear:
        details.unclear[0].values[STATUS_SAID] = details.status
        return refused(details.unclear[0], "eligibility")
    if intent in OF_DAYS and details.unclear_days and not (OF_DAYS[intent] == "coverage" and details.as_of):
        return refused(details.unclear_days[0], OF_DAYS[intent])
    return None


async def answered(ask: Ask, request: Request, office: Office) -> Reply:
    """The answer of the route that is asked, with what was understood as its first line where the answer does not say it itself."""
    route = BY_NAME[ask.route]
    if route.private and request.chat_kind is ChatKind.GROUP:
        return private_only(route.name)
    try:
        if ask.route == "eligibility":  # what was read is not written out to be read again
            found = of_births(ask.births, request, office) if ask.births else of_birth(ask.birth, ask.status, request, office)
        else:
            found = await route.handler(replace(request, route=None, argument=ask.argument), office)
    except Refusal as refusal:
        return listed_elsewhere(refusal, office) or refused(refusal, route.name)
    return found if _says_it_itself(found, ask) else replace(found, understood=ask)


def _says_it_itself(found: Reply, ask: Ask) -> bool:
    """Whether an answer names all that was read; what was passed over, or stands for something else, is said before it."""
    if ask.unread or ask.unlisted or ask.outside:
        return False
    if found.view == "schedule_subdistrict":  # not of a village, which its subdistrict stands for
        return bool(ask.place == found.values["area"].name)
    return found.view in SAY_IT_THEMSELVES or found.view.startswith(OF_COVERAGE)


def _offered(question: Question, request: Request, office: Office) -> Reply:
    """The best readings as buttons, each with what it names; all that can be asked where none is likely."""
    says_something = any(word.isalnum() for word in question.words)
    readings = question.readings if says_something else ()
    likely = [each.intent for each in readings if each.probability >= WORTH_OFFERING and each.intent not in STAFF]
    asks = [ask for intent in likely for ask in asks_for(intent, question, office.board)[:1]]
    buttons = _ends_last(list({each.data: each for each in (offer(ask, office.board) for ask in asks)}.values()))
    office.notes.fell_through(_shape(question, Why.UNSURE, question.readings[0].intent.value))
    rows = in_rows(buttons, 1) if buttons else QUESTIONS
    consent = consent_row(request, office, Why.UNSURE, question.readings[0].intent.value)
    return replace(reply("which_meant" if buttons else "not_understood", *rows, consent, consent=bool(consent)), quotes=bool(consent))


def _ends_last(buttons: Sequence[Button]) -> list[Button]:
    """What is offered, and last what would end something: nobody who only asked something shall meet that first."""
    ends = [each for each in buttons if each.route == "unsubscribe" or each.argument.startswith(STOP)][:1]
    others = [each for each in buttons if each not in ends][: MOST_OFFERED - len(ends)]
    return [*(others or ([button("subscriptions")] if ends else [])), *ends]


def offer(ask: Ask, board: Board) -> Button:
    """A reading as its route's button, with the place or the birth that it is about; one that changes what is followed says so."""
    if topic := topic_of(ask):
        return button(ask.route, ask.argument, key_of(topic))
    if ask.route == "unsubscribe":
        return button(ask.route, ASK_FIRST)
    if ask.route == "subscriptions" and ask.argument.startswith((FOLLOW, STOP)):
        return things_button(ask.argument, board)
    if ask.place and ask.route in ("schedule", "coverage"):
        return button(ask.route, ask.argument, f"offer_{ask.route}", name=ask.place)
    return button(ask.route, ask.argument)


async def _out_of_scope(question: Question, request: Request, office: Office) -> Reply:
    """Where that other matter is handled, from the office's texts; and what can be asked here."""
    matter = elsewhere(question, office.board)
    topic = matter.topic if matter else ""
    office.notes.fell_through(_shape(question, Why.OUT_OF_SCOPE, topic))
    if matter:
        return await BY_NAME["requirements"].handler(replace(request, argument=matter.topic), office)
    if found := _of_another_office(question, office):
        return found
    consent = consent_row(request, office, Why.OUT_OF_SCOPE, "")
    view = "not_understood" if question.is_strange else "out_of_scope"
    return replace(reply(view, *QUESTIONS, consent, consent=bool(consent)), quotes=bool(consent))


def _shape(question: Question, why: Why, topic: str) -> Shape:
    """What staff see of a message that fell through: never its words."""
    details = question.details
    named = {
        "school": details.schools,
        "subdistrict": details.areas,
        "birth": details.births or details.unclear,
        "day": details.days,
    }
    return Shape(why, topic, length_of(len(question.tokens)), tuple(sorted(name for name, found in named.items() if found)))
