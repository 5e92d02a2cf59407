"""What a thing was before and after an act stays as data, also in a database that kept none."""

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError

from ektp_core.audit import Change, Subject, Thing
from ektp_core.roles import Act, Role
from ektp_core.store import Store, migrate, schema
from ektp_core.store.audit import acting, entries, entry
from tests.store.migrating import upgrade_to
from tests.store.records import MOMENT

JULIAN = 7201
MOVED = Change("SMAN 1 Koba", {"days": ["2026-12-04"], "kits": 2}, {"days": ["2026-12-07"], "kits": 3})
BEFORE = "0009"


@pytest.fixture
async def office(started: Store) -> Store:
    async with started.changing() as connection:
        await connection.execute(insert(schema.member).values(person=JULIAN, role=Role.ADMIN, name="Pak Julian", since=MOMENT))
    return started


async def move(store: Store) -> None:
    async with acting(store, JULIAN, Act.CHANGE_VISITS, MOMENT, Subject(Thing.VISIT, 4)) as doing:
        doing.details, doing.changes = {"act": "change"}, [MOVED]


async def test_what_an_act_changed_is_read_as_it_was_written(office: Store) -> None:
    await move(office)
    (kept,) = await entries(office)
    assert kept.changes == (MOVED,)
    assert await entry(office, kept.id) == kept


async def test_what_was_changed_is_never_changed_itself(office: Store) -> None:
    await move(office)
    with pytest.raises(DBAPIError, match="append-only"):
        async with office.changing() as connection:
            await connection.execute(update(schema.audit).values(changes="[]"))


async def test_lines_of_before_are_kept_without_changes(empty: Store) -> None:
    async with empty.changing() as connection:
        await connection.run_sync(upgrade_to, BEFORE)
        line = "INSERT INTO audit (moment, person, name, act, outcome, kind, thing, details) VALUES "
        await connection.execute(text(line + "('2026-11-24 05:00:00', 7201, 'P', 'tally', 'done', 'tally', '4', '{\"undo\": \"t\"}')"))
    await migrate(empty)
    async with empty.reading() as connection:
        assert list(await connection.execute(select(schema.audit.c.thing, schema.audit.c.changes))) == [("4", "[]")]
