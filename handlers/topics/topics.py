"""/topik: the very answer to what is asked again and again, the sentence first, then where it leads."""

from collections.abc import Mapping

from ektp_core.office import Office
from ektp_core.profile import Language, Profile
from ektp_core.reading.names import words_of
from ektp_core.topics import Answer, Topic, answer_to, key_of
from ektp_core.unanswered import Length, Shape, Why
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.texts import label
from handlers.topics.classes import of_classes, read_grades

ROUTE = "topics"

EARLY = "early"
"""The papers that most people are asked for here: those of recording before 17."""

LEADS: Mapping[Topic, tuple[tuple[str, str], ...]] = {
    Topic.PRICE: (("requirements", EARLY), ("eligibility", "")),
    Topic.PROXY: (("requirements", EARLY), ("schedule", "")),
    Topic.OUTSIDE_DOMICILE: (("requirements", "elsewhere"), ("schedule", "")),
    Topic.ABSENT: (("schedule", ""), ("subscriptions", "")),
    Topic.DURATION: (("schedule", ""), ("requirements", EARLY)),
    Topic.CLOTHES: (("requirements", EARLY), ("schedule", "")),
    Topic.GLASSES_VEIL: (("requirements", EARLY), ("schedule", "")),
    Topic.PHOTO_RETAKE: (("requirements", "change"), ("schedule", "")),
    Topic.HOME_VISIT: (("requirements", EARLY),),
    Topic.CLASS_AGE: (("eligibility", ""), ("schedule", "")),
    Topic.PARENT_NEEDED: (("requirements", EARLY), ("schedule", "")),
    Topic.PROOF_OF_RECORDING: (("requirements", "collect"),),
    Topic.ALREADY_RECORDED: (("requirements", "collect"),),
    Topic.MARRIED_MINOR: (("requirements", "first"), ("eligibility", "")),
    Topic.NO_KK: (("requirements", "kk"), ("requirements", EARLY)),
    Topic.DATA_MISMATCH: (("requirements", "data"),),
    Topic.WHEN_CARD: (("requirements", "collect"), ("reminders", "")),
    Topic.SAFETY_DATA: (("privacy", ""),),
    Topic.FINGERS_MISSING: (("requirements", EARLY),),
    Topic.DROPOUT: (("eligibility", ""), ("schedule", "")),
    Topic.ISLANDS: (("schedule", ""), ("subscriptions", "")),
    Topic.HOURS: (("schedule", ""),),
    Topic.PHONE: (("schedule", ""),),
    Topic.FEE_FRAUD: (("requirements", EARLY),),
    Topic.FOREIGNER: (("requirements", "foreigner"), ("eligibility", "s=f")),
}
"""Where each answer leads, the route and its argument; to the office leads every one."""


async def topics(request: Request, office: Office) -> Reply:
    """One topic by name, or all of them as buttons; what the office has not said is counted for its desk."""
    topic, detail = asked(request.argument, request.language)
    if topic is None:
        choices = in_rows([button(ROUTE, each, key_of(each)) for each in Topic])
        return reply("topics", *choices, asked=bool(request.argument.strip()))
    gap = answer_to(topic, office.board.profile, request.today).gap
    if gap and request.member is None and not request.is_sentence:  # of a sentence its length is counted too
        office.notes.fell_through(Shape(Why.UNANNOUNCED, gap, Length.FEW))
    return answered(topic, detail, request, office)


async def seen(request: Request, office: Office) -> Reply:
    """The same answer, counted for nobody: the preview of a change."""
    return answered(Topic(request.argument), "", request, office)


def answered(topic: Topic, detail: str, request: Request, office: Office) -> Reply:
    """The sentence, its date and source, and where it leads. `detail`: the papers that are meant, or the class."""
    profile = office.board.profile
    answer = answer_to(topic, profile, request.today)
    if topic is Topic.CLASS_AGE and (grades := read_grades(detail)):
        return of_classes(grades, answer, _leads(answer, "", profile), request, office)
    return reply("topic", *_leads(answer, detail, profile), answer=answer, profile=profile)


def asked(argument: str, language: Language) -> tuple[Topic | None, str]:
    """The topic that an argument names, as a button does or by a word of its name, and what stands behind it; None for several."""
    first, _, rest = argument.strip().partition(" ")
    if first in frozenset(Topic):
        return Topic(first), rest
    words = set(words_of(argument))
    named = [topic for topic in Topic if words and words <= set(words_of(label(button(ROUTE, topic, key_of(topic)), language)))]
    return (named[0], "") if len(named) == 1 else (None, "")


def _leads(answer: Answer, papers: str, profile: Profile) -> list[Row]:
    """The papers that were meant, else the topic's own, as far as the office has them; the office itself; all other topics."""
    steps = [(route, papers or argument) if route == "requirements" else (route, argument) for route, argument in LEADS[answer.topic]]
    buttons = {each.data: each for each in (_step(route, argument, profile) for route, argument in steps)}
    return [*in_rows([*buttons.values(), button("contact")]), [button(ROUTE, label="other_topics")]]


def _step(route: str, argument: str, profile: Profile) -> Button:
    return button(route, argument if route != "requirements" or argument in profile.texts else "")
