"""What staff have begun and not confirmed outlives a restart, is carried out once, and is nobody else's."""

import asyncio
from datetime import date, timedelta

import msgspec
import pytest
from sqlalchemy import insert, select

from ektp_core.store import Store, open_store, schema
from ektp_core.store.drafts import (
    MOST_KEPT,
    Awaited,
    DraftGone,
    DraftKey,
    DraftOld,
    Drafts,
    OtherDraft,
    awaited,
    bring_forward,
    drafts_of,
    left_open,
    mark_of,
)
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


class Fact(msgspec.Struct, frozen=True, tag=True):
    name: str
    text: str = ""


AWARDS: Drafts[Award] = Drafts("awards", Award)
VISITS: Drafts[Line | Several] = Drafts("visits", Line, Several)
FIGURES: Drafts[Several] = Drafts("figures", Several)
FACTS: Drafts[Fact] = Drafts("office", Fact, about=lambda fact: fact.name)
LINE = Line(NOW.date(), 2)
PHONE, HOURS = Fact("phone", "0718"), Fact("hours")
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


async def test_drafts_about_two_things_are_kept_beside_each_other_and_the_newest_is_found(migrated: Store) -> None:
    await FACTS.keep(migrated, RATNA, PHONE, NOW, awaits="text")
    await FACTS.keep(migrated, RATNA, HOURS, NOW, awaits="text")
    assert await FACTS.every(migrated, RATNA) == [HOURS, PHONE]
    assert await FACTS.one(migrated, RATNA) == HOURS
    assert [await FACTS.keyed(migrated, RATNA, FACTS.key(each)) for each in (PHONE, HOURS)] == [PHONE, HOURS]
    assert [each.awaits for each in await drafts_of(migrated, RATNA)] == ["text", None]
    with pytest.raises(DraftGone):
        await FACTS.keyed(migrated, RATNA, DraftKey(1))


async def test_a_draft_that_changes_stays_the_same_draft(migrated: Store) -> None:
    await FACTS.keep(migrated, RATNA, PHONE, NOW)
    changed = msgspec.structs.replace(PHONE, text="0719")
    await FACTS.keep(migrated, RATNA, changed, NOW)
    assert await FACTS.every(migrated, RATNA) == [changed]
    assert FACTS.key(changed) == FACTS.key(PHONE) != FACTS.key(HOURS)


async def test_each_is_carried_out_discarded_and_dropped_by_itself(migrated: Store) -> None:
    for fact in (PHONE, HOURS):
        await FACTS.keep(migrated, RATNA, fact, NOW)
    assert await FACTS.previewed(migrated, RATNA, mark_of(PHONE)) == PHONE
    await FACTS.discard(migrated, RATNA, mark_of(PHONE))
    assert await FACTS.every(migrated, RATNA) == [HOURS]
    await FACTS.keep(migrated, RATNA, PHONE, NOW)
    assert await FACTS.drop(migrated, RATNA, HOURS) is True
    assert await FACTS.drop(migrated, RATNA, HOURS) is False
    async with migrated.changing() as connection:
        await FACTS.take(connection, RATNA, PHONE)
    assert await drafts_of(migrated, RATNA) == ()


async def test_within_one_tool_the_newest_takes_the_texts_even_when_it_asks_nothing(migrated: Store) -> None:
    await FACTS.keep(migrated, RATNA, PHONE, NOW, awaits="text")
    await FACTS.keep(migrated, RATNA, HOURS, NOW)
    assert await awaited(migrated, RATNA) is None
    found = left_open(await drafts_of(migrated, RATNA), NOW)
    assert found and found.about == "hours"
    assert left_open(await drafts_of(migrated, RATNA), NOW + timedelta(seconds=1)) is None


async def test_a_draft_that_is_brought_forward_waits_again_and_is_the_newest(migrated: Store) -> None:
    await FACTS.keep(migrated, RATNA, PHONE, NOW, awaits="text")
    (phone,) = await drafts_of(migrated, RATNA)
    await VISITS.keep(migrated, RATNA, LINE, NOW, awaits="days")
    await bring_forward(migrated, RATNA, phone)
    assert await awaited(migrated, RATNA) == Awaited("office", "text")
    assert [each.tool for each in await drafts_of(migrated, RATNA)] == ["office", "visits"]


async def test_of_a_tool_no_more_than_a_few_are_kept_and_nobody_elses_go(migrated: Store) -> None:
    await FACTS.keep(migrated, HENDRA, PHONE, NOW)
    for number in range(MOST_KEPT + 2):
        await FACTS.keep(migrated, RATNA, Fact(f"{number}"), NOW)
    assert [each.name for each in await FACTS.every(migrated, RATNA)] == [f"{number}" for number in reversed(range(2, MOST_KEPT + 2))]
    assert await FACTS.every(migrated, HENDRA) == [PHONE]


async def test_what_was_kept_before_drafts_had_names_is_gone_on_with_under_its_own(migrated: Store) -> None:
    body = msgspec.json.encode(PHONE).decode()
    async with migrated.changing() as connection:
        await connection.execute(insert(schema.draft).values(person=RATNA, kind="office", body=body, awaits="text", updated=NOW))
    assert await FACTS.one(migrated, RATNA) == PHONE
    await FACTS.keep(migrated, RATNA, PHONE, NOW)
    assert [each.about for each in await drafts_of(migrated, RATNA)] == ["phone"]
