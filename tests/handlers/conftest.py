"""The office of the announcement tests; other files define their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ektp_core.office import Office, OfficeSettings
from ektp_core.store import migrate, open_store
from ektp_core.store.demo import load_demo
from ektp_core.store.first_start import load_first_start
from tests.core.builders import TODAY
from tests.handlers.staff.announcements.desk import NOON
from tests.rehearsal import ZONE


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The demo office, where twelve people may go without a second person."""
    opened = open_store(f"sqlite+aiosqlite:///{tmp_path}/office.db")
    await migrate(opened)
    await load_first_start(opened)
    await load_demo(opened, TODAY)
    yield await Office.open(opened, OfficeSettings(ZONE, second_person_over=12), lambda: NOON)
    await opened.close()
