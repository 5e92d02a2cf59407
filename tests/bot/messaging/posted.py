"""The webhook's door: what Telegram posts there, and a webhook alone behind it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.messaging.lanes import Lanes
from bot.messaging.transport import Transport
from bot.messaging.updates import Update
from bot.messaging.webhook import SECRET_HEADER, Webhook
from bot.sandbox import LimitRules, Sandbox
from bot.settings import Mode, Settings
from bot.web.server import Server
from tests.patience import LONGEST
from tests.rehearsal import SITI, ZONE

SECRET = "rahasia-rahasia-rahasia"


def settings() -> Settings:
    """Webhook mode on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    return Settings(
        token="1:hook", mode=Mode.WEBHOOK, webhook_url=f"http://{listen}/bot", webhook_secret=SECRET, listen=listen, timezone=ZONE
    )


async def says(http: aiohttp.ClientSession, url: str, path: str) -> tuple[int, str]:
    async with http.get(url.removesuffix("/bot") + path) as answer:
        return answer.status, await answer.text()


async def until_ready(http: aiohttp.ClientSession, url: str) -> None:
    async with asyncio.timeout(LONGEST):
        while True:
            try:
                if (await says(http, url, "/readyz"))[0] == 200:
                    return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.01)


def an_update(update_id: int = 1, text: str = "12-03-2010", chat: int = SITI) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "Siti", "language_code": "id"}
    return {
        "update_id": update_id,
        "message": {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}, "from": person, "text": text},
    }


async def posts(http: aiohttp.ClientSession, url: str, update: Any, secret: str | None = SECRET) -> int:
    """The status of a post; 0 when the server hung up."""
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    try:
        async with http.post(url, json=update, headers=headers) as answer:
            return answer.status
    except aiohttp.ClientConnectionError:
        return 0


@dataclass
class Door:
    """A webhook alone, with a handler that a test chooses."""

    telegram: Sandbox
    http: aiohttp.ClientSession
    url: str
    webhook: Webhook
    running: asyncio.Task[None]


@asynccontextmanager
async def listening(webhook: Webhook, chosen: Settings) -> AsyncIterator[asyncio.Task[None]]:
    server = Server(webhook.routes())
    await server.start(chosen.host, chosen.port)
    running = asyncio.create_task(webhook.run())
    try:
        yield running
    finally:
        running.cancel()
        await webhook.stop(1)
        await server.stop()


@asynccontextmanager
async def door(handle: Callable[[Update], Awaitable[None]], *, token: str | None = None) -> AsyncIterator[Door]:
    telegram = Sandbox(LimitRules(token=token))
    await telegram.start()
    async with aiohttp.ClientSession() as http:
        chosen = settings()
        transport = Transport(telegram.url, "1:hook")
        await transport.initialize()
        webhook = Webhook(transport.bot, Lanes(handle), chosen, transport.vitals)
        try:
            async with listening(webhook, chosen) as running:
                yield Door(telegram, http, chosen.webhook_url or "", webhook, running)
        finally:
            await transport.shutdown()
            await telegram.stop()
