"""The office acts only on what was seen: somebody who comes second is refused, and is shown what is there now."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from ektp_core.audit import Changed, Seen, Subject, Thing
from ektp_core.office import Office, OfficeSettings
from ektp_core.roles import Act
from ektp_core.store import schema
from ektp_core.store.audit import VERSIONED
from tests.databases import Filled, in_memory
from tests.rehearsal import ZONE
from tests.store.records import MOMENT, a_day_row, a_loan_row, a_visit_row, add, how_many

JULIAN = 7201
NUMBER, VERSION = 40, 3

ACTS = {
    Thing.ANNOUNCEMENT: Act.ANNOUNCE,
    Thing.AWARD: Act.CHANGE_AWARDS,
    Thing.LOAN: Act.CHANGE_KITS,
    Thing.REQUEST: Act.DECIDE_REQUEST,
    Thing.VISIT: Act.CHANGE_VISITS,
}
"""What somebody does with each thing whose versions are counted."""

REQUEST = {"school": "10900778", "pupils": 60, "days": 1, "wishes": "", "contact": "Bu Ani", "state": "waiting"}
ROWS: dict[Thing, dict[str, Any]] = {
    Thing.ANNOUNCEMENT: {"kind": "announcement", "state": "draft", "text": "Besok.", "made_by": JULIAN, "made_at": MOMENT},
    Thing.AWARD: {"year": 2020, "category": "Perekaman Terbanyak", "source": "the office"},
    Thing.LOAN: a_loan_row(),
    Thing.REQUEST: REQUEST | {"asked_by": 7301, "asked_at": MOMENT},
    Thing.VISIT: a_visit_row(),
}


@dataclass(frozen=True, slots=True)
class Somebody:
    person: int = JULIAN
    now: datetime = MOMENT


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    """The demo office, in which there is one more of each thing, in its third version."""
    store = await in_memory(Filled.DEMO)
    for thing, row in ROWS.items():
        await add(store, VERSIONED[thing], row | {"id": NUMBER, "version": VERSION})
    await add(store, schema.visit_day, a_day_row(MOMENT.date(), visit=NUMBER))
    yield await Office.open(store, OfficeSettings(ZONE), lambda: MOMENT)
    await store.close()


async def another_process_changes_the_board(office: Office) -> None:
    await add(office.store, schema.award, {"year": 2001, "category": "Inovasi", "source": "the office"})


def knows_of_the_change(office: Office) -> bool:
    return bool(office.board.awards.of_year(2001))


def test_every_numbered_thing_that_counts_versions_is_compared_with_what_was_seen() -> None:
    """Schools have no number of ours: `ektp_core/store/schools.py` compares theirs."""
    assert set(VERSIONED.values()) == {table for table in schema.metadata.tables.values() if {"id", "version"} <= set(table.columns.keys())}
    assert set(ACTS) == set(ROWS) == set(VERSIONED)


@pytest.mark.parametrize("thing", VERSIONED)
@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(Seen(NUMBER, VERSION - 1), id="an older version"),
        pytest.param(Seen(NUMBER, VERSION + 1), id="one that never was"),
        pytest.param(Seen(NUMBER + 1, VERSION), id="a thing that is gone"),
    ],
)
async def test_an_act_on_another_version_than_is_there_does_nothing_and_the_board_is_read_again(
    office: Office, thing: Thing, seen: Seen
) -> None:
    await another_process_changes_the_board(office)
    assert not knows_of_the_change(office)
    with pytest.raises(Changed) as refused:
        async with office.acting(Somebody(), ACTS[thing], Subject(thing, seen.id), seen=seen):
            pytest.fail("it was begun")
    assert refused.value.subject == Subject(thing, seen.id)
    assert knows_of_the_change(office)
    assert await how_many(office.store, schema.audit) == 0


@pytest.mark.parametrize("thing", VERSIONED)
async def test_an_act_on_the_version_that_is_there_is_done(office: Office, thing: Thing) -> None:
    async with office.acting(Somebody(), ACTS[thing], Subject(thing, NUMBER), seen=Seen(NUMBER, VERSION)):
        pass
    assert await how_many(office.store, schema.audit) == 1


@pytest.mark.parametrize("thing", VERSIONED)
async def test_what_turns_out_to_have_changed_on_the_way_takes_the_act_back_and_reads_the_board_again(office: Office, thing: Thing) -> None:
    await another_process_changes_the_board(office)
    with pytest.raises(Changed):
        async with office.acting(Somebody(), ACTS[thing], Subject(thing, NUMBER)) as doing:
            await doing.connection.execute(VERSIONED[thing].delete().where(VERSIONED[thing].c.id == NUMBER))
            raise Changed(doing.subject)
    async with office.store.reading() as connection:
        kept = (await connection.execute(select(VERSIONED[thing].c.version).where(VERSIONED[thing].c.id == NUMBER))).scalars().all()
    assert kept == [VERSION]
    assert knows_of_the_change(office)
