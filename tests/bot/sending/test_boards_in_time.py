"""How often a count board is changed, and that nothing older is ever written over something newer."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from bot.messaging.messages import Messages
from bot.messaging.replies import Replies
from bot.sandbox.world.message import ChatMessage
from bot.sandbox.world.personas import BOT_ID
from bot.sending.pace import Pace
from bot.sending.progress import Progress
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.store import open_store, watches
from ektp_core.store.tallies import Tap, count_tap, tally_of
from ektp_core.store.team import make_first_admins
from ektp_core.store.visits import plan_visit
from ektp_core.store.watches import Live, LiveKind
from ektp_core.visits.schedule import Place, PlaceKind, TallyKind, Visit, VisitState
from tests.bot.nearby import Nearby
from tests.databases import Filled, sqlite_file
from tests.rehearsal import ZONE
from tests.reliability.scene import NOON

pytestmark = pytest.mark.virtual_time

TODAY = NOON.astimezone(ZONE).date()


class Boards:
    """An office with a visit today, and one admin before its board."""

    def __init__(self, office: Office, telegram: Nearby, admin: int, number: int) -> None:
        self.office, self.telegram, self.admin, self.number = office, telegram, admin, number
        self.board: ChatMessage = telegram.world.chats.add(admin, BOT_ID, "Sebentar.")
        self.progress = self.started()

    def started(self) -> Progress:
        """The part of the bot that shows what changes, as after a start: nothing that was shown is remembered."""
        pace = Pace(28)
        return Progress(self.office, Messages(self.office, "bot"), Replies(self.telegram, pace), pace)

    async def open(self) -> None:
        """The board is written by an answer."""
        await self.office.note_written(self.admin, self.board.id, Live(LiveKind.TALLY, self.number, TODAY), Language.ID)

    async def count(self, name: str, moment: datetime = NOON) -> None:
        async with self.office.store.changing() as connection:
            await count_tap(connection, self.number, Tap(name, 7102, moment, TODAY), {TallyKind.RECORDED: 1})

    @property
    def changes(self) -> int:
        """How often Telegram was asked to change the board."""
        return len(self.telegram.asked)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Boards]:
    telegram = Nearby()
    (admin,) = telegram.people(1)
    store = open_store(await sqlite_file(tmp_path / "office.db", Filled.FIRST_START), exclusive=True)
    await make_first_admins(store, [admin], NOON)
    place = Place(PlaceKind.SCHOOL, "SMAN 1 Koba", "19.04.01", "10900778")
    async with store.changing_board() as connection:
        number = await plan_visit(connection, Visit(0, place, (TODAY,), (), 1, VisitState.CONFIRMED, NOON, "the office"))
    boards = Boards(await Office.open(store, OfficeSettings(ZONE), lambda: NOON), telegram, admin, number)
    await boards.open()
    yield boards
    await store.close()


async def test_many_counts_are_few_changes_and_the_last_one_is_shown(scene: Boards) -> None:
    for second in range(30):
        await scene.count(f"a{second}")
        await scene.count(f"b{second}")
        await scene.progress.look()
        await asyncio.sleep(1)
    assert scene.changes <= 11
    await asyncio.sleep(3)
    await scene.progress.look()
    assert "60 terekam" in scene.board.text


async def test_after_a_start_the_boards_that_lie_open_are_shown_as_they_are_now(scene: Boards) -> None:
    await scene.progress.look()
    await scene.count("a")
    await scene.started().look()
    assert "1 terekam" in scene.board.text


async def test_a_board_that_was_shown_is_left_in_peace_until_somebody_counts(scene: Boards) -> None:
    for _ in range(60):
        await scene.progress.look()
        await asyncio.sleep(1)
    assert scene.changes == 1


async def test_what_an_answer_writes_there_is_looked_at_again(scene: Boards) -> None:
    """The answer may have read the count before the last change, and be written after it."""
    await scene.count("a")
    await scene.progress.look()
    await scene.open()
    scene.board.text = "SMAN 1 Koba: 0 terekam"
    await asyncio.sleep(3)
    await scene.progress.look()
    assert "1 terekam" in scene.board.text


@pytest.mark.parametrize("happens", ["count", "open"])
async def test_what_was_read_before_somebody_counted_or_was_answered_is_not_written(scene: Boards, happens: str) -> None:
    (watch,) = await watches.watches(scene.office.store, LiveKind.TALLY)
    counted = await tally_of(scene.office.store, scene.number)
    still_counts = partial(watches.still_counts, scene.office.store, watch, VisitState.CONFIRMED, counted)
    assert await still_counts()
    await (scene.count("a") if happens == "count" else scene.open())
    assert not await still_counts()


async def test_a_board_whose_chat_has_to_wait_is_shown_when_the_wait_is_over(scene: Boards) -> None:
    pace = Pace(28)
    progress = Progress(scene.office, Messages(scene.office, "bot"), Replies(scene.telegram, pace), pace)
    pace.chats.halt(scene.admin, 38)
    await scene.count("a")
    await progress.look()
    assert scene.board.text == "Sebentar."
    await asyncio.sleep(38)
    await progress.look()
    assert "1 terekam" in scene.board.text
