"""A message that is nothing but a birth or a name stands for a whole question (docs/architecture.md#every-message-stands-alone)."""

import re
from collections.abc import Sequence

from ektp_core.areas import Area, Level
from ektp_core.office import Office
from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.days.dates import NotADate
from ektp_core.reading.names import LONGEST_NAME, pieces_of
from ektp_core.schools.finding import is_long
from ektp_core.schools.register import School, spoken
from handlers import coverage, eligibility, schedule
from handlers.other_offices.naming import named_elsewhere
from handlers.questions import QUESTIONS
from handlers.reply import Reply, button, private_only, reply
from handlers.request import ChatKind, Request

MOST_WORDS = 6
"""Of a date with its weekday, or of a school's long name; a longer text says more."""

BARE_AGE = re.compile(r"[0-9]{1,2}")


async def bare(request: Request, office: Office) -> Reply | None:
    """The answer to a bare date, age, year, school or area; None for a text that says more, and for a reply to an answer.

    Raises the refusals of a date that is nearly one, so that it is mended rather than passed over.
    """
    text = request.argument.strip()
    if people := eligibility.people_in(text, request, office):
        return private_only("eligibility") if request.chat_kind is ChatKind.GROUP else eligibility.of_births(people, request, office)
    if request.replied or len(text) > LONGEST_NAME or len(text.split()) > MOST_WORDS:
        return None
    in_group = request.chat_kind is ChatKind.GROUP
    if BARE_AGE.fullmatch(text) and not in_group:
        return reply("bare_number", [button("eligibility", f"{text} tahun", "age", years=int(text))], *QUESTIONS, number=int(text))
    if BARE_AGE.fullmatch(text) or _is_birth(request):
        return private_only("eligibility") if in_group else await eligibility.eligibility(request, office)
    if _is_name(text, office.board.named(text)):
        return await schedule.schedule(request, office)
    if office.board.areas.find(text, levels=(Level.PROVINCE, Level.DISTRICT)):
        return await coverage.coverage(request, office)
    return named_elsewhere(text, office)


def _is_name(text: str, found: Sequence[School | Area]) -> bool:
    """Whether a text is the name of what was found: one word of a school's name alone may be somebody's, "Dian"."""
    said = len(text.split()) > 1 or is_long(text) or spoken(pieces_of(text)) is not None
    return bool(found) and (said or any(isinstance(each, Area) for each in found))


def _is_birth(request: Request) -> bool:
    try:
        read_birth(request.argument, request.today)
    except NotADate:
        return False
    return True
