"""Fixtures of all tests: a running bot, with and without the demo set."""

from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.made_once import MadeOnce
from tests.rehearsal import Phone, Rehearsal, rehearsal

STORE = Path(__file__).parent / "store"
migrations = import_module("ektp_core.store.migrate")
made_once = MadeOnce(migrations._upgrade)


@pytest.fixture(autouse=True)
def tables_made_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the tests of the store run the migrations for every database."""
    if not request.path.is_relative_to(STORE):
        monkeypatch.setattr(migrations, "_upgrade", made_once)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """The bot with what is published."""
    async with rehearsal(tmp_path) as running:
        yield running


@pytest.fixture
async def demo_bot(tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """The bot with the demo set."""
    async with rehearsal(tmp_path, demo=True) as running:
        yield running


@pytest.fixture
def siti(bot: Rehearsal) -> Phone:
    """A citizen who writes Indonesian."""
    return bot.phone()
