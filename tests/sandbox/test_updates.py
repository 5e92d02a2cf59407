"""Updates reach the bot by long poll or by webhook, and are gone only when the bot has confirmed them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from tests.patience import LONGEST
from tests.sandbox.line import RUSLI, SITI, Line

WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def write(line: Line, *words: str) -> int:
    """Siti writes each; the id of the last update."""
    update_id = 0
    for word in words:
        update_id = (await line.writes(word))["update_id"]
    return update_id


async def test_updates_are_told_again_until_the_offset_confirms_them(line: Line) -> None:
    last = await write(line, "a", "b", "c")
    assert texts(await line.updates()) == ["a", "b", "c"]
    assert texts(await line.updates()) == ["a", "b", "c"]
    assert texts(await line.updates(last)) == ["c"]
    assert texts(await line.updates(0)) == ["c"]
    assert await line.updates(last + 1) == []


async def test_update_ids_grow_by_one(line: Line) -> None:
    last = await write(line, "a", "b")
    assert [update["update_id"] for update in await line.updates()] == [last - 1, last]


async def test_a_negative_offset_keeps_that_many_from_the_end_and_forgets_the_rest(line: Line) -> None:
    await write(line, "a", "b", "c")
    assert texts(await line.updates(-2)) == ["b", "c"]
    assert texts(await line.updates()) == ["b", "c"]
    assert texts(await line.updates(-9)) == ["b", "c"]


async def test_a_batch_is_as_long_as_asked_for_and_100_at_most(line: Line) -> None:
    await line.acts("updates", count=150, text="/cek")
    assert len(await line.updates(limit=7)) == 7
    assert len(await line.updates()) == 100
    assert len(await line.updates(limit=1000)) == 100


@pytest.mark.virtual_time
async def test_a_long_poll_ends_when_something_comes(line: Line) -> None:
    polling = asyncio.create_task(line.updates(timeout=50))
    await asyncio.sleep(0.1)
    assert not polling.done()
    await write(line, "a")
    assert texts(await asyncio.wait_for(polling, LONGEST)) == ["a"]


@pytest.mark.virtual_time
async def test_a_long_poll_without_news_ends_empty_after_its_time(line: Line) -> None:
    begun = asyncio.get_running_loop().time()
    assert await line.updates(timeout=50) == []
    assert asyncio.get_running_loop().time() - begun >= 50


async def test_kinds_that_the_bot_does_not_ask_for_are_not_told(line: Line) -> None:
    await line.updates(allowed_updates=["callback_query"])
    await write(line, "a")
    assert await line.updates() == []
    await line.updates(allowed_updates=[])
    await write(line, "b")
    assert texts(await line.updates()) == ["b"]


async def test_the_kinds_asked_for_hold_until_others_are_asked_for(line: Line) -> None:
    await line.updates(allowed_updates=["callback_query"])
    await line.gives("setWebhook", url="")
    await write(line, "a")
    assert await line.updates() == []


@pytest.mark.virtual_time
async def test_of_two_pollers_the_older_is_sent_away(line: Line) -> None:
    older = asyncio.create_task(line.call("getUpdates", timeout=50))
    await asyncio.sleep(0.1)
    newer = asyncio.create_task(line.updates(timeout=50))
    answer = await asyncio.wait_for(older, LONGEST)
    assert (answer["error_code"], answer["description"]) == (409, OTHER_POLLER)
    await write(line, "a")
    assert texts(await asyncio.wait_for(newer, LONGEST)) == ["a"]


async def test_an_update_is_settled_once_confirmed(line: Line) -> None:
    update_id = await write(line, "a")
    assert not (await line.asks("settled", update_id=update_id, timeout=0))["settled"]
    waiting = asyncio.create_task(line.asks("settled", update_id=update_id, timeout=LONGEST))
    await line.updates(update_id + 1)
    assert (await waiting)["settled"]


async def test_a_load_comes_from_as_many_people(line: Line) -> None:
    pushed = await line.acts("updates", count=5, text="/cek 12-03-2010")
    updates = await line.updates()
    assert (updates[0]["update_id"], updates[-1]["update_id"]) == (pushed["first_update_id"], pushed["last_update_id"])
    assert len({update["message"]["from"]["id"] for update in updates}) == 5


@dataclass
class Hook:
    """A bot's webhook: what came, with which secret; it answers as told, then with 200."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    posts: list[tuple[str, str | None]] = field(default_factory=list)
    came: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.posts.append((update["message"]["text"], request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        async with self.came:
            self.came.notify_all()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    async def have(self, count: int) -> list[str]:
        """The texts, once so many posts have come."""
        async with self.came, asyncio.timeout(LONGEST):
            await self.came.wait_for(lambda: len(self.posts) >= count)
        return [text for text, _ in self.posts]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    found = Hook()
    app = web.Application()
    app.add_routes([web.post("/hook", found.take)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield found
    await runner.cleanup()


async def test_a_webhook_gets_what_waits_and_what_comes_in_order_with_its_secret(line: Line, hook: Hook) -> None:
    await write(line, "a", "b")
    await line.gives("setWebhook", url=hook.url, secret_token="rahasia-rahasia-1")
    last = await write(line, "c")
    assert await hook.have(3) == ["a", "b", "c"]
    assert {secret for _, secret in hook.posts} == {"rahasia-rahasia-1"}
    assert (await line.asks("settled", update_id=last, timeout=LONGEST))["settled"]


@pytest.mark.virtual_time
async def test_what_a_webhook_does_not_take_is_posted_again_before_the_next(line: Line, hook: Hook) -> None:
    hook.answers = [500, 200]
    await line.gives("setWebhook", url=hook.url)
    last = await write(line, "a", "b")
    assert await hook.have(3) == ["a", "a", "b"]
    assert (await line.asks("settled", update_id=last, timeout=LONGEST))["settled"]


async def test_the_last_error_of_a_webhook_is_told(line: Line) -> None:
    await line.gives("setWebhook", url="http://127.0.0.1:9/hook")
    await write(line, "a")
    async with asyncio.timeout(LONGEST):
        while "last_error_message" not in (told := await line.gives("getWebhookInfo")):
            await asyncio.sleep(0.02)
    assert (told["url"], told["pending_update_count"]) == ("http://127.0.0.1:9/hook", 1)


async def test_with_a_webhook_nobody_can_fetch(line: Line, hook: Hook) -> None:
    await line.gives("setWebhook", url=hook.url)
    answer = await line.call("getUpdates")
    assert (answer["error_code"], answer["description"]) == (409, WEBHOOK_ACTIVE)
    await line.gives("deleteWebhook")
    await write(line, "a")
    assert texts(await line.updates()) == ["a"]
    assert (await line.gives("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize("method", ["deleteWebhook", "setWebhook"])
async def test_what_waits_may_be_dropped(line: Line, method: str) -> None:
    await write(line, "a", "b")
    await line.gives(method, drop_pending_updates=True)
    assert await line.updates() == []


@pytest.mark.virtual_time
async def test_what_is_dropped_counts_as_settled(line: Line) -> None:
    update_id = await write(line, "a")
    waiting = asyncio.create_task(line.asks("settled", update_id=update_id, timeout=LONGEST))
    await asyncio.sleep(0.1)
    await line.gives("deleteWebhook", drop_pending_updates=True)
    await asyncio.wait_for(waiting, LONGEST)
    assert waiting.result()["settled"]


async def test_each_person_is_told_as_telegram_tells_a_message(line: Line) -> None:
    await line.writes("/cek 12-03-2010", RUSLI)
    await line.writes("👋 /jadwal", SITI)
    first, second = (update["message"] for update in await line.updates())
    assert first["from"] == {"id": RUSLI, "is_bot": False, "first_name": "Pak Rusli", "language_code": "id"}
    assert first["chat"] == {"id": RUSLI, "type": "private", "first_name": "Pak Rusli"}
    assert first["entities"] == [{"type": "bot_command", "offset": 0, "length": 4}]
    assert second["entities"] == [{"type": "bot_command", "offset": 3, "length": 7}]
