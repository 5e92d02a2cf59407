"""/syarat: what to bring, from the office's own texts."""

from collections.abc import Collection

from ektp_core.office import Office
from ektp_core.profile import Requirement
from ektp_core.reading.names import words_of
from handlers.other_offices.naming import named_elsewhere
from handlers.questions import QUESTIONS
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request


async def requirements(request: Request, office: Office) -> Reply:
    """One matter by name, or all of them as buttons."""
    topics = office.board.profile.requirements
    choices = in_rows([button("requirements", topic.topic, "text", text=topic.title) for topic in topics.values()], 1)
    if text := office.board.profile.elsewhere.get(request.argument.strip()):
        return reply("elsewhere", [button("contact")], *QUESTIONS[:2], topic=text)
    found = _find(request.argument.strip(), topics.values())
    if found is None:
        if away := named_elsewhere(request.argument, office):
            return away
        return reply("requirements", *choices, [button("topics")], asked=bool(request.argument.strip()))
    rows = ([button("schedule"), button("contact")], [button("requirements", label="other_matters")])
    return reply("requirement", *rows, topic=found)


def _find(text: str, topics: Collection[Requirement]) -> Requirement | None:
    """The matter that a text names; None when it names none, or several: a wrong list of papers costs people a journey."""
    words = set(words_of(text))
    found = [topic for topic in topics if topic.topic == text or words & topic.words]
    return found[0] if len(found) == 1 else None
