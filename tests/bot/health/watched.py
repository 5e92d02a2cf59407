"""A whole bot at work with its port of health, in the sandbox."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from bot.application import open_office, serve, utc_now
from bot.messaging.transport import Transport
from bot.sandbox import Sandbox
from bot.settings import Mode, Settings
from ektp_core.office import Office
from tests.bot.web.test_modes import SECRET, free_address
from tests.databases import Filled, sqlite_file
from tests.rehearsal import ZONE, Phone, plain, sandbox

ADMIN = 7201
LONGEST_SECONDS = 600.0
"""Of the test's own clock: no fault takes so long to be seen."""


@dataclass(frozen=True, slots=True)
class Watched:
    """The bot's own page, the office, the stand-in for Telegram, and the way to it."""

    http: aiohttp.ClientSession
    office: Office
    telegram: Sandbox
    transport: Transport
    admin: Phone
    phone: Callable[[int], Phone]

    async def says(self, path: str) -> tuple[int, str]:
        async with self.http.get(path) as answer:
            return answer.status, await answer.text()

    async def ready(self) -> dict[str, Any]:
        async with self.http.get("/readyz") as answer:
            found: dict[str, Any] = await answer.json()
            assert answer.status == (200 if found["ready"] else 503)
            return found

    async def until(self, *faults: str) -> None:
        """Until just these are said."""
        async with asyncio.timeout(LONGEST_SECONDS):
            while (await self.ready())["faults"] != list(faults):
                await asyncio.sleep(1)

    async def told(self, count: int) -> list[str]:
        """What the admin has been told of faults, once it is so much."""
        async with asyncio.timeout(LONGEST_SECONDS):
            while len(found := [text for text in await self._texts() if text.startswith(("⚠️", "✅"))]) < count:
                await asyncio.sleep(1)
        return found

    async def _texts(self) -> list[str]:
        return [plain(message["html"]) for message in await self.admin.messages() if message["from_bot"]]


@asynccontextmanager
async def watched(folder: Path, mode: Mode = Mode.POLLING, health: str | None = None) -> AsyncIterator[Watched]:
    listen, address = free_address(), health or free_address()
    async with sandbox(folder) as (telegram, to_telegram), aiohttp.ClientSession(f"http://{address}") as http:
        settings = Settings(
            token="1:watch",
            mode=mode,
            listen=listen,
            health_listen=address,
            timezone=ZONE,
            admin_ids=frozenset({ADMIN}),
            webhook_url=f"http://{listen}/bot",
            webhook_secret=SECRET,
        )
        transport, stop = Transport(telegram.url, "1:watch"), asyncio.Event()
        await transport.initialize()
        database = await sqlite_file(folder / "office.db", Filled.FIRST_START)
        async with open_office(settings, database, utc_now, demo=False, exclusive=True) as office:
            serving = asyncio.create_task(serve(office, transport, settings, stop))
            phone = partial(Phone, to_telegram)
            admin = phone(ADMIN)
            await admin.writes("/start")
            try:
                yield Watched(http, office, telegram, transport, admin, phone)
            finally:
                stop.set()
                await serving
                await transport.shutdown()
