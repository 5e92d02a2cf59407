"""Offices that are at work get the answers to what is asked again and again; what they have said stays, and what was counted too."""

import pytest
from sqlalchemy import text

from ektp_core.country.beginning import beginning_of
from ektp_core.country.offices import office_of
from ektp_core.store import Store
from ektp_core.topics import ANSWERS, FREE_OF_CHARGE, REPORTING
from tests.store.migrating import upgrade_to

BEFORE, AFTER = "0016", "0017"
COUNTED = "INSERT INTO unanswered (day, why, topic, length, names, count) VALUES ('2026-11-24', '{}', 'schedule', '1-3', '', 2)"
KEPT = (
    "INSERT INTO unanswered_text (id, chat, text, asked_on, consent_version, why, topic)"
    " VALUES (1, 7, 'kapan', '2026-11-24', '2026-11', 'unsure', '')"
)
SAID = "INSERT INTO fact (key, text_id, text_en, as_of, source) VALUES ('topic_clothes', 'Berseragam.', 'In uniform.', '2026', 'SK 1')"


async def upgraded(store: Store, home: str | None) -> None:
    async with store.changing() as connection:
        await connection.run_sync(upgrade_to, BEFORE)
        if home:
            await connection.execute(text("INSERT INTO state (id, board_version, home) VALUES (1, 1, :home)"), {"home": home})
        for statement in (SAID, COUNTED.format("unsure"), KEPT):
            await connection.execute(text(statement))
        await connection.run_sync(upgrade_to, AFTER)


async def facts_of(store: Store) -> dict[str, tuple[str | None, ...]]:
    async with store.reading() as connection:
        rows = await connection.execute(text("SELECT key, text_id, text_en, as_of, source FROM fact"))
        return {row.key: tuple(row)[1:] for row in rows}


@pytest.mark.parametrize("home", ["19.04", "32.01"])
async def test_an_office_at_work_gets_what_a_new_one_begins_with_and_keeps_its_own(empty: Store, home: str) -> None:
    await upgraded(empty, home)
    shipped = beginning_of(office_of(home), None).facts
    expected = {key: told for key, told in shipped.items() if key in {*ANSWERS, FREE_OF_CHARGE, REPORTING}}
    found = await facts_of(empty)
    assert found.keys() == expected.keys()
    assert found.pop("topic_clothes") == ("Berseragam.", "In uniform.", "2026", "SK 1")
    assert found == {key: tuple(told[name] for name in ("id", "en", "as_of", "source")) for key, told in expected.items() if key in found}


async def test_a_database_of_no_office_is_left_to_its_first_start(empty: Store) -> None:
    await upgraded(empty, None)
    assert [*await facts_of(empty)] == ["topic_clothes"]


async def test_what_was_counted_stays_and_what_nobody_announced_can_be_counted(empty: Store) -> None:
    await upgraded(empty, "19.04")
    async with empty.changing() as connection:
        await connection.execute(text(COUNTED.format("unannounced")))
        counted = await connection.execute(text("SELECT why, count FROM unanswered ORDER BY why"))
        assert [tuple(row) for row in counted] == [("unannounced", 2), ("unsure", 2)]
        assert await connection.scalar(text("SELECT text FROM unanswered_text")) == "kapan"
