"""Fixtures of all tests: a running bot, with and without the demo set; and what a run shares."""

import asyncio
import os
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
KILLED_AND_DISTURBED = TESTS / "reliability"
PROCESSES = "processes"
"""Tests that kill bots or open a browser: they would take the processor from each other, and they take longest."""


def pytest_configure(config: pytest.Config) -> None:
    """Whoever starts the workers makes the folder of the run; they inherit it."""
    if not hasattr(config, "workerinput"):
        folder = one_run.begin()
        config.option.basetemp = config.option.basetemp or str(folder / "tmp")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: somebody always waits for a pace or for another process."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgresql.stop()
        one_run.end()


def pytest_asyncio_loop_factories(item: pytest.Item) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Which time a test goes by."""
    return {"virtual": VirtualTime} if item.get_closest_marker("virtual_time") else {"real": asyncio.new_event_loop}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file stay in one worker, for what is made once; those that run several processes share one, and go first."""
    for item in items:
        if item.path.is_relative_to(KILLED_AND_DISTURBED):
            item.add_marker(pytest.mark.xdist_group(PROCESSES))
        elif not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(str(item.path.relative_to(TESTS))))
    items.sort(key=lambda item: group_of(item) != PROCESSES)


def group_of(item: pytest.Item) -> str:
    mark = item.get_closest_marker("xdist_group")
    return str(mark.args[0]) if mark else ""


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
