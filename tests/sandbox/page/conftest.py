"""A browser for each module, and the chat page of a bot with the demo set."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Page

from tests.rehearsal import Rehearsal, rehearsal
from tests.sandbox.page.browser import a_window, chat_page


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def window() -> AsyncIterator[Page]:
    """One for all tests of a module: each has a sandbox of its own, of whose address the browser remembers nothing."""
    async with a_window() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def demo_bot(tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """The bot with the demo set, in the loop of the browser."""
    async with rehearsal(tmp_path, demo=True) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def page(window: Page, demo_bot: Rehearsal) -> AsyncIterator[Page]:
    """Siti's private chat on a small phone."""
    async with chat_page(window, demo_bot) as opened:
        yield opened
