"""A picture that breaks or takes its time, asked for by a button: the words come, whole, and nobody waits for it with another question."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.messaging.dispatch import Dispatcher
from bot.messaging.replies import Replies
from bot.messaging.transport import Transport
from bot.sandbox import LimitRules
from bot.sending.pace import Pace
from ektp_core.drawing import Drawable, Drawer, DrawingFailed
from ektp_core.pictures.bars import CoverageBars
from handlers.answer import answer
from handlers.coverage import coverage
from tests.bot.messaging.replies.sent import calls
from tests.rehearsal import SITI, a_request, sandbox


class HeldDrawer(Drawer):
    """Draws when it is let, or fails."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Drawable] = []
        self.may_go_on = asyncio.Event()
        self.breaks = False

    async def draw(self, what: Drawable) -> bytes:
        self.asked.append(what)
        await self.may_go_on.wait()
        if self.breaks:
            raise DrawingFailed("broken")
        return what.draw()


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[tuple[aiohttp.ClientSession, Replies, HeldDrawer]]:
    async with sandbox(tmp_path, LimitRules(pace=False)) as (server, http):
        transport, drawer = Transport(server.url, "1:pictures"), HeldDrawer()
        await transport.initialize()
        await http.post("/sandbox/send", json={"as": SITI, "chat": SITI, "text": "/start"})
        try:
            yield http, Replies(transport, Pace(28), drawer=drawer), drawer
        finally:
            await transport.shutdown()


async def test_a_broken_picture_leaves_the_words_whole(
    telegram: tuple[aiohttp.ClientSession, Replies, HeldDrawer], dispatcher: Dispatcher
) -> None:
    http, replies, drawer = telegram
    drawer.breaks = True
    drawer.may_go_on.set()
    found = await coverage(a_request("g="), dispatcher.office)
    await replies.send(dispatcher.messages.answering(a_request(), found))
    (sent,) = await calls(http, "sendMessage")
    assert "105\u00a0%" in sent["params"]["text"] and "Gambarnya belum bisa dibuat" in sent["params"]["text"]
    assert isinstance(drawer.asked[0], CoverageBars) and not await calls(http, "sendPhoto")


async def test_words_are_answered_while_a_picture_is_drawn(
    telegram: tuple[aiohttp.ClientSession, Replies, HeldDrawer], dispatcher: Dispatcher
) -> None:
    http, replies, drawer = telegram
    found = await coverage(a_request("g="), dispatcher.office)
    drawn = asyncio.create_task(replies.send(dispatcher.messages.answering(a_request(), found)))
    words = await answer(a_request("/cakupan"), dispatcher.office)
    await replies.send(dispatcher.messages.answering(a_request(), words))
    assert len(await calls(http, "sendMessage")) == 1 and not drawn.done()
    drawer.may_go_on.set()
    await drawn
    (sent,) = await calls(http, "sendPhoto")
    assert "105\u00a0%" in sent["params"]["caption"] and sent["files"]
