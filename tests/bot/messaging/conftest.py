"""A dispatcher over a demo office."""

from collections.abc import AsyncIterator
from datetime import datetime, time
from pathlib import Path

import pytest

from bot.application import open_office
from bot.messaging.dispatch import Dispatcher
from bot.settings import Settings
from tests.bot.messaging.asking import no_files, no_telegram
from tests.databases import Filled, sqlite_file
from tests.rehearsal import TODAY, ZONE


@pytest.fixture
async def dispatcher(tmp_path: Path) -> AsyncIterator[Dispatcher]:
    """The office with the demo set, and no network."""

    def noon() -> datetime:
        return datetime.combine(TODAY, time(12), ZONE)

    database = await sqlite_file(tmp_path / "dispatcher.db", Filled.FIRST_START)
    async with open_office(Settings(timezone=ZONE), database, noon, demo=True, exclusive=False) as office:
        yield Dispatcher(office, "siaprekam_bot", no_files, no_telegram)
