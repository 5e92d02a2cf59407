"""The page holds a story against what is seen by the same rules as the conversation tests."""

from itertools import product
from typing import Any

from playwright.async_api import Page

from bot.sandbox.control.tour.script import Check, Seen
from tests.conversations.scripts import check_seen
from tests.rehearsal import Screen, the_button
from tests.sandbox.page.browser import IN_CHROMIUM

pytestmark = IN_CHROMIUM

UNTRUE = "([checks, messages]) => import('/page/js/tour/seen.js').then((seen) => seen.untrue(checks, messages).length)"
BUTTON = "([messages, label]) => import('/page/js/tour/seen.js').then((seen) => seen.theButton(messages, label)?.button.text ?? null)"


def a_message(text: str, *labels: str) -> dict[str, Any]:
    return {"from_bot": True, "html": text, "text": text, "buttons": [[{"text": label, "data": label} for label in labels]]}


SCREENS: tuple[list[dict[str, Any]], ...] = (
    [],
    [a_message("Sudah boleh direkam. Per 2010.", "Syarat", "Jadwal rekam")],
    [a_message("Diterima"), a_message("Permintaan 1", "Terima 25/11", "Tolak")],
)


WORDS = ("boleh direkam", "sudah", "Diterima", "2010", "Syarat", "Syarat | Tolak", "Syarat | Jadwal rekam", "Terima", ".")
NAMED = (
    (["Terima 25/11", "Tolak"], "Terima …", "Terima 25/11"),
    (["Terima …", "Terima 25/11"], "Terima …", "Terima …"),
    (["Terima 25/11", "Terima semua"], "Terima …", None),
    (["Terimakan"], "Terima …", None),
    (["Tolak"], "Terima …", None),
    (["Terima 25/11"], "Terima", None),
    (["Setuju"], "Setuju", "Setuju"),
)


def holds(check: Check, messages: list[dict[str, Any]]) -> bool:
    """For the conversation tests."""
    try:
        check_seen(check, Screen(messages), "here")
    except AssertionError:
        return False
    return True


def named(labels: list[str], label: str) -> str | None:
    """The button that the conversation tests would tap."""
    try:
        button = the_button(a_message("", *labels)["buttons"][0], label)
    except AssertionError:
        return None
    return button["text"] if button else None


async def test_what_holds_for_the_tests_holds_on_the_page(page: Page) -> None:
    otherwise = []
    for messages, what, words in product(SCREENS, Seen, WORDS):
        untrue = await page.evaluate(UNTRUE, [[{"what": what.name.lower(), "words": words}], messages])
        if (untrue == 0) is not holds(Check(1, what, words), messages):
            otherwise.append((messages, what, words))
    assert otherwise == []


async def test_a_button_is_named_alike_and_never_guessed(page: Page) -> None:
    for labels, label, found in NAMED:
        assert named(labels, label) == found
        assert await page.evaluate(BUTTON, [[a_message("Permintaan", *labels)], label]) == found


async def test_the_last_message_that_has_the_button_is_meant(page: Page) -> None:
    messages = [a_message("1", "Terima 1/12"), a_message("2", "Terima 2/12"), a_message("3", "Tolak")]
    assert await page.evaluate(BUTTON, [messages, "Terima …"]) == "Terima 2/12"
