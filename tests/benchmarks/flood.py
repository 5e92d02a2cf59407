"""What a person who sends a thousand updates a second costs the others: processor time until their answers are ready, p95.

Fifty people ask one thing each, in slices of a twentieth of a second as a poller fetches them, with and without the flood between them.
"""

import asyncio
from pathlib import Path
from time import process_time
from typing import NoReturn

from bot.application import open_office, utc_now
from bot.messaging.admission import Dropped, Gate
from bot.messaging.dispatch import Dispatcher
from bot.messaging.lanes import Lanes
from bot.messaging.updates import Update, read_posted
from bot.settings import Settings

SECONDS, SLICES, HONEST, HOSTILE = 10, 20, 50, 1_000
LIMIT = 1.2
ROUND_TRIP = 0.02
"""Seconds to Telegram and back, from a machine near it; from most it takes longer."""

TRIES = 3
ABUSER = 6666


def print_flood() -> None:
    """p95 without and with the flood, and their ratio; what one dropped update costs."""
    asyncio.run(_print())


async def _print() -> None:
    async with open_office(Settings(), "sqlite+aiosqlite:///:memory:", utc_now, demo=True, exclusive=False) as office:
        dispatcher = Dispatcher(office, "siaprekam_bot", _nothing, _nothing)
        quiet = min([await _p95(dispatcher, hostile=0) for _ in range(TRIES)])
        flooded = min([await _p95(dispatcher, hostile=HOSTILE) for _ in range(TRIES)])
        dropped = await _microseconds_of_a_dropped_one()
    ratio = (flooded + ROUND_TRIP) / (quiet + ROUND_TRIP)
    print(
        f"answers beside 1,000 updates/s of one    p95 {quiet * 1e3:.2f} ms of the processor alone, {flooded * 1e3:.2f} ms beside: "
        f"x{ratio:.2f} of what people wait, with {ROUND_TRIP * 1e3:g} ms to Telegram and back  "
        f"{'ok' if ratio <= LIMIT else f'over x{LIMIT}'}"
    )
    print(f"an update that is dropped      {dropped:.1f} µs")


async def _p95(dispatcher: Dispatcher, hostile: int) -> float:
    taken: list[float] = []
    began = 0.0

    async def handle(update: Update) -> None:
        await dispatcher.respond(update)
        if update.chat != ABUSER:
            taken.append(process_time() - began)

    async def tell(update: Update) -> None:
        dispatcher.too_many(update)

    gate = Gate(Lanes(handle), lambda person: dispatcher.office.public.member(person) is not None, tell, Dropped())
    for number in range(SECONDS * SLICES):
        honest, flood = HONEST / SLICES, hostile // SLICES
        people = range(int(number * honest), int((number + 1) * honest))
        updates = [_posted(at, ABUSER) for at in range(flood)]
        updates[flood // 2 : flood // 2] = [_posted(at, 7_000 + at) for at in people]
        began = process_time()
        begun = [gate.start(read_posted(update)) for update in updates]
        await asyncio.wait([each for each in begun if not each.done()] or begun)
    return sorted(taken)[int(len(taken) * 0.95)]


async def _microseconds_of_a_dropped_one() -> float:
    async def nothing(update: Update) -> None:
        pass

    gate, update = Gate(Lanes(nothing), ABUSER.__gt__, nothing, Dropped()), read_posted(_posted(1, ABUSER))
    for _ in range(1_000):
        gate.start(update)
    began = process_time()
    for _ in range(50_000):
        gate.start(update)
    return (process_time() - began) / 50_000 * 1e6


def _posted(number: int, person: int) -> bytes:
    return (
        b'{"update_id":%d,"message":{"message_id":%d,"date":0,"chat":{"id":%d,"type":"private"},'
        b'"from":{"id":%d,"is_bot":false,"first_name":"Siti"},"text":"12 maret 2010"}}' % (number, number, person, person)
    )


async def _nothing(*_: int | str | Path) -> NoReturn:
    raise LookupError
