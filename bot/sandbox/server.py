"""The sandbox's HTTP server: the Bot API under `/bot<token>/`, files under `/file/bot<token>/`, the chat page at `/`."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from aiohttp import web

from bot.sandbox.api.calls import CallLog
from bot.sandbox.api.gateway import Gateway
from bot.sandbox.control.beside import Beside
from bot.sandbox.control.day import Day
from bot.sandbox.control.groups import Groups
from bot.sandbox.control.inline import Inline
from bot.sandbox.control.people import PAGE, People
from bot.sandbox.control.stage import Stage
from bot.sandbox.control.tour.stories import Tour
from bot.sandbox.rules.limits import LimitRules
from bot.sandbox.world.calendar import Calendar
from bot.sandbox.world.world import World

LARGEST_UPLOAD = 50 * 1024 * 1024
"""Telegram's limit for files that a bot sends."""

STOP_SECONDS = 1.0
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class Sandbox:
    """One stand-in for Telegram. Its state lives in memory; `call_log` takes the path of a file that lists the bot's calls.

    `clock` counts the seconds by which it refuses whoever is too fast; on the page the day of the `calendar` can be chosen, which is the
    clock of the bot that rehearses here.
    """

    def __init__(
        self,
        rules: LimitRules | None = None,
        call_log: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        calendar: Calendar | None = None,
    ) -> None:
        self.world = World(rules or LimitRules(), clock)
        self._calls = CallLog(call_log, self.world.rules)
        self._calendar = calendar
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._port = 0
        self._host = ""

    @property
    def url(self) -> str:
        """Address of the Bot API and of the chat page."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    async def start(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        further: Iterable[web.AbstractRouteDef] = (),
        front: Mapping[str, str] | None = None,
    ) -> None:
        """Listen, and serve `further` routes beside its own, whose first page is `front` in each language; port 0 takes a free one.

        Raises OSError when the port is taken.
        """
        app = web.Application(client_max_size=LARGEST_UPLOAD)
        app.add_routes(
            [
                *Gateway(self.world, self._calls, self._closing).routes(),
                web.get("/", self._page),
                web.static("/page", PAGE),
                *People(self.world, self._closing).routes(),
                *Inline(self.world).routes(),
                *Groups(self.world).routes(),
                *Tour(self.world).routes(),
                *Day(self._calendar).routes(),
                *Beside(front).routes(),
                *Stage(self.world, self._calls).routes(),
                *further,
            ]
        )
        app.on_response_prepare.append(_add_page_headers)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self._host, self._port = host, self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close the page's streams and the server."""
        self._closing.set()
        await self.world.updates.close()
        if self._runner:
            await self._runner.cleanup()
        self._calls.close()

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html")


async def _add_page_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in PAGE_HEADERS.items():
        response.headers.setdefault(name, value)
