"""A sentence without a command: a bare date, age, year, school or area is a question; anything else gets the menu."""

import re

from ektp_core.areas import Level
from ektp_core.birth import read_birth
from ektp_core.dates import NotADate
from ektp_core.office import Office
from handlers import coverage, eligibility, schedule
from handlers.help import QUESTIONS
from handlers.reply import Reply, button, private_only, reply
from handlers.request import ChatKind, Request

BARE_AGE = re.compile(r"[0-9]{1,2}")
LONGEST_NAME = 64


async def free_text(request: Request, office: Office) -> Reply:
    """Read the text as a birth first, then as a school, then as an area; ask what is meant rather than guess."""
    text = request.argument.strip()
    in_group = request.chat_kind is ChatKind.GROUP
    if BARE_AGE.fullmatch(text) and not in_group:
        return reply("bare_number", [button("eligibility", f"{text} tahun", "age", years=int(text))], *QUESTIONS, number=int(text))
    if BARE_AGE.fullmatch(text) or _is_birth(request):
        return private_only("eligibility") if in_group else await eligibility.eligibility(request, office)
    if len(text) <= LONGEST_NAME:
        if office.board.schools.find(text) or schedule.find_subdistrict(text, office):
            return await schedule.schedule(request, office)
        if office.board.areas.find(text, levels=(Level.PROVINCE, Level.DISTRICT)):
            return await coverage.coverage(request, office)
    return reply("not_understood", *QUESTIONS)


def _is_birth(request: Request) -> bool:
    """Whether the text is a birth. Raises the refusals of a date that is nearly one, so that it is mended rather than passed over."""
    try:
        read_birth(eligibility.marriage(request.argument)[0], request.today)
    except NotADate:
        return False
    return True
