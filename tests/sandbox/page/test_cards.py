"""Cards on the chat page: the bot's name and some words are typed in a group, and a card is chosen with the keyboard alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Page, expect

from tests.rehearsal import GROUP, SITI, rehearsal
from tests.sandbox.page.browser import IN_CHROMIUM, a_window, chat_page

pytestmark = IN_CHROMIUM


@pytest_asyncio.fixture(loop_scope="module")
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """Siti in the parents' group."""
    async with rehearsal(tmp_path, demo=True) as bot, a_window() as window, chat_page(window, bot) as opened:
        await opened.evaluate(f"location.hash = '#as={SITI}&chat={GROUP}'")
        await expect(opened.locator(f"#chats [data-chat-id='{GROUP}'][aria-current]")).to_have_count(1)
        yield opened


async def test_a_card_is_typed_for_chosen_and_leads_to_the_private_chat(page: Page) -> None:
    box = page.locator("#compose textarea")
    await box.fill("@siaprekam_bot sman")
    options = page.locator("#cards [role=option]")
    await expect(page.locator("#cards [aria-selected=true]")).to_have_count(1)
    await box.press("ArrowUp")
    await expect(options.last).to_have_attribute("aria-selected", "true")
    await box.press("Escape")
    await expect(page.locator("#cards")).to_be_hidden()

    await box.fill("@siaprekam_bot sman 1 koba")
    await expect(options).to_have_count(1)
    await box.press("Enter")
    sent = page.locator("article.from-me")
    await expect(sent).to_contain_text("SMAN 1 Koba")
    await expect(page.locator("article")).to_have_count(1)
    await expect(box).to_have_value("")

    await sent.get_by_role("button").first.click()
    await expect(page.locator("article.from-bot")).to_contain_text("SMAN 1 Koba")


async def test_a_birth_leads_to_the_private_chat(page: Page) -> None:
    await page.fill("#compose textarea", "@siaprekam_bot 12-03-2010")
    await page.locator("#cards .above").click()
    await expect(page.locator("article.from-bot")).to_contain_text("Kapan anaknya lahir?")
