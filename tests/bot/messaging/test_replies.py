"""Getting answers accepted: Telegram's waits are kept, what is final is not asked twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.messaging.messages import Call
from bot.messaging.replies import Replies
from bot.messaging.transport import Transport
from bot.sandbox import LimitRules
from bot.sending.pace import Pace
from tests.at_once import at_once
from tests.patience import LONGEST
from tests.rehearsal import ENGLISH_SPEAKER, SITI, sandbox

Line = tuple[aiohttp.ClientSession, Replies]


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with sandbox(tmp_path, LimitRules(pace=False)) as (server, http):
        transport = Transport(server.url, "1:replies")
        await transport.initialize()
        for person in (SITI, ENGLISH_SPEAKER):
            await http.post("/sandbox/send", json={"as": person, "chat": person, "text": "/start"})
        try:
            yield http, Replies(transport, Pace(28))
        finally:
            await transport.shutdown()


def message(text: str, chat: int = SITI) -> Call:
    return Call("sendMessage", {"chat_id": chat, "text": text})


async def calls(http: aiohttp.ClientSession, method: str) -> list[dict[str, Any]]:
    async with http.get("/sandbox/calls", params={"since": 0}) as answer:
        return [call for call in (await answer.json())["calls"] if call["method"] == method]


@pytest.mark.virtual_time
async def test_after_a_429_no_reply_is_sent_before_the_deadline(line: Line) -> None:
    http, replies = line
    await http.post("/sandbox/rules", json={"pace": True, "per_chat_burst": 1})
    begun = asyncio.get_running_loop().time()
    await at_once(replies.send([message("a")]), replies.send([message("b")]))
    tried = await calls(http, "sendMessage")
    assert [call["ok"] for call in tried] == [True, False, True]
    assert asyncio.get_running_loop().time() - begun >= 1


async def test_a_person_who_blocked_the_bot_costs_one_call(line: Line) -> None:
    http, replies = line
    await http.post("/sandbox/block", json={"as": SITI, "blocked": True})
    await replies.send([message("a")])
    assert len(await calls(http, "sendMessage")) == 1


async def test_a_reply_that_telegram_refuses_is_not_sent_twice(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    http, replies = line
    await replies.send([message("a", chat=999)])
    assert len(await calls(http, "sendMessage")) == 1
    assert "Chat not found" in str([vars(record).get("reason") for record in caplog.records])


async def test_an_answer_to_a_message_that_is_gone_comes_as_a_new_one(line: Line) -> None:
    http, replies = line
    await replies.send([Call("editMessageText", {"chat_id": SITI, "message_id": 999, "text": "a"})])
    assert [call["params"]["text"] for call in await calls(http, "sendMessage")] == ["a"]


REFUSED_EDITS = [
    (400, "Bad Request: message to edit not found"),
    (400, "Bad Request: message can't be edited"),
    (400, "Bad Request: MESSAGE_ID_INVALID"),
    (400, "Bad Request: message identifier is not specified"),
    (400, "Bad Request: MESSAGE_EDIT_TIME_EXPIRED"),
    (400, "Bad Request: there is no text in the message to edit"),
    (400, "Bad Request: message not found"),
    (400, "Bad Request: a reason that nobody has heard of yet"),
    (403, "Forbidden: MESSAGE_AUTHOR_REQUIRED"),
]
"""What Telegram says of a message that it does not let the bot change."""


@asynccontextmanager
async def refusing_edits(code: int, description: str) -> AsyncIterator[tuple[Replies, list[tuple[str, dict[str, Any]]]]]:
    """A server that refuses every edit in these words and takes all else; the calls that it got."""
    got: list[tuple[str, dict[str, Any]]] = []

    async def call(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        got.append((method, await request.json() if request.can_read_body else {}))
        if method == "editMessageText":
            return web.json_response({"ok": False, "error_code": code, "description": description}, status=code)
        return web.json_response({"ok": True, "result": True})

    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", call)
    async with TestServer(app) as server:
        transport = Transport(str(server.make_url("")).rstrip("/"), "1:replies")
        await transport.initialize()
        try:
            yield Replies(transport, Pace(28)), got
        finally:
            await transport.shutdown()


@pytest.mark.parametrize(("code", "description"), REFUSED_EDITS)
async def test_an_answer_that_cannot_take_the_messages_place_comes_as_a_new_one(code: int, description: str) -> None:
    async with refusing_edits(code, description) as (replies, got):
        await replies.send([Call("editMessageText", {"chat_id": SITI, "message_id": 9, "text": "a"})])
    assert got[-2:] == [
        ("editMessageText", {"chat_id": SITI, "message_id": 9, "text": "a"}),
        ("sendMessage", {"chat_id": SITI, "text": "a"}),
    ]


async def test_an_answer_that_stands_there_already_is_not_sent_again() -> None:
    async with refusing_edits(400, "Bad Request: message is not modified: specified new message content is the same") as (replies, got):
        await replies.send([Call("editMessageText", {"chat_id": SITI, "message_id": 9, "text": "a"})])
    assert [method for method, _ in got if method != "getMe"] == ["editMessageText"]


async def test_a_server_that_is_away_for_a_moment_gets_the_reply_later(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    transport = Transport("http://127.0.0.1:9", "1:away")
    await transport.initialize()
    sending = asyncio.create_task(Replies(transport, Pace(28)).send([message("a")]))
    async with asyncio.timeout(LONGEST):
        while "reply not accepted" not in caplog.text:
            await asyncio.sleep(0.01)
    assert not sending.done()
    sending.cancel()
    await transport.shutdown()
