"""The office whose bot is watched."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ektp_core.office import Office, OfficeSettings
from ektp_core.store import open_store
from tests.databases import Filled, sqlite_file

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """At noon."""
    store = open_store(await sqlite_file(tmp_path / "office.db", Filled.FIRST_START))
    yield await Office.open(store, OfficeSettings(), lambda: NOON)
    await store.close()
