"""Fresh databases of both kinds: a SQLite file, and a real PostgreSQL that one server serves to all tests."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest

from ektp_core.board import Board
from ektp_core.store import Store, load_board, open_store
from tests import postgresql
from tests.databases import Filled, postgresql_database, sqlite_file
from tests.processes import Process, Warm, environment


class NewUrl(Protocol):
    """Makes databases, and gives their addresses."""

    async def __call__(self, filled: Filled = Filled.NOT) -> str: ...


_numbers = count(1)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Whatever holds, holds on both databases."""
    return str(request.param)


@pytest.fixture
async def new_url(kind: str, tmp_path: Path) -> AsyncIterator[NewUrl]:
    """Make databases and give their addresses; the server's are dropped after the test."""
    if kind == "sqlite":

        async def a_file(filled: Filled = Filled.NOT) -> str:
            return await sqlite_file(tmp_path / f"office-{next(_numbers)}.db", filled)

        yield a_file
        return

    made: list[str] = []

    async def a_database(filled: Filled = Filled.NOT) -> str:
        made.append(await postgresql_database(filled))
        return postgresql.url_of(made[-1])

    yield a_database
    for name in made:
        await postgresql.drop(name)


@pytest.fixture
def filled(request: pytest.FixtureRequest) -> Filled:
    """What the test's database holds from the beginning: what the store holds that the test asks for."""
    asked_for = {"started": Filled.FIRST_START, "migrated": Filled.TABLES}
    return next((found for name, found in asked_for.items() if name in request.fixturenames), Filled.NOT)


@pytest.fixture
async def url(new_url: NewUrl, filled: Filled) -> str:
    """The address of the test's database: an empty one, unless it asks for a store that is not."""
    return await new_url(filled)


@pytest.fixture
async def empty(url: str) -> AsyncIterator[Store]:
    """A store without a single table."""
    store = open_store(url)
    yield store
    await store.close()


@pytest.fixture
async def migrated(empty: Store) -> Store:
    """A store with all tables, and nothing in them."""
    return empty


@pytest.fixture
async def started(migrated: Store) -> Store:
    """A store after its first start."""
    return migrated


@pytest.fixture(scope="session")
def first_board(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Board:
    """The board of a first start, read once for all tests that only look at it."""

    async def read() -> Board:
        if kind == "sqlite":
            address = await sqlite_file(tmp_path_factory.mktemp("first") / "office.db", Filled.FIRST_START)
        else:
            address = postgresql.url_of(await postgresql_database(Filled.FIRST_START))
        store = open_store(address)
        board = await load_board(store)
        await store.close()
        return board

    return asyncio.run(read())


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a SQLite file may lie; nothing is there yet."""
    return tmp_path / "office.db"


@pytest.fixture
def child() -> Iterator[Callable[..., Process]]:
    """Start a program in a process of its own, which does not outlive the test."""
    started: list[Process] = []

    def start(program: str, *arguments: object) -> Process:
        started.append(Warm(program, *map(str, arguments), settings=environment()))
        return started[-1]

    yield start
    for process in started:
        process.end()
