"""A sandbox for each test."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox import Rules, Sandbox
from tests.sandbox.line import Line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """A sandbox without a pace."""
    server = Sandbox(Rules(pace=False))
    await server.start()
    try:
        async with aiohttp.ClientSession(server.url) as http:
            yield Line(server, http)
    finally:
        await server.stop()
