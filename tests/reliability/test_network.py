"""A network that fails after Telegram has acted, before it, or slows us down: nobody is missed unless reported, no 4xx is asked twice."""

import asyncio
from pathlib import Path

import pytest

from tests.patience import LONGEST
from tests.reliability.scene import LARGE, Outbox, Telegram, a_bot, an_office, announce, follow, sqlite_url, telegram

PEOPLE = 5_000 if LARGE else 1_000
AFTER = {
    "reset_after": 0.006,
    "close_after": 0.006,
    "stall_after": 0.004,
    "bad_gateway_after": 0.006,
    "gateway_timeout_after": 0.006,
    "cut_after": 0.006,
    "empty_after": 0.003,
    "not_ok_after": 0.003,
}
BEFORE = {"reset_before": 0.005, "bad_gateway_before": 0.005, "stall_before": 0.003, "server_error_before": 0.002}
TOO_FAST = {"too_many": 0.002, "too_many_bare": 0.0005, "too_many_html": 0.0005}
DEAD = {"blocked": 0.30, "deactivated": 0.05, "not_found": 0.02}
MIGRATED = 0.01
ADMIN = 7201


async def until_told(here: Telegram, words: str) -> None:
    """Wait until the admin has been told."""
    async with asyncio.timeout(LONGEST):
        while True:
            said = await here.gets("/sandbox/delivered", chat=ADMIN)
            if any(words in message["text"] for message in said["messages"]):
                return
            await asyncio.sleep(0.2)


async def test_nobody_is_missing_unless_reported(tmp_path: Path) -> None:
    books, url = Outbox(tmp_path / "office.db"), sqlite_url(tmp_path / "office.db")
    faults = AFTER | BEFORE | TOO_FAST
    async with telegram(faults=faults, fault_seed=7, stall_seconds=1.0, retry_after=1, latency_ms=(2, 6)) as here:
        chats = (await here.crowd(PEOPLE))["chats"]
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        async with a_bot(here, url):
            counts = await books.until_closed(seconds=300)
        found = await here.deliveries()
    told = {chat for (chat,) in books.rows("SELECT chat FROM delivery WHERE state IN ('uncertain', 'unreachable')")}
    missing = {chat for chat in chats if not found.arrived.get(chat)}
    assert missing <= told
    assert [chat for chat, count in found.arrived.items() if count > 2] == []
    assert [chat for chat, count in found.arrived.items() if count == 2 and found.silent.get(chat) != 1] == []
    in_doubt = {chat for (chat,) in books.rows("SELECT chat FROM delivery WHERE ambiguous > 0")}
    assert {chat for chat, count in found.arrived.items() if count == 2} <= in_doubt
    assert counts.audience == PEOPLE
    assert counts.uncertain < PEOPLE / 100


async def test_a_dead_chat_is_asked_once_and_never_again(tmp_path: Path) -> None:
    books, url = Outbox(tmp_path / "office.db"), sqlite_url(tmp_path / "office.db")
    people = 10_000 if LARGE else 400
    async with telegram() as here:
        crowd = await here.crowd(people, **DEAD, migrated=MIGRATED)
        chats, dead = crowd["chats"], [chat for fate in DEAD for chat in crowd["fates"][fate]]
        moved = {int(old): new for old, new in crowd["migrated"].items()}
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        async with a_bot(here, url):
            first = await books.until_closed()
        async with an_office(url) as store:
            await announce(store, "Sekali lagi.\n\nNo. A-2")
        async with a_bot(here, url):
            second = await books.until_closed(2)
        found = await here.deliveries()
    alive = set(chats) - set(dead) - set(moved)
    assert (first.delivered, first.unreachable, first.uncertain) == (len(alive) + len(moved), len(dead), 0)
    assert (second.delivered, second.audience) == (first.delivered, first.delivered)
    assert {found.requests.get(chat) for chat in (*dead, *moved)} == {1}
    assert {found.arrived.get(chat) for chat in alive} == {2}
    assert {found.arrived.get(chat) for chat in moved.values()} == {2}
    assert books.rows("SELECT count(*) FROM gone") == [(len(dead),)]


@pytest.mark.parametrize("fault", ["too_many", "too_many_bare", "too_many_html"])
async def test_a_429_halts_the_lane_and_loses_nothing(fault: str, tmp_path: Path) -> None:
    books, url = Outbox(tmp_path / "office.db"), sqlite_url(tmp_path / "office.db")
    async with telegram(retry_after=2, latency_ms=(5, 10)) as here:
        chats = (await here.crowd(200))["chats"]
        await here.does("/sandbox/faults", chat=chats[100], faults=[fault])
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        async with a_bot(here, url):
            counts = await books.until_closed()
        found = await here.deliveries()
        paced = await here.gets("/sandbox/paced")
    assert counts.delivered == len(chats)
    assert dict(found.arrived) == dict.fromkeys(chats, 1)
    assert paced["refused"] <= 8, "only what was under way when Telegram began to refuse"


async def test_an_office_s_rate_is_no_faster_than_it_says_and_reaches_everybody(tmp_path: Path) -> None:
    """How evenly it is kept is judged in virtual time (tests/bot/test_pace.py), and measured by `make bench`."""
    people = 3_000 if LARGE else 60
    books, url = Outbox(tmp_path / "office.db"), sqlite_url(tmp_path / "office.db")
    async with telegram(latency_ms=(5, 15)) as here:
        await here.does("/sandbox/rules", pace=True)
        chats = (await here.crowd(people))["chats"]
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        async with a_bot(here, url, bulk_rate="28", paid_broadcast="no"):
            counts = await books.until_closed(seconds=people)
        paced, found = await here.gets("/sandbox/paced"), await here.deliveries()
    assert counts.delivered == people
    assert dict(found.arrived) == dict.fromkeys(chats, 1)
    assert (people - 1) / (paced["last"] - paced["first"]) <= 2 * 28


async def test_a_text_that_telegram_refuses_costs_three_requests_at_most(tmp_path: Path) -> None:
    books, url = Outbox(tmp_path / "office.db"), sqlite_url(tmp_path / "office.db")
    async with telegram() as here:
        chats = (await here.crowd(500))["chats"]
        await here.does("/sandbox/send", **{"as": ADMIN, "chat": ADMIN, "text": "/start"})
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store, "<b>Tanpa akhir")
        async with a_bot(here, url, admin_ids=str(ADMIN)):
            counts = await books.until_closed()
            await until_told(here, "A-1")
        found = await here.deliveries()
    assert books.state() == "stopped"
    assert (counts.skipped, counts.audience) == (len(chats), len(chats))
    assert sum(found.requests.get(chat, 0) for chat in chats) <= 3


async def test_a_refused_token_stops_everything_and_nothing_is_lost(tmp_path: Path) -> None:
    books, url = Outbox(tmp_path / "office.db"), sqlite_url(tmp_path / "office.db")
    async with telegram(latency_ms=(5, 10)) as here:
        chats = (await here.crowd(600))["chats"]
        await here.does("/sandbox/send", **{"as": ADMIN, "chat": ADMIN, "text": "/start"})
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        async with a_bot(here, url, admin_ids=str(ADMIN)) as bot:
            await here.until(50)
            await here.does("/sandbox/rules", token="1:another")
            assert await bot.ends() == 2
        asked = sum((await here.deliveries()).requests.values())
        await here.does("/sandbox/rules", token=None)
        async with a_bot(here, url, admin_ids=str(ADMIN)):
            counts = await books.until_closed()
            await until_told(here, "401")
        found = await here.deliveries()
    assert asked < len(chats)
    assert counts.delivered == len(chats)
    assert {found.arrived.get(chat) for chat in chats} == {1}
