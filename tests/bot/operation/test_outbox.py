"""`siaprekam outbox`: what waits, what is uncertain, and why, read beside a running bot."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.operation.outbox import WHY, DueSoon, look, print_found
from bot.settings import Settings
from ektp_core.announcements.announcement import Reason
from ektp_core.store.demo import load_demo
from ektp_core.store.reminders import remind
from ektp_core.store.schema import delivery
from ektp_core.subscriptions.reminders import Reminder, ReminderKind
from ektp_core.subscriptions.subscribers import UnreachableReason
from tests.bot.command_line import siaprekam
from tests.databases import Filled, sqlite_file
from tests.rehearsal import TODAY, ZONE
from tests.reliability.scene import an_office, announce, confirm, follow, sqlite_url


async def test_what_waits_and_what_is_uncertain_is_told_with_its_reason(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "office.db")
    async with an_office(url) as store:
        await follow(store, [7001, 7002, 7003])
        await announce(store)
        await confirm(store)
        async with store.changing() as connection:
            first = await connection.scalar(select(delivery.c.id).limit(1))
            doubted = update(delivery).where(delivery.c.id == first)
            await connection.execute(doubted.values(state="uncertain", ambiguous=2, error=Reason.CRASH))
    shown = siaprekam(tmp_path, "outbox", database_url=url)
    assert shown.returncode == 0, shown.stderr
    lines = shown.stdout.splitlines()
    assert "A-1 (announcement, sending): 2 pending" in lines
    assert "A-1 (announcement, sending): 1 uncertain, the bot was killed while the request was under way" in lines
    assert [line for line in lines if line.startswith("A-2 (announcement): scheduled, due 2026-11-24")]
    found = json.loads(siaprekam(tmp_path, "outbox", "--json", database_url=url).stdout)
    assert {(each["copy_state"], each["count"]) for each in found["copies"]} == {("pending", 2), ("uncertain", 1)}
    assert found["announcements"][0]["state"] == "scheduled"


async def test_an_empty_outbox_says_so(tmp_path: Path) -> None:
    shown = siaprekam(tmp_path, "outbox", database_url=await sqlite_file(tmp_path / "office.db", Filled.FIRST_START))
    assert shown.stdout.splitlines() == ["Nothing waits, and nothing is uncertain.", "Due within 24 hours: nothing."]


async def test_what_is_due_within_a_day_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the demo set SMAN 1 Koba is visited from the 26th on, of which it is told twice the day before, and another school in a week."""
    now = datetime(2026, 11, 25, 9, tzinfo=ZONE)
    url = sqlite_url(tmp_path / "office.db")
    async with an_office(url) as store:
        await load_demo(store, TODAY)
        await follow(store, [7001, 7002, 7003])
        for chat, day in ((7001, 26), (7002, 26), (7003, 27)):
            await remind(store, Reminder(chat, ReminderKind.CARD, date(2026, 11, day)), TODAY)
        await confirm(store, due=now + timedelta(hours=23))
        await confirm(store, due=now + timedelta(hours=25))
    found = await look(Settings(database_url=url, timezone=ZONE), lambda: now)
    assert found.due_soon == DueSoon(announcements=1, notices=3, reminders=2)
    print_found(found, as_json=False)
    assert "Due within 24 hours: 1 announcement, 3 notices of a visit, 2 reminders." in capsys.readouterr().out


def test_every_reason_has_words_on_the_terminal() -> None:
    assert {*Reason, *UnreachableReason} - WHY.keys() == set()
