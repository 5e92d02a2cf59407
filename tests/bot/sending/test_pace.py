"""The pace of what is sent unasked, by the clock of the event loop."""

import asyncio

import pytest

from bot.sending.pace import GROUP_MESSAGES, Pace


class Loop:
    """Time that passes only when somebody waits for it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr("bot.sending.pace._now", lambda: self.now)
        monkeypatch.setattr("bot.sending.pace.asyncio.sleep", self._sleep)
        monkeypatch.setattr(Pace, "_rest", lambda _, seconds: self._sleep(max(0.0, seconds)))

    async def _sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Loop:
    return Loop(monkeypatch)


async def turns(pace: Pace, loop: Loop, count: int, late: float = 0.0) -> list[float]:
    taken = []
    for _ in range(count):
        assert await pace.turn()
        taken.append(loop.now)
        loop.now += late
    return taken


def most_in_a_second(moments: list[float]) -> int:
    return max(sum(start <= moment < start + 1 for moment in moments) for start in moments)


async def test_turns_are_evenly_spaced_at_the_rate(loop: Loop) -> None:
    taken = await turns(Pace(28), loop, 281)
    assert taken[-1] - taken[0] == pytest.approx(10, abs=1 / 28)
    assert most_in_a_second(taken) <= 29


async def test_timers_that_are_a_little_late_cost_no_rate(loop: Loop) -> None:
    taken = await turns(Pace(28), loop, 281, late=0.005)
    assert taken[-1] - taken[0] == pytest.approx(10, rel=0.02)
    assert most_in_a_second(taken) <= 30


async def test_a_long_delay_is_not_made_up_for_by_a_burst(loop: Loop) -> None:
    pace = Pace(28)
    await turns(pace, loop, 10)
    loop.now += 5
    assert most_in_a_second(await turns(pace, loop, 60)) <= 30


async def test_answers_make_the_lane_wait_and_never_more_than_a_second(loop: Loop) -> None:
    pace = Pace(28)
    await turns(pace, loop, 1)
    before = loop.now
    for _ in range(14):
        pace.note_answer()
    await turns(pace, loop, 1)
    assert loop.now - before == pytest.approx(15 / 28, abs=1 / 28)
    for _ in range(500):
        pace.note_answer()
    before = loop.now
    await turns(pace, loop, 1)
    assert loop.now - before <= 1.0 + 1 / 28


async def test_a_429_halts_the_lane_until_its_deadline(loop: Loop) -> None:
    pace = Pace(28)
    await turns(pace, loop, 1)
    assert pace.halt(35) == 35
    before = loop.now
    await turns(pace, loop, 1)
    assert loop.now - before >= 35


async def test_a_429_that_names_no_wait_is_waited_for_longer_each_time(loop: Loop) -> None:
    pace = Pace(28)
    waits = []
    for _ in range(6):
        before = loop.now
        pace.halt(None)
        await turns(pace, loop, 1)
        waits.append(round(loop.now - before))
    assert waits == [5, 10, 20, 40, 60, 60]
    pace.succeeded()
    assert pace.halt(None) == 5


async def test_failures_in_a_row_slow_the_lane_down_until_one_succeeds(loop: Loop) -> None:
    pace = Pace(28)
    waits = []
    for _ in range(10):
        before = loop.now
        pace.failed()
        await turns(pace, loop, 1)
        waits.append(round(loop.now - before))
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    pace.succeeded()
    before = loop.now
    await turns(pace, loop, 1)
    assert loop.now - before < 1


async def test_a_turn_without_work_is_given_back(loop: Loop) -> None:
    pace = Pace(28)
    await turns(pace, loop, 1)
    before = loop.now
    for _ in range(7):
        assert await pace.turn()
        pace.give_back()
    await turns(pace, loop, 28)
    assert loop.now - before <= 1 + 8 / 28


async def test_a_chat_gets_one_message_a_second(loop: Loop) -> None:
    pace = Pace(28)
    moments = []
    for _ in range(3):
        await pace.chat_turn(7001)
        moments.append(loop.now)
    assert moments == [1000, 1001, 1002]


async def test_a_group_gets_twenty_messages_a_minute(loop: Loop) -> None:
    pace = Pace(28)
    moments = []
    for _ in range(GROUP_MESSAGES + 1):
        await pace.chat_turn(-100)
        moments.append(loop.now)
    assert moments[-1] - moments[0] >= 60


async def test_messages_to_one_chat_that_meet_stand_in_line(loop: Loop) -> None:
    pace = Pace(28)
    asleep: list[float] = []

    async def note(seconds: float) -> None:
        asleep.append(seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.sending.pace.asyncio.sleep", note)
        for _ in range(4):
            await pace.chat_turn(-100)
    assert asleep == [1, 2, 3]


async def test_only_what_may_still_matter_is_remembered(loop: Loop) -> None:
    pace = Pace(28)
    for chat in range(1, 3001):
        await turns(pace, loop, 1)
        await pace.chat_turn(chat)
    assert len(pace._last) <= 60


async def test_a_stopped_lane_lets_nobody_wait() -> None:
    pace = Pace(28)
    pace.halt(3600)
    waiting = asyncio.create_task(pace.turn())
    await asyncio.sleep(0)
    pace.stop()
    assert await asyncio.wait_for(waiting, 1) is False
