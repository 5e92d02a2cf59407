"""What Telegram does not take where it was sent: it comes as a new message, in General or in the supergroup, or is let be."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.messaging.messages import Call
from bot.messaging.replies import Replies
from bot.sending.pace import Pace
from handlers.reply import OutgoingFile
from tests.bot.messaging.replies.sent import Line, calls
from tests.bot.served import way_to
from tests.rehearsal import GROUP, SITI


async def test_an_answer_to_a_message_that_is_gone_comes_as_a_new_one(line: Line) -> None:
    http, replies = line
    await replies.send([Call("editMessageText", {"chat_id": SITI, "message_id": 999, "text": "a"})])
    assert [call["params"]["text"] for call in await calls(http, "sendMessage")] == ["a"]


async def test_what_somebody_has_deleted_already_is_no_error(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    _, replies = line
    await replies.send([Call("deleteMessage", {"chat_id": SITI, "message_id": 999})])
    assert [record.levelname for record in caplog.records if record.levelname == "ERROR"] == []


TO_A_GROUP = (
    Call("sendMessage", {"chat_id": GROUP, "text": "a", "reply_parameters": {"message_id": 5}}),
    Call("editMessageText", {"chat_id": GROUP, "text": "a", "message_id": 5}),
    Call("sendDocument", {"chat_id": GROUP, "caption": "a"}, OutgoingFile("a.txt", b"a")),
)


@pytest.mark.parametrize("call", TO_A_GROUP, ids=lambda call: call.method)
async def test_an_answer_to_a_group_that_became_a_supergroup_comes_there_as_a_new_message(line: Line, call: Call) -> None:
    http, replies = line
    new = await migrated(http)
    await replies.send([call])
    async with http.get("/sandbox/delivered", params={"chat": new}) as answer:
        assert [message["text"] for message in (await answer.json())["messages"]] == ["a"]


async def test_nothing_is_deleted_in_a_supergroup_by_its_number_in_the_group(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    http, replies = line
    new = await migrated(http)
    await replies.send([Call("deleteMessage", {"chat_id": GROUP, "message_id": 5})])
    assert [call["params"]["chat_id"] for call in await calls(http, "deleteMessage")] == [GROUP]
    assert new != GROUP


NEW_OR_CHANGED = (
    Call("sendMessage", {"chat_id": GROUP, "text": "a"}),
    Call("editMessageText", {"chat_id": GROUP, "text": "a", "message_id": 999}),
    Call("sendDocument", {"chat_id": GROUP, "caption": "a"}, OutgoingFile("a.txt", b"a")),
)


@pytest.mark.parametrize("call", NEW_OR_CHANGED, ids=lambda call: call.method)
@pytest.mark.parametrize("state", ["open", "closed", "deleted"])
async def test_an_answer_comes_in_its_topic_or_else_in_general_with_the_reason(line: Line, call: Call, state: str) -> None:
    http, replies = line
    async with http.post("/sandbox/topic", json={"chat": GROUP, "name": "Perekaman"}) as answer:
        thread = (await answer.json())["thread"]
    await http.post("/sandbox/topic", json={"chat": GROUP, "thread": thread, "state": state})
    await replies.send([replace(call, thread=thread, not_in_topic="here")])
    async with http.get("/sandbox/delivered", params={"chat": GROUP}) as answer:
        found = [(message["thread"], message["text"]) for message in (await answer.json())["messages"]]
    assert found == [(thread, "a") if state == "open" else (None, "here\n\na")]


async def migrated(http: aiohttp.ClientSession) -> int:
    async with http.post("/sandbox/migrate", json={"chat": GROUP}) as answer:
        return int((await answer.json())["moved_to"])


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
    async with way_to(app) as transport:
        yield Replies(transport, Pace(28)), got


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
