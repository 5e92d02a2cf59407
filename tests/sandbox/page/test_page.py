"""The chat page in a real browser, as a parent on a cheap phone meets it. Skipped where Debian's Chromium is absent."""

import asyncio

from playwright.async_api import Page, Route, expect

from tests.rehearsal import SITI, Rehearsal
from tests.sandbox.page.browser import IN_CHROMIUM, SMALL_PHONE
from tests.sandbox.page.sent import send_picture, write

pytestmark = IN_CHROMIUM


async def test_a_birth_date_is_answered_and_its_buttons_change_the_answer_in_place(page: Page) -> None:
    await write(page, "12-03-2010")
    answer = page.locator("article.from-bot")
    await expect(answer).to_contain_text("sudah boleh direkam sekarang")
    await expect(answer).to_contain_text("Jumat, 12 Maret 2010")

    await answer.get_by_role("button", name="Syarat").click()

    await expect(answer).to_contain_text("Fotokopi Kartu Keluarga (KK)")
    await expect(answer).not_to_contain_text("sudah boleh direkam")
    await expect(page.locator("article")).to_have_count(2)


async def test_the_verdict_is_on_the_screen_without_scrolling(page: Page) -> None:
    await write(page, "12-03-2010")
    await expect(page.get_by_text("sudah boleh direkam sekarang")).to_be_in_viewport()


async def test_nothing_is_wider_than_a_small_phone(page: Page) -> None:
    await write(page, "/jadwal")
    await expect(page.locator("article.from-bot")).to_contain_text("Jadwal perekaman")
    assert await page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]


async def test_an_empty_chat_welcomes_and_one_tap_starts(page: Page) -> None:
    await page.get_by_role("button", name="MULAI").click()
    await expect(page.locator("article.from-bot")).to_contain_text("SiapRekam")


async def test_what_was_typed_survives_a_reload(page: Page) -> None:
    await page.fill("#compose textarea", "anak saya lahir")
    await page.reload()
    await expect(page.locator("#compose textarea")).to_have_value("anak saya lahir")


async def test_nothing_can_be_written_before_the_page_knows_who_writes(page: Page) -> None:
    may_know = asyncio.Event()

    async def in_a_while(route: Route) -> None:
        await may_know.wait()
        await route.continue_()

    await page.route("**/sandbox/personas", in_a_while)
    await page.reload()
    await expect(page.locator("#compose textarea")).to_be_disabled()
    await expect(page.locator("#send")).to_be_disabled()
    may_know.set()
    await write(page, "12-03-2010")
    await expect(page.locator("article.from-bot")).to_contain_text("sudah boleh direkam sekarang")
    await page.unroute("**/sandbox/personas")


async def test_somebody_else_is_chosen_by_keyboard_alone(page: Page) -> None:
    await page.focus("#people-button")
    await page.keyboard.press("Enter")
    await page.locator("#person [data-person-id='7003']").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#who")).to_contain_text("Emily")
    await page.locator("#compose textarea").focus()
    await page.keyboard.type("12 March 2010")
    await page.keyboard.press("Enter")
    await expect(page.locator("article.from-bot")).to_contain_text("may be recorded now")


async def test_a_picture_of_the_bot_is_shown_within_a_small_phone_and_a_silent_one_says_so(page: Page, demo_bot: Rehearsal) -> None:
    await write(page, "/start")
    await expect(page.locator("article.from-bot")).to_have_count(1)
    await send_picture(demo_bot, caption="Jadwal", disable_notification="true")
    article = page.locator("article.from-bot").last
    await expect(article.get_by_role("button", name="Jadwal")).to_be_visible()
    await page.wait_for_function("document.querySelector('.photo img').naturalWidth === 1200")
    await expect(article.get_by_role("img", name="Dikirim tanpa suara")).to_be_visible()
    await expect(page.get_by_role("img", name="Dikirim tanpa suara")).to_have_count(1)
    assert await page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]


async def test_what_is_typed_with_marks_is_shown_formatted(page: Page) -> None:
    await write(page, "**Besok** buka, lihat https://a.example/jadwal-perekaman-yang-panjang-sekali-namanya")
    mine = page.locator("article.from-me")
    await expect(mine.locator("b")).to_have_text("Besok")
    await expect(mine.locator("a")).to_have_attribute("href", "https://a.example/jadwal-perekaman-yang-panjang-sekali-namanya")
    assert await page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]


async def test_a_visit_day_is_rehearsed_by_choosing_its_day(page: Page) -> None:
    await page.click("#people-button")
    await page.click("#person [data-person-id='7101']")
    await expect(page.locator("#who")).to_contain_text("Bu Ratna")
    await write(page, "/hitung")
    answer = page.locator("article.from-bot").last
    await expect(answer).to_contain_text("tidak ada kunjungan yang dihitung")
    await expect(page.locator("#day-line")).to_be_hidden()

    await page.click("#more summary")
    await expect(page.locator("#day")).to_have_value("2026-11-24")
    await page.fill("#day", "2026-11-26")

    await expect(page.get_by_text("Hari ini di ruang latihan: Kamis, 26 November 2026.")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]
    await write(page, "/hitung")
    await expect(answer.get_by_role("button", name="+5 terekam")).to_be_visible()

    await page.get_by_role("button", name="Kembali ke hari sebenarnya").click()
    await expect(page.locator("#day-line")).to_be_hidden()


async def test_a_second_press_of_enter_counts_the_same_again(page: Page, demo_bot: Rehearsal) -> None:
    """The message is written anew by each tap: the focus stays on the button, and goes to the text box where the button is gone."""
    await write(page, "/start")
    await expect(page.locator("article.from-bot")).to_have_count(1)
    first, second = ({"text": f"{one} absen", "callback_data": f"1:{one}"} for one in ("+1", "+2"))
    data = {"chat_id": SITI, "text": "Hitung", "reply_markup": {"inline_keyboard": [[first, second]]}}
    async with demo_bot.http.post("/bot1:rehearsal/sendMessage", json=data) as sent:
        number = (await sent.json())["result"]["message_id"]
    await page.locator("article").last.get_by_role("button", name="+2 absen").focus()
    for keyboard, focused in (([[first], [second]], "+2 absen"), ([[first]], "")):
        edited = data | {"message_id": number, "text": f"Hitung {focused}", "reply_markup": {"inline_keyboard": keyboard}}
        async with demo_bot.http.post("/bot1:rehearsal/editMessageText", json=edited) as done:
            assert done.status == 200
        await expect(page.locator(f"article[data-message-id='{number}']").get_by_role("button")).to_have_count(len(keyboard))
        await expect(page.locator(":focus")).to_have_text(focused)
    await expect(page.locator("#compose textarea")).to_be_focused()


async def test_the_text_box_is_one_key_away_from_any_button(page: Page) -> None:
    await write(page, "/start")
    button = page.locator("article.from-bot .buttons button").first
    for key, typed in (("Escape", ""), ("/", "/"), ("a", "/a")):
        await button.focus()
        await page.keyboard.press(key)
        await expect(page.locator("#compose textarea")).to_be_focused()
        await expect(page.locator("#compose textarea")).to_have_value(typed)
