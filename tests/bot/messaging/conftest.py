"""A dispatcher over a demo office."""

from collections.abc import AsyncIterator
from datetime import datetime, time

import pytest

from bot.application import open_office
from bot.messaging.dispatch import Dispatcher
from bot.settings import Settings
from tests.bot.messaging.asking import no_files, no_telegram
from tests.rehearsal import TODAY, ZONE


@pytest.fixture
async def dispatcher() -> AsyncIterator[Dispatcher]:
    """The office with the demo set, and no network."""

    def noon() -> datetime:
        return datetime.combine(TODAY, time(12), ZONE)

    async with open_office(Settings(timezone=ZONE), "sqlite+aiosqlite:///:memory:", noon, demo=True, exclusive=False) as office:
        yield Dispatcher(office, "siaprekam_bot", no_files, no_telegram)
