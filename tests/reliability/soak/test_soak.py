"""A soak of some seconds, and what its report makes of what was seen."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.patience import LONGEST
from tests.processes import Warm
from tests.reliability.scene import a_bot, an_office, sqlite_url, telegram
from tests.reliability.soak.load import ADMIN, STAFF_TEXTS, TEXTS, Load
from tests.reliability.soak.measured import Held, Sample, descriptors_of, slope
from tests.reliability.soak.soaking import BOT_RUN, Plan, Result, soak
from tests.reliability.soak.told import draw, failures, report
from tests.reliability.soak.words import Words

HOUR = 3_600.0
DAY = Plan(24 * HOUR, 1, 600)


async def test_some_seconds_of_it_leave_nothing_unanswered_and_are_reported(tmp_path: Path) -> None:
    result = Result(Plan(4.0, 1, 0.5, a_second=40, stall_seconds=0.2))
    await soak(tmp_path, result, Warm)
    draw(result, tmp_path / "report.png")
    assert result.words.unhandled == Counter()
    assert result.settled and result.asked > 0 and result.arrived > 0
    assert {each.life for each in result.samples} == {0, 1}
    told = report(result)
    assert [word for word in ("memory slope", "descriptors", "connections", "unhandled errors", "1 kills") if word not in told] == []
    assert (tmp_path / "report.png").read_bytes().startswith(b"\x89PNG")


async def test_what_people_and_staff_ask_leaves_no_descriptor_open(tmp_path: Path) -> None:
    async with telegram() as here:
        async with an_office(url := sqlite_url(tmp_path / "office.db")):
            pass
        load = Load(here, (await here.crowd(20))["chats"], 25, random.Random(1))

        async def all_of_it() -> None:
            for text in (*TEXTS, *STAFF_TEXTS):
                await load.writes(ADMIN, text)
            for _ in range(20):
                await load.somebody()
            assert (await here.gets("/sandbox/settled", update_id=load.last_update, timeout=LONGEST))["settled"]

        async with a_bot(here, url, BOT_RUN, admin_ids=str(ADMIN)) as bot:
            await all_of_it()
            before = beside_connections(bot.pid)
            for _ in range(3):
                await all_of_it()
            async with asyncio.timeout(LONGEST):
                while beside_connections(bot.pid) > before:  # what is open for a moment
                    await asyncio.sleep(0.05)


def beside_connections(pid: int) -> int:
    found = descriptors_of(pid)
    return found.total() - found[Held.CONNECTION]


def a_sample(age: float, megabytes: float = 90.0, *, life: int = 0, files: int = 10, connections: int = 5) -> Sample:
    held = Counter({Held.FILE: files, Held.CONNECTION: connections})
    return Sample(life * DAY.life + age, life, megabytes, held, age)


def hourly(megabytes: Callable[[float], float], life: int = 0) -> list[Sample]:
    return [a_sample(hour * HOUR, megabytes(hour), life=life) for hour in range(12)]


@pytest.mark.parametrize(
    ("samples", "expected"),
    [
        pytest.param(hourly(lambda _: 90.0), 0.0, id="level"),
        pytest.param(hourly(lambda hour: 90 + 2 * hour), 2.0, id="two megabytes an hour"),
        pytest.param(hourly(lambda hour: 90 + 3 * hour) + hourly(lambda hour: 60 + 3 * hour, 1), 3.0, id="a life that begins smaller"),
        pytest.param(hourly(lambda _: 60.0) + hourly(lambda _: 90.0, 1), 0.0, id="a life that begins larger is no growth"),
        pytest.param(hourly(lambda hour: 90 if hour else 40.0), 0.0, id="warming up does not count"),
        pytest.param(hourly(lambda hour: 90 + hour % 2), 0.0, id="up and down"),
        pytest.param([], None, id="nothing"),
        pytest.param([a_sample(HOUR)], None, id="one look"),
    ],
)
def test_the_slope_is_that_of_each_life_after_it_has_warmed_up(samples: Sequence[Sample], expected: float | None) -> None:
    found = slope(samples, DAY.warm_up)
    assert found == (None if expected is None else pytest.approx(expected, abs=0.05))


def good() -> Result:
    return Result(DAY, hourly(lambda _: 90.0), settled=True)


def test_a_run_as_promised_fails_in_nothing() -> None:
    assert failures(good()) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param({"samples": hourly(lambda hour: 90 + 1.1 * hour)}, "memory grows by 1.1 MB an hour", id="memory"),
        pytest.param({"samples": [a_sample(h * HOUR, files=10 + h // 4) for h in range(1, 12)]}, "life 1: 2 more descriptors", id="files"),
        pytest.param({"samples": [a_sample(h * HOUR, connections=240) for h in range(12)]}, "240 connections", id="connections"),
        pytest.param({"words": Words(unhandled=Counter({"update dropped: KeyError": 2}))}, "2 unhandled errors", id="errors"),
        pytest.param({"settled": False}, "not everything was answered", id="unanswered"),
    ],
)
def test_each_thing_that_is_not_as_promised_is_said(spoil: dict[str, object], said: str) -> None:
    result = good()
    for name, value in spoil.items():
        setattr(result, name, value)
    (failure,) = failures(result)
    assert failure.startswith(said)
    assert failure in report(result)


def test_what_is_open_or_closed_for_a_moment_is_no_growth() -> None:
    opened = [a_sample(h * HOUR, files={2: 9, 10: 13}.get(h, 10)) for h in range(1, 25)]
    assert failures(Result(DAY, opened, settled=True)) == []


@pytest.mark.parametrize("hours", [1, 5.9])
def test_the_slope_of_a_short_life_is_told_and_not_judged(hours: float) -> None:
    result = Result(Plan(hours * HOUR, 0, 60), hourly(lambda hour: 90 + 5 * hour), settled=True)
    assert failures(result) == []
    assert "+5.00 MB/h" in report(result) and "not judged" in report(result)


KNOWN = {"levelname": "WARNING", "message": "Telegram cannot be reached, trying again"}
DROPPED = {"levelname": "ERROR", "message": "update dropped", "exc_info": "  File x\nKeyError"}


TOO_SLOW = DROPPED | {"message": "answer failed", "error": "TimeoutError"}


@pytest.mark.parametrize(
    ("line", "handled", "unhandled"),
    [
        pytest.param(json.dumps(KNOWN), 1, 0, id="a fault that it knows"),
        pytest.param(json.dumps(KNOWN | {"levelname": "INFO", "message": "ready"}), 0, 0, id="no fault"),
        pytest.param(json.dumps(DROPPED), 0, 1, id="an exception"),
        pytest.param(json.dumps(TOO_SLOW), 0, 0, id="a store that was too slow is counted apart"),
        pytest.param(json.dumps(TOO_SLOW | {"error": "KeyError"}), 0, 1, id="an answer that met a mistake"),
        pytest.param(json.dumps(KNOWN | {"levelname": "CRITICAL"}), 0, 1, id="nobody caught it"),
        pytest.param("Fatal Python error: Segmentation fault", 0, 1, id="no line of the log"),
        pytest.param("\n", 0, 0, id="an empty line"),
    ],
)
def test_an_error_is_unhandled_when_it_comes_with_the_way_to_it(line: str, handled: int, unhandled: int) -> None:
    words = Words()
    words.read(line)
    assert (words.handled.total(), words.unhandled.total()) == (handled, unhandled)
