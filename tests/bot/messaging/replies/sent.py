"""What tests of replies send, and what the sandbox was asked for it."""

from typing import Any

import aiohttp

from bot.messaging.messages import Call
from bot.messaging.replies import Replies
from tests.rehearsal import SITI

Line = tuple[aiohttp.ClientSession, Replies]


def message(text: str, chat: int = SITI) -> Call:
    return Call("sendMessage", {"chat_id": chat, "text": text})


async def calls(http: aiohttp.ClientSession, method: str) -> list[dict[str, Any]]:
    async with http.get("/sandbox/calls", params={"since": 0}) as answer:
        return [call for call in (await answer.json())["calls"] if call["method"] == method]
