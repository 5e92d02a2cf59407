"""The tour: five stories that are played on the page with the real bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, Route, expect

from bot.sandbox.control.tour.script import read
from bot.sandbox.control.tour.stories import STORIES
from tests.patience import LONGEST
from tests.rehearsal import SITI, Rehearsal
from tests.sandbox.page.browser import IN_CHROMIUM, SMALL_PHONE, another_window, chat_page
from tests.sandbox.page.sent import write

pytestmark = IN_CHROMIUM

PARENT = STORIES[0]
TITLE = read(PARENT).settings["id"]


@pytest_asyncio.fixture(loop_scope="module")
async def timed(window: Page, demo_bot: Rehearsal) -> AsyncIterator[Page]:
    """Siti's chat in a browser whose clock the test moves; it cannot be given back, so the browser is one of its own."""
    async with another_window(window) as own:
        await own.context.clock.install()
        async with chat_page(own, demo_bot) as page:
            yield page


def told(page: Page) -> Locator:
    return page.locator("#tour:not(.acting) #tour-told")


async def begin(page: Page, title: str, *, paused: bool = True) -> None:
    """Choose a story."""
    await page.click("#welcome .tour-open")
    await page.get_by_role("dialog").get_by_role("button", name=title).click()
    if paused:
        await page.get_by_role("button", name="Jeda").click()


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
async def test_a_story_is_played_to_its_end_step_by_step(page: Page, path: Path) -> None:
    story = read(path)
    await page.emulate_media(reduced_motion="reduce")
    await begin(page, story.settings["id"])
    for number, step in enumerate(story.steps, 1):
        await expect(told(page)).to_have_text(step.told["id"])
        await expect(page.locator("#tour-count")).to_have_text(f"{number}/{len(story.steps)}")
        person, chat = step.place
        assert page.url.endswith(f"#as={person}&chat={chat}")
        await expect(page.locator("#compose textarea")).to_have_value("")
        assert await page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]
        await page.get_by_role("button", name="Berikutnya").click()
    await expect(told(page)).to_contain_text("Selesai.")


async def test_a_story_goes_on_by_itself_until_it_is_paused(timed: Page) -> None:
    steps = read(PARENT).steps
    await begin(timed, TITLE, paused=False)
    await seen_after(timed, steps[0].told["id"])
    await seen_after(timed, steps[1].told["id"])
    await timed.get_by_role("button", name="Jeda").click()
    await timed.clock.run_for(3_600_000)
    await expect(told(timed)).to_have_text(steps[1].told["id"])
    await timed.get_by_role("button", name="Lanjutkan").click()
    await seen_after(timed, steps[2].told["id"])


async def seen_after(page: Page, sentence: str) -> None:
    """The sentence comes, as the browser's clock goes on."""
    for _ in range(int(LONGEST * 10)):
        if await page.locator("#tour-told").inner_text() == sentence:
            return
        await page.clock.run_for(500)
    raise AssertionError(f"{sentence!r} did not come")


async def test_what_was_being_written_is_there_again_after_the_tour(page: Page) -> None:
    await page.fill("#compose textarea", "anak saya lahir")
    await begin(page, TITLE)
    await expect(told(page)).to_have_text(read(PARENT).steps[0].told["id"])
    await expect(page.locator("#compose textarea")).to_have_value("anak saya lahir")


async def test_leaving_in_the_middle_of_a_word_sends_nothing_and_gives_the_text_box_back(timed: Page, demo_bot: Rehearsal) -> None:
    await begin(timed, TITLE, paused=False)
    await timed.clock.run_for(400)
    await expect(timed.locator("#compose textarea")).not_to_have_value("")
    await timed.get_by_role("button", name="Keluar dari cerita").click()
    await expect(timed.locator("#tour")).to_be_hidden()
    await expect(timed.locator("#log")).to_be_focused()
    await expect(timed.locator("#compose textarea")).to_have_value("")
    await expect(timed.locator("#compose textarea")).to_be_editable()
    await timed.clock.run_for(60_000)
    assert await demo_bot.phone(SITI).messages() == []


async def test_a_story_that_the_bot_answers_otherwise_says_so_and_stops(page: Page) -> None:
    async def another_end(route: Route) -> None:
        answer = await route.fetch()
        stories = await answer.json()
        stories["stories"][0]["steps"][1]["checks"] = [{"what": "shown", "words": "Rp50.000"}]
        await route.fulfill(json=stories)

    await page.route("**/sandbox/tour", another_end)
    await begin(page, TITLE)
    await expect(told(page)).to_have_text(read(PARENT).steps[0].told["id"])
    await page.get_by_role("button", name="Berikutnya").click()
    await expect(told(page)).to_contain_text("lain dari ceritanya")
    await page.get_by_role("button", name="Cerita lain").click()
    await expect(page.get_by_role("dialog", name="Cerita mana?")).to_be_visible()
    await page.unroute("**/sandbox/tour")


async def test_a_story_that_loses_the_connection_says_so(window: Page, demo_bot: Rehearsal) -> None:
    """On a page that may complain: the browser logs every request that fails."""
    async with another_window(window) as page:
        await page.goto(f"{demo_bot.telegram.url}/#as={SITI}&chat={SITI}")
        await begin(page, TITLE)
        await expect(told(page)).to_have_text(read(PARENT).steps[0].told["id"])
        await page.route("**/sandbox/tap", lambda route: route.fulfill(status=500))
        await page.get_by_role("button", name="Berikutnya").click()
        await expect(told(page)).to_contain_text("sambungan terputus")


async def test_the_tour_speaks_english_while_the_parent_writes_indonesian(page: Page) -> None:
    await begin(page, TITLE)
    await expect(told(page)).to_have_text(read(PARENT).steps[0].told["id"])
    await page.locator("#tour").get_by_role("button", name="English").click()
    await expect(told(page)).to_have_text(read(PARENT).steps[0].told["en"])
    await expect(page.locator("#tour")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("button", name="Next")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "id")


async def test_the_tour_begins_from_the_list_of_people_too(page: Page) -> None:
    await write(page, "/start")
    await page.click("#people-button")
    await page.click("#tour-button")
    await expect(page.get_by_role("dialog", name="Cerita mana?")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    assert await page.evaluate("document.getElementById('room').inert") is False
