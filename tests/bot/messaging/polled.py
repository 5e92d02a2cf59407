"""A poller at the sandbox, and what its tests push and look up."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from bot.messaging.lanes import Lanes
from bot.messaging.polling import Poller
from bot.messaging.transport import Transport
from bot.messaging.updates import Update
from bot.sandbox import LimitRules
from tests.rehearsal import sandbox


async def is_settled(http: aiohttp.ClientSession, update_id: int, seconds: float) -> bool:
    async with http.get("/sandbox/settled", params={"update_id": update_id, "timeout": seconds}) as answer:
        return bool((await answer.json())["settled"])


@asynccontextmanager
async def polling(
    folder: Path, handle: Any, rules: LimitRules | None = None, *, waiting: Collection[int] = ()
) -> AsyncIterator[tuple[aiohttp.ClientSession, asyncio.Task[None], Poller]]:
    async with sandbox(folder, rules) as (server, http):
        transport = Transport(server.url, "1:poll")
        await transport.initialize()
        poller = Poller(transport, Lanes(handle), waiting.__contains__)
        task = asyncio.create_task(poller.run())
        try:
            yield http, task, poller
        finally:
            task.cancel()
            await poller.stop(1)
            await transport.shutdown()


def text_of(update: Update) -> str | None:
    return update.message.text if update.message else None


async def push(http: aiohttp.ClientSession, person: int, *texts: str) -> int:
    update_id = 0
    for text in texts:
        async with http.post("/sandbox/send", json={"as": person, "chat": person, "text": text}) as answer:
            update_id = (await answer.json())["update_id"]
    return update_id
