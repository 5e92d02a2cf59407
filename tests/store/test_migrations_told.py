"""Whoever starts the bot on an earlier version's database is told how many migrations are done, and of how many."""

import pytest

from ektp_core.store import Store, migrate
from ektp_core.store.migrate import HEAD
from tests.store.migrating import upgrade_to


@pytest.mark.parametrize("found", ["0004", f"{int(HEAD) - 1:04d}"], ids=["many", "one"])
async def test_each_migration_is_told_once_and_the_last_is_the_last(empty: Store, found: str) -> None:
    async with empty.changing() as connection:
        await connection.run_sync(upgrade_to, found)
    told = list[tuple[int, int]]()
    await migrate(empty, lambda done, of: told.append((done, of)))
    left = int(HEAD) - int(found)
    assert told == [(done, left) for done in range(left + 1)]


async def test_a_new_database_and_one_of_this_version_have_nothing_to_tell(empty: Store) -> None:
    told = list[tuple[int, int]]()
    for _ in range(2):
        await migrate(empty, lambda done, of: told.append((done, of)))
    assert told == []
