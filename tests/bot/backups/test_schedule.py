"""The schedule inside the bot: when a backup is made, what is known of it, and that nothing about it stops the bot."""

import asyncio
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from bot.backups.names import backups_in
from bot.backups.schedule import AGAIN_SECONDS, Schedule, Wanted, keeping_backups, wanted_by
from bot.settings import Settings
from ektp_core.backups.stand import Concern
from ektp_core.office import Office, OfficeSettings
from ektp_core.store import open_store
from tests.databases import Filled, sqlite_file
from tests.patience import LONGEST

BEGUN = datetime(2026, 11, 24, 5, tzinfo=UTC)
HOME = "19.04"
KEY = str(pyrage.x25519.Identity.generate().to_public())


class Clock:
    """The office's clock, moved by hand."""

    def __init__(self) -> None:
        self.moment = BEGUN

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def office(tmp_path: Path, clock: Clock) -> Office:
    store = open_store(await sqlite_file(tmp_path / "office.db", Filled.FIRST_START))
    return await Office.open(store, OfficeSettings(), clock.now)


def wanted(tmp_path: Path, *, minutes: int = 15, key: str | None = KEY, command: str | None = None) -> Wanted:
    every = timedelta(minutes=minutes) if minutes else None
    return Wanted(tmp_path / "office.db", tmp_path / "backups", every, key, command, leaves=True)


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONGEST):
        while not reached():
            await asyncio.sleep(0.05)


async def made_in(schedule: Schedule, reached: Callable[[], bool]) -> None:
    """Let the schedule run until this is so."""
    running = asyncio.create_task(schedule.run())
    try:
        await until(reached)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_the_first_is_made_at_once_and_known(office: Office, tmp_path: Path) -> None:
    schedule = Schedule(wanted(tmp_path), office)
    assert office.backups
    assert office.backups.concern(BEGUN) is Concern.LATE
    await made_in(schedule, lambda: office.backups is not None and office.backups.last is not None)
    assert [each.made for each in backups_in(tmp_path / "backups", HOME)] == [BEGUN]
    assert office.backups.last == BEGUN
    assert office.backups.concern(BEGUN) is None
    assert Schedule(wanted(tmp_path), office) and office.backups.last == BEGUN, "known again after a restart"


@pytest.mark.parametrize(
    ("since_last", "seconds"),
    [
        (None, 0),
        (timedelta(minutes=5), 600),
        (timedelta(minutes=15), 0),
        (timedelta(days=9), 0),
        (timedelta(minutes=-5), 0),
    ],
    ids=["none yet", "not yet due", "due", "after an outage", "a clock that was put back"],
)
async def test_the_next_is_due_so_long_after_the_last(
    office: Office, tmp_path: Path, clock: Clock, since_last: timedelta | None, seconds: int
) -> None:
    if since_last is not None:
        (tmp_path / "backups").mkdir()
        (tmp_path / "backups" / "siaprekam-19.04-20261124T050000Z.db.gz.age").write_bytes(b"a finished one")
        clock.moment = BEGUN + since_last
    schedule = Schedule(wanted(tmp_path), office)
    assert schedule.seconds_until_due(timedelta(minutes=15)) == seconds


@pytest.mark.parametrize(("exit_code", "concern"), [(0, None), (1, Concern.OFF_SITE_FAILED)])
async def test_the_command_is_given_the_encrypted_file(office: Office, tmp_path: Path, exit_code: int, concern: Concern | None) -> None:
    told = tmp_path / "told"
    program = tmp_path / "away.py"
    program.write_text(f"import os, sys; open({str(told)!r}, 'w').write(sys.argv[-1]); sys.exit({exit_code})")
    schedule = Schedule(wanted(tmp_path, command=f"{sys.executable} '{program}' --"), office)
    await made_in(
        schedule,
        lambda: told.exists() and bool(told.read_text()) and office.backups is not None and office.backups.concern(BEGUN) is concern,
    )
    assert [str(each.path) for each in backups_in(tmp_path / "backups", HOME)] == [told.read_text()]


async def test_what_fails_is_tried_again_and_stops_nothing(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stands where the folder should be; once it is gone the next try succeeds."""
    (tmp_path / "backups").write_text("in the way")
    slept: list[float] = []
    sleep = asyncio.sleep

    async def noted(seconds: float) -> None:
        slept.append(seconds)
        if seconds == AGAIN_SECONDS:
            (tmp_path / "backups").unlink()
        await sleep(0)

    schedule = Schedule(wanted(tmp_path), office)
    monkeypatch.setattr("bot.backups.schedule.asyncio.sleep", noted)
    running = asyncio.create_task(schedule.run())
    async with asyncio.timeout(LONGEST):
        while not (office.backups and office.backups.last):
            await sleep(0.05)
    running.cancel()
    assert AGAIN_SECONDS in slept


async def test_while_the_clock_is_wrong_none_is_made_and_the_earlier_ones_stay(
    office: Office, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.backups.schedule.AGAIN_SECONDS", 0.01)
    monkeypatch.setattr("ektp_core.backups.rotation.KEPT_ALL", timedelta())
    (tmp_path / "backups").mkdir()
    earlier = tmp_path / "backups" / "siaprekam-19.04-20261123T050000Z.db.gz.age"
    earlier.write_bytes(b"a finished one")
    clock.moment = BEGUN.replace(year=2038)
    asked: list[int] = []

    def is_clock_right() -> bool:
        """Telegram names the time when it is asked for the third time; by then somebody has mended the clock."""
        asked.append(len(backups_in(tmp_path / "backups", HOME)))
        if len(asked) > 2:
            clock.moment = BEGUN
        return len(asked) > 2

    await made_in(Schedule(wanted(tmp_path), office, is_clock_right), lambda: len(backups_in(tmp_path / "backups", HOME)) == 2)
    assert asked[:3] == [1, 1, 1]
    assert earlier.exists()


async def test_a_bot_that_makes_none_says_so(office: Office, tmp_path: Path) -> None:
    settings = Settings(token="1:x", database_url=f"sqlite+aiosqlite:///{tmp_path}/office.db", backup_minutes=0)
    async with keeping_backups(settings, office, lambda: True):
        assert office.backups
        assert office.backups.concern(BEGUN) is Concern.NONE_MADE
    assert not (tmp_path / "backups").exists()


async def test_the_sandbox_makes_none_and_nobody_minds(office: Office) -> None:
    async with keeping_backups(Settings(), office, lambda: True):
        assert office.backups is None


def test_the_folder_is_beside_the_database_unless_named(tmp_path: Path) -> None:
    found = wanted_by(Settings(), tmp_path / "office.db")
    assert (found.folder, found.leaves) == (tmp_path / "backups", False)
    found = wanted_by(Settings(backup_to=tmp_path / "elsewhere"), tmp_path / "office.db")
    assert (found.folder, found.leaves) == (tmp_path / "elsewhere", True)
    assert wanted_by(Settings(backup_key=KEY, backup_command="/bin/true"), tmp_path / "office.db").leaves
