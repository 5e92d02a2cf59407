"""The menu of the chat page leads to the pages that are served beside it, where there are any."""

import json

from playwright.async_api import Page, Route, expect

from bot.application.running import BOARD
from tests.sandbox.page.browser import IN_CHROMIUM

pytestmark = IN_CHROMIUM


async def test_the_menu_leads_to_the_board_only_where_there_is_one(page: Page) -> None:
    await page.click("#more summary")
    await expect(page.locator("#block")).to_be_visible()
    await expect(page.locator("#beside")).to_be_hidden()

    async def served(route: Route) -> None:
        await route.fulfill(content_type="application/json", body=json.dumps({"front": BOARD}))

    await page.route("**/sandbox/beside", served)
    await page.reload()
    await page.click("#more summary")
    link = page.get_by_role("link", name="Papan kantor di web")
    await expect(link).to_be_visible()
    await expect(link).to_have_attribute("href", BOARD["id"])
