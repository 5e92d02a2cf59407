"""The rate that staff see is that of sending: no pause, night, other announcement or halt makes it look slow."""

import asyncio

import pytest

from bot.sending.pace import UNSAID_WAIT, Pace
from bot.sending.rate import LOOKS_OF_A_RATE, Look, Rate
from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.announcements.delivery import DeliveryCounts

SENDING, PAUSED, SCHEDULED = AnnouncementState.SENDING, AnnouncementState.PAUSED, AnnouncementState.SCHEDULED
Seen = tuple[float, AnnouncementState, int, int]
"""A moment, the state, how many copies had ended, and how many were under way."""


def measured(*looks: Seen) -> float | None:
    rate = Rate()
    for moment, state, ended, under_way in looks:
        rate.note(Look(moment, state, DeliveryCounts(pending=10_000, delivered=ended, sending=under_way)))
    return rate.a_second


@pytest.mark.parametrize(
    ("looks", "a_second"),
    [
        ([(0, SENDING, 0, 8)], None),
        ([(0, SENDING, 0, 8), (1, SENDING, 28, 8), (2, SENDING, 56, 8)], 28),
        ([(0, SCHEDULED, 0, 0), (60, SENDING, 5, 8), (61, SENDING, 33, 8)], 28),
        ([(0, SENDING, 0, 8), (1, SENDING, 28, 8), (1.5, PAUSED, 40, 0), (600, PAUSED, 40, 0), (601, SENDING, 50, 8)], 28),
        ([(0, SENDING, 0, 8), (1, SENDING, 28, 0), (36_001, SENDING, 28, 0), (36_002, SENDING, 56, 8)], 28),
        ([(0, SENDING, 0, 0), (1, SENDING, 0, 0), (2, SENDING, 0, 0)], None),
        ([(0, SENDING, 0, 8), (5, SENDING, 0, 8), (10, SENDING, 20, 8)], 2),
        ([(0, SENDING, 0, 8), (0, SENDING, 0, 8)], None),
    ],
    ids=[
        "one look",
        "even",
        "waited for its time before",
        "paused for ten minutes",
        "held for ten hours, as by the night",
        "another announcement goes first",
        "Telegram takes its time",
        "two looks at once",
    ],
)
def test_only_the_time_in_which_it_was_sent_counts(looks: list[Seen], a_second: float | None) -> None:
    assert measured(*looks) == (a_second if a_second is None else pytest.approx(a_second))


def test_the_rate_is_that_of_the_last_looks() -> None:
    slow = [(float(second), SENDING, second, 8) for second in range(100)]
    quick = [(100.0 + second, SENDING, 100 + 28 * second, 8) for second in range(LOOKS_OF_A_RATE + 1)]
    assert measured(*slow, *quick) == pytest.approx(28)


@pytest.mark.virtual_time
@pytest.mark.parametrize("seconds", [30.0, None])
async def test_the_clock_of_the_pace_stands_still_while_telegram_makes_everybody_wait(seconds: float | None) -> None:
    pace, loop = Pace(28), asyncio.get_running_loop()
    begun, by_the_loop = pace.moment, loop.time()
    await asyncio.sleep(2)
    pace.halt(seconds)
    await asyncio.sleep(3)
    pace.halt(1)  # inside the first: the same seconds are not counted twice
    assert pace.moment - begun == pytest.approx(2)
    waited = seconds or UNSAID_WAIT
    await asyncio.sleep(waited)
    assert pace.moment - begun == pytest.approx(2 + 3)
    assert loop.time() - by_the_loop == pytest.approx(2 + 3 + waited)


@pytest.mark.virtual_time
async def test_halts_that_overlap_stop_the_clock_until_the_later_deadline() -> None:
    pace = Pace(28)
    begun = pace.moment
    pace.halt(10)
    await asyncio.sleep(5)
    pace.halt(20)
    await asyncio.sleep(21)
    assert pace.moment - begun == pytest.approx(1)


@pytest.mark.virtual_time
async def test_a_lane_that_has_slowed_down_after_failures_is_halted_too() -> None:
    pace = Pace(28)
    begun = pace.moment
    for _ in range(3):
        pace.failed()
    await asyncio.sleep(0.5)
    assert pace.moment == pytest.approx(begun)
