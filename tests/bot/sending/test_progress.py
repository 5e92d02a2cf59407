"""What staff see of sending, while the chat of one of them has to wait: the others are told now, and that one what is so by then."""

import asyncio
from collections.abc import AsyncIterator
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
from ektp_core.store.team import make_first_admins
from tests.bot.nearby import Nearby
from tests.databases import Filled, sqlite_file
from tests.rehearsal import ZONE
from tests.reliability.scene import NOON, announce, follow

pytestmark = pytest.mark.virtual_time


class Watched:
    """An office with two admins, and what its progress has told them."""

    def __init__(self, office: Office, telegram: Nearby, pace: Pace, admins: list[int]) -> None:
        self.office, self.telegram, self.pace, self.admins = office, telegram, pace, admins
        self.replies = Replies(telegram, pace)
        self.progress = Progress(office, Messages(office, "bot"), self.replies, lambda: 0)

    def told(self) -> list[int]:
        """How many messages each admin has got."""
        return [len(self.telegram.got(admin)) for admin in self.admins]


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    telegram = Nearby()
    admins = telegram.people(2)
    store = open_store(await sqlite_file(tmp_path / "office.db", Filled.FIRST_START), exclusive=True)
    await make_first_admins(store, admins, NOON)
    yield Watched(await Office.open(store, OfficeSettings(ZONE), lambda: NOON), telegram, Pace(28), admins)
    await store.close()


async def test_an_alarm_reaches_the_others_now_and_whoever_has_to_wait_later_once_each(watched: Watched) -> None:
    async with watched.office.store.changing() as connection:
        await raise_alarm(connection, AlarmKind.LONG_WAIT, {"minutes": 3}, NOON)
    watched.pace.chats.halt(watched.admins[0], 38)
    for _ in range(2):
        await watched.progress.look()
        assert watched.told() == [0, 1]
    await asyncio.sleep(38)
    for _ in range(2):
        await watched.progress.look()
        assert watched.told() == [1, 1]
    assert await alarms.untold(watched.office.store) == []


@pytest.mark.parametrize(("is_paused", "words"), [(False, "sedang dikirim"), (True, "dijeda")])
async def test_a_progress_message_that_has_to_wait_shows_what_is_so_by_then_and_holds_up_no_other(
    watched: Watched, is_paused: bool, words: str
) -> None:
    store, chats = watched.office.store, watched.telegram.world.chats
    await follow(store, watched.telegram.people(3))
    number = await announce(store)
    shown = [chats.add(admin, BOT_ID, "Sebentar.") for admin in watched.admins]
    async with store.changing() as connection:
        for message in shown:
            await announcements.keep_watching(connection, number, message.chat, message.id)
    watched.pace.chats.halt(watched.admins[0], 38)
    await watched.progress.look()
    assert ["sedang dikirim" in message.text for message in shown] == [False, True]
    if is_paused:
        async with store.changing() as connection:
            await announcements.pause(connection, number, 1)
    await asyncio.sleep(38)
    await watched.progress.look()
    assert [words in message.text for message in shown] == [True, True]
    assert [each.chat for each in watched.telegram.asked].count(watched.admins[0]) == 1
