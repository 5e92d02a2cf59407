"""Who may stay connected: so many at a time, and each has to ask within seconds.

A connection takes a file descriptor, which the bot needs for its database and for Telegram; aiohttp would let one that asks nothing stay
for ever. What is no HTTP is answered so, and writes no line into the log.
"""

import asyncio
import logging
from typing import cast

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.log import server_logger
from aiohttp.typedefs import Handler

from bot.health.descriptors import share

MOST_CONNECTIONS = 200
"""Telegram posts over 100 at most."""

ASK_SECONDS = 10.0
"""For the head of the first request, also over a slow line."""

IDLE_SECONDS = 75.0
"""Between two requests: longer than proxies keep theirs, so that none meets a connection that is just being closed."""

OF_THE_SENDER = (HttpProcessingError, web.RequestPayloadError)
"""Mistakes of whoever asks: anybody could fill the disk with lines about them."""

Protocol = web.RequestHandler


class Connections:
    """Over those of one server, `most` at a time."""

    def __init__(self, most: int) -> None:
        self._most = min(most, share())
        self._silent: dict[Protocol, asyncio.TimerHandle] = {}
        """Those that have not asked anything yet, the oldest first."""

    def accept(self, server: web.Server) -> asyncio.Protocol:
        """What the system asks for at each new connection. Where there is no room, whoever has been silent for longest goes for it."""
        if len(server.connections) >= self._most:
            if not self._silent:
                return _TurnedAway()
            oldest = next(iter(self._silent))
            self._silent[oldest].cancel()
            self._end(oldest)
        protocol = server()
        self._silent[protocol] = asyncio.get_running_loop().call_later(ASK_SECONDS, self._end, protocol)
        return protocol

    @web.middleware
    async def note(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Somebody asks."""
        if silent := self._silent.pop(request.protocol, None):
            silent.cancel()
        return await handler(request)

    def _end(self, protocol: Protocol) -> None:
        del self._silent[protocol]
        protocol.force_close()


class _TurnedAway(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast(asyncio.Transport, transport).abort()


def _is_ours(record: logging.LogRecord) -> bool:
    return record.exc_info is None or not isinstance(record.exc_info[1], OF_THE_SENDER)


server_logger.addFilter(_is_ours)
