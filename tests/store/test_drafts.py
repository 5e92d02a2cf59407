"""What staff have begun and not confirmed outlives a restart, is carried out once, and is nobody else's."""

import asyncio
from datetime import date, timedelta

import msgspec
import pytest
from sqlalchemy import insert, select

from ektp_core.store import Store, open_store, schema
from ektp_core.store.drafts import Awaited, DraftGone, DraftOld, Drafts, OtherDraft, awaited, mark_of
from tests.store.records import MOMENT as NOW
from tests.store.records import how_many

RATNA, HENDRA = 7101, 7102


class Line(msgspec.Struct, frozen=True, tag=True):
    day: date
    kits: int = 1


class Several(msgspec.Struct, frozen=True, tag=True):
    lines: tuple[Line, ...]
    source: str = "laporan ✓"


class Award(msgspec.Struct, frozen=True, tag=True):
    year: int | None = None


AWARDS: Drafts[Award] = Drafts("awards", Award)
VISITS: Drafts[Line | Several] = Drafts("visits", Line, Several)
FIGURES: Drafts[Several] = Drafts("figures", Several)
LINE = Line(NOW.date(), 2)
REPORT = Several((LINE, LINE))


async def test_nobody_has_a_draft_at_first(migrated: Store) -> None:
    assert await VISITS.find(migrated, RATNA) is None
    assert await awaited(migrated, RATNA) is None
    assert await VISITS.drop(migrated, RATNA) is False
    with pytest.raises(DraftGone):
        await VISITS.one(migrated, RATNA)


async def test_a_draft_comes_back_as_the_value_it_was_after_a_restart_too(migrated: Store, url: str) -> None:
    for kept in (LINE, REPORT):
        await VISITS.keep(migrated, RATNA, kept, NOW, awaits="days")
        assert await VISITS.one(migrated, RATNA) == kept
    await migrated.close()
    again = open_store(url)
    assert await VISITS.one(again, RATNA) == REPORT
    assert await awaited(again, RATNA) == Awaited("visits", "days")
    await again.close()


async def test_a_draft_is_its_writers_alone(migrated: Store) -> None:
    await VISITS.keep(migrated, RATNA, LINE, NOW, awaits="days")
    assert await VISITS.find(migrated, HENDRA) is None
    assert await awaited(migrated, HENDRA) is None
    assert await VISITS.drop(migrated, HENDRA) is False
    assert await VISITS.one(migrated, RATNA) == LINE


async def test_the_last_draft_of_a_tool_counts(migrated: Store) -> None:
    later = NOW + timedelta(minutes=1)
    await VISITS.keep(migrated, RATNA, REPORT, NOW)
    await VISITS.keep(migrated, RATNA, LINE, later)
    assert await VISITS.one(migrated, RATNA) == LINE
    async with migrated.reading() as connection:
        assert await connection.scalar(select(schema.draft.c.updated)) == later
    assert await how_many(migrated, schema.draft) == 1


async def test_the_next_text_answers_the_draft_that_asked_last_and_the_other_stays(migrated: Store) -> None:
    await FIGURES.keep(migrated, RATNA, REPORT, NOW, awaits="as_of")
    await VISITS.keep(migrated, RATNA, LINE, NOW, awaits="days")
    assert await awaited(migrated, RATNA) == Awaited("visits", "days")
    await VISITS.drop(migrated, RATNA)
    assert await awaited(migrated, RATNA) is None
    assert await FIGURES.one(migrated, RATNA) == REPORT


async def test_the_draft_that_a_screen_shows_is_discarded_and_no_other(migrated: Store) -> None:
    await VISITS.keep(migrated, RATNA, LINE, NOW)
    with pytest.raises(OtherDraft):
        await VISITS.discard(migrated, RATNA, mark_of(REPORT))
    assert await VISITS.one(migrated, RATNA) == LINE
    await VISITS.discard(migrated, RATNA, mark_of(LINE))
    with pytest.raises(DraftGone):
        await VISITS.discard(migrated, RATNA, mark_of(LINE))


async def test_a_draft_that_asks_nothing_leaves_the_question_of_another_open(migrated: Store) -> None:
    await FIGURES.keep(migrated, RATNA, REPORT, NOW, awaits="as_of")
    await VISITS.keep(migrated, RATNA, LINE, NOW)
    assert await awaited(migrated, RATNA) == Awaited("figures", "as_of")


async def test_a_draft_is_carried_out_once_even_when_tapped_ten_times_at_once(migrated: Store) -> None:
    await VISITS.keep(migrated, RATNA, LINE, NOW)

    async def carry_out() -> None:
        async with migrated.changing() as connection:
            await VISITS.take(connection, RATNA, LINE)

    taken = await asyncio.gather(*(carry_out() for _ in range(10)), return_exceptions=True)
    assert taken.count(None) == 1
    assert sum(isinstance(each, DraftGone) for each in taken) == 9


async def test_a_draft_stays_when_carrying_it_out_fails(migrated: Store) -> None:
    await VISITS.keep(migrated, RATNA, LINE, NOW)
    with pytest.raises(RuntimeError):
        async with migrated.changing() as connection:
            await VISITS.take(connection, RATNA, LINE)
            raise RuntimeError
    assert await VISITS.one(migrated, RATNA) == LINE


@pytest.mark.parametrize("newest", [Line(NOW.date(), 3), REPORT], ids=["changed", "of another kind"])
async def test_another_draft_than_the_one_that_was_previewed_is_not_carried_out_and_stays(migrated: Store, newest: Line | Several) -> None:
    await VISITS.keep(migrated, RATNA, newest, NOW)
    with pytest.raises(OtherDraft):
        await VISITS.previewed(migrated, RATNA, mark_of(LINE))
    with pytest.raises(OtherDraft):
        async with migrated.changing() as connection:
            await VISITS.take(connection, RATNA, LINE)
    assert await VISITS.previewed(migrated, RATNA, mark_of(newest)) == newest


def test_a_mark_is_the_same_in_every_process_however_a_set_is_ordered() -> None:
    words = [f"kata {number}" for number in range(20)]
    assert mark_of({"words": set(words)}) == mark_of({"words": sorted(words)})


async def test_a_discarded_draft_is_gone_and_no_other(migrated: Store) -> None:
    await FIGURES.keep(migrated, RATNA, REPORT, NOW)
    await VISITS.keep(migrated, RATNA, LINE, NOW)
    assert await FIGURES.drop(migrated, RATNA) is True
    assert await FIGURES.find(migrated, RATNA) is None
    assert await VISITS.one(migrated, RATNA) == LINE


async def test_a_draft_of_another_kind_is_none_of_this_kind(migrated: Store) -> None:
    await VISITS.keep(migrated, RATNA, LINE, NOW)
    assert await VISITS.of_kind(migrated, RATNA, Line) == await VISITS.previewed_as(Line, migrated, RATNA, mark_of(LINE)) == LINE
    with pytest.raises(DraftGone):
        await VISITS.of_kind(migrated, RATNA, Several)
    with pytest.raises(OtherDraft):
        await VISITS.previewed_as(Several, migrated, RATNA, mark_of(LINE))


@pytest.mark.parametrize("body", ['{"what": "add", "line": {}}', '{"type": "Line"}', "[]"])
async def test_a_draft_of_an_older_version_is_told_to_be_old_by_its_button_and_is_gone_then(migrated: Store, body: str) -> None:
    async with migrated.changing() as connection:
        await connection.execute(insert(schema.draft).values(person=RATNA, kind="visits", body=body, awaits=None, updated=NOW))
    with pytest.raises(DraftOld):
        await VISITS.previewed(migrated, RATNA, mark_of(LINE))
    with pytest.raises(DraftGone):
        await VISITS.previewed(migrated, RATNA, mark_of(LINE))


@pytest.mark.parametrize("body", ['{"what": "add", "line": {}}', '{"type": "Line"}', '{"type": "Line", "day": "soon"}', "[]"])
async def test_a_draft_of_an_older_version_is_told_to_be_old_once(migrated: Store, body: str) -> None:
    row = {"person": RATNA, "kind": "visits", "body": body, "awaits": "days", "updated": NOW}
    async with migrated.changing() as connection:
        await connection.execute(insert(schema.draft).values(**row))
    with pytest.raises(DraftOld):
        await VISITS.find(migrated, RATNA)
    assert await VISITS.find(migrated, RATNA) is None
    assert await awaited(migrated, RATNA) is None


async def test_what_names_no_kind_is_old_where_a_tool_has_one_kind_and_all_its_fields_are_optional(migrated: Store) -> None:
    async with migrated.changing() as connection:
        await connection.execute(insert(schema.draft).values(person=RATNA, kind="awards", body='{"what": "add"}', awaits=None, updated=NOW))
    with pytest.raises(DraftOld):
        await AWARDS.find(migrated, RATNA)
