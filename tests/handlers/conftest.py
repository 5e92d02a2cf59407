"""The office of the announcement tests; other files define their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ektp_core.office import Office, OfficeSettings
from ektp_core.store import open_store
from tests.databases import Filled, sqlite_file
from tests.handlers.staff.announcements.desk import NOON
from tests.rehearsal import ZONE


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The demo office, where twelve people may go without a second person."""
    opened = open_store(await sqlite_file(tmp_path / "office.db", Filled.DEMO))
    yield await Office.open(opened, OfficeSettings(ZONE, second_person_over=12), lambda: NOON)
    await opened.close()
