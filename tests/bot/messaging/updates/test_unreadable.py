"""An answer of Telegram whose updates cannot be told apart: the one that is to blame is passed, the others are answered, once each."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.messaging.lanes import Lanes
from bot.messaging.polling import Poller
from bot.messaging.transport import Transport
from bot.messaging.unreadable import Repeated
from bot.messaging.updates import Update
from tests.bot.served import way_to
from tests.patience import LONGEST

SPOILED = b'{"update_id": %d, "message": {"text": "a"b"}}'
"""A quote too many: where it ends, and what belongs to it, nobody can tell."""

SLOW_SECONDS = 40


def a_message(number: int) -> bytes:
    chat = {"id": 7000 + number, "type": "private"}
    person = {"id": 7000 + number, "is_bot": False, "first_name": "Siti"}
    return json.dumps({"update_id": number, "message": {"message_id": 5, "chat": chat, "from": person, "text": "halo"}}).encode()


@asynccontextmanager
async def telegram(updates: dict[int, bytes], *, others: Sequence[bytes] = ()) -> AsyncIterator[Transport]:
    """A way to a server with these updates, which gives `others` for its first answers."""
    waiting = list(others)

    async def get_updates(request: web.Request) -> web.Response:
        asked = await request.json()
        if waiting:
            return web.Response(body=waiting.pop(0), content_type="application/json")
        for number in [number for number in updates if number < asked["offset"]]:
            del updates[number]
        found = list(updates.values())[: asked["limit"]]
        if not found:
            await asyncio.sleep(asked["timeout"])
        return web.Response(body=b'{"ok": true, "result": [' + b", ".join(found) + b"]}", content_type="application/json")

    app = web.Application()
    app.add_routes([web.post("/bot1:x/getUpdates", get_updates)])
    async with way_to(app) as transport:
        yield transport


async def answered(transport: Transport, last: int, *, slow: int = 0, waiting: Collection[int] = ()) -> list[int]:
    """The updates that were begun, up to the last of them; a slow one takes its time, and chats may be waiting at Telegram's wish."""
    begun: list[int] = []
    at_last = asyncio.Event()

    async def handle(update: Update) -> None:
        begun.append(update.update_id)
        if update.update_id == slow:
            await asyncio.sleep(SLOW_SECONDS)
        if update.update_id == last:
            at_last.set()

    poller = Poller(transport, Lanes(handle), waiting.__contains__)
    running = asyncio.create_task(poller.run())
    try:
        await asyncio.wait_for(at_last.wait(), LONGEST)
        await poller.stop(1)
    finally:
        running.cancel()
    return begun


def test_what_comes_alike_often_enough_is_hopeless_and_nothing_else_is() -> None:
    repeated = Repeated()
    cut, longer, other = b'{"update_id": 5, "mess', b'{"update_id": 5, "message": {"te', b'{"update_id": 6, "mess'
    told = [repeated.hopeless(payload) for payload in (cut, cut, longer, other, longer, other, longer, other, b"rahasia", b"", b"rahasia")]
    assert told == [None, None, None, None, None, None, 5, 6, None, None, None]
    assert [repeated.hopeless(b'{"update_id": %d, "mess' % number) for number in [7, *range(100, 300), 7, 7, 7]][-3:] == [None, None, 7]


@pytest.mark.virtual_time
@pytest.mark.parametrize("bad", [(11,), (12,), (14,), (11, 12), (12, 14), (11, 12, 13, 14)])
async def test_the_update_that_spoils_a_batch_is_passed_with_its_number(bad: tuple[int, ...], caplog: pytest.LogCaptureFixture) -> None:
    updates = {number: SPOILED % number if number in bad else a_message(number) for number in range(11, 16)}
    async with telegram(updates) as transport:
        assert await answered(transport, 15) == [number for number in range(11, 16) if number not in bad]
    skipped = [vars(record)["update_id"] for record in caplog.records if record.message.startswith("update skipped")]
    assert skipped == list(bad)
    assert 'a"b' not in caplog.text


@pytest.mark.virtual_time
@pytest.mark.parametrize(
    "others",
    [
        [b"<html>"] * 4,
        [b""] * 4,
        [b'{"ok": true, "result": [{"update_id": 11, "message": {"te'] * 2,
        [b'{"ok": true, "result": [{"update_id": 11, "message": {"te', b'{"ok": true, "result": [{"update_id": 11, "mess'] * 2,
    ],
    ids=["no answer of Telegram", "nothing", "cut off twice", "cut off here and there"],
)
async def test_no_update_is_passed_for_an_answer_that_came_in_part(others: list[bytes], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    async with telegram({number: a_message(number) for number in range(11, 14)}, others=others) as transport:
        assert await answered(transport, 13) == [11, 12, 13]
    assert not any(record.message.startswith("update skipped") for record in caplog.records)


@pytest.mark.virtual_time
@pytest.mark.parametrize(("waiting", "waits"), [((), True), ((7011,), False)], ids=["it is worked on", "Telegram has it wait"])
async def test_a_slow_answer_before_it_is_waited_for_unless_telegram_asked_for_the_wait(waiting: tuple[int, ...], waits: bool) -> None:
    updates = {number: SPOILED % number if number == 13 else a_message(number) for number in range(11, 15)}
    before = b'{"ok": true, "result": [' + b", ".join(updates[number] for number in (11, 12)) + b"]}"
    begun = asyncio.get_running_loop().time()
    async with telegram(updates, others=[before]) as transport:
        assert await answered(transport, 14, slow=11, waiting=waiting) == [11, 12, 14]
    assert (asyncio.get_running_loop().time() - begun > SLOW_SECONDS) is waits


@pytest.mark.virtual_time
async def test_an_update_that_cannot_be_read_is_told_once_however_often_it_comes(caplog: pytest.LogCaptureFixture) -> None:
    updates = {11: a_message(11), 12: b'{"update_id": 12, "message": 5}'}
    async with telegram(updates) as transport:
        polling = asyncio.create_task(answered(transport, 13, slow=11))
        await asyncio.sleep(SLOW_SECONDS - 10)
        updates[13] = a_message(13)
        assert await polling == [11, 13]
    assert [vars(record)["update_id"] for record in caplog.records if record.message.startswith("update skipped")] == [12]
