"""Counts of what fell through add up, and a sentence is kept as long as its writer was told, no longer."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from ektp_core.store import Store, open_store, schema
from ektp_core.store.unanswered import collects_texts, count, drop_old, drop_text, keep_text, lacking, switch_collecting, texts, top
from ektp_core.unanswered import CONSENT_VERSION, MOST_LETTERS, MOST_TEXTS, KeptText, Lack, Length, Often, Shape, Unmet, Why
from tests.at_once import at_once
from tests.store.followers import BUDI, SITI
from tests.store.records import add, everything, how_many

TODAY = date(2026, 11, 24)
SCHEDULE = Shape(Why.UNSURE, "schedule", Length.SENTENCE, ("birth", "school"))
NO_VISIT, NO_SCHOOL = Unmet(Lack.VISIT, "10900778"), Unmet(Lack.SCHOOL, "")
FAMILY_CARD = Shape(Why.OUT_OF_SCOPE, "kk", Length.FEW)


async def collecting(store: Store, *, on: bool = True) -> None:
    async with store.changing() as connection:
        await switch_collecting(connection, TODAY, on=on)


async def a_kept_text(store: Store, text: str = "kapan ke sekolah kami", chat: int = SITI, *, on: date = TODAY) -> bool:
    return await keep_text(store, chat, text, Why.UNSURE, "schedule", on)


async def dropped(store: Store, number: int, mark: str) -> bool:
    async with store.changing() as connection:
        return await drop_text(connection, number, mark)


async def test_counts_of_a_day_add_up(migrated: Store) -> None:
    await count(migrated, TODAY, {SCHEDULE: 2, FAMILY_CARD: 1})
    await count(migrated, TODAY, {SCHEDULE: 3})
    assert (await everything(migrated))["unanswered"] == [
        (TODAY, "out_of_scope", "kk", "1-3", "", 1),
        (TODAY, "unsure", "schedule", "4-8", "birth+school", 5),
    ]


async def test_counting_nothing_writes_nothing(migrated: Store) -> None:
    await count(migrated, TODAY, {})
    assert await how_many(migrated, schema.unanswered) == 0


async def test_two_processes_count_at_once(migrated: Store, url: str) -> None:
    other = open_store(url)
    shapes = [{SCHEDULE: 1, FAMILY_CARD: 1}, {FAMILY_CARD: 1, SCHEDULE: 1}]
    await at_once(*(count(store, TODAY, shapes[turn % 2]) for turn in range(10) for store in (migrated, other)))
    await other.close()
    assert [often.times for often in await top(migrated, TODAY)] == [20, 20]


async def test_either_all_counts_of_a_day_are_written_or_none(migrated: Store) -> None:
    too_long = Shape(Why.UNSURE, "x" * 41, Length.FEW)
    with pytest.raises(IntegrityError):
        await count(migrated, TODAY, {SCHEDULE: 1, too_long: 1})
    assert await how_many(migrated, schema.unanswered) == 0


async def test_the_most_frequent_comes_first_whatever_the_length(migrated: Store) -> None:
    longer = Shape(Why.OUT_OF_SCOPE, "kk", Length.LETTER)
    await count(migrated, TODAY - timedelta(days=1), {FAMILY_CARD: 2, SCHEDULE: 1})
    await count(migrated, TODAY, {longer: 2, SCHEDULE: 2})
    assert await top(migrated, TODAY - timedelta(days=1)) == [
        Often(Why.OUT_OF_SCOPE, "kk", (), 4),
        Often(Why.UNSURE, "schedule", ("birth", "school"), 3),
    ]
    assert [often.times for often in await top(migrated, TODAY)] == [2, 2]
    assert await top(migrated, TODAY + timedelta(days=1)) == []


async def test_what_was_lacking_is_counted_by_kind_and_place(migrated: Store) -> None:
    await count(migrated, TODAY - timedelta(days=1), {NO_VISIT: 2})
    await count(migrated, TODAY, {NO_VISIT: 1, NO_SCHOOL: 4, SCHEDULE: 1})
    await count(migrated, TODAY, {NO_SCHOOL: 1})
    assert (await everything(migrated))["unmet"] == [
        (TODAY - timedelta(days=1), "visit", "10900778", 2),
        (TODAY, "school", "", 5),
        (TODAY, "visit", "10900778", 1),
    ]
    assert await lacking(migrated, TODAY - timedelta(days=1)) == {NO_SCHOOL: 5, NO_VISIT: 3}
    assert await lacking(migrated, TODAY) == {NO_SCHOOL: 5, NO_VISIT: 1}
    assert [often.times for often in await top(migrated, TODAY)] == [1]


@pytest.mark.parametrize("place", ["Siti", "sman 1 koba", "19.04.0x", "1904035203100001", "19.04.01.20011", "SMA"])
async def test_no_name_and_no_number_of_a_person_is_a_place(migrated: Store, place: str) -> None:
    with pytest.raises(IntegrityError):
        await count(migrated, TODAY, {NO_VISIT: 1, Unmet(Lack.SCHOOL, place): 1})
    assert await how_many(migrated, schema.unmet) == 0


async def test_nothing_is_collected_until_it_is_switched_on(migrated: Store) -> None:
    assert await collects_texts(migrated) is False
    assert await a_kept_text(migrated) is False
    await collecting(migrated)
    await collecting(migrated)
    assert await collects_texts(migrated) is True
    assert await a_kept_text(migrated) is True
    await collecting(migrated, on=False)
    assert await collects_texts(migrated) is False
    assert await a_kept_text(migrated, "lagi") is False
    assert [text.text for text in await texts(migrated)] == ["kapan ke sekolah kami"]


async def test_a_sentence_is_kept_with_what_its_writer_agreed_to(migrated: Store) -> None:
    await collecting(migrated)
    await a_kept_text(migrated)
    assert await texts(migrated) == [KeptText(1, "kapan ke sekolah kami", TODAY, CONSENT_VERSION, Why.UNSURE, "schedule")]


async def test_the_same_sentence_is_kept_once(migrated: Store) -> None:
    await collecting(migrated)
    for chat in (SITI, SITI, BUDI):
        await a_kept_text(migrated, chat=chat)
    assert await how_many(migrated, schema.unanswered_text) == 2


async def test_of_one_chat_the_newest_few_are_kept(migrated: Store) -> None:
    await collecting(migrated)
    await a_kept_text(migrated, "punya Budi", BUDI)
    for number in range(MOST_TEXTS + 2):
        await a_kept_text(migrated, f"kalimat {'x' * number}")
    assert [text.text for text in await texts(migrated)] == ["kalimat xxxx", "kalimat xxx", "kalimat xx", "punya Budi"]


async def test_a_sentence_is_deleted_once_and_never_another_one_with_its_number(migrated: Store) -> None:
    await collecting(migrated)
    await a_kept_text(migrated)
    (kept,) = await texts(migrated)
    assert await dropped(migrated, kept.id, "other") is False
    assert await dropped(migrated, kept.id, kept.mark) is True
    assert await dropped(migrated, kept.id, kept.mark) is False
    assert await texts(migrated) == []


async def test_sentences_are_erased_after_90_days(migrated: Store) -> None:
    await collecting(migrated)
    await a_kept_text(migrated)
    (kept,) = await texts(migrated)
    await drop_old(migrated, kept.last_day - timedelta(days=1))
    assert await texts(migrated) == [kept]
    await drop_old(migrated, kept.last_day)
    assert await texts(migrated) == []


async def test_counts_are_erased_after_12_months(migrated: Store) -> None:
    await count(migrated, TODAY, {SCHEDULE: 1, NO_VISIT: 1})
    counts = schema.unanswered, schema.unmet
    await drop_old(migrated, date(2027, 11, 24))
    assert [await how_many(migrated, table) for table in counts] == [1, 1]
    await drop_old(migrated, date(2027, 11, 25))
    assert [await how_many(migrated, table) for table in counts] == [0, 0]


@pytest.mark.parametrize("wrong", [{"why": "bored"}, {"length": "5"}, {"count": 0}, {"names": "x" * 41}])
async def test_the_database_refuses_a_count_of_anything_else(migrated: Store, wrong: dict[str, object]) -> None:
    row = {"day": TODAY, "why": "unsure", "topic": "kk", "length": "1-3", "names": "", "count": 1}
    with pytest.raises(IntegrityError):
        await add(migrated, schema.unanswered, row | wrong)


@pytest.mark.parametrize("text", ["", "x" * (MOST_LETTERS + 1)])
async def test_the_database_refuses_an_empty_sentence_and_one_that_is_too_long(migrated: Store, text: str) -> None:
    await collecting(migrated)
    with pytest.raises(IntegrityError):
        await a_kept_text(migrated, text)
