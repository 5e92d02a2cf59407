"""One HTTP server of the bot's own: Telegram's posts in webhook mode, and what is public in every mode.

It serves the routes that modules give it (`bot.web.routes`); in the sandbox the same routes stand beside the chat page.
"""

from collections.abc import Iterable

from aiohttp import web

LARGEST_POST = 1024 * 1024
"""No update of Telegram's is larger, and nothing public takes a body."""

STOP_SECONDS = 1.0

SAFE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""Of every response that has none of its own, those of the library (404, 405) included."""


class Server:
    """Serves routes until it is stopped."""

    def __init__(self, routes: Iterable[web.AbstractRouteDef]) -> None:
        self._routes = routes
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> None:
        """Listen; port 0 takes a free one. Raises OSError when the port is taken."""
        app = web.Application(client_max_size=LARGEST_POST)
        app.add_routes(self._routes)
        app.on_response_prepare.append(_add_safe_headers)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError:
            await self.stop()
            raise

    @property
    def port(self) -> int:
        """Where it listens; 0 while it does not."""
        addresses = self._runner.addresses if self._runner else []
        return int(addresses[0][1]) if addresses else 0

    async def stop(self) -> None:
        """Answer what was asked, and listen no more."""
        if self._runner:
            await self._runner.cleanup()


async def _add_safe_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in SAFE_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "SiapRekam"  # the library names itself and its version
