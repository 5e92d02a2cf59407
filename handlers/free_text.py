"""A sentence without a command: a bare date, age, year, school or area is a question, and so is a command without its slash.

Anything else gets the menu.
"""

import re
from dataclasses import replace

from ektp_core.areas import Level
from ektp_core.birth import read_birth
from ektp_core.dates import NotADate
from ektp_core.office import Office
from ektp_core.roles import may
from handlers import coverage, eligibility, schedule
from handlers.help import QUESTIONS
from handlers.reply import Reply, button, private_only, reply
from handlers.request import ChatKind, Origin, Request
from handlers.routes import BY_NAME, BY_WORD, Route

BARE_AGE = re.compile(r"[0-9]{1,2}")
LONGEST_NAME = 64
SMALL_WORD = re.compile(
    r"saya|aku|kami|semua|semuanya|dulu|ya|dong|deh|saja|aja|sekarang|lagi|tolong|untuk|tentang|di|ke"
    r"|me|my|us|it|all|everything|please|now|to|for|of|about|the",
    re.IGNORECASE,
)
"""Changes nothing of what a command asks: "berhenti dulu ya", "remind me 12 march 2011"."""

OBJECT = re.compile(
    r"data|langganan|pengingat|notifikasi|pemberitahuan|kabar|pesan|kirim|kantor|kabupaten|sending|messages|notices", re.IGNORECASE
)
"""Beside a command that takes nothing, what it is about anyway: "hapus data saya", "kontak kantor"."""


def spoken(request: Request, office: Office) -> tuple[Route | None, Request]:
    """The route whose word a sentence begins with, and what it asks there: "jeda 1 minggu"; else no route, and the sentence as it is.

    In private only, and not for words that somebody else wrote. A command that takes nothing is meant only alone: "mulai kapan?" is not.
    """
    nothing = None, request
    first, *rest = request.argument.split(maxsplit=1) or [""]
    route = BY_WORD.get(re.sub(r"\W", "", first).casefold())
    if route is None or request.chat_kind is not ChatKind.PRIVATE or request.origin not in (Origin.TYPED, Origin.EDITED):
        return nothing
    if route.act:
        return (route, replace(request, argument=" ".join(rest))) if may(request.member, route.act) else nothing
    words = [re.sub(r"\W", "", word) for word in " ".join(rest).split()]
    if route.argument is None:
        alone = all(SMALL_WORD.fullmatch(word) or OBJECT.fullmatch(word) for word in words if word)
        return (route, replace(request, argument="")) if alone else nothing
    asked = replace(request, argument=_without_small_words(" ".join(rest)))
    return _checked(asked, office) if route is BY_NAME["eligibility"] and asked.argument else (route, asked)


def _checked(request: Request, office: Office) -> tuple[Route | None, Request]:
    """ "Cek" is said of anything: "cek jadwal koba" and "cek SMAN 1 Koba" ask for visits."""
    route, asked = spoken(request, office)
    return (route, asked) if route or _is_place(request.argument, office) else (BY_NAME["eligibility"], request)


def _without_small_words(text: str) -> str:
    """What is said after the small words at its beginning."""
    words = text.split()
    while words and SMALL_WORD.fullmatch(re.sub(r"\W", "", words[0])):
        del words[0]
    return " ".join(words)


async def free_text(request: Request, office: Office) -> Reply:
    """Read the text as a birth first, then as a school, then as an area; ask what is meant rather than guess."""
    text = request.argument.strip()
    in_group = request.chat_kind is ChatKind.GROUP
    if BARE_AGE.fullmatch(text) and not in_group:
        return reply("bare_number", [button("eligibility", f"{text} tahun", "age", years=int(text))], *QUESTIONS, number=int(text))
    if BARE_AGE.fullmatch(text) or _is_birth(request):
        return private_only("eligibility") if in_group else await eligibility.eligibility(request, office)
    if _is_visited(text, office):
        return await schedule.schedule(request, office)
    if _is_place(text, office):
        return await coverage.coverage(request, office)
    return reply("not_understood", *QUESTIONS)


def _is_visited(text: str, office: Office) -> bool:
    """Whether a text is a school, or a subdistrict or village of the home district."""
    return len(text) <= LONGEST_NAME and bool(office.board.schools.find(text) or schedule.find_subdistrict(text, office))


def _is_place(text: str, office: Office) -> bool:
    """Whether a text is anything that a free sentence may ask about by its name."""
    found = len(text) <= LONGEST_NAME and office.board.areas.find(text, levels=(Level.PROVINCE, Level.DISTRICT))
    return bool(found) or _is_visited(text, office)


def _is_birth(request: Request) -> bool:
    """Whether the text is a birth. Raises the refusals of a date that is nearly one, so that it is mended rather than passed over."""
    try:
        read_birth(eligibility.marriage(request.argument)[0], request.today)
    except NotADate:
        return False
    return True
