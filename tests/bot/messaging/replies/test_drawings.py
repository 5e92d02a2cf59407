"""Drawn files: drawn once, sent again by Telegram's id, and left out where the drawing fails, with the words complete."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.messaging.dispatch import Dispatcher
from bot.messaging.replies import Replies
from bot.messaging.transport import Transport
from bot.sandbox import LimitRules, Sandbox
from bot.sending.pace import Pace
from ektp_core.drawing import Drawable, Drawer, DrawingFailed
from handlers.reply import DrawnFile, Reply, button
from tests.bot.messaging.replies.sent import Line, calls
from tests.core.drawing.drawables import Word
from tests.rehearsal import ENGLISH_SPEAKER, SITI, a_request, sandbox


class CountingDrawer(Drawer):
    """Draws at once, or breaks, and counts."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[Drawable] = []
        self.breaks = False

    async def draw(self, what: Drawable) -> bytes:
        self.drawn.append(what)
        await asyncio.sleep(0)
        if self.breaks:
            raise DrawingFailed("broken")
        return what.draw()


@pytest.fixture
def drawer() -> CountingDrawer:
    return CountingDrawer()


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[tuple[Sandbox, aiohttp.ClientSession]]:
    async with sandbox(tmp_path, LimitRules(pace=False)) as served:
        yield served


@pytest.fixture
async def line(telegram: tuple[Sandbox, aiohttp.ClientSession], drawer: CountingDrawer) -> AsyncIterator[Line]:
    server, http = telegram
    transport = Transport(server.url, "1:drawings")
    await transport.initialize()
    for person in (SITI, ENGLISH_SPEAKER):
        await http.post("/sandbox/send", json={"as": person, "chat": person, "text": "/start"})
    try:
        yield http, Replies(transport, Pace(28), drawer=drawer)
    finally:
        await transport.shutdown()


def picture(text: str = "Koba", *, as_photo: bool = True) -> Reply:
    return Reply("private_only", buttons=[[button("schedule")]], file=DrawnFile("cakupan.png", Word(text), as_photo))


def long_picture() -> Reply:
    return Reply("error", {"error_id": "panjang " * 150}, file=DrawnFile("cakupan.png", Word("Koba")))


async def test_a_picture_comes_with_the_words_as_its_caption_and_the_buttons(line: Line, dispatcher: Dispatcher) -> None:
    http, replies = line
    await replies.send(dispatcher.messages.answering(a_request(), picture()))
    (sent,) = await calls(http, "sendPhoto")
    assert "Pertanyaan pribadi" in sent["params"]["caption"] and sent["files"] and sent["params"]["reply_markup"]
    assert not await calls(http, "sendMessage")


async def test_the_same_picture_is_drawn_once_and_sent_again_by_its_id(line: Line, dispatcher: Dispatcher, drawer: CountingDrawer) -> None:
    http, replies = line
    messages = dispatcher.messages
    for person in (SITI, ENGLISH_SPEAKER, SITI):
        await replies.send(messages.answering(a_request(person=person), picture()))
    assert drawer.drawn == [Word("Koba")]
    assert len(await calls(http, "sendPhoto")) == 3


async def test_many_who_ask_at_once_wait_for_one_drawing(line: Line, dispatcher: Dispatcher, drawer: CountingDrawer) -> None:
    http, replies = line
    asked = dispatcher.messages.answering(a_request(), picture())
    await asyncio.gather(*(replies.send(asked) for _ in range(10)))
    assert drawer.drawn == [Word("Koba")]
    assert len(await calls(http, "sendPhoto")) == 10


async def test_another_picture_or_kind_is_another_file(line: Line, dispatcher: Dispatcher, drawer: CountingDrawer) -> None:
    http, replies = line
    messages = dispatcher.messages
    for found in (picture(), picture("Namang"), picture(as_photo=False)):
        await replies.send(messages.answering(a_request(), found))
    assert drawer.drawn == [Word("Koba"), Word("Namang"), Word("Koba")]
    assert len(await calls(http, "sendDocument")) == 1


@pytest.mark.parametrize("found", [picture(), long_picture()], ids=["caption", "words apart"])
async def test_a_drawing_that_fails_leaves_the_words_and_is_tried_anew(
    line: Line, dispatcher: Dispatcher, drawer: CountingDrawer, found: Reply
) -> None:
    http, replies = line
    drawer.breaks = True
    await replies.send(dispatcher.messages.answering(a_request(), found))
    texts = " ".join(call["params"]["text"] for call in await calls(http, "sendMessage"))
    assert "Gambarnya belum bisa dibuat" in texts
    assert ("Pertanyaan pribadi" if found.view == "private_only" else "gangguan") in texts
    assert not await calls(http, "sendPhoto")
    drawer.breaks = False
    await replies.send(dispatcher.messages.answering(a_request(), found))
    assert len(await calls(http, "sendPhoto")) == 1


async def test_words_too_long_for_a_caption_come_in_a_message_below(line: Line, dispatcher: Dispatcher) -> None:
    http, replies = line
    await replies.send(dispatcher.messages.answering(a_request(), long_picture()))
    assert [call["params"].get("caption", "") for call in await calls(http, "sendPhoto")] == [""]
    assert len(await calls(http, "sendMessage")) == 1


async def test_an_id_that_telegram_has_forgotten_is_uploaded_anew(
    line: Line, telegram: tuple[Sandbox, aiohttp.ClientSession], dispatcher: Dispatcher, drawer: CountingDrawer
) -> None:
    _, replies = line
    server, _ = telegram
    asked = dispatcher.messages.answering(a_request(), picture())
    await replies.send(asked)
    server.world.chats.files.clear()
    await replies.send(asked)
    assert len(drawer.drawn) == 2
