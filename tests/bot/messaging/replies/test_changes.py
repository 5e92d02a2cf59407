"""What is changed unasked, such as a progress: only while the message still shows it, and never over an answer."""

import asyncio
from collections.abc import Callable

import aiohttp
import pytest

from bot.messaging.call_ends import CallEnd
from bot.messaging.messages import Call
from bot.messaging.replies import Replies
from bot.sandbox.world.personas import BOT_ID
from bot.sending.pace import Pace
from tests.at_once import at_once
from tests.bot import nearby
from tests.bot.messaging.replies.sent import Line, calls, message
from tests.bot.nearby import Nearby, now
from tests.patience import LONGEST
from tests.rehearsal import SITI


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
        asked_at.append(now())
        return False

    change = await progress_message(http, replies)
    await http.post("/sandbox/rules", json={"pace": True, "per_chat_burst": 1})
    begun = now()
    await replies.send([message("a")])
    halted = asyncio.create_task(replies.send([message("b")]))
    while len(await calls(http, "sendMessage")) < 3:
        await asyncio.sleep(0)
    assert await replies.try_changing(change("40 %"), still_shows) is CallEnd.POSTPONED
    await halted
    while await replies.try_changing(change("40 %"), still_shows) is CallEnd.POSTPONED:
        await asyncio.sleep(0.1)
    (moment,) = asked_at
    assert moment - begun >= 1
    assert await calls(http, "editMessageText") == []


class Shown:
    """A message of the bot in the chat of somebody who is made to wait, and answers in it."""

    def __init__(self) -> None:
        self.telegram, self.pace = Nearby(), Pace(28)
        self.replies = Replies(self.telegram, self.pace)
        (self.person,) = self.telegram.people(1)
        self.message = self.telegram.world.chats.add(self.person, BOT_ID, "0 %")

    def change(self, text: str) -> Call:
        return Call("editMessageText", {"chat_id": self.person, "message_id": self.message.id, "text": text})

    async def try_changing(self, text: str) -> CallEnd:
        return await self.replies.try_changing(self.change(text), self.still_shows)

    async def still_shows(self) -> bool:
        return True


@pytest.mark.virtual_time
async def test_a_change_is_put_off_when_telegram_asks_to_wait_while_its_message_is_looked_at() -> None:
    shown = Shown()

    async def still_shows() -> bool:
        shown.pace.chats.halt(shown.person, 38)
        return True

    assert await shown.replies.try_changing(shown.change("40 %"), still_shows) is CallEnd.POSTPONED
    assert shown.telegram.asked == []
    await asyncio.sleep(38)
    assert await shown.try_changing("60 %") is CallEnd.TAKEN
    assert shown.message.text == "60 %"


@pytest.mark.virtual_time
async def test_a_change_that_has_to_wait_is_no_more_sent_and_the_answer_in_its_message_stays() -> None:
    shown = Shown()
    shown.telegram.world.pace.halt(38)
    changing = asyncio.create_task(shown.try_changing("40 %"))
    await asyncio.sleep(0)
    await at_once(*(shown.replies.send([shown.change(text)]) for text in ("cancel?", "cancelled")))
    assert await changing is CallEnd.POSTPONED
    assert [(each.status, each.text) for each in shown.telegram.asked] == [(429, "40 %"), (200, "cancel?"), (200, "cancelled")]


@pytest.mark.virtual_time
async def test_a_change_never_passes_answers_that_stand_in_line() -> None:
    shown = Shown()
    shown.pace.chats.halt(shown.person, 38)
    answering = asyncio.create_task(shown.replies.send([nearby.message(shown.person, text) for text in ("a", "b")]))
    ends = []
    while not answering.done():
        ends.append(await shown.try_changing("40 %"))
        await asyncio.sleep(1)
    assert set(ends) == {CallEnd.POSTPONED}
    assert await shown.try_changing("60 %") is CallEnd.TAKEN
    assert [each.text for each in shown.telegram.asked] == ["a", "b", "60 %"]
