"""A trial's bot on the office's database would reach nobody and end everybody's subscriptions: it does not start."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import update

from ektp_core.store import open_store
from ektp_core.store.own_bot import AnotherBot, bot_of, serve_by
from ektp_core.store.schema import state
from tests.bot.command_line import siaprekam, the_line
from tests.databases import Filled, sqlite_file
from tests.rehearsal import sandbox

OWN, ANOTHER = 7000000001, 7000000002


async def belongs_to(url: str, bot: int) -> None:
    store = open_store(url)
    async with store.changing() as connection:
        await connection.execute(update(state).values(bot=bot))
    await store.close()


async def test_a_database_belongs_to_the_first_bot_that_serves_it(tmp_path: Path) -> None:
    store = open_store(await sqlite_file(tmp_path / "office.db", Filled.FIRST_START))
    assert await bot_of(store) is None
    await serve_by(store, OWN)
    await serve_by(store, OWN)
    with pytest.raises(AnotherBot):
        await serve_by(store, ANOTHER)
    assert await bot_of(store) == OWN
    await store.close()


async def test_another_bot_does_not_start_and_says_what_to_do(tmp_path: Path) -> None:
    url = await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
    await belongs_to(url, OWN)
    async with sandbox(tmp_path) as (telegram, _):
        settings = {"database_url": url, "token": "1:own", "api_url": telegram.url, "health_listen": "off", "board": "no"}
        ended = await asyncio.to_thread(siaprekam, tmp_path, "run", **settings)
        assert ended.returncode == 2
        assert f"The database is of the bot {OWN}, and SIAPREKAM_TOKEN is another's" in ended.stderr.splitlines()[-1]
        found = await asyncio.to_thread(siaprekam, tmp_path, "doctor", **settings)
        assert f"MEND  token: The database is of the bot {OWN}" in found.stdout
        given = await asyncio.to_thread(siaprekam, tmp_path, "office", "new-bot", database_url=url)
        assert the_line(given.stdout).startswith("The bot that starts next is the office's.")
        store = open_store(url)
        assert await bot_of(store) is None
        await store.close()
