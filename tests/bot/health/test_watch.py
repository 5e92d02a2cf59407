"""A whole bot says how it is in every mode, on a port of its own, and tells the admins what is wrong and when it is over."""

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from math import inf
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import pytest
from sqlalchemy.util import greenlet_spawn
from yarl import URL

from bot.application import utc_now
from bot.health import faults as rules
from bot.messaging.transport import Transport
from bot.settings import Mode
from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store import announcements
from tests.bot.health.watched import Watched, watched
from tests.rehearsal import SITI, Phone
from tests.reliability.scene import confirm


async def pragma(office: Office, setting: str) -> None:
    """Of the one connection that the bot has to its file, outside of every transaction."""
    connection = await office.store.engine.raw_connection()
    assert connection.driver_connection
    await connection.driver_connection.execute(f"PRAGMA {setting}")
    await greenlet_spawn(connection.close)


@pytest.mark.virtual_time
@pytest.mark.parametrize("mode", [Mode.POLLING, Mode.WEBHOOK])
async def test_a_bot_that_is_well_says_so_in_every_mode(tmp_path: Path, mode: Mode, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "WRITE_SECONDS", inf)  # the virtual clock waits for no thread, however fast the disk is
    async with watched(tmp_path, mode) as bot:
        assert await bot.says("/healthz") == (200, "alive")
        await bot.until()
        await asyncio.sleep(30)
        assert (await bot.ready())["ready"]
        status, numbers = await bot.says("/metrics")
        assert status == 200
        assert "siaprekam_ready 1.0" in numbers
        assert "siaprekam_updates_total 1.0" in numbers
        assert str(SITI) not in numbers
        assert (await bot.says("/papan"))[0] == 404
        assert await bot.told(0) == []


@pytest.mark.virtual_time
async def test_a_database_that_cannot_be_written_is_told_once_and_once_when_it_is_well(tmp_path: Path) -> None:
    async with watched(tmp_path) as bot:
        await bot.until()
        await pragma(bot.office, "query_only = ON")
        await bot.until("database")
        assert await bot.says("/healthz") == (200, "alive")
        assert "basis data tidak dapat ditulis" in (await bot.told(1))[0]
        await asyncio.sleep(60)
        await pragma(bot.office, "query_only = OFF")
        await bot.until()
        begun, over = await bot.told(2)
        assert begun.startswith("⚠️ Gangguan sejak")
        assert over.startswith("✅ Sudah pulih. Gangguannya tadi: basis data tidak dapat ditulis")


@asynccontextmanager
async def another_poller(bot: Watched) -> AsyncIterator[None]:
    """Somebody runs a second bot with the same token."""
    other = Transport(bot.telegram.url, "1:watch")
    await other.initialize()

    async def fetch() -> None:
        while True:
            await asyncio.sleep(3)
            try:
                await other.call("getUpdates", {"timeout": 10})
            except Exception:  # noqa: S112 -- what it meets is not our concern
                continue

    fetching = asyncio.create_task(fetch())
    yield
    fetching.cancel()
    await asyncio.wait([fetching])
    await other.shutdown()


@pytest.mark.virtual_time
async def test_a_second_poller_is_seen_while_it_fetches(tmp_path: Path) -> None:
    async with watched(tmp_path) as bot:
        await bot.until()
        async with another_poller(bot):
            await bot.until("other_poller")
            assert "program lain memakai bot ini" in (await bot.told(1))[0]
        await bot.until()


@pytest.mark.virtual_time
async def test_a_webhook_that_is_moved_away_is_seen(tmp_path: Path) -> None:
    async with watched(tmp_path, Mode.WEBHOOK) as bot:
        await bot.until()
        own = (await bot.transport.bot.get_webhook_info()).url
        await bot.transport.call("setWebhook", {"url": "http://127.0.0.1:9/bot"})
        await bot.until("webhook_moved")
        async with aiohttp.ClientSession() as anybody, anybody.get(URL(own).with_path("/readyz")) as answer:
            assert (answer.status, await answer.text()) == (200, "ready"), "posts may come; what is at fault is nobody's business there"
        await bot.transport.call("setWebhook", {"url": own})
        await bot.until()


@pytest.mark.virtual_time
async def test_a_port_of_health_that_is_taken_keeps_nobody_from_being_answered(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        async with watched(tmp_path, health=f"127.0.0.1:{other.getsockname()[1]}") as bot, aiohttp.ClientSession(bot.telegram.url) as http:
            assert "12 Maret 2010" in (await Phone(http, SITI).writes("12-03-2010")).text


@pytest.mark.virtual_time
async def test_while_the_clock_is_wrong_no_announcement_begins_and_afterwards_it_does(tmp_path: Path) -> None:
    async with watched(tmp_path) as bot:
        await bot.until()
        await bot.admin.writes("/langganan")
        bot.transport.vitals.wall = lambda: time.time() + 600
        await bot.until("clock")
        number = await confirm(bot.office.store, due=utc_now())
        await asyncio.sleep(30)
        assert (await announcements.one(bot.office.store, number)).state is AnnouncementState.SCHEDULED
        assert "jam komputer bot salah" in (await bot.told(1))[0]
        bot.transport.vitals.wall = time.time
        await bot.until()
        while (await announcements.one(bot.office.store, number)).state is AnnouncementState.SCHEDULED:
            await asyncio.sleep(1)


@pytest.mark.virtual_time
async def test_the_supervisor_hears_of_the_beginning_that_it_lives_and_of_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        async with watched(tmp_path) as bot:
            await bot.until()
            heard = [systemd.recv(64)]
            while len(heard) < 4:
                await asyncio.sleep(1)
                with suppress(BlockingIOError):
                    heard.append(systemd.recv(64, socket.MSG_DONTWAIT))
        with suppress(BlockingIOError):
            while True:
                heard.append(systemd.recv(64, socket.MSG_DONTWAIT))
    assert heard[0] == b"READY=1"
    assert heard[-1] == b"STOPPING=1"
    assert set(heard[1:-1]) == {b"WATCHDOG=1"}


@pytest.mark.virtual_time
async def test_a_poller_that_hangs_is_not_said_to_live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop turns, but nobody is heard: systemd starts it again."""

    async def hangs(*_: object, **__: object) -> bytes:
        await asyncio.Event().wait()
        return b""

    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.setblocking(False)
        async with watched(tmp_path) as bot:
            await bot.until()
            with monkeypatch.context() as hanging:
                hanging.setattr("bot.health.faults.FETCH_SECONDS", 55.0)  # a little more than a poll takes, so that it is soon over
                hanging.setattr(Transport, "answer_to", hangs)
                while (await bot.ready())["faults"] != ["no_updates"]:
                    await asyncio.sleep(5)
                heard_of(systemd)
                await asyncio.sleep(15)
                assert heard_of(systemd) == []
                assert await bot.says("/healthz") == (200, "alive")


def heard_of(systemd: socket.socket) -> list[bytes]:
    heard = []
    with suppress(BlockingIOError):
        while True:
            heard.append(systemd.recv(64))
    return heard


@pytest.mark.virtual_time
async def test_a_disk_that_fills_up_is_seen_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with watched(tmp_path) as bot:
        await bot.until()
        with monkeypatch.context() as full:
            full.setattr(os, "statvfs", lambda _: SimpleNamespace(f_bavail=100, f_frsize=4096))
            await bot.until("disk_full")
            assert len(await bot.told(1)) == 1
        await bot.until()


@pytest.mark.virtual_time
async def test_a_token_that_is_revoked_is_seen(tmp_path: Path) -> None:
    """By webhook; a bot that polls ends with it."""
    async with watched(tmp_path, Mode.WEBHOOK) as bot, aiohttp.ClientSession(bot.telegram.url) as telegram:
        await bot.until()
        await telegram.post("/sandbox/rules", json={"token": "1:another"})
        await bot.until("token")
        await telegram.post("/sandbox/rules", json={"token": "1:watch"})
        await bot.until()


@pytest.mark.virtual_time
async def test_what_the_gate_turns_away_and_what_staff_do_is_in_the_numbers(tmp_path: Path) -> None:
    async with watched(tmp_path) as bot, aiohttp.ClientSession(bot.telegram.url) as http:
        await bot.until()
        abuser = {"as": SITI, "chat": SITI, "text": "12-03-2010"}
        for posted in await asyncio.gather(*(http.post("/sandbox/send", json=abuser) for _ in range(90))):
            posted.release()
        while not bot.transport.vitals.dropped:
            await asyncio.sleep(1)
        bot.office.acts[Act.TALLY] += 1
        numbers = (await bot.says("/metrics"))[1]
        assert 'siaprekam_updates_dropped_total{reason="person"}' in numbers
        assert 'siaprekam_staff_actions_total{action="tally"} 1.0' in numbers
