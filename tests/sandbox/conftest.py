"""A sandbox for each test."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox import LimitRules, Sandbox
from tests.sandbox.line import Line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """A sandbox without a pace, by the loop's time."""
    server = Sandbox(LimitRules(pace=False), clock=asyncio.get_running_loop().time)
    await server.start()
    try:
        async with aiohttp.ClientSession(server.url) as http:
            yield Line(server, http)
    finally:
        await server.stop()
