"""Updates by webhook: only Telegram's are taken, each is confirmed after its effect, and none is begun twice."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from yarl import URL

from bot.application import open_office, serve
from bot.messaging.lanes import Lanes
from bot.messaging.transport import Transport
from bot.messaging.updates import ALLOWED_UPDATES, Update
from bot.messaging.webhook import SECRET_HEADER, Webhook
from tests.at_once import at_once
from tests.bot.messaging.posted import SECRET, an_update, door, listening, posts, says, settings, until_ready
from tests.bot.words import on_button
from tests.databases import Filled, sqlite_file
from tests.patience import LONGEST
from tests.rehearsal import SITI, TODAY, ZONE, Clock, Rehearsal, sandbox


@pytest.fixture
async def hooked(tmp_path: Path) -> AsyncIterator[tuple[Rehearsal, str]]:
    """The bot in webhook mode, registered with the sandbox, and its address."""

    async with sandbox(tmp_path) as (telegram, http):
        chosen, stop = settings(), asyncio.Event()
        clock = Clock(datetime.combine(TODAY, time(12), ZONE))
        transport = Transport(telegram.url, "1:hook")
        await transport.initialize()
        database = await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
        async with open_office(chosen, database, clock, demo=False, exclusive=True) as office:
            serving = asyncio.create_task(serve(office, transport, chosen, stop))
            url = chosen.webhook_url or ""
            await until_ready(http, url)
            yield Rehearsal(telegram, http, clock, office), url
            stop.set()
            await serving
            await transport.shutdown()


async def test_what_telegram_posts_is_answered(hooked: tuple[Rehearsal, str]) -> None:
    bot, _ = hooked
    siti = bot.phone()
    assert "12 Maret 2010" in (await siti.writes("12-03-2010")).text
    assert (await siti.taps(on_button("schedule"))).messages[0]["edited"]


async def test_the_bot_registers_its_address_with_the_secret_and_the_kinds_it_reads(hooked: tuple[Rehearsal, str]) -> None:
    bot, url = hooked
    (call,) = await bot.calls("setWebhook")
    assert call["params"]["url"] == url
    assert call["params"]["secret_token"] == SECRET
    assert call["params"]["allowed_updates"] == list(ALLOWED_UPDATES)
    assert await bot.calls("getUpdates") == []


@pytest.mark.parametrize("secret", [None, "", "rahasia-rahasia-rahasib", SECRET + "x", SECRET.upper(), "é"])
async def test_without_the_secret_a_post_is_refused_and_nothing_happens(hooked: tuple[Rehearsal, str], secret: str | None) -> None:
    bot, url = hooked
    await bot.phone().writes("/start")
    before = len(await bot.calls("sendMessage"))
    assert await posts(bot.http, url, an_update(), secret) == 403
    await asyncio.sleep(0.05)
    assert len(await bot.calls("sendMessage")) == before


async def test_a_secret_that_is_no_text_is_refused_like_another(hooked: tuple[Rehearsal, str]) -> None:
    address = URL(hooked[1])
    reader, writer = await asyncio.open_connection(address.host, address.port)
    writer.write(b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" % address.raw_path.encode())
    writer.write(b"X-Telegram-Bot-Api-Secret-Token: \xff\r\n\r\n")
    status = await reader.readline()
    writer.close()
    assert b"403" in status


@pytest.mark.parametrize("body", [{}, [], 7, {"update_id": "x"}, {"message": {}}])
async def test_a_post_that_is_no_update_is_refused(hooked: tuple[Rehearsal, str], body: Any) -> None:
    bot, url = hooked
    assert await posts(bot.http, url, body) == 400


@pytest.mark.parametrize(
    ("body", "told"), [(b'{"update_id": 5, "message": undefined}', [200]), (b'{"update_id": 5, "mess', [400, 400, 200])]
)
async def test_a_post_that_is_no_json_is_not_asked_for_again_for_ever(hooked: tuple[Rehearsal, str], body: bytes, told: list[int]) -> None:
    bot, url = hooked
    headers = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
    for status in told:
        async with bot.http.post(url, data=body, headers=headers) as answer:
            assert answer.status == status


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
async def test_a_post_that_is_not_encoded_as_it_says_is_refused(hooked: tuple[Rehearsal, str], encoding: str) -> None:
    bot, url = hooked
    headers = {SECRET_HEADER: SECRET, "Content-Encoding": encoding, "Content-Type": "application/json"}
    async with bot.http.post(url, data=b'{"update_id": 5}', headers=headers) as answer:
        assert answer.status == 400
    assert "12 Maret 2010" in (await bot.phone().writes("12-03-2010")).text


@pytest.mark.parametrize("message", [{}, {"chat": {}}, {"chat": {"id": SITI}, "from": {}, "text": "x"}])
async def test_an_update_that_cannot_be_read_is_not_asked_for_again_for_ever(
    hooked: tuple[Rehearsal, str], message: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    bot, url = hooked
    assert await posts(bot.http, url, {"update_id": 5, "message": message}) == 200
    assert [vars(record)["update_id"] for record in caplog.records if record.message.startswith("update skipped")] == [5]
    assert "12 Maret 2010" in (await bot.phone().writes("12-03-2010")).text


async def test_health_and_readiness_are_told_and_nothing_else(hooked: tuple[Rehearsal, str]) -> None:
    bot, url = hooked
    assert (await says(bot.http, url, "/healthz"))[0] == 200
    assert (await says(bot.http, url, "/readyz"))[0] == 200
    assert (await says(bot.http, url, "/bot"))[0] == 405
    assert (await says(bot.http, url, "/"))[0] == 404


@pytest.mark.virtual_time
async def test_an_update_posted_again_while_in_work_is_begun_once_and_confirmed_to_both() -> None:
    begun, release = 0, asyncio.Event()

    async def handle(update: Update) -> None:
        nonlocal begun
        begun += 1
        await release.wait()

    async with door(handle) as there:
        await until_ready(there.http, there.url)
        both = [asyncio.create_task(posts(there.http, there.url, an_update(7))) for _ in range(2)]
        await asyncio.sleep(0.2)
        assert not any(post.done() for post in both)
        release.set()
        assert await at_once(*both) == [200, 200]
    assert begun == 1


@pytest.mark.virtual_time
async def test_a_post_is_confirmed_after_its_effect() -> None:
    done = []

    async def handle(update: Update) -> None:
        await asyncio.sleep(0.1)
        done.append(update.update_id)

    async with door(handle) as there:
        await until_ready(there.http, there.url)
        assert await posts(there.http, there.url, an_update(7)) == 200
        assert done == [7]


@pytest.mark.virtual_time
async def test_one_chats_posts_are_handled_in_order_and_other_chats_beside() -> None:
    done: list[int] = []
    release = asyncio.Event()

    async def handle(update: Update) -> None:
        if update.update_id == 1:
            await release.wait()
        done.append(update.update_id)

    async with door(handle) as there:
        await until_ready(there.http, there.url)
        first = asyncio.create_task(posts(there.http, there.url, an_update(1)))
        await asyncio.sleep(0.1)
        second = asyncio.create_task(posts(there.http, there.url, an_update(2)))
        assert await posts(there.http, there.url, an_update(3, chat=7002)) == 200
        assert done == [3]
        release.set()
        assert await at_once(first, second) == [200, 200]
        assert done == [3, 1, 2]


@pytest.mark.virtual_time
async def test_stopping_finishes_what_is_begun_and_confirms_nothing_that_is_not() -> None:
    async def handle(update: Update) -> None:
        await asyncio.sleep(0.2 if update.update_id == 1 else 60)

    async with door(handle) as there:
        await until_ready(there.http, there.url)
        quick = asyncio.create_task(posts(there.http, there.url, an_update(1)))
        slow = asyncio.create_task(posts(there.http, there.url, an_update(2, chat=7002)))
        await asyncio.sleep(0.1)
        there.running.cancel()
        await asyncio.wait_for(there.webhook.stop(1), LONGEST)
        assert await quick == 200
        assert not 200 <= await slow < 300


async def test_a_token_that_telegram_does_not_know_ends_the_webhook() -> None:
    async def handle(update: Update) -> None: ...

    async with door(handle, token="2:other") as there:
        await asyncio.wait([there.running], timeout=LONGEST)
        assert type(there.running.exception()).__name__ == "InvalidToken"


@pytest.mark.virtual_time
async def test_until_telegram_knows_the_address_the_bot_is_alive_but_not_ready() -> None:
    async def handle(update: Update) -> None: ...

    chosen = settings()
    transport = Transport("http://127.0.0.1:9", "1:hook")
    await transport.initialize()
    async with listening(Webhook(transport.bot, Lanes(handle), chosen, transport.vitals), chosen), aiohttp.ClientSession() as http:
        await asyncio.sleep(0.2)
        assert (await says(http, chosen.webhook_url or "", "/healthz"))[0] == 200
        assert (await says(http, chosen.webhook_url or "", "/readyz"))[0] == 503
    await transport.shutdown()
