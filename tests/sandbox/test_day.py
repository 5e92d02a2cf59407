"""The day of the practice room is chosen on its page, and nowhere else."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import Calendar
from tests.rehearsal import TODAY, ZONE, Rehearsal, rehearsal
from tests.sandbox.line import Line


async def choose(bot: Rehearsal, day: Any) -> tuple[int, dict[str, Any]]:
    async with bot.http.post("/sandbox/day", json={"day": day}) as answer:
        return answer.status, await answer.json()


async def test_the_office_lives_on_the_day_that_was_chosen_and_the_hour_goes_on(tmp_path: Path) -> None:
    async with rehearsal(tmp_path, demo=True) as bot:
        assert bot.office.today() == TODAY
        assert await choose(bot, "2026-11-26") == (200, {"today": "2026-11-26", "is_moved": True})
        assert bot.office.today() == date(2026, 11, 26)
        assert bot.office.now().timetz() == bot.clock.moment.timetz()
        assert await choose(bot, None) == (200, {"today": TODAY.isoformat(), "is_moved": False})
        assert bot.office.now() == bot.clock.moment


@pytest.mark.parametrize("day", ["2026-11-31", "besok", "", 5, "2029-01-01", "2020-01-01"])
async def test_a_day_that_is_none_or_too_far_is_refused_in_a_sentence(tmp_path: Path, day: Any) -> None:
    async with rehearsal(tmp_path) as bot:
        status, answered = await choose(bot, day)
        assert status == 400
        assert answered["error"].endswith(".")
        assert bot.office.today() == TODAY


async def test_a_bot_elsewhere_keeps_its_own_clock(line: Line) -> None:
    async with line.http.get("/sandbox/day") as answer:
        assert await answer.json() == {"today": None, "is_moved": False}
    async with line.http.post("/sandbox/day", json={"day": "2026-11-26"}) as answer:
        assert answer.status == 400


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2027, 2, 28), date(2026, 11, 24)])
def test_a_day_before_or_after_is_the_day_in_the_offices_zone(day: date) -> None:
    nearly_midnight = datetime.combine(TODAY, time(23, 59), ZONE)
    calendar = Calendar(ZONE, lambda: nearly_midnight)
    calendar.choose(day)
    assert calendar.today == day
    assert calendar.is_moved == (day != TODAY)
