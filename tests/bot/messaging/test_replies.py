"""Getting answers accepted: Telegram's waits are kept, what is final is not asked twice."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.messaging.messages import Call
from bot.messaging.replies import CallEnd, Replies
from bot.messaging.transport import Transport
from bot.sandbox import LimitRules
from bot.sending.pace import Pace
from handlers.reply import OutgoingFile
from tests.at_once import at_once
from tests.patience import LONGEST
from tests.rehearsal import ENGLISH_SPEAKER, GROUP, SITI, sandbox

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


async def progress_message(http: aiohttp.ClientSession, replies: Replies) -> Callable[[str], Call]:
    """A message of the bot in Siti's chat; what changes it into other words."""
    await replies.send([message("0 %")])
    async with http.get("/sandbox/chat", params={"as": SITI, "chat": SITI}) as answer:
        number = (await answer.json())["messages"][-1]["message_id"]
    return lambda text: Call("editMessageText", {"chat_id": SITI, "message_id": number, "text": text})


async def test_an_answer_in_a_message_that_is_being_changed_unasked_comes_after_the_change(line: Line) -> None:
    http, replies = line
    change = await progress_message(http, replies)
    looked_at, tapped = asyncio.Event(), asyncio.Event()

    async def still_shows() -> bool:
        looked_at.set()
        await tapped.wait()
        return True

    changing = asyncio.create_task(replies.try_changing(change("40 %"), still_shows))
    await looked_at.wait()
    answering = asyncio.create_task(replies.send([message("beside it"), change("cancel?")]))
    async with asyncio.timeout(LONGEST):
        while len(await calls(http, "sendMessage")) < 2:  # an answer elsewhere is held up by nothing
            await asyncio.sleep(0.01)
    tapped.set()
    assert await changing is CallEnd.TAKEN
    await answering
    assert [call["params"]["text"] for call in await calls(http, "editMessageText")] == ["40 %", "cancel?"]


async def test_a_message_that_shows_something_else_by_now_is_left_alone(line: Line) -> None:
    http, replies = line
    change = await progress_message(http, replies)

    async def still_shows() -> bool:
        return False

    assert await replies.try_changing(change("40 %"), still_shows) is CallEnd.OVERTAKEN
    assert await calls(http, "editMessageText") == []


@pytest.mark.virtual_time
async def test_whether_it_still_shows_the_same_is_asked_when_the_wait_is_over(line: Line) -> None:
    http, replies = line
    asked_at: list[float] = []

    async def still_shows() -> bool:
        asked_at.append(asyncio.get_running_loop().time())
        return False

    change = await progress_message(http, replies)
    await http.post("/sandbox/rules", json={"pace": True, "per_chat_burst": 1})
    begun = asyncio.get_running_loop().time()
    await replies.send([message("a")])
    halted = asyncio.create_task(replies.send([message("b")]))
    while len(await calls(http, "sendMessage")) < 3:
        await asyncio.sleep(0)
    assert await replies.try_changing(change("40 %"), still_shows) is CallEnd.OVERTAKEN
    await halted
    (moment,) = asked_at
    assert moment - begun >= 1
