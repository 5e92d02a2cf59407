"""Which message shows the progress of an announcement: whoever wrote it last owns it."""

import pytest

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.store import Store, schema
from ektp_core.store import announcements as store
from ektp_core.store.watches import Watch, let_go, note_written, still_shows, unwatch, watches
from tests.store.records import MOMENT as NOW
from tests.store.records import add

RATNA, HENDRA = 7101, 7102
DRAFT = AnnouncementState.DRAFT


@pytest.fixture
async def two(migrated: Store) -> tuple[int, int]:
    """Two announcements of an office with two officers."""
    for person in (RATNA, HENDRA):
        await add(migrated, schema.member, {"person": person, "role": "officer", "name": f"P{person}", "since": NOW})
    async with migrated.changing() as connection:
        return await store.begin(connection, RATNA, NOW), await store.begin(connection, RATNA, NOW, text="Besok")


async def test_an_announcement_is_watched_in_one_message_a_chat(migrated: Store, two: tuple[int, int]) -> None:
    number, _ = two
    await note_written(migrated, RATNA, 40, number)
    await note_written(migrated, RATNA, 41, number)
    await note_written(migrated, HENDRA, 40, number)
    assert await watches(migrated) == [Watch(number, RATNA, 41), Watch(number, HENDRA, 40)]


async def test_what_is_written_in_its_message_ends_the_progress_there_and_not_the_watch(migrated: Store, two: tuple[int, int]) -> None:
    first, second = two
    await note_written(migrated, RATNA, 40, first)
    await note_written(migrated, HENDRA, 40, first)
    await note_written(migrated, RATNA, 39, None)
    assert await watches(migrated) == [Watch(first, RATNA, 40), Watch(first, HENDRA, 40)]
    await note_written(migrated, RATNA, 40, second)
    assert await watches(migrated) == [Watch(first, RATNA, None), Watch(first, HENDRA, 40), Watch(second, RATNA, 40)]
    await note_written(migrated, RATNA, 40, None)
    assert await watches(migrated) == [Watch(first, RATNA, None), Watch(first, HENDRA, 40), Watch(second, RATNA, None)]


async def test_a_message_still_shows_it_until_something_else_is_written_or_the_state_moves(migrated: Store, two: tuple[int, int]) -> None:
    number, _ = two
    await note_written(migrated, RATNA, 40, number)
    (seen,) = await watches(migrated)
    assert await still_shows(migrated, seen, DRAFT)
    assert not await still_shows(migrated, seen, AnnouncementState.SENDING)
    await note_written(migrated, RATNA, 40, None)
    assert not await still_shows(migrated, seen, DRAFT)
    await note_written(migrated, RATNA, 41, number)
    assert not await still_shows(migrated, seen, DRAFT)


async def test_a_message_that_is_gone_is_let_go_of_and_the_chat_watches_on(migrated: Store, two: tuple[int, int]) -> None:
    number, _ = two
    await note_written(migrated, RATNA, 41, number)
    await let_go(migrated, Watch(number, RATNA, 40))
    assert await watches(migrated) == [Watch(number, RATNA, 41)]
    await let_go(migrated, Watch(number, RATNA, 41))
    assert await watches(migrated) == [Watch(number, RATNA, None)]
    await unwatch(migrated, Watch(number, RATNA, None))
    assert await watches(migrated) == []
