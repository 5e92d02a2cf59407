"""Each chat's turns: a wait that Telegram asked for, 20 messages a minute in a group, and nothing remembered that is over."""

import asyncio

import pytest

from bot.messaging.chat_turns import GROUP_MESSAGES, GROUP_SECONDS, ChatTurns

pytestmark = pytest.mark.virtual_time
SITI, BUDI, CLASS, OTHER_CLASS = 7001, 7002, -100, -200


@pytest.mark.parametrize("chat", [SITI, CLASS])
async def test_a_wait_is_this_chat_s_and_ends(chat: int) -> None:
    turns = ChatTurns()
    turns.halt(chat, 38)
    assert [turns.wait(each) for each in (chat, BUDI, OTHER_CLASS)] == [38, 0, 0]
    await asyncio.sleep(30)
    assert turns.wait(chat) == pytest.approx(8)
    await asyncio.sleep(8)
    assert turns.wait(chat) == 0


async def test_a_shorter_wait_does_not_end_a_longer_one() -> None:
    turns = ChatTurns()
    turns.halt(SITI, 38)
    turns.halt(SITI, 1)
    assert turns.wait(SITI) == 38


@pytest.mark.parametrize(
    ("chat", "taken", "refused", "waits"),
    [
        pytest.param(CLASS, GROUP_MESSAGES - 1, 0, 0, id="one below the limit"),
        pytest.param(CLASS, GROUP_MESSAGES, 0, GROUP_SECONDS, id="at the limit"),
        pytest.param(CLASS, GROUP_MESSAGES, 1, 1, id="the last one was refused, and counts for nothing"),
        pytest.param(SITI, 5 * GROUP_MESSAGES, 0, 0, id="no group"),
    ],
)
async def test_a_group_takes_twenty_messages_a_minute(chat: int, taken: int, refused: int, waits: float) -> None:
    turns = ChatTurns()
    for _ in range(taken):
        turns.take(chat)
    for _ in range(refused):
        turns.halt(chat, 1)
    assert turns.wait(chat) == waits


async def test_a_group_s_minute_moves_on_message_by_message() -> None:
    turns = ChatTurns()
    for _ in range(GROUP_MESSAGES):
        turns.take(CLASS)
        await asyncio.sleep(2)
    await asyncio.sleep(turns.wait(CLASS))
    assert turns.wait(CLASS) == 0
    turns.take(CLASS)
    assert turns.wait(CLASS) == pytest.approx(2)


async def test_many_chats_and_groups_leave_only_what_still_waits() -> None:
    turns = ChatTurns()
    turns.halt(SITI, 100_000)
    for number in range(3_000):
        turns.halt(10_000 + number, 5)
        turns.take(-10_000 - number)
        await asyncio.sleep(1)
    assert turns.remembered <= 1 + 6 + GROUP_SECONDS + 1
    assert turns.wait(SITI) > 0
