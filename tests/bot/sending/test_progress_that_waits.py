"""What staff see of sending, while the chat of one of them has to wait: the others are told now, and that one what is so by then."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messaging.messages import Messages
from bot.messaging.replies import Replies
from bot.sandbox.world.personas import BOT_ID
from bot.sending.pace import Pace
from bot.sending.progress import Progress
from ektp_core.alarms import AlarmKind
from ektp_core.office import Office, OfficeSettings
from ektp_core.store import alarms, announcements, open_store
from ektp_core.store.alarms import raise_alarm
from ektp_core.store.deliveries import close_what_is_done
from ektp_core.store.team import make_first_admins
from ektp_core.store.watches import Live, LiveKind, note_written, watches
from tests.bot.nearby import Nearby
from tests.databases import Filled, sqlite_file
from tests.rehearsal import ZONE
from tests.reliability.scene import NOON, announce, follow

pytestmark = pytest.mark.virtual_time


class Told:
    """An office with two admins, and what its progress has told them."""

    def __init__(self, office: Office, telegram: Nearby, pace: Pace, admins: list[int]) -> None:
        self.office, self.telegram, self.pace, self.admins = office, telegram, pace, admins
        self.replies = Replies(telegram, pace)
        self.progress = Progress(office, Messages(office, "bot"), self.replies, pace)

    def counts(self) -> list[int]:
        """How many messages each admin has got."""
        return [len(self.telegram.got(admin)) for admin in self.admins]


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Told]:
    telegram = Nearby()
    admins = telegram.people(2)
    store = open_store(await sqlite_file(tmp_path / "office.db", Filled.FIRST_START), exclusive=True)
    await make_first_admins(store, admins, NOON)
    yield Told(await Office.open(store, OfficeSettings(ZONE), lambda: NOON), telegram, Pace(28), admins)
    await store.close()


async def test_an_alarm_reaches_the_others_now_and_whoever_has_to_wait_later_once_each(scene: Told) -> None:
    async with scene.office.store.changing() as connection:
        await raise_alarm(connection, AlarmKind.LONG_WAIT, {"minutes": 3}, NOON)
    scene.pace.chats.halt(scene.admins[0], 38)
    for _ in range(2):
        await scene.progress.look()
        assert scene.counts() == [0, 1]
    await asyncio.sleep(38)
    for _ in range(2):
        await scene.progress.look()
        assert scene.counts() == [1, 1]
    assert await alarms.untold(scene.office.store) == []


@pytest.mark.parametrize(("is_paused", "words"), [(False, "sedang dikirim"), (True, "dijeda")])
async def test_a_progress_message_that_has_to_wait_shows_what_is_so_by_then_and_holds_up_no_other(
    scene: Told, is_paused: bool, words: str
) -> None:
    store, chats = scene.office.store, scene.telegram.world.chats
    await follow(store, scene.telegram.people(3))
    number = await announce(store)
    shown = [chats.add(admin, BOT_ID, "Sebentar.") for admin in scene.admins]
    for message in shown:
        await note_written(store, message.chat, message.id, Live(LiveKind.ANNOUNCEMENT, number))
    scene.pace.chats.halt(scene.admins[0], 38)
    await scene.progress.look()
    assert ["sedang dikirim" in message.text for message in shown] == [False, True]
    if is_paused:
        async with store.changing() as connection:
            await announcements.pause(connection, number, 1)
    await asyncio.sleep(38)
    await scene.progress.look()
    assert [words in message.text for message in shown] == [True, True]
    assert [each.chat for each in scene.telegram.asked].count(scene.admins[0]) == 1


@pytest.mark.parametrize(
    ("minutes", "is_shown", "new_messages"),
    [(0, True, 0), (2, True, 1), (0, False, 1)],
    ids=["in its message", "nobody may be looking at it any more", "something else was written there"],
)
async def test_an_end_that_has_to_wait_is_told_when_the_wait_is_over_and_once(
    scene: Told, minutes: int, is_shown: bool, new_messages: int
) -> None:
    store, admin = scene.office.store, scene.admins[0]
    number = await announce(store, started=NOON - timedelta(minutes=minutes))
    shown = scene.telegram.world.chats.add(admin, BOT_ID, "Sebentar.")
    await note_written(store, admin, shown.id, Live(LiveKind.ANNOUNCEMENT, number))
    if not is_shown:
        await note_written(store, admin, shown.id, None)
    async with store.changing() as connection:
        assert await close_what_is_done(connection, NOON) == [number]
    scene.pace.chats.halt(admin, 38)
    await scene.progress.look()
    assert (shown.text, len(await watches(store, LiveKind.ANNOUNCEMENT))) == ("Sebentar.", 1)
    await asyncio.sleep(38)
    for _ in range(2):
        await scene.progress.look()
    assert ("selesai" in shown.text) is is_shown
    assert len(scene.telegram.got(admin)) == 1 + new_messages
    assert await watches(store, LiveKind.ANNOUNCEMENT) == []
