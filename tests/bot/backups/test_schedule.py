"""The schedule inside the bot: when a backup is made, what is known of it, and that nothing about it stops the bot."""

import asyncio
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from bot.backups.drills import note_drill
from bot.backups.names import backups_in
from bot.backups.schedule import AGAIN_SECONDS, ROTATE_SECONDS, Schedule, Wanted, keeping_backups, wanted_by
from bot.health.clock import CLOCK_SECONDS
from bot.health.vitals import Vitals
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


@pytest.mark.virtual_time
@pytest.mark.parametrize(("may_delete", "left"), [(True, 1), (False, 3)])
async def test_old_ones_are_deleted_also_where_none_is_made_any_more(office: Office, tmp_path: Path, may_delete: bool, left: int) -> None:
    (tmp_path / "backups").mkdir()
    for day in ("20260101", "20261001", "20261002"):
        (tmp_path / "backups" / f"siaprekam-19.04-{day}T050000Z.db.gz.age").write_bytes(b"a finished one")
    running = asyncio.create_task(Schedule(wanted(tmp_path, minutes=0), office, lambda: may_delete).run())
    await asyncio.sleep(ROTATE_SECONDS + 1)
    while len(backups_in(tmp_path / "backups", HOME)) > left:
        await asyncio.sleep(1)
    running.cancel()
    assert len(backups_in(tmp_path / "backups", HOME)) == left


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
        await (asyncio.Event().wait() if seconds == ROTATE_SECONDS else sleep(0))

    schedule = Schedule(wanted(tmp_path), office)
    monkeypatch.setattr("bot.backups.schedule.asyncio.sleep", noted)
    running = asyncio.create_task(schedule.run())
    async with asyncio.timeout(LONGEST):
        while not (office.backups and office.backups.last):
            await sleep(0.05)
    running.cancel()
    assert AGAIN_SECONDS in slept


async def test_a_bot_that_makes_none_says_so(office: Office, tmp_path: Path) -> None:
    settings = Settings(token="1:x", database_url=f"sqlite+aiosqlite:///{tmp_path}/office.db", backup_minutes=0)
    async with keeping_backups(settings, office, Vitals()):
        assert office.backups
        assert office.backups.concern(BEGUN) is Concern.NONE_MADE
    assert not (tmp_path / "backups").exists()


async def test_the_sandbox_makes_none_and_nobody_minds(office: Office) -> None:
    async with keeping_backups(Settings(), office, Vitals()):
        assert office.backups is None


def test_the_folder_is_beside_the_database_unless_named(tmp_path: Path) -> None:
    found = wanted_by(Settings(), tmp_path / "office.db")
    assert (found.folder, found.leaves) == (tmp_path / "backups", False)
    found = wanted_by(Settings(backup_to=tmp_path / "elsewhere"), tmp_path / "office.db")
    assert (found.folder, found.leaves) == (tmp_path / "elsewhere", True)
    assert wanted_by(Settings(backup_key=KEY, backup_command="/bin/true"), tmp_path / "office.db").leaves


def lies_there(tmp_path: Path, *moments: datetime) -> None:
    """Backups of these moments."""
    (tmp_path / "backups").mkdir()
    for moment in moments:
        (tmp_path / "backups" / f"siaprekam-{HOME}-{moment:%Y%m%dT%H%M%SZ}.db.gz.age").write_bytes(b"a finished one")


def made_at(tmp_path: Path) -> list[datetime]:
    return [each.made for each in backups_in(tmp_path / "backups", HOME)]


@pytest.mark.parametrize(
    ("serving", "skews", "is_deleted"),
    [
        (True, (CLOCK_SECONDS - 1,), True),
        (True, (), True),
        (True, (0.0, 400 * 86_400.0), False),
        (True, (400 * 86_400.0, 400 * 86_400.0), False),
        (True, (-400 * 86_400.0,), False),
        (False, (), False),
    ],
    ids=["agrees", "a server that states no time", "in doubt", "ahead", "behind", "nobody was asked yet"],
)
async def test_the_rotation_deletes_only_by_a_clock_that_can_be_trusted(
    office: Office, tmp_path: Path, serving: bool, skews: tuple[float, ...], is_deleted: bool
) -> None:
    before = [BEGUN - timedelta(days=days) for days in (500, 400, 300)]
    lies_there(tmp_path, *before)
    seen = Vitals(serving=serving, skews=skews)
    settings = Settings(token="1:x", database_url=f"sqlite+aiosqlite:///{tmp_path}/office.db", backup_key=KEY)
    async with keeping_backups(settings, office, seen):
        await until(lambda: office.backups is not None and office.backups.last == BEGUN)
    assert made_at(tmp_path) == ([] if is_deleted else before) + [BEGUN]


async def test_a_backup_of_a_clock_that_was_ahead_hides_no_later_one(office: Office, tmp_path: Path, clock: Clock) -> None:
    """Else the newest would be of the future for months: one would be made after the other, and none be called late."""
    ahead = BEGUN + timedelta(days=400)
    lies_there(tmp_path, ahead)
    schedule = Schedule(wanted(tmp_path), office)
    assert office.backups
    assert office.backups.concern(BEGUN) is Concern.LATE
    await made_in(schedule, lambda: office.backups is not None and office.backups.last == BEGUN)
    assert schedule.seconds_until_due(timedelta(minutes=15)) == 900
    assert made_at(tmp_path) == [BEGUN, ahead]
    clock.moment = BEGUN + timedelta(hours=3)
    assert office.backups.concern(clock.moment) is Concern.LATE


@pytest.mark.parametrize("said", [None, "", "kemarin"], ids=["nothing", "an empty note", "no moment"])
async def test_a_drill_that_nobody_noted_is_none(office: Office, tmp_path: Path, said: str | None) -> None:
    if said is not None:
        (tmp_path / "backups").mkdir()
        (tmp_path / "backups" / f"siaprekam-{HOME}.drill").write_text(said)
    Schedule(wanted(tmp_path), office)
    assert office.backups
    assert office.backups.drill_age(BEGUN) is None


async def test_a_drill_is_known_at_the_start_and_with_the_next_backup(office: Office, tmp_path: Path) -> None:
    note_drill(tmp_path / "backups", HOME, BEGUN - timedelta(days=100))
    schedule = Schedule(wanted(tmp_path), office)
    assert office.backups
    assert office.backups.drill_age(BEGUN) == timedelta(days=100)
    note_drill(tmp_path / "backups", HOME, BEGUN - timedelta(days=1))
    await made_in(schedule, lambda: office.backups is not None and office.backups.last is not None)
    assert office.backups.drill_age(BEGUN) == timedelta(days=1)
    assert made_at(tmp_path) == [BEGUN], "the note is no backup"
