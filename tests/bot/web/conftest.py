"""The public pages of the demo office, over HTTP."""

from collections.abc import AsyncIterator
from datetime import datetime, time
from pathlib import Path

import aiohttp
import pytest

from ektp_core.office import Office, OfficeSettings
from ektp_core.store import open_store
from tests.bot.web.public import served
from tests.databases import Filled, sqlite_file
from tests.rehearsal import TODAY, ZONE, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime.combine(TODAY, time(12), ZONE))


@pytest.fixture
async def office(tmp_path: Path, clock: Clock) -> AsyncIterator[Office]:
    opened = open_store(await sqlite_file(tmp_path / "office.db", Filled.DEMO))
    yield await Office.open(opened, OfficeSettings(ZONE), clock)
    await opened.close()


@pytest.fixture
async def http(office: Office) -> AsyncIterator[aiohttp.ClientSession]:
    async with served(office) as address, aiohttp.ClientSession(address) as session:
        yield session
