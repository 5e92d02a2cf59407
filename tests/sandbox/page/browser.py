"""The chat page in Debian's Chromium, on a small phone."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, ViewportSize, async_playwright, expect

from tests.patience import LONGEST
from tests.rehearsal import SITI, Rehearsal

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SMALL_PHONE: ViewportSize = {"width": 320, "height": 640}
# Chromium is a package of the system, which a lone clone on another machine need not have: the page is tested where it is.
IN_CHROMIUM = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
    pytest.mark.asyncio(loop_scope="module"),
]
expect.set_options(timeout=LONGEST * 1000)  # milliseconds


@asynccontextmanager
async def a_window() -> AsyncIterator[Page]:
    """A browser's window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield await browser.new_page(viewport=SMALL_PHONE)
        await browser.close()


@asynccontextmanager
async def another_window(window: Page) -> AsyncIterator[Page]:
    """A window with nothing in common with the others: for what cannot be taken back, as a clock that is moved."""
    assert window.context.browser
    context = await window.context.browser.new_context(viewport=SMALL_PHONE)
    yield await context.new_page()
    await context.close()


@asynccontextmanager
async def chat_page(window: Page, bot: Rehearsal) -> AsyncIterator[Page]:
    """Siti's private chat; nothing may be logged to the console or fetched from elsewhere."""
    complaints: list[str] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "console": lambda message: complaints.append(message.text),
        "pageerror": lambda error: complaints.append(str(error)),
        "request": lambda request: None if request.url.startswith(bot.telegram.url) else complaints.append(request.url),
    }
    for event, listener in listeners.items():
        window.on(event, listener)
    await window.goto(f"{bot.telegram.url}/#as={SITI}&chat={SITI}")
    await expect(window.locator("#send")).to_be_enabled()
    yield window
    await window.goto("about:blank")
    for event, listener in listeners.items():
        window.remove_listener(event, listener)
    assert complaints == []
