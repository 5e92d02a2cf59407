"""An office at noon, for tests of what the time brings."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sending.clockwork import Clockwork
from ektp_core.office import Office, OfficeSettings
from ektp_core.store import open_store
from ektp_core.store.leadership import take_lead
from tests.bot.sending.office_clock import Time, at
from tests.databases import Filled, sqlite_file
from tests.rehearsal import ZONE, Clock
from tests.store.followers import SITI, a_follower


@pytest.fixture
async def when(tmp_path: Path) -> AsyncIterator[Time]:
    """An office at noon; Siti follows SMAN 1 Koba."""
    target, clock = open_store(await sqlite_file(tmp_path / "office.db", Filled.FIRST_START), exclusive=True), Clock(at(12))
    await a_follower(target, SITI)
    office = await Office.open(target, OfficeSettings(ZONE), clock)
    fence = await take_lead(target, clock())
    yield Time(office, clock, Clockwork(office, fence or 0))
    await target.close()
