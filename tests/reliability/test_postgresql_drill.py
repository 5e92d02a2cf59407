"""The drill of docs/operating.md#postgresql-backups: a dump, another database, and nothing sent before an admin says so."""

import subprocess
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.backups.restoring import mark_restored
from ektp_core.store import Store, open_store
from ektp_core.store.leadership import held_since, leave_lead, take_lead
from ektp_core.store.schema import announcement, metadata
from tests import postgresql
from tests.databases import Filled, postgresql_database
from tests.reliability.scene import announce, follow

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


def runs(name: str, *arguments: str) -> None:
    program, address = postgresql.program(name), postgresql.server()
    if not program.exists():
        pytest.skip(f"the server came without {name}")
    where = ["--host", str(address.query["host"]), "--username", str(address.username)]
    ended = subprocess.run([program, *where, *arguments], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


async def counts_of(store: Store) -> dict[str, int]:
    """Rows of every table; who leads and what it is told are the new server's own."""
    async with store.reading() as connection:
        tables = [table for table in metadata.sorted_tables if table.name not in ("lead", "alarm")]
        return {table.name: int(await connection.scalar(select(func.count()).select_from(table)) or 0) for table in tables}


@pytest.fixture
async def office() -> AsyncIterator[tuple[str, Store]]:
    """In the middle of an announcement to three people; its leader has stopped."""
    name = await postgresql_database(Filled.FIRST_START)
    store = open_store(postgresql.url_of(name))
    await follow(store, [7001, 7002, 7003])
    await announce(store)
    fence = await take_lead(store, NOON)
    assert fence
    await leave_lead(store, fence, NOON)
    yield name, store
    await store.close()
    await postgresql.drop(name)


async def test_a_dump_that_is_restored_into_another_database_is_held(office: tuple[str, Store], tmp_path: Path) -> None:
    name, store = office
    dump = tmp_path / "siaprekam.dump"
    runs("pg_dump", "--format=custom", f"--file={dump}", name)
    runs("createdb", f"{name}_new")
    try:
        runs("pg_restore", "--exit-on-error", f"--dbname={name}_new", str(dump))
        restored = open_store(postgresql.url_of(f"{name}_new"))
        assert await counts_of(restored) == await counts_of(store)
        assert await take_lead(restored, NOON + timedelta(hours=1))
        assert await held_since(restored) is not None
        async with restored.reading() as connection:
            assert await connection.scalar(select(announcement.c.state)) == "paused"
        await restored.close()
    finally:
        await postgresql.drop(f"{name}_new")
    assert await take_lead(store, NOON)
    assert await held_since(store) is None, "the one that was dumped goes on"


async def test_rows_that_are_loaded_into_the_old_tables_are_not_recognised_and_are_marked(
    office: tuple[str, Store], tmp_path: Path
) -> None:
    name, store = office
    dump = tmp_path / "rows.dump"
    runs("pg_dump", "--format=custom", "--data-only", f"--file={dump}", name)
    async with store.changing() as connection:
        listed = ", ".join(table.name for table in metadata.sorted_tables)
        await connection.execute(text(f"TRUNCATE {listed}, alembic_version CASCADE"))
    runs("pg_restore", "--exit-on-error", "--data-only", "--disable-triggers", f"--dbname={name}", str(dump))
    await mark_restored(postgresql.url_of(name), NOON)
    assert await take_lead(store, NOON)
    assert await held_since(store) is not None
