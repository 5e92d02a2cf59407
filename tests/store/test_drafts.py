"""What staff have begun outlives a restart, is carried out once, and is nobody else's."""

import asyncio
from datetime import date, timedelta

import msgspec
import pytest
from sqlalchemy import insert

from ektp_core.store import Store, open_store, schema
from ektp_core.store.drafts import Draft, DraftGone, DraftOld, Drafts, awaiting_draft, draft_of, drop_draft, keep_draft, take_draft
from tests.store.records import MOMENT as NOW
from tests.store.records import how_many

RATNA, HENDRA = 7101, 7102
BODY = {"as_of": None, "counts": {"19.04": [150_000, 147_000, None]}, "source": "laporan ✓"}


async def test_nobody_has_a_draft_at_first(migrated: Store) -> None:
    assert await draft_of(migrated, RATNA, "figures") is None
    assert await awaiting_draft(migrated, RATNA) is None
    assert await drop_draft(migrated, RATNA, "figures") is False


async def test_a_draft_outlives_a_restart(migrated: Store, url: str) -> None:
    await keep_draft(migrated, RATNA, "figures", BODY, NOW, awaits="as_of")
    await migrated.close()
    again = open_store(url)
    assert await draft_of(again, RATNA, "figures") == Draft("figures", BODY, "as_of", NOW)
    await again.close()


async def test_a_draft_is_its_writers_alone(migrated: Store) -> None:
    await keep_draft(migrated, RATNA, "figures", BODY, NOW, awaits="as_of")
    assert await draft_of(migrated, HENDRA, "figures") is None
    assert await awaiting_draft(migrated, HENDRA) is None
    assert await drop_draft(migrated, HENDRA, "figures") is False
    assert await draft_of(migrated, RATNA, "figures") is not None


async def test_the_last_draft_of_a_kind_counts(migrated: Store) -> None:
    await keep_draft(migrated, RATNA, "figures", BODY, NOW)
    await keep_draft(migrated, RATNA, "figures", {"as_of": "2026-10-31"}, NOW + timedelta(minutes=1))
    found = await draft_of(migrated, RATNA, "figures")
    assert found == Draft("figures", {"as_of": "2026-10-31"}, None, NOW + timedelta(minutes=1))
    assert await how_many(migrated, schema.draft) == 1


async def test_the_next_text_answers_the_draft_that_asked_last(migrated: Store) -> None:
    await keep_draft(migrated, RATNA, "figures", BODY, NOW, awaits="as_of")
    await keep_draft(migrated, RATNA, "visits", {"school": "x"}, NOW, awaits="days")
    found = await awaiting_draft(migrated, RATNA)
    assert found is not None
    assert (found.kind, found.awaits) == ("visits", "days")
    older = await draft_of(migrated, RATNA, "figures")
    assert older is not None
    assert (older.body, older.awaits) == (BODY, None)


async def test_a_draft_that_asks_nothing_leaves_the_question_of_another_open(migrated: Store) -> None:
    await keep_draft(migrated, RATNA, "figures", BODY, NOW, awaits="as_of")
    await keep_draft(migrated, RATNA, "visits", {}, NOW)
    found = await awaiting_draft(migrated, RATNA)
    assert found is not None
    assert found.kind == "figures"


async def test_a_draft_is_carried_out_once_even_when_tapped_ten_times_at_once(migrated: Store) -> None:
    await keep_draft(migrated, RATNA, "figures", BODY, NOW)

    async def carry_out() -> Draft:
        async with migrated.changing() as connection:
            return await take_draft(connection, RATNA, "figures")

    found = await asyncio.gather(*(carry_out() for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(each, Draft) for each in found) == 1
    assert sum(isinstance(each, DraftGone) for each in found) == 9


async def test_a_draft_stays_when_carrying_it_out_fails(migrated: Store) -> None:
    await keep_draft(migrated, RATNA, "figures", BODY, NOW)
    with pytest.raises(RuntimeError):
        async with migrated.changing() as connection:
            await take_draft(connection, RATNA, "figures")
            raise RuntimeError
    assert await draft_of(migrated, RATNA, "figures") is not None


async def test_a_discarded_draft_is_gone_and_no_other(migrated: Store) -> None:
    await keep_draft(migrated, RATNA, "figures", BODY, NOW)
    await keep_draft(migrated, RATNA, "visits", {}, NOW)
    assert await drop_draft(migrated, RATNA, "figures") is True
    assert await draft_of(migrated, RATNA, "figures") is None
    assert await draft_of(migrated, RATNA, "visits") is not None


# As typed values


class Line(msgspec.Struct, frozen=True, tag=True):
    day: date
    kits: int = 1


class Several(msgspec.Struct, frozen=True, tag=True):
    lines: tuple[Line, ...]


LINES: Drafts[Line | Several] = Drafts("visits", Line, Several)
A_LINE = Line(NOW.date(), 2)


async def test_a_draft_comes_back_as_the_value_it_was(migrated: Store) -> None:
    for kept in (A_LINE, Several((A_LINE, A_LINE))):
        await LINES.keep(migrated, RATNA, kept, NOW, awaits="days")
        assert await LINES.one(migrated, RATNA) == kept
    with pytest.raises(DraftGone):
        await LINES.one(migrated, HENDRA)


@pytest.mark.parametrize("body", ['{"what": "add", "line": {}}', '{"type": "Line"}', '{"type": "Line", "day": "soon"}', "[]"])
async def test_a_draft_of_an_older_version_is_told_to_be_old_once(migrated: Store, body: str) -> None:
    row = {"person": RATNA, "kind": "visits", "body": body, "awaits": "days", "updated": NOW}
    async with migrated.changing() as connection:
        await connection.execute(insert(schema.draft).values(**row))
    with pytest.raises(DraftOld):
        await LINES.find(migrated, RATNA)
    assert await LINES.find(migrated, RATNA) is None
    assert await awaiting_draft(migrated, RATNA) is None
