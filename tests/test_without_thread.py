"""A database in memory answers where it is asked, and still lets others go on in between."""

import asyncio
import sqlite3
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.databases import Filled, in_memory


async def test_no_thread_is_started_and_others_go_on_in_between() -> None:
    await (await in_memory(Filled.TABLES)).close()  # the first of a run may have to be filled
    before = threading.active_count()
    store = await in_memory(Filled.TABLES)
    went_on = asyncio.create_task(asyncio.sleep(0, "went on"))
    async with store.reading() as connection:
        assert await connection.scalar(text("SELECT 1")) == 1
    assert went_on.done()
    assert threading.active_count() == before
    await store.close()


async def test_whoever_asks_is_told_what_is_wrong() -> None:
    store = await in_memory(Filled.NOT)
    with pytest.raises(OperationalError) as told:
        async with store.reading() as connection:
            await connection.execute(text("SELECT nothing"))
    assert isinstance(told.value.orig, sqlite3.OperationalError)
    await store.close()
