"""The migration that took the phrase of an audited act apart leaves every other value of a filled database as it was."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, column, insert, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

from ektp_core.store import Store, migrate, open_store, schema
from ektp_core.store.columns import Moment
from tests.databases import Filled
from tests.store.conftest import NewUrl
from tests.store.migrating import differences, upgrade_to
from tests.store.records import MOMENT

BEFORE, AFTER = "0005", "0006"
DAY = date(2026, 11, 26)
SITI, JULIAN = 7001, 7201
SINCE = {"chat": SITI, "since": MOMENT}
MADE = {"made_by": JULIAN, "made_at": MOMENT}

BESIDE_THE_DEMO_SET: tuple[tuple[Table, dict[str, Any]], ...] = (
    (schema.alarm, {"kind": "held", "details": "{}", "moment": MOMENT}),
    (
        schema.announcement,
        MADE | {"id": 4, "kind": "announcement", "state": "draft", "version": 3, "text": "Besok kami datang.", "due": MOMENT},
    ),
    (schema.announcement_template, MADE | {"name": "Undangan", "text": "Besok kami datang."}),
    (schema.announcement_text, {"id": 9, "announcement": 4, "variant": 0, "language": "id", "html": "<b>Besok</b>"}),
    (schema.delivery, {"announcement": 4, "chat": SITI, "text": 9, "state": "uncertain", "ambiguous": 1}),
    (schema.draft, {"person": JULIAN, "kind": "visits", "body": "{}", "awaits": "line", "updated": MOMENT}),
    (schema.figure_set, MADE | {"as_of": "2026-10-31", "source": "dkb.xlsx", "fingerprint": "f", "areas": 6, "state": "in_force"}),
    (schema.gone, SINCE | {"reason": "blocked"}),
    (schema.invitation, {"token_hash": "h", "role": "officer", "inviter": JULIAN, "expires": MOMENT, "state": "open"}),
    (schema.lead, {"id": 1, "fence": 7, "beat": 8, "until": MOMENT, "identity": "a process"}),
    (schema.notice_off, {"kind": "moved"}),
    (schema.old_version, {"kind": "fact", "key": "fax", "body": "{}", "replaced_at": MOMENT, "replaced_by": JULIAN}),
    (schema.preference, SINCE | {"language": "en"}),
    (
        schema.subscriber,
        SINCE | {"sort": "private", "language": "id", "consent_version": "1", "last_seen": DAY, "paused_until": DAY},
    ),
    (schema.muted, {"chat": SITI, "topic": "eve"}),
    (schema.reminder, {"chat": SITI, "kind": "card", "day": DAY}),
    (schema.subscription, SINCE | {"scope": "school", "target": "10900778"}),
    (schema.tally, {"visit": 1, "tap": "t1", "kind": "recorded", "amount": 1, "person": JULIAN, "moment": MOMENT}),
    (schema.unanswered, {"day": DAY, "why": "unsure", "topic": "schedule", "length": "4-8", "names": "", "count": 3}),
    (schema.unanswered_switch, {"id": 1, "since": DAY}),
    (
        schema.unanswered_text,
        {"chat": SITI, "text": "kapan ya", "asked_on": DAY, "consent_version": "1", "why": "unsure", "topic": "schedule"},
    ),
    (
        schema.visit_request,
        {"school": "10900778", "pupils": 60, "days": 1, "wishes": "", "contact": "Bu Ani", "state": "waiting", "asked_by": 7301}
        | {"asked_at": MOMENT},
    ),
    (schema.watch, {"announcement": 4, "chat": JULIAN, "message_id": 40}),
    (schema.wrong_try, {"person": SITI, "moment": MOMENT}),
)
"""A row for each table that the demo set leaves empty, but the audit."""

PHRASES = {
    "visit 12": ("visit", "12"),
    "role officer Bu Ratna 7101": ("role", "officer Bu Ratna 7101"),
    "visits": ("visits", ""),
    "": ("", ""),
    "announcements typed": ("announcements", "typed"),
    "fact jam_layanan é": ("fact", "jam_layanan é"),
}
"""What stood in one phrase, and the kind and thing that it becomes."""

AUDIT_BEFORE = table(
    "audit",
    *(column(name) for name in ("id", "person", "name", "role", "act", "outcome", "subject", "details")),
    column("moment", Moment()),
)


def audit_lines() -> list[dict[str, Any]]:
    """A line for each phrase; every value of one differs from that of the others where it may, and a number is missing."""
    return [
        {
            "id": 3 * number,
            "moment": MOMENT.replace(minute=number),
            "person": JULIAN + number,
            "name": f"P{number}",
            "role": "officer" if number % 2 else None,
            "act": f"act_{number}",
            "outcome": "refused" if number % 2 else "done",
            "subject": phrase,
            "details": f'{{"number": {number}}}',
        }
        for number, phrase in enumerate(PHRASES, 1)
    ]


def rows(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every value of every table, as the database itself tells it."""
    found = MetaData()
    found.reflect(connection)
    return {
        name: [dict(row) for row in connection.execute(select(each).order_by(*each.primary_key.columns)).mappings()]
        for name, each in found.tables.items()
        if name != "alembic_version"
    }


async def fill(store: Store, demo: Store) -> None:
    """A database at the migration before, with the demo set's rows, one of each other table, and audited acts."""
    async with demo.reading() as connection:
        copied = [
            (each, dict(row)) for each in schema.metadata.sorted_tables for row in (await connection.execute(select(each))).mappings()
        ]
    async with store.changing() as connection:
        await connection.run_sync(upgrade_to, BEFORE)
        for each, row in (*copied, *BESIDE_THE_DEMO_SET):
            await connection.run_sync(insert_as_then, each, row)
        await connection.execute(insert(AUDIT_BEFORE), audit_lines())


def insert_as_then(connection: Connection, into: Table, row: dict[str, Any]) -> None:
    """A row with the columns that its table had then, unless there was no such table."""
    if not inspect(connection).has_table(into.name):
        return
    then = {each["name"] for each in inspect(connection).get_columns(into.name)}
    columns = [column(each.name, each.type) for each in into.columns if each.name in then and each.name in row]
    connection.execute(insert(table(into.name, *columns)), {each.name: row[each.name] for each in columns})


@pytest.fixture
async def filled_before(empty: Store, new_url: NewUrl) -> Store:
    demo = open_store(await new_url(Filled.DEMO))
    await fill(empty, demo)
    await demo.close()
    return empty


async def test_every_value_of_every_table_is_what_it_was_but_for_the_phrase(filled_before: Store) -> None:
    async with filled_before.changing() as connection:
        before = await connection.run_sync(rows)
        await connection.run_sync(upgrade_to, AFTER)
        after = await connection.run_sync(rows)
    assert [name for name, kept in before.items() if not kept] == []
    for line in before["audit"]:
        line["kind"], line["thing"] = PHRASES[line.pop("subject")]
    assert after == before


async def test_a_start_brings_it_to_the_schema_and_the_audit_stays_append_only(filled_before: Store) -> None:
    await migrate(filled_before)
    async with filled_before.reading() as connection:
        assert await connection.run_sync(differences) == []
    for change in ("UPDATE audit SET thing = 'another'", "DELETE FROM audit"):
        with pytest.raises(DBAPIError, match="append-only"):
            async with filled_before.changing() as connection:
                await connection.execute(text(change))
