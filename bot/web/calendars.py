"""`/kalender/….ics`: the visits as feeds that phones ask again by themselves (docs/domain.md#calendars)."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from aiohttp import hdrs, web

from bot.web.answering import guarded, language_of
from bot.web.content import Content, sent
from bot.web.site import Site
from ektp_core.board import Board
from ektp_core.calendars import FEED_KEEPS, Chosen
from ektp_core.profile import Language
from handlers.calendars.named import feed_named
from handlers.calendars.saved import feed_address
from handlers.calendars.worded import calendar_file, events_of
from handlers.texts import plain_text

MEDIA_TYPE = "text/calendar; charset=utf-8"
MOST_KEPT = 100
"""Feeds in memory, the last ones that were asked for: a district has hundreds of schools, and a feed some thousand bytes a visit."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    name: str
    language: Language
    board: int
    today: date


class Calendars:
    """Every feed is made once for a board, a day and a language, one at a time and beside the loop that answers people."""

    def __init__(self, site: Site) -> None:
        self._office = site.office
        self._made: OrderedDict[_Wanted, Content] = OrderedDict()
        self._making = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """The feeds, by name."""
        return [web.get("/kalender/{name}.ics", guarded(self._feed))]

    async def _feed(self, request: web.Request) -> web.Response:
        board, name, language = self._office.board, request.match_info["name"], language_of(request)
        chosen = feed_named(name, board)
        if chosen is None:
            text = plain_text("calendars/no_feed", language)
            return web.Response(text=text, status=HTTPStatus.NOT_FOUND, headers={hdrs.CACHE_CONTROL: "no-store"})
        return sent(request, await self._content(_Wanted(name, language, board.version, self._office.today()), chosen, board))

    async def _content(self, wanted: _Wanted, chosen: Chosen, board: Board) -> Content:
        async with self._making:
            if wanted not in self._made:
                self._made[wanted] = await asyncio.to_thread(self._make, wanted, chosen, board)
                if len(self._made) > MOST_KEPT:
                    self._made.popitem(last=False)
            self._made.move_to_end(wanted)
            return self._made[wanted]

    def _make(self, wanted: _Wanted, chosen: Chosen, board: Board) -> Content:
        """Its mark is of the content alone: a board that says nothing else of these visits makes no phone read them again."""
        events = events_of(chosen, board, wanted.today, FEED_KEEPS)
        address = feed_address(wanted.name, wanted.language, self._office)
        body = calendar_file(chosen, events, board, wanted.language, self._office.zone, address)
        return Content.of(body, MEDIA_TYPE, more={hdrs.CONTENT_DISPOSITION: f'inline; filename="{wanted.name}.ics"'})
