"""One HTTP server of the bot's own: Telegram's posts in webhook mode, and what is public in every mode.

It serves the routes that modules give it (`bot.web.routes`); in the sandbox the same routes stand beside the chat page.
"""

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import cast

from aiohttp import web

from bot.web.connections import IDLE_SECONDS, MOST_CONNECTIONS, Connections
from bot.web.content import SAFE_HEADERS

LARGEST_POST = 1024 * 1024
"""No update of Telegram's is larger, and nothing public takes a body."""

STOP_SECONDS = 1.0


class Server:
    """Serves routes until it is stopped, to so many connections at a time."""

    def __init__(self, routes: Iterable[web.AbstractRouteDef], most: int = MOST_CONNECTIONS) -> None:
        self._routes = routes
        self._most = most
        self._runner: web.AppRunner | None = None
        self._listening: asyncio.Server | None = None

    async def start(self, host: str, port: int) -> None:
        """Listen; port 0 takes a free one. Raises OSError when the port is taken."""
        connections = Connections(self._most)
        app = web.Application(client_max_size=LARGEST_POST, middlewares=[connections.note])
        app.add_routes(self._routes)
        app.on_response_prepare.append(_add_safe_headers)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS, keepalive_timeout=IDLE_SECONDS)
        await self._runner.setup()
        accept = partial(connections.accept, cast(web.Server, self._runner.server))
        try:
            self._listening = await asyncio.get_running_loop().create_server(accept, host, port)
        except OSError:
            await self.stop()
            raise

    @property
    def port(self) -> int:
        """Where it listens; 0 while it does not."""
        sockets = self._listening.sockets if self._listening else ()
        return int(sockets[0].getsockname()[1]) if sockets else 0

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
