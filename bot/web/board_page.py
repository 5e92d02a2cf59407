"""`/papan`, `/papan?tv` and `/papan/sisip`, in Indonesian and with `?lang=en` in English, and their style sheet."""

from datetime import date

from aiohttp import web

from bot.web.answering import asked, guarded, language_of, moved
from bot.web.content import Content, page_headers, sent
from bot.web.maps import Maps
from bot.web.rendered import Rendered, version_of
from bot.web.site import Site
from bot.web.style import STYLE_NAME, STYLE_SHEET
from ektp_core.board import Board
from ektp_core.profile import Language
from handlers.board_page import Reached, View, board_page

HTML = "text/html; charset=utf-8"

TV = "tv"
"""In the query: the page for the office's television."""

TV_REFRESH_SECONDS = "300"
"""A television shows the page until somebody switches it off: it fetches the board again by itself."""


class BoardPages:
    """The views of the board, each rendered once for a board, a day and a language."""

    def __init__(self, site: Site) -> None:
        self._reached = Reached(site.bot, site.public_url, STYLE_NAME)
        self._maps = Maps(site.office)
        self._rendered = Rendered(site.office)

    def routes(self) -> list[web.RouteDef]:
        """The pages, and their style sheet."""
        return [
            web.get("/papan", guarded(self._page)),
            web.get("/papan/", moved("../papan")),
            web.get("/papan/sisip", guarded(self._embed)),
            web.get("/papan/gaya.css", guarded(_style)),
        ]

    async def _page(self, request: web.Request) -> web.Response:
        return await self._view(request, View.TV if TV in asked(request) else View.PAGE)

    async def _embed(self, request: web.Request) -> web.Response:
        return await self._view(request, View.EMBED)

    async def _view(self, request: web.Request, view: View) -> web.Response:
        language = language_of(request)
        kept = self._rendered.kept((view, language))
        if kept is not None:
            return sent(request, kept)
        maps = await self._maps.read()

        def make(board: Board, day: date) -> Content:
            html = board_page(board, day, view, language, self._reached, maps)
            headers = page_headers(embeddable=view is View.EMBED)
            if view is View.TV:
                headers["Refresh"] = TV_REFRESH_SECONDS
            return Content.of(html.encode(), HTML, version=f"{version_of(board, day)}-{language}", more=headers | _said_in(language))

        return sent(request, self._rendered.content((view, language), make))


def _said_in(language: Language) -> dict[str, str]:
    return {"Content-Language": language.value}


async def _style(request: web.Request) -> web.Response:
    return sent(request, STYLE_SHEET)
