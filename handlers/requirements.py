"""/syarat: what to bring, from the office's own texts."""

from collections.abc import Collection

from rapidfuzz import fuzz, process

from ektp_core.office import Office
from ektp_core.profile import Language, Requirement
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request

CLOSE_ENOUGH = 75


async def requirements(request: Request, office: Office) -> Reply:
    """One matter by name, or all of them as buttons."""
    topics = office.board.profile.requirements
    choices = in_rows([button("requirements", topic.topic, "text", text=topic.title[request.language]) for topic in topics.values()], 1)
    found = _find(request.argument.strip().casefold(), topics.values())
    if found is None:
        return reply("requirements", *choices, asked=bool(request.argument.strip()))
    rows = ([button("schedule"), button("contact")], [button("requirements", label="other_matters")])
    return reply("requirement", *rows, topic=found)


def _find(text: str, topics: Collection[Requirement]) -> Requirement | None:
    titles = {(topic.topic, language): topic.title[language].casefold() for topic in topics for language in Language}
    by_topic = {topic.topic: topic for topic in topics}
    if text in by_topic:
        return by_topic[text]
    best = process.extractOne(text, titles, scorer=fuzz.partial_ratio, score_cutoff=CLOSE_ENOUGH) if len(text) > 3 else None
    return by_topic[best[2][0]] if best else None
