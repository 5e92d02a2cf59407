"""The pages in a real browser: on a cheap phone, a tablet and a television, by keyboard, in the dark and on paper.

Skipped where Debian's Chromium is absent. Screenshots stand in the test's folder, which pytest keeps when it fails.
"""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from ektp_core.board import Board
from ektp_core.office import Office, OfficeSettings
from ektp_core.office.public import Public
from ektp_core.visits.schedule import Hours, Schedule, Visit, VisitState
from tests.bot.web.public import served
from tests.databases import Filled, in_memory
from tests.handlers.boards import board_of
from tests.rehearsal import TODAY, ZONE
from tests.sandbox.page.browser import IN_CHROMIUM, a_window

pytestmark = IN_CHROMIUM

Scheme = Literal["light", "dark"]
SIZES = {"phone": (320, 640), "tablet": (768, 1024), "television": (1920, 1080)}
LONG = "SMA Negeri Keberbakatan Olahraga Pangkalan"
READ_FROM_AFAR = 34
"""Pixels of the smallest letters on a screen of 1920: 19 mm on 43 inches, which is read from four metres."""

TABBED = """() => {
  const seen = document.activeElement, style = getComputedStyle(seen), box = seen.getBoundingClientRect();
  return {tag: seen.tagName, text: seen.textContent.trim(), outline: style.outlineStyle, onScreen: box.bottom > 0 && box.top < innerHeight};
}"""
LETTERS = """() => {
  const sizes = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement, style = getComputedStyle(around);
    if (walker.currentNode.data.trim() && style.visibility === "visible" && around.getClientRects().length && around.tagName !== "title")
      sizes.push([parseFloat(style.fontSize), walker.currentNode.data.trim()]);
  }
  return sizes;
}"""
OVERFLOWING = """() => [...document.querySelectorAll(".screen, .visit, .area, .map, dl, h1, h2, p")]
  .filter(each => getComputedStyle(each).visibility === "visible" && each.getClientRects().length)
  .filter(each => each.scrollWidth > each.clientWidth + 1 || (each.matches(".screen") && each.scrollHeight > each.clientHeight + 1))
  .map(each => each.className + ": " + each.textContent.trim().slice(0, 40))"""
COVERED = """() => {
  const foot = document.querySelector(".tv > footer").getBoundingClientRect();
  return [...document.querySelectorAll(".screen *")].filter(each => getComputedStyle(each).visibility === "visible")
    .filter(each => each.getClientRects().length && each.getBoundingClientRect().bottom > foot.top + 1)
    .map(each => each.className + ": " + each.textContent.trim().slice(0, 40));
}"""
TURN = "turn => document.getAnimations().forEach(each => { each.pause(); each.currentTime = turn * 12000 + 6000; })"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def window() -> AsyncIterator[Page]:
    async with a_window() as opened:
        yield opened


@pytest.fixture(scope="module")
def crowded() -> Board:
    """An office with forty visits on long-named places, some of several days, with hours, moved, on a holiday, or cancelled."""
    board = board_of("crowded")
    given = next(iter(board.schedule))
    hours = (Hours(time(7, 30), time(9, 30), "XI"), Hours(time(9, 30), time(12), "XII"))

    def visit(number: int) -> Visit:
        first = TODAY + timedelta(days=number)
        state = (VisitState.PLANNED, VisitState.CONFIRMED, VisitState.MOVED, VisitState.CANCELLED)[number % 4]
        return replace(
            given,
            id=number + 1,
            place=replace(given.place, name=f"{LONG} {number}", subdistrict=f"{board.home.code}.02"),
            days=(date(2026, 12, 25), date(2026, 12, 26)) if number == 2 else (first, first + timedelta(days=1)),
            hours=hours,
            state=state,
            moved_from=(first - timedelta(days=9),) if state is VisitState.MOVED else (),
            catch_up="Kantor Dinas Kependudukan dan Pencatatan Sipil, pada hari kerja",
        )

    return replace(board, schedule=Schedule([visit(number) for number in range(40)]))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address(crowded: Board) -> AsyncIterator[str]:
    store = await in_memory(Filled.DEMO)
    office = Office(store, Public(store, crowded, {}, {}), OfficeSettings(ZONE), lambda: datetime.combine(TODAY, time(12), ZONE))
    async with served(office, "https://papan.example.go.id") as found:
        yield found
    await store.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(window: Page, address: str) -> AsyncIterator[Page]:
    """A page that complains of nothing and fetches nothing from elsewhere."""
    complaints: list[str] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "console": lambda message: complaints.append(message.text),
        "pageerror": lambda error: complaints.append(str(error)),
        "request": lambda request: None if request.url.startswith((address, "data:,")) else complaints.append(request.url),
    }
    for event, listener in listeners.items():
        window.on(event, listener)
    await window.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference")
    yield window
    await window.goto("about:blank")
    for event, listener in listeners.items():
        window.remove_listener(event, listener)
    assert complaints == []


async def violations(page: Page) -> list[str]:
    """What axe finds."""
    found = await Axe().run(page)
    return [f"{each['id']}: {json.dumps([node['html'] for node in each['nodes']])[:300]}" for each in found.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/papan", "/papan?lang=en", "/papan/sisip", "/data/", "/data/?lang=en"])
async def test_a_page_fits_its_screen_and_everybody_can_use_it(
    page: Page, address: str, tmp_path: Path, path: str, size: str, scheme: Scheme
) -> None:
    width, height = SIZES[size]
    await page.set_viewport_size({"width": width, "height": height})
    await page.emulate_media(color_scheme=scheme)
    await page.goto(address + path)
    await page.screenshot(path=tmp_path / f"{size}-{scheme}.png", full_page=True)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert await page.evaluate(OVERFLOWING) == []
    assert await violations(page) == []


@pytest.mark.parametrize("path", ["/papan", "/papan/sisip", "/data/"])
async def test_the_keyboard_reaches_every_link_and_shows_where_it_is(page: Page, address: str, path: str) -> None:
    await page.set_viewport_size({"width": 320, "height": 640})
    await page.goto(address + path)
    reached = []
    for _ in range(await page.locator("a").count()):
        await page.keyboard.press("Tab")
        here = await page.evaluate(TABBED)
        assert here["tag"] == "A"
        assert here["outline"] == "solid"
        assert here["onScreen"]
        reached.append(here["text"])
    assert reached == [text.strip() for text in await page.locator("a").all_text_contents()]


async def test_the_first_tab_offers_to_skip_to_the_content(page: Page, address: str) -> None:
    await page.goto(address + "/papan")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "isi"


async def test_on_paper_everything_is_black_on_white_and_the_bars_are_there(page: Page, address: str, tmp_path: Path) -> None:
    await page.emulate_media(media="print", color_scheme="dark")
    await page.goto(address + "/papan")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert await page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert not await page.locator("footer nav").is_visible()
    (tmp_path / "papan.pdf").write_bytes(await page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "15mm")))
    document = pypdfium2.PdfDocument(tmp_path / "papan.pdf")
    assert len(document) <= 4
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    assert "DATA CONTOH" in text
    assert "t.me/siaprekam_bot" in text
    colours = {colour for _, colour in document[0].render().to_pil().convert("L").getcolors()}
    assert min(colours) < 60


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
async def test_a_television_shows_one_whole_screen_after_the_other_in_letters_that_are_read_from_afar(
    page: Page, address: str, tmp_path: Path, language: str, scheme: Scheme
) -> None:
    await page.set_viewport_size({"width": 1920, "height": 1080})
    await page.emulate_media(color_scheme=scheme)
    await page.goto(f"{address}/papan?tv&lang={language}")
    count = await page.locator(".screen").count()
    shown = []
    for turn in range(count):
        await page.evaluate(TURN, turn)
        visible = await page.evaluate("[...document.querySelectorAll('.screen')].map(each => getComputedStyle(each).visibility)")
        shown.append([number for number, state in enumerate(visible) if state == "visible"])
        await page.screenshot(path=tmp_path / f"{scheme}-{turn}.png")
        assert [each for each in await page.evaluate(LETTERS) if each[0] < READ_FROM_AFAR] == []
        assert await page.evaluate(OVERFLOWING) == []
        assert await page.evaluate(COVERED) == []
        assert await violations(page) == []
    assert shown == [[turn] for turn in range(count)]
    await page.evaluate(TURN, count)
    assert await page.locator(".screen").first.is_visible()


async def test_who_wants_no_motion_reads_all_screens_below_each_other(page: Page, address: str) -> None:
    await page.emulate_media(reduced_motion="reduce")
    await page.goto(f"{address}/papan?tv")
    screens = await page.locator(".screen").all()
    assert all([await screen.is_visible() for screen in screens])
    assert await page.evaluate("document.getAnimations().length") == 0
    assert await violations(page) == []
