"""Three different chats refused within five seconds: no chat's fault, all answers wait, and do not come at once afterwards."""

import asyncio

import pytest

from bot.messaging.flood import Flood
from bot.messaging.replies import Replies
from bot.sending.pace import Pace
from tests.at_once import at_once
from tests.bot.nearby import Nearby, message, now

pytestmark = pytest.mark.virtual_time


@pytest.mark.parametrize(
    ("refused", "for_all"),
    [
        pytest.param([(0, 1, 38)], 0, id="one chat"),
        pytest.param([(0, 1, 38), (0, 2, 38)], 0, id="two chats"),
        pytest.param([(0, 1, 38), (1, 1, 38), (2, 1, 38)], 0, id="one chat three times"),
        pytest.param([(0, 1, 38), (0, 2, 38), (6, 3, 38)], 0, id="three chats in six seconds"),
        pytest.param([(0, 1, 38), (0, -2, 38), (5, 3, 33)], 33, id="three chats in five seconds"),
        pytest.param([(0, 1, 2), (0, -2, 38), (0, 3, 2)], 2, id="one of them has to wait for longer"),
        pytest.param([(0, 1, 1), (2, 2, 1), (4, 3, 1)], 1, id="one after another"),
        pytest.param([(0, 1, 1), (0, 2, 1), (0, 3, 1), (2, -4, 38)], 0, id="a group's own wait after one of all"),
    ],
)
async def test_all_wait_when_it_is_no_chat_s_fault(refused: list[tuple[float, int, float]], for_all: float) -> None:
    flood, begun = Flood(), now()
    asked = 0.0
    for moment, chat, seconds in refused:
        await asyncio.sleep(begun + moment - now())
        asked = flood.refused(chat, seconds)
    assert (asked, flood.wait()) == (for_all, for_all)


async def test_nobody_who_waited_is_refused_again_and_all_are_answered() -> None:
    telegram, pace = Nearby(), Pace(28)
    chats, replies = telegram.people(300), Replies(telegram, pace)
    await at_once(*(replies.send([message(chat)]) for chat in chats))
    known = sorted(each.answered for each in telegram.refused())[2]
    assert [each for each in telegram.refused() if each.begun > known] == []
    assert [chat for chat in chats if telegram.got(chat) != ["Ya."]] == []


async def test_the_bulk_waits_with_all_and_not_with_one_chat_or_two() -> None:
    telegram, pace = Nearby(), Pace(28)
    chats, replies = telegram.people(3), Replies(telegram, pace)
    waited, answering = [], []
    for chat in chats:
        telegram.world.pace.make_wait(chat, 20)
        answering.append(asyncio.create_task(replies.send([message(chat)])))
        await asyncio.sleep(0.1)
        before = now()
        assert await pace.turn()
        waited.append(now() - before > 10)
    assert waited == [False, False, True]
    await at_once(*answering)
    assert [telegram.got(chat) for chat in chats] == [["Ya."]] * 3
