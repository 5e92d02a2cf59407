"""A wait that Telegram asks for is kept in its chat's line: in order, whatever becomes of an answer, and by nobody else."""

import asyncio
from dataclasses import replace

import pytest

from bot.messaging.call_ends import CallEnd
from bot.messaging.messages import Call
from bot.messaging.replies import Replies
from bot.sending.pace import Pace
from tests.at_once import at_once
from tests.bot import nearby
from tests.bot.messaging.replies.sent import Line, calls, message
from tests.bot.nearby import Nearby, now
from tests.rehearsal import SITI

pytestmark = pytest.mark.virtual_time


async def test_after_a_429_no_reply_is_sent_before_the_deadline(line: Line) -> None:
    http, replies = line
    await http.post("/sandbox/rules", json={"pace": True, "per_chat_burst": 1})
    begun = asyncio.get_running_loop().time()
    await at_once(replies.send([message("a")]), replies.send([message("b")]))
    tried = await calls(http, "sendMessage")
    assert [call["ok"] for call in tried] == [True, False, True]
    assert asyncio.get_running_loop().time() - begun >= 1


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


async def test_a_tap_is_answered_while_its_chat_waits() -> None:
    telegram, pace = Nearby(), Pace(28)
    (held,), replies = telegram.people(1), Replies(telegram, pace)
    pace.chats.halt(held, 38)
    sending = asyncio.create_task(replies.send([Call("answerCallbackQuery", {"callback_query_id": "1"}), nearby.message(held)]))
    await asyncio.sleep(0.3)
    assert [each.chat for each in telegram.asked] == [0]
    await sending
    assert telegram.got(held) == ["Ya."]


async def test_what_is_tried_while_its_chat_waits_is_not_sent() -> None:
    telegram, pace = Nearby(), Pace(28)
    (held,), replies = telegram.people(1), Replies(telegram, pace)
    telegram.world.pace.make_wait(held, 38)
    assert [await replies.try_sending(nearby.message(held)) for _ in range(3)] == [CallEnd.POSTPONED] * 3
    assert len(telegram.asked) == 1
    await asyncio.sleep(39)
    assert await replies.try_sending(nearby.message(held)) is CallEnd.TAKEN


@pytest.mark.parametrize("fault", ["too_many_bare", "too_many_html"])
async def test_a_429_that_names_no_wait_is_waited_for_as_well(line: Line, fault: str) -> None:
    http, replies = line
    await http.post("/sandbox/faults", json={"chat": SITI, "faults": [fault]})
    begun = now()
    await replies.send([message("a")])
    assert [call["ok"] for call in await calls(http, "sendMessage")] == [False, True]
    assert now() - begun >= 5


def an_edit(chat: int, text: str) -> Call:
    """A change of a message that is not there."""
    return Call("editMessageText", {"chat_id": chat, "message_id": 999, "text": text})


async def test_an_answer_that_comes_as_a_new_message_keeps_its_place() -> None:
    telegram, pace = Nearby(), Pace(28)
    (held,), replies = telegram.people(1), Replies(telegram, pace)
    pace.chats.halt(held, 38)
    await at_once(*(replies.send([call]) for call in (an_edit(held, "1"), nearby.message(held, "2"), an_edit(held, "3"))))
    assert telegram.got(held) == ["1", "2", "3"]


async def test_an_answer_that_its_topic_does_not_take_keeps_its_place() -> None:
    telegram, pace = Nearby(), Pace(28)
    group, replies = telegram.group(), Replies(telegram, pace)
    pace.chats.halt(group, 38)
    in_topic = replace(nearby.message(group, "1"), thread=5, not_in_topic="here")
    await at_once(*(replies.send([call]) for call in (in_topic, nearby.message(group, "2"))))
    assert telegram.got(group) == ["here\n\n1", "2"]


async def test_answers_to_a_group_that_becomes_a_supergroup_stand_in_its_line_in_their_order() -> None:
    telegram, pace = Nearby(), Pace(28)
    group, replies = telegram.group(), Replies(telegram, pace)
    pace.chats.halt(group, 10)
    begun = now()
    answering = [asyncio.create_task(replies.send([call])) for call in (an_edit(group, "2"), nearby.message(group, "3"))]
    new = telegram.becomes_supergroup(group)
    pace.chats.halt(new, 38)
    answering.append(asyncio.create_task(replies.send([nearby.message(new, "1")])))
    await asyncio.sleep(20)
    assert [replies.is_waiting(chat) for chat in (group, new)] == [True, True]
    await at_once(*answering)
    assert telegram.got(new) == ["1", "2", "3"]
    assert min(each.begun for each in telegram.asked if each.chat == new) >= begun + 38
    assert [replies.is_waiting(chat) for chat in (group, new)] == [False, False]


async def test_a_wait_is_kept_for_the_chat_to_which_an_answer_was_really_sent() -> None:
    telegram, pace = Nearby(), Pace(28)
    group, replies = telegram.group(), Replies(telegram, pace)
    new = telegram.becomes_supergroup(group)
    telegram.world.pace.make_wait(new, 38)
    answering = asyncio.create_task(replies.send([nearby.message(group)]))
    await asyncio.sleep(1)
    assert [pace.chats.wait(chat) > 0 for chat in (group, new)] == [False, True]
    assert replies.is_waiting(new)
    await answering
    assert [each.status for each in telegram.asked] == [400, 429, 200]
    assert telegram.got(new) == ["Ya."]


async def test_a_supergroup_that_is_said_to_have_become_another_ends_an_answer() -> None:
    telegram, pace = Nearby(), Pace(28)
    group, replies = telegram.group(), Replies(telegram, pace)
    telegram.becomes_supergroup(telegram.becomes_supergroup(group))
    await replies.send([nearby.message(group)])
    assert [each.status for each in telegram.asked] == [400, 400]
