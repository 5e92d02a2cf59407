"""The pace of what is sent unasked, in virtual time: by the bot's own clock, and by the sandbox's, which refuses whoever is too fast."""

import asyncio
import random

import pytest

from bot.messaging.chat_turns import GROUP_MESSAGES
from bot.sandbox import LimitRules
from bot.sandbox.rules.limits import AllowedPace as TelegramsPace
from bot.sandbox.world.deliveries import PaceKept
from bot.sending.pace import Pace

pytestmark = pytest.mark.virtual_time
LATENCY_SECONDS = (0.005, 0.015)
SLOTS = 8


def now() -> float:
    return asyncio.get_running_loop().time()


async def turns(pace: Pace, count: int, late: float = 0.0) -> list[float]:
    taken = []
    for _ in range(count):
        assert await pace.turn()
        taken.append(now())
        await asyncio.sleep(late)
    return taken


def most_in_a_second(moments: list[float]) -> int:
    return max(sum(start <= moment < start + 1 for moment in moments) for start in moments)


async def test_turns_are_evenly_spaced_at_the_rate() -> None:
    taken = await turns(Pace(28), 281)
    assert taken[-1] - taken[0] == pytest.approx(10, abs=1 / 28)
    assert most_in_a_second(taken) <= 29


async def test_timers_that_are_a_little_late_cost_no_rate() -> None:
    taken = await turns(Pace(28), 281, late=0.005)
    assert taken[-1] - taken[0] == pytest.approx(10, rel=0.02)
    assert most_in_a_second(taken) <= 30


async def test_a_long_delay_is_not_made_up_for_by_a_burst() -> None:
    pace = Pace(28)
    await turns(pace, 10)
    await asyncio.sleep(5)
    assert most_in_a_second(await turns(pace, 60)) <= 30


async def test_telegram_refuses_none_of_400_messages_at_the_office_s_pace() -> None:
    pace, kept = Pace(28), PaceKept()
    telegram = TelegramsPace(LimitRules(), now)
    delays, chats = random.Random(7), iter(range(1, 401))

    async def send_one_after_another() -> None:
        for chat in chats:
            assert await pace.turn()
            await asyncio.sleep(delays.uniform(*LATENCY_SECONDS) / 2)
            telegram.admit(chat)  # raises what the bot would get as a 429
            kept.accept(now())
            await asyncio.sleep(delays.uniform(*LATENCY_SECONDS) / 2)

    await asyncio.gather(*(send_one_after_another() for _ in range(SLOTS)))
    assert kept.accepted == 400
    assert kept.per_second_max <= 30
    assert kept.first is not None and kept.last is not None
    assert (kept.accepted - 1) / (kept.last - kept.first) >= 0.98 * 28


async def test_answers_make_the_lane_wait_and_never_more_than_a_second() -> None:
    pace = Pace(28)
    await turns(pace, 1)
    before = now()
    for _ in range(14):
        pace.note_answer()
    await turns(pace, 1)
    assert now() - before == pytest.approx(15 / 28, abs=1 / 28)
    for _ in range(500):
        pace.note_answer()
    before = now()
    await turns(pace, 1)
    assert now() - before <= 1.0 + 1 / 28


async def test_turns_that_were_taken_ahead_make_room_for_answers_too() -> None:
    pace, begun = Pace(28), now()
    taken: list[float] = []

    async def slot() -> None:
        taken.extend(moment - begun for moment in await turns(pace, 4))

    slots = [asyncio.create_task(slot()) for _ in range(SLOTS)]
    await asyncio.sleep(0.5 / 28)
    for _ in range(3):
        pace.note_answer()
    await asyncio.gather(*slots)
    first, second, *_ = sorted(taken)
    assert (first, second) == (0, pytest.approx(3.5 / 28))
    assert max(taken) == pytest.approx((4 * SLOTS - 1.5 + 3) / 28)


async def test_a_429_halts_the_lane_until_its_deadline() -> None:
    pace = Pace(28)
    await turns(pace, 1)
    assert pace.halt(35) == 35
    before = now()
    await turns(pace, 1)
    assert now() - before >= 35


async def test_a_429_that_names_no_wait_is_waited_for_longer_each_time() -> None:
    pace = Pace(28)
    waits = []
    for _ in range(6):
        before = now()
        pace.halt(None)
        await turns(pace, 1)
        waits.append(round(now() - before))
    assert waits == [5, 10, 20, 40, 60, 60]
    pace.succeeded()
    assert pace.halt(None) == 5


async def test_failures_in_a_row_slow_the_lane_down_until_one_succeeds() -> None:
    pace = Pace(28)
    waits = []
    for _ in range(10):
        before = now()
        pace.failed()
        await turns(pace, 1)
        waits.append(round(now() - before))
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    pace.succeeded()
    before = now()
    await turns(pace, 1)
    assert now() - before < 1


async def test_a_turn_without_work_is_given_back() -> None:
    pace = Pace(28)
    await turns(pace, 1)
    before = now()
    for _ in range(7):
        assert await pace.turn()
        pace.give_back()
    await turns(pace, 28)
    assert now() - before <= 1 + 8 / 28


async def test_a_chat_gets_one_message_a_second() -> None:
    pace = Pace(28)
    begun, moments = now(), []
    for _ in range(3):
        await pace.chat_turn(7001)
        moments.append(now() - begun)
    assert moments == [0, 1, 2]


async def test_a_group_at_its_twenty_a_minute_is_left_for_later() -> None:
    pace = Pace(28)
    taken = [await pace.chat_turn(-100) for _ in range(GROUP_MESSAGES)]
    begun = now()
    assert (taken, await pace.chat_turn(-100), now() - begun) == ([True] * GROUP_MESSAGES, False, 0)
    await asyncio.sleep(pace.chats.wait(-100))
    assert await pace.chat_turn(-100)


@pytest.mark.parametrize("chat", [7001, 7002, -100])
async def test_whoever_had_a_turn_before_telegram_asked_to_wait_does_not_go_during_the_wait(chat: int) -> None:
    pace = Pace(28)
    assert await pace.turn()
    assert await pace.chat_turn(7001)
    waiting = asyncio.create_task(pace.chat_turn(7001))
    await asyncio.sleep(0.5)
    pace.halt(38)
    assert not await waiting
    assert not await pace.chat_turn(chat)
    before = now()
    assert await pace.turn()
    assert (now() - before > 36, await pace.chat_turn(chat)) == (True, True)


async def test_a_chat_s_own_wait_holds_up_its_copies_alone() -> None:
    pace = Pace(28)
    pace.chats.halt(7001, 38)
    before = now()
    assert [await pace.chat_turn(chat) for chat in (7001, 7002)] == [False, True]
    await turns(pace, 10)
    assert now() - before < 1


async def test_messages_to_one_chat_that_meet_stand_in_line() -> None:
    pace, begun = Pace(28), now()

    async def moment_of_a_message() -> float:
        assert await pace.chat_turn(-100)
        return now() - begun

    assert await asyncio.gather(*(moment_of_a_message() for _ in range(4))) == [0, 1, 2, 3]


async def test_only_what_may_still_matter_is_remembered() -> None:
    pace = Pace(28)
    for chat in range(1, 3001):
        await turns(pace, 1)
        await pace.chat_turn(chat)
    assert pace.remembered <= 60


async def test_a_stopped_lane_lets_nobody_wait() -> None:
    pace, begun = Pace(28), now()
    assert await pace.chat_turn(7001)
    pace.halt(3600)
    waiting = [asyncio.create_task(pace.turn()), asyncio.create_task(pace.chat_turn(7001))]
    await asyncio.sleep(0)
    pace.stop()
    assert (await asyncio.gather(*waiting), now()) == ([False, False], begun)
