"""A wait is kept where Telegram asked for it: with a group at its limit and a citizen made to wait, all others go on."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.health.vitals import Vitals
from bot.messaging.messages import Call
from bot.messaging.replies import Replies
from bot.messaging.transport import Transport
from bot.sandbox import Sandbox
from bot.sandbox.rules.faults import Fault
from bot.sending.broadcaster import Broadcaster
from bot.sending.leader import PAID_SLOTS, SLOTS
from bot.sending.outcomes import RequestOutcome
from bot.sending.pace import Pace
from bot.sending.sender import Sender
from ektp_core.office import Office, OfficeSettings
from ektp_core.store import Store, open_store
from ektp_core.store.deliveries import Copy
from ektp_core.store.leadership import take_lead
from tests.bot.nearby import Nearby, message, now
from tests.databases import Filled, sqlite_file
from tests.patience import LONGEST
from tests.rehearsal import ZONE, sandbox
from tests.reliability.scene import NOON, announce, follow

pytestmark = pytest.mark.virtual_time
RATE = 28
SECONDS = 40
LONGEST_FOR_THE_STORE = 100 * LONGEST
"""The clock leaps on while a store at work takes long: only so that a test ends."""


async def a_lane(telegram: Nearby, pace: Pace, chats: Iterable[int]) -> None:
    """What the outbox does, without its database: whoever has to wait comes after the others."""
    queue = deque(chats)

    async def slot() -> None:
        while queue and await pace.turn():
            if not queue:
                return
            chat = queue.popleft()
            if await pace.chat_turn(chat):
                await telegram.exchange(*sent(chat))
            else:
                queue.append(chat)
                await asyncio.sleep(1)

    await asyncio.gather(*(slot() for _ in range(SLOTS)))


def sent(chat: int) -> tuple[str, dict[str, Any]]:
    copy = message(chat, "Tim datang besok.")
    return copy.method, dict(copy.parameters)


async def answered_in(replies: Replies, chat: int, text: str = "Ya.") -> float:
    asked = now()
    await replies.send([message(chat, text)])
    return now() - asked


async def test_a_group_at_its_limit_and_a_citizen_made_to_wait_delay_nobody_else() -> None:
    telegram, pace = Nearby(), Pace(RATE)
    replies, group, (held, *others) = Replies(telegram, pace), telegram.group(), telegram.people(1 + SECONDS)
    audience = [group, held, *telegram.people(RATE * SECONDS)]
    telegram.world.pace.make_wait(held, 38)
    begun = now()

    async def in_order(chat: int, count: int) -> None:
        for number in range(count):
            await answered_in(replies, chat, str(number))

    lane = asyncio.create_task(a_lane(telegram, pace, audience))
    busy = [asyncio.create_task(in_order(group, 25)), asyncio.create_task(in_order(held, 2))]
    waits = []
    for citizen in others:
        await asyncio.sleep(1)
        waits.append(await answered_in(replies, citizen))
    kept = telegram.world.pace_kept
    assert max(waits) <= 0.3
    assert kept.accepted / (now() - begun) >= 0.98 * RATE
    assert kept.per_second_max <= 30
    await asyncio.gather(lane, *busy)
    assert [each.chat for each in telegram.refused()] == [held]
    assert [text for text in telegram.got(group) if text.isdigit()] == [str(number) for number in range(25)]
    assert [text for text in telegram.got(held) if text.isdigit()] == ["0", "1"]
    assert [chat for chat in audience if telegram.got(chat).count("Tim datang besok.") != 1] == []


@dataclass(frozen=True, slots=True)
class Begun:
    """A request for a copy."""

    moment: float
    chat: int


class Recording(Sender):
    """Notes what it begins to ask for."""

    def __init__(self, transport: Transport, begun: list[Begun]) -> None:
        super().__init__(transport)
        self._begun = begun

    async def send(self, copy: Copy, call: Call) -> RequestOutcome:
        self._begun.append(Begun(now(), copy.chat))
        return await super().send(copy, call)


class Interrupted(Pace):
    """Telegram asks to wait just after the tenth turn was taken, while its copy is being claimed."""

    def __init__(self, begun: list[Begun]) -> None:
        super().__init__(float("inf"))
        self._begun = begun
        self._turns = 0
        self.begun_before = 0
        self.halted_until = 0.0

    async def turn(self) -> bool:
        taken = await super().turn()
        self._turns += 1
        if self._turns == 10:
            self.begun_before, self.halted_until = len(self._begun), now() + self.halt(5)
        return taken


@dataclass(frozen=True, slots=True)
class Outbox:
    """An announcement under way."""

    broadcaster: Broadcaster
    telegram: Sandbox
    store: Store
    chats: list[int]

    async def until_delivered(self, count: int) -> None:
        async with asyncio.timeout(LONGEST_FOR_THE_STORE):
            while self.telegram.world.deliveries.delivered.total() < count:
                await asyncio.sleep(1)


@asynccontextmanager
async def outbox(folder: Path, pace: Pace, begun: list[Begun], people: int, slots: int) -> AsyncIterator[Outbox]:
    """An announcement to so many people. The sandbox listens at a socket, so that the clock waits for the database as well."""
    async with sandbox(folder) as (telegram, http):
        async with http.post("/sandbox/crowd", json={"count": people, "fates": {}, "seed": 1}) as answer:
            chats: list[int] = (await answer.json())["chats"]
        store = open_store(await sqlite_file(folder / "office.db", Filled.FIRST_START), exclusive=True)
        await follow(store, chats)
        await announce(store)
        office = await Office.open(store, OfficeSettings(ZONE), lambda: NOON)
        transport = Transport(telegram.url, "1:waits")
        await transport.initialize()
        fence = await take_lead(store, NOON)
        sender = Recording(transport, begun)
        broadcaster = Broadcaster(office, sender, pace, fence or 0, Vitals(), slots=slots, paid=False, is_leading=lambda: True)
        running = asyncio.create_task(broadcaster.run())
        try:
            yield Outbox(broadcaster, telegram, store, chats)
        finally:
            broadcaster.stop()
            await running
            await transport.shutdown()
            await store.close()


@pytest.mark.parametrize("slots", [1, SLOTS, PAID_SLOTS])
async def test_no_copy_is_asked_for_before_the_wait_is_over_however_many_are_being_claimed(tmp_path: Path, slots: int) -> None:
    begun: list[Begun] = []
    pace = Interrupted(begun)
    async with outbox(tmp_path, pace, begun, 150, slots) as sending:
        await sending.until_delivered(150)
        delivered = dict(sending.telegram.world.deliveries.delivered)
    assert [each for each in begun[pace.begun_before :] if each.moment < pace.halted_until] == []
    assert delivered == dict.fromkeys(sending.chats, 1)


@pytest.mark.parametrize("slots", [1, SLOTS])
async def test_copies_whose_chats_have_to_wait_keep_no_slot_from_the_others(tmp_path: Path, slots: int) -> None:
    begun: list[Begun] = []
    pace = Pace(float("inf"))
    async with outbox(tmp_path, pace, begun, 30, slots) as sending:
        for chat in sending.chats[:10]:
            pace.chats.halt(chat, 100_000)
        pace.chats.halt(sending.chats[10], 3)
        free = now() + 3
        await sending.until_delivered(20)
    assert sorted(each.chat for each in begun) == sorted(sending.chats[10:])
    assert [each.moment >= free for each in begun if each.chat == sending.chats[10]] == [True]


async def test_a_wait_counts_from_the_answer_however_long_the_store_takes_to_keep_it(tmp_path: Path) -> None:
    begun: list[Begun] = []
    pace = Pace(float("inf"))
    async with outbox(tmp_path, pace, begun, 3, SLOTS) as sending:
        sending.telegram.world.rules.change({"latency_ms": (2_000, 2_000), "retry_after": 100_000})
        sending.telegram.world.faults.script(sending.chats[0], [Fault.TOO_MANY])
        while not begun:
            await asyncio.sleep(0.1)
        async with sending.store.changing():
            await asyncio.sleep(5)
            turning = asyncio.create_task(pace.turn())
            await asyncio.sleep(1)
            assert not turning.done()
            turning.cancel()
