"""Fixtures of all tests: a running bot, with and without the demo set; and what a run shares."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler.loadscope import LoadScopeScheduling

from tests import one_run, postgresql
from tests.canaries.listening import Listening
from tests.rehearsal import Phone, Rehearsal, rehearsal
from tests.virtual_time import VirtualTime

settings.register_profile("on any machine", deadline=None)
settings.load_profile("on any machine")

GROUPS = {
    "tests/reliability/": "processes",
    "tests/sandbox/page/": "processes",
    "tests/bot/web/test_in_browser.py": "processes",
    "tests/bot/messaging/test_polling.py": "processes",
    "tests/test_documents.py": "processes",
    "tests/handlers/test_buttons.py": "walks",
    "tests/handlers/test_views.py": "walks",
    "tests/handlers/links/test_deep_links.py": "walks",
    "tests/handlers/staff/walk/": "walks",
    "tests/handlers/voice/test_emoji.py": "walks",
}
"""Tests that kill bots or open a browser would take the processor from each other; the walks over all screens are made once."""

LONGEST = (*GROUPS, "tests/handlers/staff/test_rights.py", "tests/training/")
"""What would keep one worker busy when the others have finished goes first."""


MOST_WORKERS = 8


def pytest_configure(config: pytest.Config) -> None:
    """Whoever starts the workers makes the folder of the run; they inherit it."""
    if not hasattr(config, "workerinput"):
        folder = one_run.begin()
        config.option.basetemp = config.option.basetemp or str(folder / "tmp")
    listening = Listening()
    listening.begin()
    config.pluginmanager.register(listening)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: somebody always waits for a pace or for another process. Each has to collect all tests first."""
    return min((os.cpu_count() or 1) + 1, MOST_WORKERS)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgresql.stop()
        one_run.end()


def pytest_asyncio_loop_factories(item: pytest.Item) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Which time a test goes by."""
    return {"virtual": VirtualTime} if item.get_closest_marker("virtual_time") else {"real": asyncio.new_event_loop}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def group_of(nodeid: str) -> str:
    """The tests of a group stay in one worker; those of a file that belongs to none do too."""
    file = nodeid.partition("::")[0]
    return next((group for start, group in GROUPS.items() if file.startswith(start)), file)


class ByGroup(LoadScopeScheduling):
    """Hands out whole groups. xdist's own grouping by marks writes into the ids of tests, which pytest no longer lets it do."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByGroup:
    return ByGroup(config, log)


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
