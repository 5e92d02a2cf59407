"""Fixtures of all tests: a running bot, with and without the demo set; and what a run shares."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests import one_run, postgresql
from tests.rehearsal import Phone, Rehearsal, rehearsal
from tests.virtual_time import VirtualTime

settings.register_profile("on any machine", deadline=None)
settings.load_profile("on any machine")

TESTS = Path(__file__).parent
OF_PROCESSES = TESTS / "reliability"
"""They would take the processor from each other; and they take longest."""


def pytest_configure(config: pytest.Config) -> None:
    """Whoever starts the workers makes the folder of the run; they inherit it."""
    if not hasattr(config, "workerinput"):
        folder = one_run.begin()
        config.option.basetemp = config.option.basetemp or str(folder / "tmp")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgresql.stop()
        one_run.end()


def pytest_asyncio_loop_factories(item: pytest.Item) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Which time a test goes by."""
    return {"virtual": VirtualTime} if item.get_closest_marker("virtual_time") else {"real": asyncio.new_event_loop}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file stay in one worker, for what its fixtures make once; all that run several processes share one, and go first."""
    for item in items:
        group = "processes" if item.path.is_relative_to(OF_PROCESSES) else str(item.path.relative_to(TESTS))
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: not item.path.is_relative_to(OF_PROCESSES))


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
