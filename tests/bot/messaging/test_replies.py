"""Getting answers accepted: Telegram's waits are kept, what is final is not asked twice."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.messaging.messages import Call
from bot.messaging.replies import CallEnd, Replies
from bot.messaging.transport import Transport
from bot.sandbox import LimitRules
from bot.sending.pace import Pace
from tests.at_once import at_once
from tests.bot import nearby
from tests.bot.nearby import Nearby, now
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


@pytest.mark.virtual_time
async def test_answers_wait_in_their_chat_s_line_and_in_order_while_others_are_answered() -> None:
    telegram = Nearby()
    (held, other), replies = telegram.people(2), Replies(telegram, Pace(28))
    telegram.world.pace.make_wait(held, 38)
    begun = now()
    waiting = [asyncio.create_task(replies.send([nearby.message(held, "1")]))]
    await asyncio.sleep(1)
    waiting.append(asyncio.create_task(replies.send([nearby.message(held, "2")])))
    assert replies.is_waiting(held)
    await replies.send([nearby.message(other)])
    assert now() - begun < 1.1
    await asyncio.sleep(begun + 38.01 - now())
    waiting += [asyncio.create_task(replies.send([nearby.message(held, text)])) for text in ("3", "4")]
    await at_once(*waiting)
    assert telegram.got(held) == ["1", "2", "3", "4"]
    assert {each.begun >= begun + 38 for each in telegram.asked if each.chat == held and each.status == 200} == {True}
    assert len(telegram.refused()) == 1
    assert not replies.is_waiting(held)


@pytest.mark.virtual_time
@pytest.mark.parametrize("waiting", [0, 1, 2])
async def test_whoever_is_told_as_well_waits_alone(waiting: int) -> None:
    telegram, pace = Nearby(), Pace(28)
    chats, replies = telegram.people(3), Replies(telegram, pace)
    pace.chats.halt(chats[waiting], 38)
    begun = now()
    sending = asyncio.create_task(replies.send([nearby.message(chat) for chat in chats]))
    await asyncio.sleep(0.3)
    assert [chat for chat in chats if not telegram.got(chat)] == [chats[waiting]]
    for_others = await sending
    assert (now() - begun >= 38) is (waiting == 0), "only whoever asked has the next answer wait"
    assert for_others
    await for_others
    assert now() - begun >= 38 or waiting == 0
    assert [telegram.got(chat) for chat in chats] == [["Ya."]] * 3


@pytest.mark.virtual_time
async def test_a_tap_is_answered_while_its_chat_waits() -> None:
    telegram, pace = Nearby(), Pace(28)
    (held,), replies = telegram.people(1), Replies(telegram, pace)
    pace.chats.halt(held, 38)
    sending = asyncio.create_task(replies.send([Call("answerCallbackQuery", {"callback_query_id": "1"}), nearby.message(held)]))
    await asyncio.sleep(0.3)
    assert [each.chat for each in telegram.asked] == [0]
    await sending
    assert telegram.got(held) == ["Ya."]


@pytest.mark.virtual_time
async def test_what_is_tried_while_its_chat_waits_is_not_sent() -> None:
    telegram, pace = Nearby(), Pace(28)
    (held,), replies = telegram.people(1), Replies(telegram, pace)
    telegram.world.pace.make_wait(held, 38)
    assert [await replies.try_sending(nearby.message(held)) for _ in range(3)] == [CallEnd.POSTPONED] * 3
    assert len(telegram.asked) == 1
    await asyncio.sleep(39)
    assert await replies.try_sending(nearby.message(held)) is CallEnd.TAKEN


@pytest.mark.virtual_time
@pytest.mark.parametrize("fault", ["too_many_bare", "too_many_html"])
async def test_a_429_that_names_no_wait_is_waited_for_as_well(line: Line, fault: str) -> None:
    http, replies = line
    await http.post("/sandbox/faults", json={"chat": SITI, "faults": [fault]})
    begun = now()
    await replies.send([message("a")])
    assert [call["ok"] for call in await calls(http, "sendMessage")] == [False, True]
    assert now() - begun >= 5


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
