"""A preview as citizens will see it: the very answer of the bot, from a board on which the change is made already."""

from copy import copy
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.profile import Fact, Profile, Requirement
from ektp_core.refusal import Refusal
from ektp_core.store.board import rules_of
from ektp_core.topics import ANSWERS as TOPICS
from handlers import awards, contact, coverage, eligibility, requirements
from handlers.refusals import refused
from handlers.request import Request
from handlers.texts import render
from handlers.topics.topics import seen as topic_seen

ANSWERS = {
    "awards": awards.awards,
    "contact": contact.contact,
    "coverage": coverage.coverage,
    "eligibility": eligibility.eligibility,
    "requirements": requirements.requirements,
    "topics": topic_seen,
}
ANSWERED_BY = {
    "minimum_age": "eligibility",
    "leap_birthday": "eligibility",
    "election_day": "eligibility",
    "birth_years": "eligibility",
    "target_percent": "coverage",
    "pupils_per_kit_day": None,
    **dict.fromkeys(TOPICS, "topics"),
}
"""Which answer shows a fact; the others stand under /kontak."""


async def seen_by_citizens(answer: str, argument: str, board: Board, request: Request, office: Office) -> Markup:
    """What the bot would answer a citizen from this board."""
    previewed = copy(office)
    previewed.public = copy(office.public)
    previewed.public.board = board
    asked = replace(request, argument=argument, member=None, awaited=None, file=None)
    try:
        reply = await ANSWERS[answer](asked, previewed)
    except Refusal as refusal:
        reply = refused(refusal, answer)
    return Markup(render(reply, request.language))  # noqa: S704 -- our own templates, autoescaped


async def fact_seen(fact: Fact, request: Request, office: Office) -> Markup | None:
    """The answer that shows a fact; None for a fact that only the office uses."""
    answer = ANSWERED_BY.get(fact.key, "contact")
    if answer is None:
        return None
    board = office.board
    profile = Profile([*(other for key, other in board.profile.facts.items() if key != fact.key), fact], board.profile.texts.values())
    argument = _child(fact, request.today) if answer == "eligibility" else TOPICS.get(fact.key, "")
    return await seen_by_citizens(answer, argument, replace(board, profile=profile, rules=rules_of(profile)), request, office)


async def requirement_seen(requirement: Requirement, request: Request, office: Office) -> Markup:
    """The text as citizens read it."""
    board = office.board
    others = [requirement if each.topic == requirement.topic else each for each in board.profile.texts.values()]
    profile = Profile(board.profile.facts.values(), others)
    return await seen_by_citizens("requirements", requirement.topic, replace(board, profile=profile), request, office)


def _child(fact: Fact, today: date) -> str:
    """A birth whose answer depends on the fact."""
    value = fact.text.id if fact.text else ""
    match fact.key:
        case "minimum_age" if value:
            return date(today.year - int(value), today.month, 1).isoformat()
        case "election_day" if value:
            polling = date.fromisoformat(value)
            return date(polling.year - 17, polling.month, 1).isoformat()
        case "birth_years" if value:
            return value[-4:]
        case "leap_birthday":
            year = today.year - 13
            return date(year - year % 4, 2, 29).isoformat()
    return date(today.year - 15, today.month, 1).isoformat()
