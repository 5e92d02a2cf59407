"""Migrations bring any database to exactly the schema, once, and refuse one they do not know."""

import asyncio
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Table, select, text
from sqlalchemy.exc import DBAPIError

from ektp_core.store import Store, migrate, open_store, schema
from ektp_core.store.migrate import HEAD, MIGRATIONS, NewerDatabase
from tests.databases import Filled, sqlite_file
from tests.patience import LONGEST
from tests.processes import Process
from tests.store.conftest import NewUrl
from tests.store.migrating import differences, upgrade_to
from tests.store.records import MOMENT, a_day_row, a_figure_row, a_loan_row, a_visit_row, add, described, everything, how_many, tables


def test_the_newest_migration_of_the_folder_is_the_head_that_a_start_checks() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


async def test_an_empty_database_is_brought_to_the_schema(empty: Store) -> None:
    await migrate(empty)
    async with empty.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrations_make_the_same_tables_keys_checks_and_triggers_as_the_schema(empty: Store, new_url: NewUrl) -> None:
    created = open_store(await new_url())
    await migrate(created)
    async with created.reading() as connection:
        wanted = await connection.run_sync(described)
    await created.close()
    async with empty.changing() as connection:
        await connection.run_sync(upgrade_to, HEAD)
        assert await connection.run_sync(described) == wanted


async def test_a_new_database_needs_no_migration_library(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "alembic", None)
    await migrate(empty)
    async with empty.reading() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD


async def test_migrating_again_changes_nothing(started: Store) -> None:
    before = await everything(started)
    await migrate(started)
    assert await everything(started) == before
    async with started.reading() as connection:
        assert await connection.run_sync(differences) == []
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalars().all() == [HEAD]


async def test_two_processes_that_start_at_once_migrate_once(url: str) -> None:
    first, second = open_store(url), open_store(url)
    async with asyncio.timeout(LONGEST):
        ended = await asyncio.gather(migrate(first), migrate(second), return_exceptions=True)
    found = await tables(first)
    await first.close()
    await second.close()
    assert ended == [None, None]
    assert found == {*schema.metadata.tables, "alembic_version"}


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(started: Store) -> None:
    async with started.changing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = await everything(started)
    with pytest.raises(NewerDatabase, match="9999"):
        await migrate(started)
    assert await everything(started) == before


async def test_a_migration_that_fails_leaves_nothing_behind(empty: Store) -> None:
    async with empty.changing() as connection:
        await connection.execute(text("CREATE TABLE visit_hours (mine INTEGER)"))
    with pytest.raises(DBAPIError):
        await migrate(empty)
    assert await tables(empty) == {"visit_hours"}


KILLED_WHILE_MIGRATING = """
import asyncio, os, signal, sys
from sqlalchemy import event
from ektp_core.store import migrate, open_store

async def main(url, last):
    store = open_store(url)
    @event.listens_for(store.engine.sync_engine, "before_cursor_execute")
    def _(connection, cursor, statement, *_):
        if last in statement:
            os.kill(os.getpid(), signal.SIGKILL)
    await migrate(store)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("last", ["CREATE TABLE visit_hours", "INSERT INTO alembic_version"])
async def test_a_migration_that_is_killed_is_done_by_the_next_start(url: str, child: Callable[..., Process], last: str) -> None:
    assert await child(KILLED_WHILE_MIGRATING, url, last).ends() == -signal.SIGKILL
    store = open_store(url)
    assert await tables(store) == set()
    await migrate(store)
    async with store.reading() as connection:
        assert await connection.run_sync(differences) == []
    await store.close()


# What the schema refuses


DAY = date(2026, 11, 26)
REFUSED = {
    "an area of no level": (schema.area, {"code": "1", "name": "Nowhere", "level": "planet", "parent": None}),
    "an area of no parent": (schema.area, {"code": "1", "name": "Nowhere", "level": "village", "parent": "99"}),
    "a figure of no definition": (schema.figure, a_figure_row(definition="guessed")),
    "a figure of no area": (schema.figure, a_figure_row(area="99")),
    "a figure without a source": (schema.figure, a_figure_row(source=None)),
    "people and a percentage in one figure": (schema.figure, a_figure_row(percent_total=105.0)),
    "a school in no subdistrict": (
        schema.school,
        {"npsn": "1", "name": "SMAN 9", "level": "SMA", "subdistrict": "99", "address": "", "source": "the office"},
    ),
    "a second school of one number": (
        schema.school,
        {"npsn": "10900778", "name": "SMAN 9", "level": "SMA", "subdistrict": "19.04.01", "address": "", "source": "the office"},
    ),
    "a visit of no state": (schema.visit, a_visit_row(state="perhaps")),
    "a visit to no kind of place": (schema.visit, a_visit_row(place_kind="moon", school=None)),
    "a visit without kits": (schema.visit, a_visit_row(kits=0)),
    "a school visit without its school": (schema.visit, a_visit_row(school=None)),
    "a village visit with a school": (schema.visit, a_visit_row(place_kind="village")),
    "a visit to an unknown school": (schema.visit, a_visit_row(school="99")),
    "a day of no visit": (schema.visit_day, a_day_row(DAY, visit=99)),
    "hours that end before they begin": (schema.visit_hours, {"visit": 7, "position": 0, "starts": "11:00", "ends": "08:00"}),
    "a loan that ends before it begins": (schema.loan, a_loan_row(first_day=DAY, last_day=date(2026, 11, 25))),
    "a loan without kits": (schema.loan, a_loan_row(kits=0)),
    "a fact without a source": (schema.fact, {"key": "fax", "text_id": "1", "as_of": "2026", "source": None}),
    "a fact without a date": (schema.fact, {"key": "fax", "text_id": "1", "as_of": None, "source": "the office"}),
    "an award that a year has already": (schema.award, {"year": 2022, "category": "Perekaman Terbanyak", "source": "the office"}),
    "a language there are no texts in": (schema.preference, {"chat": 1, "language": "fr", "since": MOMENT}),
    "a second office": (schema.state, {"id": 2, "board_version": 1, "home": "19.01"}),
}


async def test_the_schema_refuses_what_cannot_be(started: Store) -> None:
    await add(started, schema.visit, a_visit_row(id=7))
    before = await everything(started)
    for what, (table, row) in REFUSED.items():
        with pytest.raises(DBAPIError):
            await add(started, table, row)
            pytest.fail(f"{what} was kept")
    assert await everything(started) == before


ALLOWED: list[tuple[Table, dict[str, Any]]] = [
    (schema.figure, a_figure_row(obliged=None, recorded=None, early=None, percent_total=105.0, percent_recorded=98.0, percent_early=7.0)),
    (schema.figure, a_figure_row(early=None)),
    (schema.visit, a_visit_row(place_kind="village", school=None, place_name="Jelutung")),
    (schema.loan, a_loan_row(first_day=DAY, last_day=DAY)),
    (schema.fact, {"key": "fax", "text_id": None, "as_of": None, "source": None}),
]


async def test_the_schema_takes_what_can_be(started: Store) -> None:
    for table, row in ALLOWED:
        before = await how_many(started, table)
        await add(started, table, row)
        assert await how_many(started, table) == before + 1, row


@pytest.mark.parametrize("table", [schema.visit_day, schema.visit_hours], ids=lambda table: table.name)
async def test_a_visit_takes_its_days_and_hours_with_it(started: Store, table: Table) -> None:
    await add(started, schema.visit, a_visit_row())
    await add(started, schema.visit_day, a_day_row(DAY))
    await add(started, schema.visit_hours, {"visit": 1, "position": 0, "starts": "08:00", "ends": "11:00"})
    async with started.changing() as connection:
        await connection.execute(schema.visit.delete())
    assert await how_many(started, table) == 0


def test_every_migration_stands_in_the_folder_that_a_start_reads() -> None:
    assert [file.name[:4] for file in sorted(Path(MIGRATIONS / "versions").glob("*.py"))][-1] == HEAD


async def test_an_office_at_work_before_gets_the_laws_texts_that_it_lacks(tmp_path: Path) -> None:
    database = await sqlite_file(tmp_path / "office.db", Filled.NOT)
    store = open_store(database)
    try:
        async with store.changing() as connection:
            await connection.run_sync(upgrade_to, "0004")
            await connection.exec_driver_sql("INSERT INTO area (code, name, level) VALUES ('19.04', 'Kabupaten Bangka Tengah', 'district')")
            await connection.exec_driver_sql("INSERT INTO state (id, board_version, home) VALUES (1, 1, '19.04')")
        await migrate(store)
        async with store.reading() as connection:
            topics = set((await connection.execute(select(schema.requirement.c.topic))).scalars())
    finally:
        await store.close()
    assert {"early", "first", "lost"} <= topics
