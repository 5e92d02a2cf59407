"""Everybody can use the chat page: axe finds nothing, small or wide, light or dark, and the keyboard reaches all of it."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, ViewportSize, expect

from tests.rehearsal import Rehearsal
from tests.sandbox.page.browser import IN_CHROMIUM, SMALL_PHONE
from tests.sandbox.page.sent import send_file, send_picture, write

pytestmark = IN_CHROMIUM

WIDE: ViewportSize = {"width": 1280, "height": 800}
CAPTION = "Cakupan per kecamatan, 31 Oktober 2026 (DATA CONTOH)"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RATNA = 7101
Opens = Callable[[Page, Rehearsal], Awaitable[None]]


async def start(page: Page, bot: Rehearsal) -> None:
    await expect(page.locator("#welcome")).to_be_visible()


async def a_chat(page: Page, bot: Rehearsal) -> None:
    """Buttons, files, a picture, and a way to what somebody else got."""
    await write(page, "/jadwal SMAN 1 Koba")
    await expect(page.locator(".buttons")).to_be_visible()
    await send_file(bot, "cakupan.csv", b"kode;wajib\n19.04;150000\n")
    await send_picture(bot, CAPTION)
    await bot.phone(RATNA).writes("/start")
    await write(page, "terima kasih")
    await expect(page.locator("article.from-bot")).to_have_count(4)
    async with bot.http.post("/bot1:rehearsal/sendMessage", json={"chat_id": RATNA, "text": "Kabar"}) as sent:
        assert sent.status == 200
    await expect(page.get_by_role("button", name="Lihat yang dilihat Bu Ratna")).to_be_visible()
    await expect(page.get_by_role("button", name=CAPTION)).to_be_visible()
    await page.fill("#compose textarea", "/")
    await page.locator("#compose textarea").press("k")
    await expect(page.locator("#commands")).to_be_visible()


async def a_picture_open(page: Page, bot: Rehearsal) -> None:
    await write(page, "/start")
    await expect(page.locator("article.from-bot")).to_have_count(1)
    await send_picture(bot, CAPTION)
    await page.get_by_role("button", name=CAPTION).click()
    await expect(page.locator("#viewer-scale")).to_have_text("100 %")
    await page.keyboard.press("+")


async def choosing_a_story(page: Page, bot: Rehearsal) -> None:
    await page.click("#welcome .tour-open")
    await expect(page.get_by_role("dialog")).to_be_visible()


async def a_story(page: Page, bot: Rehearsal) -> None:
    await choosing_a_story(page, bot)
    await page.locator("#tour-stories button").first.click()
    await page.click("#tour-pause")
    await expect(page.locator("#tour:not(.acting)")).to_be_visible()
    await expect(page.locator("article.from-bot")).to_have_count(1)


async def the_people(page: Page, bot: Rehearsal) -> None:
    await page.click("#people-button")
    await expect(page.locator("#tour-button")).to_be_visible()


@pytest.mark.parametrize("opens", [start, a_chat, a_picture_open, choosing_a_story, a_story, the_people], ids=lambda opens: opens.__name__)
async def test_axe_finds_nothing(page: Page, demo_bot: Rehearsal, opens: Opens) -> None:
    await page.emulate_media(reduced_motion="reduce")
    await opens(page, demo_bot)
    found: list[Any] = []
    for size in (SMALL_PHONE, WIDE):
        await page.set_viewport_size(size)
        for scheme in SCHEMES:
            await page.emulate_media(color_scheme=scheme)
            looked = await Axe().run(page)
            found += [
                (size["width"], scheme, violation["id"], violation["impact"], node["html"])
                for violation in looked.response["violations"]
                for node in violation["nodes"]
            ]
    await page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    await page.set_viewport_size(SMALL_PHONE)
    assert found == []


FOCUSED = """() => {
  const it = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(it.matches('input[type=file]') ? it.parentElement : it);
  const name = it.id || it.name || it.ariaLabel || it.textContent.trim() || it.querySelector('img')?.alt;
  return { name, seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, page: it === document.body };
}"""


async def reached(page: Page, keys: int) -> list[str]:
    """What the Tab key comes to, one after the other; each must show that it has the focus."""
    names = []
    for _ in range(keys):
        await page.keyboard.press("Tab")
        at = await page.evaluate(FOCUSED)
        if at["page"]:
            continue
        assert at["seen"], f"nobody sees that {at['name']!r} has the focus"
        names.append(at["name"])
    return names


async def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page, demo_bot: Rehearsal) -> None:
    await page.focus("body")
    names = await reached(page, 16)
    summary = "Menu lain"
    for name in ("people-button", summary, "log", "MULAI", "▶ Lima cerita singkat", "12-03-2010", "file", "slash", "text", "send"):
        assert name in names


async def test_the_keyboard_reaches_what_is_in_a_chat(page: Page, demo_bot: Rehearsal) -> None:
    await a_chat(page, demo_bot)
    await page.locator("#log").focus()
    names = await reached(page, 18)
    for name in ("Lihat yang dilihat Bu Ratna", "🔔 Ikuti SMAN 1 Koba", "Kec. Koba", "Unduh cakupan.csv, CSV · 1 KB", CAPTION):
        assert name in names


async def test_the_keyboard_alone_plays_a_story(page: Page, demo_bot: Rehearsal) -> None:
    await page.locator("#welcome .tour-open").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Cerita mana?")).to_be_visible()
    await page.locator("#tour-stories button").first.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#tour-pause")).to_be_focused()
    await page.keyboard.press("Space")
    await expect(page.get_by_role("button", name="Lanjutkan")).to_be_focused()
    await expect(page.locator("#tour:not(.acting)")).to_be_visible()
    assert {"tour-pace", "tour-next"} <= set(await reached(page, 2))
    await page.keyboard.press("Enter")
    await expect(page.locator("#tour-count")).to_have_text("2/6")
    await page.keyboard.press("Escape")
    await expect(page.locator("#tour")).to_be_hidden()
    await expect(page.locator("#log")).to_be_focused()


async def test_the_keyboard_stays_inside_an_open_picture(page: Page, demo_bot: Rehearsal) -> None:
    await a_picture_open(page, demo_bot)
    names = await reached(page, 8)
    assert {"viewer-out", "viewer-in", "viewer-save", "viewer-close"} <= set(names)
    assert {name for name in names if not name.startswith("viewer-")} <= {"Gambar"}
