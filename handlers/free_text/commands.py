"""A command with more behind it than its own word takes is read like a sentence that asks the same: "/jadwal koba minggu ini"."""

from dataclasses import replace

from ektp_core.office import Office
from ektp_core.understanding.details import Details
from ektp_core.understanding.intents import Intent
from handlers.free_text.asks import asks_of
from handlers.free_text.sentences import answered, asked_back, unclear_school
from handlers.free_text.topics import asks_for, topic_said
from handlers.reply import Reply
from handlers.request import Origin, Request
from handlers.routes import Route

INTENTS = {
    "eligibility": Intent.ELIGIBILITY,
    "schedule": Intent.SCHEDULE,
    "coverage": Intent.COVERAGE,
    "ranking": Intent.RANKING,
}
"""What a command asks; the words behind it only name of what."""

ALONE = frozenset({"ranking"})
"""Take nothing behind them: what is written there is read before they are answered."""


async def commanded(route: Route, request: Request, office: Office) -> Reply | None:
    """The answer to what stands behind a command, read as a sentence; None where that names nothing the command is about."""
    intent = INTENTS.get(route.name)
    if intent is None or request.origin in (Origin.TAPPED, Origin.LINKED) or not request.argument.strip():
        return None
    question = office.public.reader.read(request.argument, request.today)
    if asked := unclear_school(intent, question.details) or asked_back(intent, question.details):
        return asked
    topic = None if intent is not Intent.ELIGIBILITY else topic_said(question, intent, office.board)
    if not (_names(intent, question.details) or topic):
        return None
    asks = asks_for(intent, question, office.board) if topic else asks_of(intent, question, office.board)
    first, *others = [await answered(ask, request, office) for ask in asks]
    return replace(first, more=tuple(others))


def _names(intent: Intent, details: Details) -> bool:
    """Whether anything that the command is about is named."""
    if intent is Intent.ELIGIBILITY:
        return bool(details.births)
    if intent is Intent.COVERAGE:
        return bool(details.areas or details.as_of)
    if intent is Intent.RANKING:
        return bool(details.as_of or details.unread or details.areas)
    return bool(any(school.school for school in details.schools) or details.areas or details.days or details.past)
