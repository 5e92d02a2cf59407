"""The one boundary of every public address: what is asked too long or breaks gets a sentence, and the log where it broke."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from aiohttp import web

from bot.web.content import LONGEST_QUERY
from ektp_core.profile import Language
from handlers.texts.pages import sentence

log = logging.getLogger(__name__)

Answer = Callable[[web.Request], Awaitable[web.Response]]

LANGUAGE = "lang"
"""In the query. What a browser says it prefers is not read: the address alone says which page it is, for whoever keeps a copy."""


def asked(request: web.Request) -> Mapping[str, str]:
    """What stands behind the `?`; nearly nobody asks anything."""
    address = request.rel_url
    return address.query if address.raw_query_string else {}


def language_of(request: web.Request) -> Language:
    """English where the address asks for it, else Indonesian."""
    return Language.EN if asked(request).get(LANGUAGE) == Language.EN else Language.ID


def guarded(answer: Answer) -> Answer:
    """The answer, or a sentence in the asker's language; nothing that was asked is repeated, neither to them nor in the log."""

    async def guard(request: web.Request) -> web.Response:
        if len(request.rel_url.raw_query_string) > LONGEST_QUERY:
            return _sentence("too_long", Language.ID, HTTPStatus.REQUEST_URI_TOO_LONG)
        try:
            return await answer(request)
        except Exception as error:
            log.exception("page failed", extra={"error": type(error).__name__})
            return _sentence("failed", language_of(request), HTTPStatus.INTERNAL_SERVER_ERROR)

    return guard


def moved(to: str) -> Answer:
    """To the address that is meant, from one that people type as well; relative, so that no name of a host is repeated."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": to})

    return guarded(answer)


def _sentence(name: str, language: Language, status: HTTPStatus) -> web.Response:
    return web.Response(text=sentence(name, language), status=status, headers={"Cache-Control": "no-store"})
