"""A server of the tests' own in the place of Telegram, for answers that the sandbox never gives."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.messaging.transport import Transport

TOKEN = "1:x"


@asynccontextmanager
async def way_to(app: web.Application) -> AsyncIterator[Transport]:
    """A way to the app, which is served meanwhile; its methods lie under `/bot1:x/`."""
    async with TestServer(app) as server:
        transport = Transport(str(server.make_url("/")).rstrip("/"), TOKEN)
        await transport.initialize()
        try:
            yield transport
        finally:
            await transport.shutdown()
