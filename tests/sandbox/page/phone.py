"""The chat page as somebody's phone: what a script does is typed and tapped in the browser, and what it checks is what the page shows."""

import re
from pathlib import Path
from typing import Any

import aiohttp
from playwright.async_api import Locator, Page, expect

from bot.terminal.ask import plain
from tests.rehearsal import Phone, Screen, settled


class PagePhone(Phone):
    """One person's chat page. The sandbox tells only when the bot is done: the words are those on the page."""

    def __init__(self, page: Page, http: aiohttp.ClientSession, person: int, chat: int | None = None) -> None:
        super().__init__(http, person, chat)
        self._page = page

    async def taps(self, label: str) -> Screen:
        """Tap the button with this label, on the last message that has one."""
        message, button = self.button(label)
        shown = self._article(message).get_by_role("button", name=button["text"], exact=True).first
        return await self._acts("/sandbox/tap", shown.click)

    async def sends(self, file: Path, caption: str = "") -> Screen:
        """Choose a file."""
        return await self._acts("/sandbox/upload", lambda: self._page.set_input_files("#compose input[type=file]", file))

    async def sees_last(self) -> Screen:
        """The newest message of the bot on the page."""
        await self._comes()
        return await self._sees(await super().sees_last())

    async def _act(self, path: str, body: dict[str, Any] | None = None, data: aiohttp.FormData | None = None) -> Screen:
        assert path == "/sandbox/send", "the page has no control for this"
        assert body
        assert body.keys() == {"text"}, "the page has no control for this"
        text = body["text"]

        async def write() -> None:
            await self._page.fill("#compose textarea", text)
            await self._page.click("#send")

        return await self._acts(path, write)

    async def _acts(self, path: str, do: Any) -> Screen:
        await self._comes()
        before = {message["message_id"]: message for message in await self.messages()}
        async with self._page.expect_response(re.compile(re.escape(path))) as answered:
            await do()
        sent = await (await answered.value).json()
        await settled(self._http, sent["update_id"])
        seen = [message for message in await self.messages() if message["from_bot"] and before.get(message["message_id"]) != message]
        return await self._sees(Screen(seen))

    async def _comes(self) -> None:
        """Be this person, in this chat: chosen in the drawer, and by the tab of a group."""
        person, chat = f"#person [data-person-id='{self.person}']", f"#chats [data-chat-id='{self.chat}']"
        if not await self._page.locator(f"{person}[aria-current]").count():
            await self._page.click("#people-button")
            await self._page.click(person)
            # The page opens the chat a moment after the address names it, with what was being written there.
            await expect(self._page.locator(f"{person}[aria-current]")).to_have_count(1)
        if not await self._page.locator(f"{chat}[aria-current]").count():
            await self._page.click(chat)
            await expect(self._page.locator(f"{chat}[aria-current]")).to_have_count(1)

    async def _sees(self, screen: Screen) -> Screen:
        """The page shows these messages, word for word and button for button."""
        for message in screen.messages:
            article = self._article(message)
            await expect(article.locator(".body")).to_have_text(plain(message["html"]))
            await expect(article.locator(".buttons button")).to_have_text([button["text"] for row in message["buttons"] for button in row])
        self.screen = screen
        return screen

    def _article(self, message: dict[str, Any]) -> Locator:
        return self._page.locator(f"#log [data-message-id='{message['message_id']}']")
