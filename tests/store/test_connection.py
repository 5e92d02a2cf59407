"""One transaction at a time, durable or gone; one process for a SQLite file."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import aiosqlite
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError

from ektp_core.store import InUse, Store, load_board, migrate, open_store, schema
from ektp_core.store.dialects import WAL_RESET_FIXED
from ektp_core.store.first_start import load_first_start
from ektp_core.store.schema import state
from tests.databases import Filled, sqlite_file
from tests.processes import Process
from tests.store.records import a_loan_row, add, board_version, how_many


class Mistake(Exception):
    """Something that goes wrong in the middle."""


# Transactions, on both databases


async def test_what_was_changed_is_there_after_opening_again(started: Store, url: str) -> None:
    await add(started, schema.loan, a_loan_row())
    await started.close()
    again = open_store(url)
    assert len((await load_board(again)).loans) == 1
    await again.close()


async def test_a_change_that_fails_is_gone(started: Store) -> None:
    with pytest.raises(Mistake):
        async with started.changing() as connection:
            await connection.execute(schema.loan.insert().values(a_loan_row()))
            raise Mistake
    assert await how_many(started, schema.loan) == 0


async def test_the_board_s_version_grows_by_one_with_each_change_of_it(started: Store) -> None:
    for expected in (2, 3):
        async with started.changing_board() as connection:
            await connection.execute(schema.loan.insert().values(a_loan_row()))
        assert await board_version(started) == expected


async def test_the_board_s_version_stays_when_the_change_fails(started: Store) -> None:
    with pytest.raises(Mistake):
        async with started.changing_board() as connection:
            await connection.execute(schema.loan.insert().values(a_loan_row()))
            raise Mistake
    assert (await board_version(started), await how_many(started, schema.loan)) == (1, 0)


async def test_what_does_not_concern_the_board_leaves_its_version(started: Store) -> None:
    await add(started, schema.loan, a_loan_row())
    assert await board_version(started) == 1


# SQLite


@pytest.fixture
async def sqlite(database: Path) -> AsyncIterator[Store]:
    store = open_store(await sqlite_file(database, Filled.FIRST_START))
    yield store
    await store.close()


async def asked(store: Store, question: str) -> list[tuple[object, ...]]:
    async with store.reading() as connection:
        return [tuple(row) for row in await connection.execute(text(question))]


async def test_sqlite_uses_wal_only_where_it_is_safe_and_waits_for_the_disk(sqlite: Store) -> None:
    safe = sqlite3.sqlite_version_info >= WAL_RESET_FIXED
    assert await asked(sqlite, "PRAGMA journal_mode") == [("wal" if safe else "truncate",)]
    assert await asked(sqlite, "PRAGMA synchronous") == [(2,)]


async def test_sqlite_keeps_foreign_keys(sqlite: Store) -> None:
    assert await asked(sqlite, "PRAGMA foreign_keys") == [(1,)]
    with pytest.raises(DBAPIError, match="FOREIGN KEY"):
        await asked(sqlite, "UPDATE school SET subdistrict = '99'")
    assert await asked(sqlite, "PRAGMA foreign_key_check") == []


async def test_every_table_of_ours_is_strict(sqlite: Store) -> None:
    strict = {name for _, name, kind, _, _, strict in await asked(sqlite, "PRAGMA table_list") if kind == "table" and strict}
    assert strict == set(schema.metadata.tables)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE figure SET obliged = 'seratus'",
        "UPDATE figure SET obliged = 1.5",
        "UPDATE figure SET percent_total = '105 %' WHERE obliged IS NULL",
        "UPDATE state SET board_version = 'satu'",
    ],
)
async def test_a_strict_table_refuses_what_is_no_number(sqlite: Store, statement: str) -> None:
    with pytest.raises(DBAPIError, match="cannot store"):
        await asked(sqlite, statement)


async def test_the_folder_of_a_sqlite_file_is_made_when_missing(tmp_path: Path) -> None:
    store = open_store(f"sqlite+aiosqlite:///{tmp_path}/var/deep/office.db")
    await migrate(store)
    await store.close()
    assert (tmp_path / "var/deep/office.db").is_file()


async def test_a_file_that_cannot_be_opened_leaves_no_thread_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = aiosqlite.Connection.stop

    def ends_late(connection: aiosqlite.Connection) -> asyncio.Future[None] | None:
        connection._tx.put_nowait((None, partial(time.sleep, 0.2)))
        return ends(connection)

    monkeypatch.setattr(aiosqlite.Connection, "stop", ends_late)
    (tmp_path / "office.db").mkdir()
    store, before = open_store(f"sqlite+aiosqlite:///{tmp_path}/office.db"), set(threading.enumerate())
    with pytest.raises(OperationalError):
        await board_version(store)
    assert [thread for thread in set(threading.enumerate()) - before if "connection" in thread.name] == []
    await store.close()


async def test_a_database_in_memory_keeps_what_was_written_until_it_is_closed() -> None:
    store = open_store("sqlite+aiosqlite:///:memory:", exclusive=True)
    await migrate(store)
    await load_first_start(store)
    assert await board_version(store) == 1
    await store.close()


# One process


HOLDS = """
import signal, sys
from ektp_core.store import open_store

store = open_store(sys.argv[1], exclusive=True)
print("open", flush=True)
signal.pause()
"""


def test_a_second_process_on_the_same_file_is_refused(database: Path, child: Callable[..., Process]) -> None:
    url = f"sqlite+aiosqlite:///{database}"
    assert child(HOLDS, url).line() == "open"
    with pytest.raises(InUse, match=r"office\.db"):
        open_store(url, exclusive=True)


def test_a_second_process_that_names_the_file_by_a_link_is_refused(database: Path, child: Callable[..., Process]) -> None:
    open_store(f"sqlite+aiosqlite:///{database}")
    database.touch()
    link = database.with_name("link.db")
    link.symlink_to(database)
    assert child(HOLDS, f"sqlite+aiosqlite:///{database}").line() == "open"
    with pytest.raises(InUse, match=r"office\.db"):
        open_store(f"sqlite+aiosqlite:///{link}", exclusive=True)


def test_a_process_that_was_killed_leaves_the_file_free(database: Path, child: Callable[..., Process]) -> None:
    url = f"sqlite+aiosqlite:///{database}"
    other = child(HOLDS, url)
    assert other.line() == "open"
    other.end()
    assert child(HOLDS, url).line() == "open"


async def test_a_store_that_was_closed_leaves_the_file_free(database: Path) -> None:
    url = f"sqlite+aiosqlite:///{database}"
    await open_store(url, exclusive=True).close()
    await open_store(url, exclusive=True).close()


async def test_a_question_on_the_terminal_may_be_asked_beside_a_running_bot(sqlite: Store, database: Path) -> None:
    url = f"sqlite+aiosqlite:///{database}"
    serving, beside = open_store(url, exclusive=True), open_store(url)
    assert await board_version(beside) == 1
    await serving.close()
    await beside.close()


async def test_two_files_do_not_exclude_each_other(tmp_path: Path) -> None:
    stores = [open_store(f"sqlite+aiosqlite:///{tmp_path}/{name}.db", exclusive=True) for name in ("bateng", "basel")]
    for store in stores:
        await store.close()


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
async def test_several_processes_share_a_postgresql(started: Store, url: str) -> None:
    other = open_store(url, exclusive=True)
    assert await board_version(other) == await board_version(started)
    await other.close()


async def test_whoever_is_cancelled_in_the_middle_of_a_transaction_leaves_no_lock_behind(started: Store) -> None:
    async def work() -> None:
        while True:
            async with started.changing() as connection:
                await connection.execute(select(state.c.home))
                await connection.execute(update(state).values(home=state.c.home))

    for step in range(40):
        working = asyncio.create_task(work())
        await asyncio.sleep(0.001 + step % 10 / 1000)
        working.cancel()
        await asyncio.wait([working])
        async with started.changing() as connection:
            await connection.execute(update(state).values(home=state.c.home))
