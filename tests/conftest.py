"""Fixtures of all tests: a running bot, with and without the demo set."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.rehearsal import Phone, Rehearsal, rehearsal


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
