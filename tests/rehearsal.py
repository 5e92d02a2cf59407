"""The bot as people meet it: the real store, office and polling against the sandbox over HTTP."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

from bot.application import open_office, serve
from bot.messaging.transport import Transport
from bot.sandbox import Calendar, LimitRules, Sandbox
from bot.setting_values import OFF
from bot.settings import Settings
from bot.terminal.ask import plain
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Member
from handlers.request import ChatKind, Origin, Request
from tests.canaries.databases import kept_in
from tests.databases import Filled, sqlite_file
from tests.patience import LONGEST

SHARED = Path(__file__).parents[2] / "shared" / "data"
ZONE = ZoneInfo("Asia/Jakarta")
TODAY = date(2026, 11, 24)
"""A Tuesday; the day that the example answers of the design speak of."""

TOKEN = "1:rehearsal"
OFFICE_RATE = Settings().bulk_rate
"""Messages a second that nobody asked for."""

THINKING_SECONDS = 10.0
"""Between two messages, as far as floods are measured: people of scripts answer at once and are no flood."""

SITI, ENGLISH_SPEAKER = 7001, 7003
GROUP = -1001234500001


def a_request(
    argument: str = "",
    person: int = SITI,
    chat_kind: ChatKind = ChatKind.PRIVATE,
    language: Language = Language.ID,
    *,
    today: date = TODAY,
    origin: Origin = Origin.TYPED,
    member: Member | None = None,
) -> Request:
    """A question typed at noon in a private chat."""
    noon = datetime.combine(today, time(12), ZONE)
    return Request(argument, person, person, chat_kind, language, today, noon, "Siti", origin, member)


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees after acting: new or edited messages of the bot, oldest first, and the toast of a tap."""

    messages: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "\n\n".join(plain(message["html"]) for message in self.messages)

    @property
    def buttons(self) -> list[dict[str, Any]]:
        return [button for message in self.messages for row in message["buttons"] for button in row]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]


class Phone:
    """One person's Telegram, over the sandbox's HTTP interface."""

    def __init__(self, http: aiohttp.ClientSession, person: int, chat: int | None = None) -> None:
        self._http = http
        self.person = person
        self.chat = chat or person
        self.screen = Screen([])

    async def writes(self, text: str, **more: Any) -> Screen:
        """Send a text and wait until the bot has confirmed it."""
        return await self._act("/sandbox/send", {"text": text, **more})

    async def replies(self, text: str) -> Screen:
        """Send a text as Telegram's reply to the bot's last message on the screen."""
        return await self.writes(text, reply_to=self.screen.messages[-1]["message_id"])

    async def taps(self, label: str) -> Screen:
        """Tap the button with this label on the last screen."""
        message, button = self.button(label)
        return await self.presses(message["message_id"], button["data"])

    def button(self, label: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The message and the button with this label, on the last message that has one; "Terima …" is the only one that begins so."""
        for message in reversed(self.screen.messages):
            buttons = [button for row in message["buttons"] for button in row]
            if button := the_button(buttons, label):
                return message, button
        raise AssertionError(f"no button {label!r} among {self.screen.labels}")

    async def presses(self, message_id: int, data: str) -> Screen:
        """Press a button by its data, also one that was never shown."""
        return await self._act("/sandbox/tap", {"message_id": message_id, "data": data})

    async def sends(self, file: Path, caption: str = "") -> Screen:
        """Send a file and wait until the bot has confirmed it."""
        form = aiohttp.FormData({"as": str(self.person), "chat": str(self.chat), "caption": caption})
        form.add_field("file", file.read_bytes(), filename=file.name)
        return await self._act("/sandbox/upload", data=form)

    async def sees_last(self) -> Screen:
        """The bot's last message in this chat, which may have come unasked."""
        self.screen = Screen([message for message in await self.messages() if message["from_bot"]][-1:])
        return self.screen

    async def messages(self) -> list[dict[str, Any]]:
        """The whole chat."""
        async with self._http.get("/sandbox/chat", params={"as": self.person, "chat": self.chat}) as answer:
            found: list[dict[str, Any]] = (await answer.json())["messages"]
            return found

    async def _act(self, path: str, body: dict[str, Any] | None = None, data: aiohttp.FormData | None = None) -> Screen:
        before = {message["message_id"]: message for message in await self.messages()}
        json_body = None if body is None else {"as": self.person, "chat": self.chat, **body}
        async with self._http.post(path, json=json_body, data=data) as answer:
            sent = await answer.json()
            assert answer.status == 200, sent
        await settled(self._http, sent["update_id"])
        seen = [message for message in await self.messages() if message["from_bot"] and before.get(message["message_id"]) != message]
        self.screen = Screen(seen)
        return self.screen


def the_button(buttons: list[dict[str, Any]], label: str) -> dict[str, Any] | None:
    """The button with this label (the first of several: they do the same), or the only one that begins with what stands before "…"."""
    if exact := [button for button in buttons if button["text"] == label]:
        return exact[0]
    begun = [button for button in buttons if label.endswith(" …") and button["text"].startswith(label.removesuffix("…"))]
    assert len(begun) <= 1, f"{label!r} may be any of {[button['text'] for button in begun]}"
    return begun[0] if begun else None


async def settled(http: aiohttp.ClientSession, update_id: int, seconds: float = LONGEST) -> None:
    """Wait until the bot has confirmed an update."""
    async with http.get("/sandbox/settled", params={"update_id": update_id, "timeout": seconds}) as answer:
        assert (await answer.json())["settled"], "the bot did not confirm the update in time"


@dataclass(slots=True)
class Clock:
    """The office's clock, which stands still until a test moves it."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A running bot and its stand-in for Telegram."""

    telegram: Sandbox
    http: aiohttp.ClientSession
    clock: Clock
    office: Office

    def phone(self, person: int = SITI, chat: int | None = None) -> Phone:
        return Phone(self.http, person, chat)

    async def calls(self, method: str) -> list[dict[str, Any]]:
        """The bot's calls of one method so far."""
        async with self.http.get("/sandbox/calls", params={"since": 0}) as answer:
            return [call for call in (await answer.json())["calls"] if call["method"].lower() == method.lower()]


@asynccontextmanager
async def sandbox(
    folder: Path, rules: LimitRules | None = None, calendar: Calendar | None = None
) -> AsyncIterator[tuple[Sandbox, aiohttp.ClientSession]]:
    """A sandbox that goes by the loop's time; its calls are all checked against the Bot API at the end."""
    log = folder / "calls.jsonl"
    server = Sandbox(rules or LimitRules(pace=False), log, asyncio.get_running_loop().time, calendar)
    await server.start()
    try:
        async with aiohttp.ClientSession(server.url) as http:
            yield server, http
    finally:
        await server.stop()
    assert list(wrong_calls(log)) == []


@asynccontextmanager
async def rehearsal(
    folder: Path, *, today: date = TODAY, demo: bool = False, rules: LimitRules | None = None, bulk_rate: float = OFFICE_RATE
) -> AsyncIterator[Rehearsal]:
    """The bot on a fresh SQLite database, its clock standing at noon of the office's day."""
    clock = Clock(datetime.combine(today, time(12), ZONE))
    calendar = Calendar(ZONE, clock)
    async with sandbox(folder, rules, calendar) as (telegram, http):
        settings = Settings(timezone=ZONE, health_listen=OFF, bulk_rate=bulk_rate, paid_broadcast=bulk_rate > OFFICE_RATE)
        stop = asyncio.Event()
        transport = Transport(telegram.url, TOKEN)
        await transport.initialize()
        database = await sqlite_file(folder / "office.db", Filled.FIRST_START)
        async with open_office(settings, database, calendar.now, demo=demo, exclusive=True) as office:
            serving = asyncio.create_task(serve(office, transport, settings, stop, count(step=THINKING_SECONDS).__next__))
            try:
                yield Rehearsal(telegram, http, clock, office)
            finally:
                stop.set()
                await serving
                await transport.shutdown()
    assert list(kept_in(folder / "office.db", TOKEN)) == []


@cache
def checker() -> tuple[Callable[..., list[dict[str, Any]]], dict[str, Any]]:
    """The Bot API's checker of the shared data, imported once, and the specification that it checks by."""
    sys.path.insert(0, str(SHARED))
    from validate_calls import check_call, load_spec

    return check_call, load_spec()


def wrong_calls(log: Path) -> Iterator[dict[str, Any]]:
    """What the Bot API's checker finds in a log of calls; nothing where the checker is not at hand."""
    if not SHARED.is_dir() or not log.exists():
        return
    check_call, spec = checker()
    for line in log.read_text(encoding="utf-8").splitlines():
        call = json.loads(line)
        parameters = dict(call.get("params") or {}) | {
            name: {"__file__": file.get("filename")} for name, file in (call.get("files") or {}).items()
        }
        for found in check_call(spec, call["method"], parameters):
            if found["level"] == "error":
                yield {"method": call["method"], **found}
