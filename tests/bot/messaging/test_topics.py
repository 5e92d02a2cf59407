"""In a forum the answer comes where it was asked; where the topic takes none, it comes in General and says so."""

from dataclasses import replace
from typing import Any

import pytest

from bot.messaging.dispatch import Dispatcher
from handlers.reply import ReplyTo, reply
from tests.bot.messaging.asking import a_chat, a_person, asked
from tests.bot.words import words
from tests.rehearsal import GROUP, SITI, Phone, Rehearsal, a_request

NOT_HERE = words("not_in_topic")
GENERAL = None
RATNA = 7101


@pytest.fixture
async def thread(bot: Rehearsal) -> int:
    """A topic of the parents' group."""
    async with bot.http.post("/sandbox/topic", json={"chat": GROUP, "name": "Perekaman"}) as answer:
        return int((await answer.json())["thread"])


@pytest.fixture
async def in_group(bot: Rehearsal) -> Phone:
    return bot.phone(SITI, GROUP)


async def becomes(bot: Rehearsal, thread: int, state: str) -> None:
    async with bot.http.post("/sandbox/topic", json={"chat": GROUP, "thread": thread, "state": state}) as answer:
        assert answer.status == 200


def places(phone: Phone) -> list[int | None]:
    return [message["thread"] for message in phone.screen.messages]


async def test_a_question_is_answered_in_its_topic_and_a_tap_too(in_group: Phone, thread: int) -> None:
    await in_group.writes("/jadwal", thread=thread)
    assert places(in_group) == [thread]
    message = in_group.screen.messages[0]
    await in_group.presses(message["message_id"], "1:contact:")
    assert places(in_group) == [thread]
    await in_group.writes("/cek 12-03-2010", thread=thread)
    assert places(in_group) == [thread]


async def test_a_question_in_general_is_answered_in_general(in_group: Phone, thread: int) -> None:
    await in_group.writes("/jadwal")
    assert places(in_group) == [GENERAL]


async def test_a_reply_outside_of_topics_is_answered_though_it_has_a_thread(in_group: Phone) -> None:
    await in_group.writes("/jadwal")
    screen = await in_group.replies("SMAN 1 Koba")
    assert "SMAN 1 Koba" in screen.text
    assert NOT_HERE not in screen.text
    await in_group.replies("SMAN 1 Namang")
    assert places(in_group) == [GENERAL]


@pytest.mark.parametrize("state", ["closed", "open"])
async def test_what_a_closed_topic_does_not_take_comes_in_general_and_says_so(
    in_group: Phone, bot: Rehearsal, thread: int, state: str
) -> None:
    await becomes(bot, thread, state)
    screen = await in_group.writes("/jadwal", thread=thread)
    is_open = state == "open"
    assert places(in_group) == [thread if is_open else GENERAL]
    assert screen.text.startswith(NOT_HERE) is not is_open


async def test_where_no_topic_takes_anything_nothing_is_sent_twice(in_group: Phone, bot: Rehearsal, thread: int) -> None:
    await becomes(bot, thread, "closed")
    await becomes(bot, 0, "closed")
    before = len(await bot.calls("sendMessage"))
    assert (await in_group.writes("/jadwal", thread=thread)).messages == []
    assert len(await bot.calls("sendMessage")) == before + 2


SERVICE: list[dict[str, Any]] = [
    {"forum_topic_created": {"name": "x", "icon_color": 1}},
    {"forum_topic_edited": {"name": "y"}},
    {"forum_topic_closed": {}},
    {"forum_topic_reopened": {}},
    {"general_forum_topic_hidden": {}},
    {"general_forum_topic_unhidden": {}},
]


@pytest.mark.parametrize("happened", SERVICE, ids=lambda each: next(iter(each)))
async def test_what_becomes_of_a_topic_is_no_question(dispatcher: Dispatcher, happened: dict[str, Any]) -> None:
    message = {"message_id": 5, "date": 0, "chat": a_chat(GROUP), "from": a_person(), "message_thread_id": 5, "is_topic_message": True}
    assert await asked(dispatcher, {"update_id": 1, "message": message | happened}) == []


async def test_what_others_are_told_of_an_answer_is_not_looked_for_in_the_asker_s_topic(dispatcher: Dispatcher) -> None:
    told = replace(reply("old_button"), more=[reply("sent/contact")], notices=[ReplyTo(RATNA, reply("old_button"))])
    calls = dispatcher.messages.answering(replace(a_request(), thread=5), told)
    assert [(call.parameters["chat_id"], call.thread) for call in calls] == [(SITI, 5), (SITI, 5), (RATNA, None)]
