"""Forty days of backups by a clock of the test's own: an earlier day can be restored, and who was erased is in none after thirty."""

import gzip
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from bot.backups.making import make_backup
from bot.backups.names import Backup, backups_in
from bot.backups.restoring import restore
from ektp_core.backups.rotation import KEPT_AT_MOST
from ektp_core.store import Store, open_store
from ektp_core.store.privacy import forget
from tests.databases import Filled, sqlite_file
from tests.reliability.scene import LARGE
from tests.store.followers import BUDI, a_follower

BEGUN = datetime(2026, 10, 15, 5, tzinfo=UTC)
DAYS = 40
STEP = timedelta(minutes=15) if LARGE else timedelta(hours=12)
ERASED = BEGUN + timedelta(days=5)
IDENTITY = pyrage.x25519.Identity.generate()
HOME = "19.04"


@dataclass(frozen=True, slots=True)
class Times:
    """The folder with what is kept of the backups, how many people followed something at each, and the last moment."""

    folder: Path
    identity: Path
    followers: dict[datetime, int]
    now: datetime

    def last_before(self, moment: datetime) -> Backup:
        return [each for each in backups_in(self.folder, HOME) if each.made <= moment][-1]


def opened(backup: Path) -> bytes:
    """What is in an encrypted backup, as `age -d | gunzip` gives it."""
    return gzip.decompress(pyrage.decrypt(backup.read_bytes(), [IDENTITY]))


def followers_in(database: Path) -> int:
    connection = sqlite3.connect(database)
    count = connection.execute("SELECT count(*) FROM subscriber").fetchone()[0]
    connection.close()
    return int(count)


async def somebody_comes(store: Store, number: int) -> None:
    await a_follower(store, 10_000_000 + number)


@pytest.fixture
async def times(tmp_path: Path) -> Times:
    """With each backup one more person follows something; one of the first has had all erased on the fifth day."""
    database, folder, identity = tmp_path / "office.db", tmp_path / "backups", tmp_path / "kunci.txt"
    identity.write_text(str(IDENTITY))
    store = open_store(await sqlite_file(database, Filled.FIRST_START))
    await a_follower(store, BUDI)
    followers: dict[datetime, int] = {}
    now = BEGUN
    number = BUDI.to_bytes(6, "big")
    while now < BEGUN + timedelta(days=DAYS):
        await somebody_comes(store, len(followers))
        if now == ERASED:
            await forget(store, BUDI, now)
        make_backup(database, folder, str(IDENTITY.to_public()), now)
        followers[now] = followers_in(database)
        if now == ERASED + KEPT_AT_MOST - timedelta(days=1):
            assert any(number in opened(each.path) for each in backups_in(folder, HOME)), "until then it can be restored"
        now += STEP
    await store.close()
    return Times(folder, identity, followers, now - STEP)


async def test_an_hour_a_day_and_eight_days_ago_are_restored_and_nobody_erased_is_left(times: Times, tmp_path: Path) -> None:
    for ago, at_most in ((timedelta(hours=1), STEP), (timedelta(days=1), STEP), (timedelta(days=8), timedelta(days=1))):
        wanted = times.now - ago
        backup = times.last_before(wanted)
        assert wanted - backup.made < at_most
        database = tmp_path / f"{ago.total_seconds():.0f}" / "office.db"
        restored = await restore(backup.path, times.identity, database, times.now, HOME)
        assert restored.contents.counts["subscriber"] == times.followers[backup.made] == followers_in(database)
    number = BUDI.to_bytes(6, "big")
    assert [each.path.name for each in backups_in(times.folder, HOME) if number in opened(each.path)] == []
    assert min(each.made for each in backups_in(times.folder, HOME)) >= times.now - KEPT_AT_MOST
