"""A crash at each step of one copy's way: what arrives, and what the books then say, is known (docs/reliability.md#how-it-is-tested)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.health.vitals import Vitals
from bot.messaging.transport import Transport
from bot.sandbox import LimitRules, Sandbox
from bot.sending import broadcaster
from bot.sending.broadcaster import Broadcaster
from bot.sending.claims import Claims
from bot.sending.pace import Pace
from bot.sending.sender import Sender
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.office import Office, OfficeSettings
from ektp_core.store import deliveries, open_store
from ektp_core.store.deliveries import Settled
from ektp_core.store.leadership import take_lead
from tests.rehearsal import ZONE, sandbox
from tests.reliability.scene import LARGE, NOON, Outbox, an_office, announce, follow, sqlite_url

SITI = 7001
TIMES = 20 if LARGE else 1


class Killed(BaseException):
    """The process ends here; whatever is not committed is lost."""


def after(owner: Any, name: str) -> Any:
    """End right after this step, inside the transaction it belongs to."""
    real = getattr(owner, name)

    async def step(*arguments: Any, **named: Any) -> None:
        await real(*arguments, **named)
        raise Killed

    return patch.object(owner, name, step)


def before(owner: Any, name: str) -> Any:
    """End right before this step."""

    def step(*arguments: Any, **named: Any) -> None:
        raise Killed

    return patch.object(owner, name, step)


def during_the_request(telegram: Sandbox) -> Any:
    """End while Telegram holds the request."""
    real = Sender.send

    async def step(self: Sender, *arguments: Any) -> None:
        request = asyncio.create_task(real(self, *arguments))
        while not telegram.world.deliveries.requests[SITI]:
            await asyncio.sleep(0.01)
        request.cancel()
        raise Killed

    return patch.object(Sender, "send", step)


def before_the_commit_of_an_outcome(_: Sandbox) -> Any:
    real = deliveries.settle

    async def step(connection: AsyncConnection, settled: Sequence[Settled], fence: int) -> None:
        await real(connection, settled, fence)
        if settled:
            raise Killed

    return patch.object(deliveries, "settle", step)


def once_answered(_: Sandbox) -> Any:
    return after(Sender, "send")


@dataclass(frozen=True, slots=True)
class Point:
    """Where each life of the bot ends; then one that lives; what has arrived by then, how many without a sound, and what the books say."""

    name: str
    lives: tuple[Callable[[Sandbox], Any], ...]
    arrived: int
    silent: int
    state: DeliveryState
    fault: str | None = None


POINTS = (
    Point("before the claim is committed", (lambda _: after(deliveries, "claim"),), 1, 0, DeliveryState.DELIVERED),
    Point("after the claim is committed", (lambda _: before(Claims, "handed"),), 1, 1, DeliveryState.DELIVERED),
    Point("before the request", (lambda _: before(Sender, "send"),), 1, 1, DeliveryState.DELIVERED),
    Point("Telegram has the request, not acted", (during_the_request,), 1, 1, DeliveryState.DELIVERED, "stall_before"),
    Point("Telegram has acted, not answered", (during_the_request,), 2, 1, DeliveryState.DELIVERED, "stall_after"),
    Point("after the answer", (once_answered,), 2, 1, DeliveryState.DELIVERED),
    Point("before the outcome is committed", (before_the_commit_of_an_outcome,), 2, 1, DeliveryState.DELIVERED),
    Point("after the outcome is committed", (lambda _: before(Claims, "note"),), 1, 0, DeliveryState.DELIVERED),
    Point("in recovery", (once_answered, lambda _: after(deliveries, "recover")), 2, 1, DeliveryState.DELIVERED),
    Point("in the second copy too", (once_answered, once_answered), 2, 1, DeliveryState.UNCERTAIN),
    Point(
        "in recovery after the second copy",
        (once_answered, once_answered, lambda _: after(deliveries, "recover")),
        2,
        1,
        DeliveryState.UNCERTAIN,
    ),
    Point("while it is closed", (lambda _: after(broadcaster, "close_what_is_done"),), 1, 0, DeliveryState.DELIVERED),
)


@pytest.mark.parametrize("point", [point for point in POINTS for _ in range(TIMES)], ids=lambda point: point.name.replace(" ", "-"))
async def test_a_crash_leaves_what_is_known_of_it(point: Point, tmp_path: Path) -> None:
    books, url = Outbox(tmp_path / "office.db"), sqlite_url(tmp_path / "office.db")
    async with sandbox(tmp_path, LimitRules(pace=False, stall_seconds=30)) as (telegram, http):
        await http.post("/sandbox/send", json={"as": SITI, "chat": SITI, "text": "/start"})
        if point.fault:
            await http.post("/sandbox/faults", json={"chat": SITI, "faults": [point.fault]})
        async with an_office(url) as store:
            await follow(store, [SITI])
            await announce(store)
        for end in point.lives:
            with end(telegram), pytest.raises(BaseExceptionGroup) as ended:
                async with a_life(url, telegram.url) as life:
                    await life
            assert ended.group_contains(Killed)
        async with a_life(url, telegram.url) as life:
            counts = await books.until_closed()
        async with http.get("/sandbox/deliveries") as answer:
            found = await answer.json()
    assert (found["deliveries"].get(str(SITI), 0), found["silent"].get(str(SITI), 0)) == (point.arrived, point.silent)
    assert getattr(counts, point.state) == counts.audience == 1


@asynccontextmanager
async def a_life(url: str, telegram: str) -> AsyncIterator[asyncio.Task[None]]:
    """One process's time: it opens the database, leads, recovers and sends."""
    store, transport = open_store(url, exclusive=True), Transport(telegram, "1:crash")
    await transport.initialize()
    living: list[asyncio.Task[None]] = []
    try:
        office = await Office.open(store, OfficeSettings(ZONE), lambda: NOON)
        living += [asyncio.create_task(_live(office, transport)), asyncio.create_task(_hurry(office))]
        yield living[0]
    finally:
        if living:
            for task in living:
                task.cancel()
            await asyncio.wait(living)
        await transport.shutdown()
        await store.close()


async def _hurry(office: Office) -> None:
    """Whatever happens is seen at once, as a change of our own is, instead of with the next look a second later."""
    while True:
        office.outbox_changed.set()
        await asyncio.sleep(0.02)


async def _live(office: Office, transport: Transport) -> None:
    fence = await take_lead(office.store, office.now())
    assert fence is not None
    async with asyncio.TaskGroup() as group:
        group.create_task(_recover_and_send(office, transport, fence))


async def _recover_and_send(office: Office, transport: Transport, fence: int) -> None:
    async with office.store.changing() as connection:
        await deliveries.recover(connection, fence)
    sender = Sender(transport)
    await Broadcaster(office, sender, Pace(float("inf")), fence, Vitals(), slots=8, paid=False, is_leading=lambda: True).run()
