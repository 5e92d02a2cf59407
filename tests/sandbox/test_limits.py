"""Telegram's pace: 30 messages a second, one a second in a chat after a burst, 20 a minute in a group; 429 says how long to wait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import LimitRules
from bot.sandbox.rules.limits import AllowedPace
from bot.sandbox.rules.refusals import Refused
from tests.sandbox.line import GROUP, SITI, Line


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Counter:
    """A pace with its clock, and the wait of the last refusal."""

    def __init__(self, **rules: int) -> None:
        self.clock = Clock()
        self.pace = AllowedPace(LimitRules(**rules), self.clock)

    def takes(self, chat: int) -> bool:
        return self.wait(chat) == 0

    def wait(self, chat: int) -> int:
        """Seconds that Telegram asks for; 0 when the message is taken."""
        try:
            self.pace.admit(chat)
        except Refused as refused:
            assert (refused.code, refused.description) == (429, f"Too Many Requests: retry after {refused.retry_after}")
            return refused.retry_after or 0
        return 0


def test_30_messages_a_second_are_taken_and_the_31st_waits() -> None:
    telegram = Counter()
    assert all(telegram.takes(chat) for chat in range(1, 31))
    wait = telegram.wait(31)
    assert wait == 1
    telegram.clock.now += wait
    assert telegram.takes(31)


def test_a_chat_takes_a_burst_and_then_one_message_a_second() -> None:
    telegram = Counter(per_chat_burst=3)
    assert [telegram.takes(1) for _ in range(4)] == [True, True, True, False]
    assert telegram.takes(2)
    for _ in range(3):
        telegram.clock.now += 1
        assert telegram.takes(1)
        assert not telegram.takes(1)


def test_a_chat_that_rests_gets_its_burst_back() -> None:
    telegram = Counter(per_chat_burst=3)
    assert [telegram.takes(1) for _ in range(3)] == [True] * 3
    telegram.clock.now += 60
    assert [telegram.takes(1) for _ in range(4)] == [True, True, True, False]


def test_a_group_takes_20_messages_a_minute() -> None:
    telegram = Counter(per_chat_burst=100)
    assert all(telegram.takes(GROUP) for _ in range(20))
    telegram.clock.now += 15
    wait = telegram.wait(GROUP)
    assert wait == 45
    assert telegram.takes(SITI)
    telegram.clock.now += wait
    assert telegram.takes(GROUP)


def test_whoever_sends_before_the_wait_is_over_is_refused_whatever_it_sends() -> None:
    telegram = Counter(per_second=2)
    assert telegram.takes(1)
    telegram.clock.now += 0.9
    assert telegram.takes(2)
    assert telegram.wait(3) == 1
    telegram.clock.now += 0.5
    assert telegram.wait(4) == 1
    telegram.clock.now += 0.5
    assert telegram.takes(4)


def test_a_wait_for_one_chat_does_not_hold_up_the_others() -> None:
    telegram = Counter(per_chat_burst=1)
    assert telegram.takes(1)
    assert not telegram.takes(1)
    assert telegram.takes(2)


def test_one_chat_can_be_made_to_wait_for_long() -> None:
    telegram = Counter()
    telegram.pace.make_wait(1, 38)
    assert telegram.wait(1) == 38
    assert telegram.takes(2)
    telegram.clock.now += 38
    assert telegram.takes(1)


def test_a_refused_message_is_not_counted() -> None:
    telegram = Counter(per_second=5, per_chat_burst=1)
    assert telegram.takes(1)
    assert not any(telegram.takes(1) for _ in range(10))
    assert all(telegram.takes(chat) for chat in range(2, 6))


def test_without_a_pace_nothing_waits() -> None:
    telegram = Counter(pace=False)
    assert all(telegram.takes(GROUP) for _ in range(100))


@given(st.lists(st.tuples(st.sampled_from([1, 2, GROUP]), st.sampled_from([0.0, 0.1, 0.7, 3.0])), max_size=60))
def test_a_sender_that_keeps_each_wait_gets_everything_through_and_passes_no_limit(sends: list[tuple[int, float]]) -> None:
    telegram = Counter(per_second=4, per_chat_burst=3, per_group_minute=5)
    taken: list[tuple[int, float]] = []
    for chat, pause in sends:
        telegram.clock.now += pause
        waits = 0
        while wait := telegram.wait(chat):
            telegram.clock.now += wait
            waits += 1
            assert waits <= 3
        taken.append((chat, telegram.clock.now))
    for _, begin in taken:
        assert sum(begin <= at < begin + 1 for _, at in taken) <= 4
        assert sum(begin <= at < begin + 60 for chat, at in taken if chat == GROUP) <= 5


@pytest.mark.virtual_time
async def test_a_429_names_the_seconds_where_bots_look_for_them(line: Line) -> None:
    await line.writes("/start")
    await line.acts("rules", pace=True, per_chat_burst=1)
    assert await line.gives("sendMessage", chat_id=SITI, text="1")
    assert await line.call("sendMessage", chat_id=SITI, text="2") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }


@pytest.mark.virtual_time
async def test_a_refused_message_reaches_nobody(line: Line) -> None:
    await line.writes("/start")
    await line.acts("rules", pace=True, per_chat_burst=1)
    for text in ("1", "2", "3"):
        await line.call("sendMessage", chat_id=SITI, text=text)
    assert [message["text"] for message in await line.messages() if message["from_bot"]] == ["1"]
    assert (await line.asks("deliveries"))["deliveries"] == {str(SITI): 1}


@pytest.mark.parametrize("rule", [{"speed": 7}, {"_clock": 1}])
async def test_an_unknown_rule_is_refused(line: Line, rule: dict[str, int]) -> None:
    assert next(iter(rule)) in await line.cannot("rules", **rule)
