"""Pictures and other files on the chat page, and the way to what others see."""

import pytest
from playwright.async_api import Page, expect

from tests.rehearsal import SITI, Rehearsal
from tests.sandbox.page.browser import IN_CHROMIUM, SMALL_PHONE
from tests.sandbox.page.sent import send_file, send_picture, write

pytestmark = IN_CHROMIUM

CAPTION = "Cakupan per kecamatan, 31 Oktober 2026 (DATA CONTOH)"
CLERK, RATNA = 7301, 7101


async def started(page: Page) -> None:
    await write(page, "/start")
    await expect(page.locator("article.from-bot")).to_have_count(1)


async def test_a_picture_opens_large_by_keyboard_and_the_focus_goes_back_to_it(page: Page, demo_bot: Rehearsal) -> None:
    await started(page)
    await send_picture(demo_bot, CAPTION)
    picture = page.get_by_role("button", name=CAPTION)
    await picture.focus()
    await page.keyboard.press("Enter")

    viewer = page.get_by_role("dialog", name=CAPTION)
    await expect(viewer).to_be_visible()
    await expect(viewer.get_by_role("img", name=CAPTION)).to_be_visible()
    await expect(page.locator("#viewer-save")).to_have_attribute("download", "jadwal.png")

    await page.keyboard.press("Escape")
    await expect(viewer).to_be_hidden()
    await expect(picture).to_be_focused()


async def test_a_picture_without_a_caption_is_called_by_its_file(page: Page, demo_bot: Rehearsal) -> None:
    await started(page)
    await send_picture(demo_bot)
    await expect(page.get_by_role("button", name="jadwal.png")).to_be_visible()


async def test_the_focus_finds_the_picture_again_when_the_message_has_been_written_anew(page: Page, demo_bot: Rehearsal) -> None:
    await started(page)
    await send_picture(demo_bot, CAPTION)
    await page.get_by_role("button", name=CAPTION).click()
    number = int(await page.locator("article:has(.photo)").get_attribute("data-message-id") or 0)
    edited = {"chat_id": SITI, "message_id": number, "caption": "Diperbarui"}
    async with demo_bot.http.post("/bot1:rehearsal/editMessageCaption", json=edited) as done:
        assert done.status == 200
    await expect(page.locator("article:has(.photo)")).to_contain_text("Diperbarui")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Diperbarui")).to_be_focused()


async def test_a_picture_is_zoomed_by_keys_buttons_and_a_double_tap_within_limits(page: Page, demo_bot: Rehearsal) -> None:
    await started(page)
    await send_picture(demo_bot, CAPTION)
    await page.get_by_role("button", name=CAPTION).click()
    await expect(page.locator("#viewer-scale")).to_have_text("100 %")
    whole = (await page.locator(".viewer-room img").bounding_box() or {})["width"]
    assert whole <= SMALL_PHONE["width"]

    await page.keyboard.press("+")
    await page.get_by_role("button", name="Perbesar", exact=True).click()
    await expect(page.locator("#viewer-scale")).to_have_text("225 %")
    assert (await page.locator(".viewer-room img").bounding_box() or {})["width"] == pytest.approx(whole * 2.25, rel=0.02)
    await page.keyboard.press("0")
    await expect(page.locator("#viewer-scale")).to_have_text("100 %")
    await page.keyboard.press("-")
    await expect(page.locator("#viewer-scale")).to_have_text("100 %")
    for _ in range(9):
        await page.keyboard.press("+")
    await expect(page.locator("#viewer-scale")).to_have_text("800 %")
    await page.locator(".viewer-room").dblclick()
    await expect(page.locator("#viewer-scale")).to_have_text("100 %")
    await page.get_by_role("button", name="Tutup").click()
    await expect(page.locator("#viewer")).to_be_hidden()


async def test_two_fingers_zoom_a_picture_and_the_page_behind_it_stays(page: Page, demo_bot: Rehearsal) -> None:
    await started(page)
    await send_picture(demo_bot, CAPTION)
    await page.get_by_role("button", name=CAPTION).click()
    await expect(page.locator("#viewer-scale")).to_have_text("100 %")
    touch = await page.context.new_cdp_session(page)

    async def fingers(kind: str, *across: int) -> None:
        points = [{"x": x, "y": 300, "id": number} for number, x in enumerate(across)]
        await touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    await fingers("touchStart", 140, 180)
    await fingers("touchMove", 110, 210)
    await fingers("touchMove", 100, 220)
    await fingers("touchEnd")
    await expect(page.locator("#viewer-scale")).to_have_text("300 %")
    assert await page.evaluate("visualViewport.scale") == 1
    await touch.detach()


@pytest.mark.parametrize(
    ("name", "content", "icon", "facts", "begins"),
    [
        ("cakupan.csv", b"kode;wajib\r\n19.04;150000\r\n", "sheet", "CSV · 1 KB", ["kode;wajib", "19.04;150000"]),
        ("sman-1-koba.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "calendar", "ICS · 1 KB", ["BEGIN:VCALENDAR", "END:VCALENDAR"]),
        ("pesan.txt", b"<b>Halo</b>", "text", "TXT · 1 KB", ["<b>Halo</b>"]),
        ("angka.xlsx", b"PK" * 2048, "sheet", "XLSX · 4 KB", []),
        ("poster.PDF", b"%PDF" * 400_000, "document", "PDF · 1,5 MB", []),
        ("tanpa-akhiran", b"?", "document", "1 KB", []),
    ],
)
async def test_a_file_says_what_it_is_before_it_is_opened(
    page: Page, demo_bot: Rehearsal, name: str, content: bytes, icon: str, facts: str, begins: list[str]
) -> None:
    await started(page)
    await send_file(demo_bot, name, content)
    file = page.locator(".file")
    await expect(file.locator(".name small")).to_have_text(facts)
    await expect(file.locator(".kind")).to_have_attribute("data-icon", icon)
    await expect(file.locator(".head span")).to_have_text(begins)
    async with page.expect_download() as download:
        await page.get_by_role("link", name=f"Unduh {name}, {facts}").click()
    assert (await download.value).suggested_filename == name
    assert await page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]


async def comes(page: Page, person: int) -> None:
    """Be somebody else, by the address."""
    await page.goto(f"{page.url.partition('#')[0]}#as={person}&chat={person}")
    await expect(page.locator(f"#person [data-person-id='{person}']")).to_have_attribute("aria-current", "true")


async def test_one_tap_shows_what_the_other_person_got_and_back_leads_home(page: Page) -> None:
    await comes(page, RATNA)
    await started(page)
    await comes(page, CLERK)
    await write(page, "/permintaan 40 siswa, 1 hari, hari apa saja, Bu Ani 0812-3456-7890")
    await page.get_by_role("button", name="Kirim ke kantor").click()

    await page.get_by_role("button", name="Lihat yang dilihat Bu Ratna").click()

    await expect(page.locator("#who")).to_have_text("sebagai Bu Ratna")
    seen = page.locator("article", has_text="Permintaan baru dari SMAN 1 Koba")
    await expect(seen).to_be_in_viewport()
    await expect(seen).to_be_focused()
    await page.go_back()
    await expect(page.locator("#who")).to_have_text("sebagai TU SMAN 1 Koba")
