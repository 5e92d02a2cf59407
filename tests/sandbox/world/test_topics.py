"""The topics of a forum, as Telegram tells of them and refuses them."""

from typing import Any

import pytest

from tests.sandbox.line import GROUP, RUSLI, SITI, Line

NOT_FOUND, CLOSED = "Bad Request: message thread not found", "Bad Request: TOPIC_CLOSED"
GENERAL = 0


async def a_topic(line: Line, state: str | None = None) -> int:
    """A topic that began in the parents' group, and what then became of it."""
    thread: int = (await line.acts("topic", chat=GROUP, name="Perekaman"))["thread"]
    if state:
        await line.acts("topic", chat=GROUP, thread=thread, state=state)
    return thread


async def sent(line: Line, chat: int = GROUP, **more: Any) -> Any:
    """The thread of a message of the bot, or why it was refused."""
    answer = await line.call("sendMessage", chat_id=chat, text="Halo", **more)
    return answer["result"].get("message_thread_id") if answer["ok"] else answer["description"]


@pytest.mark.parametrize(("state", "found"), [("open", None), ("closed", CLOSED), ("deleted", NOT_FOUND)])
async def test_a_topic_takes_messages_while_it_is_there_and_open(line: Line, state: str, found: str | None) -> None:
    thread = await a_topic(line, state)
    assert await sent(line, message_thread_id=thread) == (found or thread)
    assert await sent(line) is None, "General is open"


async def test_a_general_topic_that_is_closed_takes_nothing_and_the_others_do(line: Line) -> None:
    thread = await a_topic(line)
    await line.acts("topic", chat=GROUP, thread=GENERAL, state="closed")
    assert (await sent(line), await sent(line, message_thread_id=thread)) == (CLOSED, thread)
    await line.acts("topic", chat=GROUP, thread=GENERAL, state="open")
    assert await sent(line) is None


@pytest.mark.parametrize("chat", [GROUP, SITI])
async def test_a_chat_without_topics_has_no_threads(line: Line, chat: int) -> None:
    await line.writes("/start", SITI)
    first = await line.gives("sendMessage", chat_id=chat, text="Halo")
    assert [await sent(line, chat, message_thread_id=thread) for thread in (first["message_id"], 1)] == [NOT_FOUND] * 2


async def test_what_is_said_in_a_topic_is_told_with_it_as_a_reply_to_its_beginning(line: Line) -> None:
    thread = await a_topic(line)
    await line.writes("/jadwal", SITI, GROUP, thread=thread)
    begun, said = (update["message"] for update in await line.updates())
    assert (begun["message_id"], begun["forum_topic_created"]["name"]) == (thread, "Perekaman")
    assert (said["message_thread_id"], said["is_topic_message"], said["chat"]["is_forum"]) == (thread, True, True)
    assert said["reply_to_message"]["message_id"] == thread
    tapped = await line.gives("sendMessage", chat_id=GROUP, text="Halo", message_thread_id=thread)
    await line.acts("tap", by=SITI, chat=GROUP, message_id=tapped["message_id"], data="x")
    assert (await line.updates())[-1]["callback_query"]["message"]["message_thread_id"] == thread


async def test_a_reply_outside_of_topics_has_a_thread_that_nobody_can_write_to(line: Line) -> None:
    first = (await line.gives("sendMessage", chat_id=GROUP, text="Halo"))["message_id"]
    await line.writes("kalau SMAN 1 Koba?", SITI, GROUP, reply_to=first)
    (update,) = await line.updates()
    assert update["message"]["message_thread_id"] == first
    assert "is_topic_message" not in update["message"]
    assert await sent(line, message_thread_id=first) == NOT_FOUND


async def test_a_reply_without_a_thread_goes_where_the_other_message_is(line: Line) -> None:
    thread = await a_topic(line)
    asked = (await line.writes("/jadwal", SITI, GROUP, thread=thread))["message_id"]
    assert await sent(line, reply_parameters={"message_id": asked}) == thread
    await line.acts("topic", chat=GROUP, thread=thread, state="closed")
    assert await sent(line, reply_parameters={"message_id": asked}) == CLOSED


async def test_the_bot_is_told_when_a_topic_is_closed_or_opened_and_not_when_it_is_deleted(line: Line) -> None:
    thread = await a_topic(line)
    for number, state in ((thread, "closed"), (thread, "open"), (GENERAL, "closed"), (thread, "deleted")):
        await line.acts("topic", chat=GROUP, thread=number, state=state)
    found = [update["message"] for update in await line.updates()][1:]
    told = [(message.get("message_thread_id"), [name for name in message if name.startswith("forum_topic")]) for message in found]
    assert told == [(thread, ["forum_topic_closed"]), (thread, ["forum_topic_reopened"]), (None, ["forum_topic_closed"])]


async def test_what_was_said_in_a_topic_goes_with_it(line: Line) -> None:
    thread = await a_topic(line)
    await line.writes("halo", RUSLI, GROUP, thread=thread)
    await line.acts("topic", chat=GROUP, thread=thread, state="deleted")
    assert await line.messages(SITI, GROUP) == []


@pytest.mark.parametrize("body", [{"thread": 5, "state": "closed"}, {"thread": 0, "state": "deleted"}, {"thread": 0, "state": "gone"}])
async def test_only_what_can_become_of_a_topic_does(line: Line, body: dict[str, Any]) -> None:
    await a_topic(line)
    assert (await line.cannot("topic", chat=GROUP, **body)).endswith(".")
    assert (await line.cannot("send", by=SITI, chat=GROUP, text="halo", thread=999)).endswith(".")
