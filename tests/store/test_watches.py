"""Which message shows the progress of an announcement, or a count board: whoever wrote it last owns it."""

from datetime import timedelta

import pytest

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.profile import Language
from ektp_core.store import Store, schema
from ektp_core.store import announcements as store
from ektp_core.store.watches import (
    Live,
    LiveKind,
    Watch,
    board_message,
    let_go,
    note_answered,
    note_written,
    open_board,
    still_shows,
    unwatch,
)
from ektp_core.store.watches import watches as watches_of
from ektp_core.visits.schedule import PlaceKind
from tests.store.records import MOMENT as NOW
from tests.store.records import a_visit_row, add

RATNA, HENDRA = 7101, 7102
DRAFT = AnnouncementState.DRAFT


def of(number: int) -> Live:
    return Live(LiveKind.ANNOUNCEMENT, number)


async def watches(store: Store) -> list[tuple[int, int, int | None]]:
    """Which announcement each chat watches in which message."""
    return [(each.live.number, each.chat, each.message_id) for each in await watches_of(store, LiveKind.ANNOUNCEMENT)]


@pytest.fixture
async def two(migrated: Store) -> tuple[int, int]:
    """Two announcements of an office with two officers."""
    for person in (RATNA, HENDRA):
        await add(migrated, schema.member, {"person": person, "role": "officer", "name": f"P{person}", "since": NOW})
    async with migrated.changing() as connection:
        return await store.begin(connection, RATNA, NOW), await store.begin(connection, RATNA, NOW, text="Besok")


async def test_an_announcement_is_watched_in_one_message_a_chat(migrated: Store, two: tuple[int, int]) -> None:
    number, _ = two
    await note_written(migrated, RATNA, 40, of(number))
    await note_written(migrated, RATNA, 41, of(number))
    await note_written(migrated, HENDRA, 40, of(number))
    assert await watches(migrated) == [(number, RATNA, 41), (number, HENDRA, 40)]


async def test_what_is_written_in_its_message_ends_the_progress_there_and_not_the_watch(migrated: Store, two: tuple[int, int]) -> None:
    first, second = two
    await note_written(migrated, RATNA, 40, of(first))
    await note_written(migrated, HENDRA, 40, of(first))
    await note_written(migrated, RATNA, 39, None)
    assert await watches(migrated) == [(first, RATNA, 40), (first, HENDRA, 40)]
    await note_written(migrated, RATNA, 40, of(second))
    assert await watches(migrated) == [(first, RATNA, None), (first, HENDRA, 40), (second, RATNA, 40)]
    await note_written(migrated, RATNA, 40, None)
    assert await watches(migrated) == [(first, RATNA, None), (first, HENDRA, 40), (second, RATNA, None)]


async def test_a_message_still_shows_it_until_something_else_is_written_or_the_state_moves(migrated: Store, two: tuple[int, int]) -> None:
    number, _ = two
    await note_written(migrated, RATNA, 40, of(number))
    (seen,) = await watches_of(migrated, LiveKind.ANNOUNCEMENT)
    assert await still_shows(migrated, seen, DRAFT)
    assert not await still_shows(migrated, seen, AnnouncementState.SENDING)
    await note_written(migrated, RATNA, 40, None)
    assert not await still_shows(migrated, seen, DRAFT)
    await note_written(migrated, RATNA, 41, of(number))
    assert not await still_shows(migrated, seen, DRAFT)


async def test_a_message_that_is_gone_is_let_go_of_and_the_chat_watches_on(migrated: Store, two: tuple[int, int]) -> None:
    number, _ = two
    await note_written(migrated, RATNA, 41, of(number))
    await let_go(migrated, Watch(of(number), RATNA, 40))
    assert await watches(migrated) == [(number, RATNA, 41)]
    await let_go(migrated, Watch(of(number), RATNA, 41))
    assert await watches(migrated) == [(number, RATNA, None)]
    await unwatch(migrated, Watch(of(number), RATNA, None))
    assert await watches(migrated) == []


# Count boards


@pytest.fixture
async def board(migrated: Store, two: tuple[int, int]) -> Live:
    """The board of a visit, on its day."""
    await add(migrated, schema.area, {"code": "19.04.01", "level": "subdistrict", "name": "Koba"})
    await add(migrated, schema.visit, a_visit_row(place_kind=PlaceKind.VILLAGE, school=None))
    return Live(LiveKind.TALLY, 1, NOW.date(), "a tap")


async def test_a_board_lies_open_until_something_else_is_shown_in_its_chat(migrated: Store, board: Live) -> None:
    await note_written(migrated, RATNA, 40, board)
    await note_written(migrated, HENDRA, 40, board)
    assert await open_board(migrated, RATNA, NOW.date()) == 1
    assert await open_board(migrated, RATNA, NOW.date() + timedelta(1)) is None
    await note_answered(migrated, RATNA)
    assert [await open_board(migrated, chat, NOW.date()) for chat in (RATNA, HENDRA)] == [None, 1]
    assert await board_message(migrated, RATNA, 1) == 40
    await note_written(migrated, RATNA, 41, None)
    assert await board_message(migrated, RATNA, 1) == 40
    await note_written(migrated, RATNA, 40, None)
    assert await board_message(migrated, RATNA, 1) is None


async def test_a_board_is_watched_with_its_button_and_language_and_each_writing_is_another(migrated: Store, board: Live) -> None:
    await note_written(migrated, RATNA, 40, board, Language.EN)
    await note_written(migrated, RATNA, 41, board, Language.EN)
    assert await watches_of(migrated, LiveKind.TALLY) == [Watch(board, RATNA, 41, Language.EN, 2)]
    await unwatch(migrated, Watch(board, RATNA, 41))
    assert await watches_of(migrated, LiveKind.TALLY) == []
