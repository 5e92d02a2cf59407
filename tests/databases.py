"""Databases that are filled once a run and copied: migrating one takes longer than most tests do."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from ektp_core.country.beginning import beginning_of
from ektp_core.country.offices import office_of
from ektp_core.store import Store, migrate, open_store
from ektp_core.store.demo import load_demo
from ektp_core.store.first_start import load_first_start
from tests import one_run, postgresql
from tests.without_thread import open_at_once, run_at_once

DEMO_DAY = date(2026, 11, 24)
"""The day of the tests, and of their demo set."""


class Filled(StrEnum):
    """What a database holds from the beginning; each holds what the one before does."""

    NOT = "not"
    TABLES = "tables"
    FIRST_START = "first_start"
    DEMO = "demo"


async def sqlite_file(path: Path, filled: Filled, home: str | None = None) -> str:
    """The address of a new SQLite file, of the first office or of the one in the district `home`."""
    if filled is not Filled.NOT:
        shutil.copyfile(await _sqlite_template(filled, home), path)
    return f"sqlite+aiosqlite:///{path}"


async def in_memory(filled: Filled, home: str | None = None) -> Store:
    """An open SQLite database in memory, of the first office or of the one in the district `home`."""
    store = open_store("sqlite+aiosqlite:///:memory:")
    run_at_once(store.engine)
    async with open_at_once(await _sqlite_template(filled, home)) as template, store.engine.connect() as connection:
        empty: Any = (await connection.get_raw_connection()).driver_connection
        await template.backup(empty)
    return store


async def postgresql_database(filled: Filled) -> str:
    """The name of a new database of the run's PostgreSQL server."""
    return await postgresql.new_database("template0" if filled is Filled.NOT else await _postgresql_template(filled))


@asynccontextmanager
async def _alone(template: str) -> AsyncIterator[None]:
    """`one_run.alone` without holding up the loop: another coroutine of this process may be the one that is waited for."""
    with contextlib.ExitStack() as lock:
        await asyncio.to_thread(lock.enter_context, one_run.alone(template))
        yield


async def _sqlite_template(filled: Filled, home: str | None) -> Path:
    template = one_run.folder() / f"{filled}-{home or 'first'}.db"
    if template.exists():  # it has this name once it is whole
        return template
    async with _alone(template.stem):
        if not template.exists():
            half_made = template.with_suffix(".new")
            await _fill(f"sqlite+aiosqlite:///{half_made}", filled, home)
            half_made.rename(template)
    return template


async def _postgresql_template(filled: Filled) -> str:
    noted = one_run.folder() / f"{filled}.postgresql"
    async with _alone(filled):
        if not noted.exists():
            name = await postgresql.new_database()
            await _fill(postgresql.url_of(name), filled)
            noted.write_text(name, encoding="ascii")
    return noted.read_text(encoding="ascii")


async def _fill(url: str, filled: Filled, home: str | None = None) -> None:
    store = open_store(url)
    await migrate(store)
    if filled in (Filled.FIRST_START, Filled.DEMO):
        await load_first_start(store, beginning_of(office_of(home), None) if home else None)
    if filled is Filled.DEMO:
        await load_demo(store, DEMO_DAY)
    await store.close()
