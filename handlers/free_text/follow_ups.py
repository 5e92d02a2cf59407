"""A message that carries on from an answer: "kalau yang di Namang?" is asked of what the answered message was about.

Nothing is kept about anybody: Telegram delivers the message that a reply is to, and its buttons say what it was about
(docs/architecture.md#every-message-stands-alone).
"""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from ektp_core.board import Board
from ektp_core.understanding.intents import Intent
from ektp_core.understanding.reader import Question, Reading
from handlers.followable import FOLLOW, targets
from handlers.reply import Tap
from handlers.request import Request

INTENTS = {
    "eligibility": Intent.ELIGIBILITY,
    "coverage": Intent.COVERAGE,
    "ranking": Intent.COVERAGE,
    "awards": Intent.COVERAGE,
    "requirements": Intent.REQUIREMENTS,
    "schedule": Intent.SCHEDULE,
    "contact": Intent.CONTACT,
}
"""Of routes that are as frequent among the buttons the earlier one counts."""

EVERYTHING = 5
"""A message whose buttons lead to so many routes is a menu: it is about nothing."""

FEW_WORDS = 7
CLEAR = 0.9
"""A follow-up is short, and does not clearly ask something else."""


def followed_up(question: Question, request: Request, board: Board) -> Question:
    """The question with what the replied-to answer was about, where it leaves that open."""
    topic = _topic(request.replied) if request.replied else None
    if topic is None:
        return question
    best = question.readings[0]
    if best.intent is not topic and len(question.tokens) <= FEW_WORDS and (best.probability < CLEAR or question.is_bare):
        question = replace(question, readings=(Reading(topic, 1.0), *question.readings))
    if question.intent is Intent.SCHEDULE and not (question.details.schools or question.details.areas):
        return _at_the_same_place(question, request.replied, board)
    return question


def _topic(taps: Sequence[Tap]) -> Intent | None:
    counts = Counter(tap.route for tap in taps if tap.route in INTENTS)
    if not counts or len(counts) > EVERYTHING:
        return None
    order = list(INTENTS)
    return INTENTS[min(counts, key=lambda route: (-counts[route], order.index(route)))]


def _at_the_same_place(question: Question, taps: Sequence[Tap], board: Board) -> Question:
    """ "Jam berapa?" under a school's visits asks of that school: the button to follow it names it."""
    for tap in taps:
        if tap.route == "subscriptions" and tap.argument.startswith(FOLLOW):
            for thing in targets(tap.argument):
                if school := board.schools.get(thing.target):
                    return question.at_school(school)
                if thing.target in board.areas and thing.target != board.home.code:
                    return question.in_area(board.areas[thing.target])
    return question
