"""One HTTP server of the bot's own: Telegram's posts in webhook mode, and what is public in every mode.

It serves the routes that modules give it (`bot.web.routes`); in the sandbox the same routes stand beside the chat page.
"""

import asyncio
from collections.abc import Iterable

from aiohttp import web

from bot.health.descriptors import share
from bot.web.content import SAFE_HEADERS

LARGEST_POST = 1024 * 1024
"""No update of Telegram's is larger, and nothing public takes a body."""

STOP_SECONDS = 1.0


class _TurnedAway(asyncio.Protocol):
    """One connection too many: closed before anything is read."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


class Server:
    """Serves routes until it is stopped, to no more connections at a time than its share."""

    def __init__(self, routes: Iterable[web.AbstractRouteDef]) -> None:
        self._routes = routes
        self._runner: web.AppRunner | None = None
        self._listening: asyncio.Server | None = None

    async def start(self, host: str, port: int) -> None:
        """Listen; port 0 takes a free one. Raises OSError when the port is taken."""
        app = web.Application(client_max_size=LARGEST_POST)
        app.add_routes(self._routes)
        app.on_response_prepare.append(_add_safe_headers)
        runner = self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
        await runner.setup()
        most = share()

        def admit() -> asyncio.Protocol:
            return _TurnedAway() if runner.server is None or len(runner.server.connections) >= most else runner.server()

        try:
            self._listening = await asyncio.get_running_loop().create_server(admit, host, port)
        except OSError:
            await self.stop()
            raise

    @property
    def port(self) -> int:
        """Where it listens; 0 while it does not."""
        return int(self._listening.sockets[0].getsockname()[1]) if self._listening and self._listening.sockets else 0

    async def stop(self) -> None:
        """Answer what was asked, and listen no more."""
        if self._listening:
            self._listening.close()
        if self._runner:
            await self._runner.cleanup()


async def _add_safe_headers(request: web.Request, response: web.StreamResponse) -> None:
    """To what the library answers by itself (404, 405), too."""
    for name, value in SAFE_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "SiapRekam"  # the library names itself and its version
