"""/rekap: today's numbers as they are, and which day is meant where one is named."""

from datetime import date, timedelta

import pytest

from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.reply import Button, Reply
from handlers.staff.visits.tally_acts import TallyStep
from handlers.texts import render
from tests.handlers.staff.visits.desk import HENDRA, RATNA, Desk, close, count, visit_of_today
from tests.rehearsal import TODAY


def days_offered(shown: Reply) -> list[date]:
    """The days that buttons offer."""
    return [
        date.fromisoformat(item.argument)
        for row in shown.buttons
        for item in row
        if isinstance(item, Button) and item.act == "of_day" and item.label in ("this_date", "recap_today")
    ]


async def test_what_is_still_counted_is_marked_and_what_is_closed_says_by_whom(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    assert "hitungan hari ini belum ada" in render(await ratna.writes("rekap"), Language.ID)
    await ratna.presses(count(number, TallyStep.FIVE_RECORDED))
    running = await ratna.writes("rekap")
    assert "5 terekam · masih dihitung (Bu Ratna)" in render(running, Language.ID)
    assert "5 recorded · still counting (Bu Ratna)" in render(running, Language.EN)
    await close(office, number, "31 2", HENDRA)
    ended = await ratna.writes("rekap")
    assert "31 terekam, 2 absen · ditutup Pak Hendra 12.00" in render(ended, Language.ID)
    assert "31 recorded, 2 absent · closed by Pak Hendra 12:00" in render(ended, Language.EN)


@pytest.mark.parametrize(
    ("words", "day"),
    [("", TODAY), ("hari ini", TODAY), ("kemarin", TODAY - timedelta(1)), ("23/11/2026", TODAY - timedelta(1))],
)
async def test_the_recap_of_a_day_is_that_days(office: Office, words: str, day: date) -> None:
    shown = await Desk(office, RATNA).writes(f"rekap {words}")
    assert (shown.view, shown.values["day"]) == ("staff/visits/recap_day", day)


@pytest.mark.parametrize("words", ["23 nov", "tanggal 20", "besok", "minggu lalu", "cakupan Koba"])
async def test_a_day_that_lies_ahead_or_is_none_is_asked_back(office: Office, words: str) -> None:
    shown = await Desk(office, RATNA).writes(f"rekap {words}")
    assert shown.view == "staff/visits/recap_which"
    assert days_offered(shown)[-1] == TODAY


async def test_a_day_without_its_year_is_offered_as_the_last_one(office: Office) -> None:
    assert days_offered(await Desk(office, RATNA).writes("rekap 23 nov")) == [date(2026, 11, 23), TODAY]
    assert days_offered(await Desk(office, RATNA).writes("rekap tanggal 20")) == [date(2026, 11, 20), TODAY]
