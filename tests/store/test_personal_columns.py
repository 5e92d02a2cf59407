"""Every column that can hold a person is shown, erased, or kept for a stated reason; a new one fails until that is decided."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, Text, make_url

from ektp_core.store import Store, schema
from ektp_core.store.columns import Day, Flag, Moment
from ektp_core.store.ended_since import PEOPLE
from ektp_core.store.privacy import SIGNED, chat_data, forget
from tests.store.followers import NOON
from tests.store.personal_columns import Fate, can_hold_people, columns_of

PERSON = 5_912_345_678_901
"""As large as no other number here."""

WORDS = "kata-kata-orang"
REGISTER = Path(__file__).parents[2] / "docs" / "privacy" / "processing-register.md"


def test_each_column_that_can_hold_a_person_has_a_fate() -> None:
    assert {f"{column.table.name}.{column.name}" for column in can_hold_people()} == columns_of(*Fate)


def test_no_column_has_two_fates() -> None:
    assert len(columns_of(*Fate)) == sum(len(columns_of(fate)) for fate in Fate)


def test_whoever_had_data_erased_is_looked_for_in_a_restored_copy_wherever_it_can_be() -> None:
    """But below a subscriber, with whom it goes."""
    of_people = {each for each in columns_of(Fate.ERASED) if each.endswith((".chat", ".person"))}
    below = {"subscription.chat", "muted.chat", "reminder.chat"}
    assert {f"{column.table.name}.{column.name}" for column in PEOPLE} == of_people - below | {"visit_request.asked_by"}


def test_what_stays_is_counted_for_who_asks() -> None:
    signed = {f"{column.table.name}.{column.name}" for column in SIGNED}
    assert columns_of(Fate.STAYS) == signed | {"member.person", "member.name", "audit.person", "audit.name"}


def test_the_register_names_what_stays_and_what_is_erased() -> None:
    register = REGISTER.read_text(encoding="utf-8")
    tables = {column.partition(".")[0] for column in columns_of(Fate.STAYS, Fate.ERASED)}
    assert [table for table in sorted(tables) if f"`{table}`" not in register] == []


ALLOWED = {"delivery.state": "delivered", "delivery.fence": None, "delivery.ambiguous": 0, "subscription.target": "area:19.04"}
"""What other columns of the row require."""


def a_value(column: Column[Any]) -> Any:
    """The person in every number that can be one, words in every free text, and anything allowed elsewhere."""
    if (name := f"{column.table.name}.{column.name}") in ALLOWED:
        return ALLOWED[name]
    for check in column.table.constraints:
        if isinstance(check, CheckConstraint) and str(check.sqltext).startswith(f"{column.name} IN ("):
            return str(check.sqltext).split("'")[1]
    if column.name == "language":
        return "id"
    if isinstance(column.type, BigInteger):
        return PERSON
    if isinstance(column.type, Text):
        return WORDS
    if isinstance(column.type, Moment):
        return "2026-11-24T05:00:00+00:00"
    if isinstance(column.type, Day):
        return "2026-11-24"
    return 0 if isinstance(column.type, Flag) else 1 if isinstance(column.type, Integer) else 1.0


@pytest.fixture
async def full(migrated: Store, url: str) -> Store:
    """One row in every table, with the person wherever the schema lets a person be."""
    with sqlite3.connect(make_url(url).database or "") as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("PRAGMA ignore_check_constraints = ON")
        for table in schema.metadata.sorted_tables:
            names = [column.name for column in table.columns]
            marks = ", ".join("?" for _ in names)
            sql = f"INSERT OR IGNORE INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 -- of the schema
            database.execute(sql, [a_value(column) for column in table.columns])
    database.close()
    return migrated


async def columns_with(store: Store, *wanted: object) -> set[str]:
    found = set()
    async with store.reading() as connection:
        for column in can_hold_people():
            rows = await connection.exec_driver_sql(f"SELECT {column.name} FROM {column.table.name}")  # noqa: S608 -- of the schema
            if any(value in wanted for (value,) in rows):
                found.add(f"{column.table.name}.{column.name}")
    return found


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_of_a_person_in_every_column_only_what_is_said_to_stay_stays(full: Store) -> None:
    before = await columns_with(full, PERSON)
    assert {each for each in columns_of(Fate.ERASED, Fate.STAYS) if each.endswith((".chat", ".person", "_by", ".inviter"))} <= before
    assert await forget(full, PERSON, NOON) is True
    assert not await columns_with(full, PERSON, WORDS) & columns_of(Fate.ERASED)
    left = await columns_with(full, PERSON)
    with_no_chat = {"delivery.message_id", "delivery.thread", "delivery.replies_to", "state.bot"}
    their_own_invitation = {"invitation.inviter"}
    assert left - with_no_chat == {each for each in columns_of(Fate.STAYS) if not each.endswith(".name")} - their_own_invitation


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_a_person_in_every_column_is_shown_all_of_it(full: Store) -> None:
    shown = await chat_data(full, PERSON)
    assert shown.language and shown.subscriber and shown.gone and shown.subscriber.follows and shown.subscriber.muted
    assert [each.day for each in shown.reminders] == [date(2026, 11, 24)]
    assert (shown.copies, shown.drafts, shown.live, shown.tries) == (1, 1, 2, 2)
    assert [each.text for each in shown.texts] == [WORDS]
    assert [(each.request, each.contact) for each in shown.contacts] == [(1, WORDS)]
    assert (shown.staff.role, shown.staff.name, shown.staff.acts, shown.staff.signed) == ("admin", WORDS, 1, len(SIGNED))


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_of_staff_only_the_offices_record_stays_and_it_says_so(full: Store) -> None:
    await forget(full, PERSON, NOON)
    left = await chat_data(full, PERSON)
    assert not left.is_nothing
    assert not left.can_be_erased
    assert await forget(full, PERSON, NOON) is False
