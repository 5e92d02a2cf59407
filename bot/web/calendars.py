"""`/kalender/….ics`: the visits as feeds that phones ask again by themselves (docs/domain.md#calendars)."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from aiohttp import hdrs, web

from bot.web.content import Content, is_too_long, sent
from ektp_core.board import Board
from ektp_core.calendars import FEED_KEEPS, Chosen
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.calendars.named import feed_named
from handlers.calendars.saved import feed_address
from handlers.calendars.worded import calendar_file, events_of

MEDIA_TYPE = "text/calendar; charset=utf-8"
MOST_KEPT = 100
"""Feeds in memory, the last ones that were asked for: each some thousand bytes a visit."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    name: str
    language: Language
    board: int
    today: date


class Calendars:
    """Every feed is made once for a board, a day and a language, one at a time and beside the loop that answers people."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._made: OrderedDict[_Wanted, Content] = OrderedDict()
        self._making = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/kalender/{name}.ics", self._feed)]

    async def _feed(self, request: web.Request) -> web.Response:
        if is_too_long(request):
            raise web.HTTPRequestURITooLong
        board, name = self._office.board, request.match_info["name"]
        chosen = feed_named(name, board)
        if chosen is None:
            raise web.HTTPNotFound
        language = Language.EN if request.query.get("lang") == Language.EN else Language.ID
        return sent(request, await self._content(_Wanted(name, language, board.version, self._office.today()), chosen, board))

    async def _content(self, wanted: _Wanted, chosen: Chosen, board: Board) -> Content:
        if wanted not in self._made:
            async with self._making:
                if wanted not in self._made:
                    self._made[wanted] = await asyncio.to_thread(self._make, wanted, chosen, board)
                    if len(self._made) > MOST_KEPT:
                        self._made.popitem(last=False)
        self._made.move_to_end(wanted)
        return self._made[wanted]

    def _make(self, wanted: _Wanted, chosen: Chosen, board: Board) -> Content:
        events = events_of(chosen, board, wanted.today, FEED_KEEPS)
        address = feed_address(wanted.name, wanted.language, self._office)
        body = calendar_file(chosen, events, board, wanted.language, self._office.zone, address)
        return Content.of(body, MEDIA_TYPE, more={hdrs.CONTENT_DISPOSITION: f'inline; filename="{wanted.name}.ics"'})
