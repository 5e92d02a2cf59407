"""Conversations of the manual, played on the chat page in a real browser: typed, tapped and read there, by several people in turn."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from bot.sandbox.control.tour.script import read
from tests.conversations.scripts import FOLDER, play
from tests.rehearsal import TODAY, rehearsal
from tests.sandbox.page.browser import IN_CHROMIUM, chat_page
from tests.sandbox.page.phone import PagePhone

PLAYED = ("eligibility", "nothing_unasked", "roles_first", "visit_day")
"""A mother; sentences that only offer; what each role sees first; officers who count together on the day."""

pytestmark = IN_CHROMIUM


@pytest.mark.parametrize("name", PLAYED)
async def test_a_conversation_reads_the_same_on_the_page(window: Page, name: str, tmp_path: Path) -> None:
    script = read(FOLDER / f"{name}.txt")
    async with rehearsal(tmp_path, today=script.today or TODAY, demo=script.demo) as bot, chat_page(window, bot) as page:
        await play(script, lambda person, chat: PagePhone(page, bot.http, person, chat))
