"""No update is lost: confirmed only after its effect, in order within a chat, slow ones beside the others."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram.error import InvalidToken

from bot.application import STOP_SECONDS
from bot.messaging.updates import Update
from bot.sandbox import Sandbox
from tests.bot.messaging.polled import is_settled, polling, push, text_of
from tests.patience import LONGEST
from tests.processes import BOT, Process, Warm, environment
from tests.rehearsal import SITI, Rehearsal, sandbox, settled
from tests.reliability.scene import LARGE

PENDING, KILLS = (100_000, 300) if LARGE else (3_000, 5)


@asynccontextmanager
async def running_bot(server: Sandbox, folder: Path) -> AsyncIterator[Process]:
    """`python -m bot run` as an office runs it, pointed at another Bot API server."""
    database = f"sqlite+aiosqlite:///{folder}/office.db"
    process = Warm(BOT, "run", settings=environment(token="1:kill", api_url=server.url, database_url=database))
    try:
        yield process
        process.send(signal.SIGTERM)
        await process.ends()
    finally:
        process.end()


async def deliveries(http: aiohttp.ClientSession) -> dict[str, int]:
    async with http.get("/sandbox/deliveries") as answer:
        found: dict[str, int] = (await answer.json())["deliveries"]
        return found


async def accepted(http: aiohttp.ClientSession) -> int:
    """How many messages have arrived, however often anybody got one."""
    async with http.get("/sandbox/paced") as answer:
        return int((await answer.json())["accepted"])


async def test_kill_minus_9_during_thousands_of_pending_updates_loses_none(tmp_path: Path) -> None:
    async with sandbox(tmp_path) as (server, http):
        async with http.post("/sandbox/updates", json={"count": PENDING, "text": "/cek 12-03-2010"}) as answer:
            pushed = await answer.json()
        for kill in range(1, KILLS + 1):
            async with running_bot(server, tmp_path) as process:
                while await accepted(http) < kill * PENDING // (KILLS + 1):
                    assert process.exit_code is None
                    await asyncio.sleep(0.01)
                process.end()
        assert len(await deliveries(http)) < PENDING
        async with running_bot(server, tmp_path):
            assert await is_settled(http, pushed["last_update_id"], LONGEST)
        answered = await deliveries(http)
    assert len(answered) == PENDING


async def test_after_sigterm_no_answer_is_lost_or_repeated(tmp_path: Path) -> None:
    async with sandbox(tmp_path) as (server, http):
        async with http.post("/sandbox/updates", json={"count": 1_000, "text": "/cek 12-03-2010"}) as answer:
            pushed = await answer.json()
        async with running_bot(server, tmp_path) as process:
            while len(await deliveries(http)) < 300:
                assert process.exit_code is None
                await asyncio.sleep(0.01)
            process.send(signal.SIGTERM)
            assert await process.ends() == 0
        async with running_bot(server, tmp_path):
            assert await is_settled(http, pushed["last_update_id"], LONGEST)
        answered = await deliveries(http)
    assert len(answered) == 1_000
    assert {chat: times for chat, times in answered.items() if times != 1} == {}


@pytest.mark.virtual_time
async def test_one_chats_messages_are_handled_in_order(tmp_path: Path) -> None:
    handled: list[str | None] = []

    async def handle(update: Update) -> None:
        text = text_of(update)
        await asyncio.sleep(0.05 if text == "1" else 0)
        handled.append(text)

    async with polling(tmp_path, handle) as (http, _, _):
        assert await is_settled(http, await push(http, 7001, "1", "2", "3"), LONGEST)
    assert handled == ["1", "2", "3"]


@pytest.mark.virtual_time
async def test_a_stop_takes_less_than_15_seconds_whatever_is_still_at_work_and_leaves_it_with_telegram(tmp_path: Path) -> None:
    begun = asyncio.Event()

    async def handle(update: dict[str, Any]) -> None:
        begun.set()
        await asyncio.Event().wait()

    async with polling(tmp_path, handle) as (http, task, poller):
        slow = await push(http, 7001, "slow")
        await begun.wait()
        task.cancel()
        before = asyncio.get_running_loop().time()
        await poller.stop(STOP_SECONDS)
        assert STOP_SECONDS <= asyncio.get_running_loop().time() - before < 15
        assert not await is_settled(http, slow, 0)


async def test_a_revoked_token_ends_the_polling(tmp_path: Path) -> None:
    async def handle(update: Update) -> None: ...

    async with polling(tmp_path, handle) as (http, task, _):
        await http.post("/sandbox/rules", json={"token": "2:other"})
        await push(http, 7001, "x")
        with pytest.raises(InvalidToken):
            await asyncio.wait_for(asyncio.shield(task), LONGEST)


@pytest.mark.virtual_time
async def test_a_second_poller_is_reported_and_both_go_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def handle(update: Update) -> None: ...

    async with polling(tmp_path, handle) as (http, task, _):
        await asyncio.sleep(0.2)
        async with http.get("/bot1:poll/getUpdates", params={"timeout": 0}):
            pass
        for _ in range(50):
            if "another process" in caplog.text:
                break
            await asyncio.sleep(0.1)
        assert "another process fetches this bot's updates" in caplog.text
        assert not task.done()


@pytest.mark.virtual_time
async def test_an_active_webhook_is_removed_and_polling_goes_on(tmp_path: Path) -> None:
    async def handle(update: Update) -> None: ...

    async with polling(tmp_path, handle) as (http, _, _):
        await http.post("/bot1:poll/setWebhook", json={"url": "https://office.example/hook"})
        assert await is_settled(http, await push(http, 7001, "x"), LONGEST)


def a_question(born: str) -> dict[str, Any]:
    person = {"id": SITI, "is_bot": False, "first_name": "Siti", "language_code": "id"}
    chat = {"id": SITI, "type": "private"}
    return {"message": {"message_id": 900, "date": 0, "chat": chat, "from": person, "text": born}}


UNREADABLE: dict[str, Any] = {"message": {"message_id": "x"}}


@pytest.mark.parametrize(
    "batch",
    [
        pytest.param(["12-03-2010", None, "12-03-2011"], id="between others"),
        pytest.param([None, "12-03-2010"], id="first"),
        pytest.param(["12-03-2010", None], id="last"),
        pytest.param([None], id="alone"),
        pytest.param(["12-03-2010", None, None], id="the last two"),
        pytest.param([None, None], id="nothing else"),
    ],
)
async def test_an_update_that_cannot_be_read_is_confirmed_wherever_it_stands_and_the_others_are_answered(
    bot: Rehearsal, caplog: pytest.LogCaptureFixture, batch: list[str | None]
) -> None:
    await bot.phone().writes("/start")
    last = await bot.telegram.world.updates.add(*(a_question(born) if born else UNREADABLE for born in batch))
    await settled(bot.http, last)
    texts = " ".join(message["text"] for message in await bot.phone().messages())
    assert [born for born in batch if born and f"12 Maret {born[-4:]}" not in texts] == []
    numbers = range(last - len(batch) + 1, last + 1)
    skipped = {vars(record)["update_id"] for record in caplog.records if record.message.startswith("update skipped")}
    assert skipped == {number for number, born in zip(numbers, batch, strict=True) if not born}
