"""The door from a sentence to a topic's answer: which topic it asks for, and with what.

Whoever decides the topic of a sentence calls `asks_of_topic`: what is named beside it (the papers of a lost card, the class of a child)
is read here.
"""

from collections.abc import Container

from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.reading.grades import grades_in
from ektp_core.reading.words.word_sets import word_set
from ektp_core.topics import Topic, answer_to
from ektp_core.understanding.intents import Intent
from ektp_core.understanding.reader import Question
from handlers.free_text.asks import CARD, LOST_OR_DAMAGED, Ask, asks_of, asks_only_of_cost, matter_of, speaks_of_cost
from handlers.request import Request
from handlers.topics.classes import written
from handlers.topics.topics import ROUTE

OF_COST = frozenset({Intent.REQUIREMENTS, Intent.CARD_STATUS})
"""What else is asked of a place or a day, its own answer comes first."""

FAMILY_CARD = word_set("kk keluarga family")

OF_VERDICTS = frozenset({Topic.CLASS_AGE, Topic.MARRIED_MINOR, Topic.FOREIGNER})
"""Where an age or a status is said, the rules answer with a verdict instead."""


def topic_said(question: Question, intent: Intent, board: Board) -> Topic | None:
    """The topic that a sentence is about, read as this intent; None where its intent alone answers."""
    if asks_only_of_cost(question) or (intent in OF_COST and speaks_of_cost(question)):
        return Topic.PRICE
    details = question.details
    has_verdict = bool(details.births or details.unclear or details.status.is_said)
    if intent is Intent.ELIGIBILITY and not has_verdict and grades_in(question.tokens):
        return Topic.CLASS_AGE
    topic = Topic(question.matter.topic) if question.matter.topic else None
    if has_verdict and (intent is Intent.ELIGIBILITY or topic in OF_VERDICTS):
        return None
    lost = matter_of(question, board, LOST_OR_DAMAGED)
    is_family_card = lost and topic is Topic.NO_KK and _is_family_card(question, board.profile.requirements[lost].words)
    if lost and not is_family_card:  # such a card has its papers
        return None
    return None if topic is Topic.CLASS_AGE and not grades_in(question.tokens) else topic


def _is_family_card(question: Question, lost: Container[str]) -> bool:
    """Whether it is the family card that something happened to: the paper that is named last before it ("KTP hilang, perlu KK?")."""
    words = [token.word for token in question.tokens]
    happened = next((at for at, word in enumerate(words) if word in lost), 0)
    papers = [word for word in words[:happened] or words if word in CARD or word in FAMILY_CARD]
    return bool(papers) and papers[-1] in FAMILY_CARD


def asks_of_topic(topic: Topic, question: Question, board: Board) -> tuple[Ask, ...]:
    """The topic as a button would ask for it."""
    match topic:
        case Topic.PRICE:
            detail = matter_of(question, board, LOST_OR_DAMAGED) or ""
        case Topic.CLASS_AGE:
            detail = written(grades_in(question.tokens))
        case _:
            detail = ""
    return (Ask(ROUTE, f"{topic} {detail}".strip()),)


def asks_for(intent: Intent, question: Question, board: Board) -> tuple[Ask, ...]:
    """What a question asks that is read as this intent: a topic's answer where one is said, else what the intent looks up."""
    topic = topic_said(question, intent, board)
    return asks_of_topic(topic, question, board) if topic else asks_of(intent, question, board)


def topic_of(ask: Ask) -> Topic | None:
    """The topic that is asked for, if any."""
    return Topic(ask.argument.partition(" ")[0]) if ask.route == ROUTE else None


def gap_of(ask: Ask, request: Request, office: Office) -> str | None:
    """The fact by which the office would answer what it has not said yet."""
    topic = topic_of(ask)
    return answer_to(topic, office.board.profile, request.today).gap if topic else None
