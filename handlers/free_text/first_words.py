"""A command's word without its slash asks the same: "jeda 1 minggu", "stop", "ingatkan 12-03-2011"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.reading.words.token import Token
from ektp_core.roles import may
from ektp_core.schools.numbers import NpsnUnclear
from ektp_core.understanding.reader import Question
from handlers.other_offices.naming import named_elsewhere
from handlers.request import ChatKind, Origin, Request
from handlers.routes import BY_NAME, BY_WORD, Route

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

ONLY_HERE = frozenset({"pause", "awards", "language"})
"""Commands whose words no sentence's meaning stands for: what is said behind them is their argument."""

OF_PLACES = frozenset({"schedule", "coverage", "subscriptions"})
OF_OFFICES = OF_PLACES | {"requirements"}
"""Commands whose words may have another office's school or place behind them."""

LONGEST_PLACE = 6
"""Words."""


def spoken(request: Request, office: Office) -> tuple[Route | None, Request]:
    """The route whose word a sentence begins with, and what it asks there; else no route, and the sentence as it is.

    In private only, and not for words that somebody else wrote. The word alone is the command. With more beside it, it is a sentence:
    that names a route too, but nothing is changed by it. With more than a name or a birth, it is understood as a whole ("jadwal rapor",
    "berhenti sekolah"), but for commands that only their own word asks for.
    """
    nothing = None, request
    first, *rest = request.argument.split(maxsplit=1) or [""]
    route = BY_WORD.get(re.sub(r"\W", "", first).casefold())
    if route is None or request.chat_kind is not ChatKind.PRIVATE or request.origin not in (Origin.TYPED, Origin.EDITED):
        return nothing
    if route.act:
        return (route, _behind(first, rest, request)) if may(request.member, route.act) else nothing
    if not any(letter.isalnum() for letter in "".join(rest)):
        return route, replace(request, route=route.name, argument="")
    words = _without_small_words(" ".join(rest))
    asked = replace(request, argument=words)
    if route.name in ONLY_HERE:
        return route, asked
    question = office.public.reader.read(words, request.today)
    if question.details.births and (question.is_bare or route is BY_NAME["reminders"]):
        return (route, asked) if route.private else nothing
    if route.name in OF_PLACES and _may_be_a_place(words, question, office.board):
        return route, asked
    if route.name in OF_OFFICES and named_elsewhere(words, office):
        return route, asked
    if route.name in OF_PLACES and (question.details.days or question.details.as_of):
        return nothing  # "jadwal Koba minggu ini": a sentence's reading takes the days along
    if question.is_bare and route.argument and (question.details.schools or question.details.areas or question.details.unknown):
        # "Cek" is said of anything: "cek SMAN 1 Koba" asks for visits.
        return (None, asked) if route is BY_NAME["eligibility"] else (route, asked)
    said = [token for token in question.tokens if token.text.isalnum()]
    alone = all(SMALL_WORD.fullmatch(word) or OBJECT.fullmatch(word) for word in map(_standard, said))
    return (route, replace(request, argument="")) if alone else nothing


def _behind(word: str, rest: Sequence[str], request: Request) -> Request:
    """What is said behind the first word, formatted as it was; where the formatting begins in that word itself, it is lost."""
    begun = escape(word, quote=False)
    kept = request.html.lstrip().removeprefix(begun).lstrip() if request.html and request.html.lstrip().startswith(begun) else None
    is_lost = request.has_lost_formatting or (request.html is not None and kept is None)
    return replace(request, argument=" ".join(rest), html=kept, has_lost_formatting=is_lost)


def _standard(token: Token) -> str:
    """A word as it is said to a command: "sy" is "saya"; what is a small word as it stands stays so."""
    return token.text if SMALL_WORD.fullmatch(token.text) or OBJECT.fullmatch(token.text) else token.word


def _may_be_a_place(words: str, question: Question, board: Board) -> bool:
    """Whether all that is said is the name of a place, or a few words in no list: then the command says that it knows no such place."""
    if len(words.split()) > LONGEST_PLACE:
        return False
    try:
        named = board.named(words)
    except NpsnUnclear:
        return True
    return bool(named or board.areas.find(words)) or (bool(words) and question.is_strange)


def _without_small_words(text: str) -> str:
    """What is said after the small words at its beginning."""
    words = text.split()
    while words and SMALL_WORD.fullmatch(re.sub(r"\W", "", words[0])):
        del words[0]
    return " ".join(words)
