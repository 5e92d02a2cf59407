"""The scene of every test here: a sandbox in a process of its own, whose log of deliveries is the truth, and a bot that can be killed."""

import asyncio
import os
import signal
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import insert

from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.delivery import DeliveryCounts
from ektp_core.profile import Language
from ektp_core.store import Store, open_store
from ektp_core.store.outbox import Wording, add_copies, keep_wordings
from ektp_core.store.schema import announcement
from ektp_core.store.subscriptions import recipients
from ektp_core.subscriptions.subscribers import Topic
from tests import processes
from tests.databases import Filled, sqlite_file
from tests.patience import LONGEST
from tests.processes import Process, Warm, environment
from tests.store.followers import BANGKA_TENGAH, many_followers

LARGE = os.environ.get("SIAPREKAM_RELIABILITY") == "1"
"""`make reliability` runs the same tests at their full size."""

CITIZEN = 7001
IN_FLIGHT = 8
BOT = f"""
import bot.sending.leader
bot.sending.leader.PAID_SLOTS = {IN_FLIGHT}
from bot.cli import cli
cli(["run"])
"""
"""The real command, with as many requests under way as usual but no pace: ten thousand people in half a minute."""

PATIENCE = 100
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Telegram:
    """The sandbox as its other side sees it."""

    http: aiohttp.ClientSession
    url: str

    async def gets(self, path: str, **query: Any) -> Any:
        async with self.http.get(path, params=query) as answer:
            return await answer.json()

    async def does(self, path: str, **body: Any) -> Any:
        async with self.http.post(path, json=body) as answer:
            found = await answer.json()
            assert answer.status == 200, found
            return found

    async def crowd(self, count: int, **fates: float) -> dict[str, Any]:
        """So many people and groups, and what has become of some of them."""
        found: dict[str, Any] = await self.does("/sandbox/crowd", count=count, fates=fates, seed=1)
        return found

    async def deliveries(self) -> "Deliveries":
        found = await self.gets("/sandbox/deliveries")
        return Deliveries(*({int(chat): count for chat, count in found[name].items()} for name in ("deliveries", "requests", "silent")))

    async def accepted(self) -> int:
        """How many messages were delivered so far."""
        return int((await self.gets("/sandbox/paced"))["accepted"])

    async def until(self, count: int) -> None:
        """Wait until so many messages were delivered."""
        async with asyncio.timeout(LONGEST):
            while await self.accepted() < count:
                await asyncio.sleep(0.02)


@dataclass(frozen=True, slots=True)
class Deliveries:
    """By chat: messages that arrived, requests that were made, and how many of those that arrived made no sound."""

    arrived: Mapping[int, int]
    requests: Mapping[int, int]
    silent: Mapping[int, int]


@asynccontextmanager
async def telegram(**rules: Any) -> AsyncIterator[Telegram]:
    """A sandbox in a process of its own."""
    process = Warm(processes.BOT, "sandbox", settings=environment(listen="127.0.0.1:0", mode="sandbox"))
    try:
        url = (await asyncio.to_thread(process.line)).split("=")[1].split(" ")[0]
        async with aiohttp.ClientSession(url) as http:
            here = Telegram(http, url)
            await here.does("/sandbox/rules", pace=False, keep_calls=False, **rules)
            yield here
    finally:
        process.end()


@asynccontextmanager
async def a_bot(here: Telegram, database: str, program: str = BOT, start: type[Process] = Warm, **settings: str) -> AsyncIterator[Process]:
    """A running bot; killed when the block is left, unless it has ended."""
    fast = {"paid_broadcast": "yes", "bulk_rate": "1000"}
    chosen = environment(**{"token": "1:reliability", "api_url": here.url, "database_url": database} | fast | settings)
    process = start(program, settings=chosen)
    try:
        yield process
    finally:
        process.end()
        assert "Traceback" not in process.complained(), process.complained()


async def asks(here: Telegram, text: str, citizen: int = CITIZEN) -> str:
    """What a citizen is answered."""
    sent = await here.does("/sandbox/send", **{"as": citizen, "chat": citizen, "text": text})
    assert (await here.gets("/sandbox/settled", update_id=sent["update_id"], timeout=LONGEST))["settled"]
    messages = (await here.gets("/sandbox/chat", **{"as": citizen, "chat": citizen}))["messages"]
    return str(messages[-1]["html"])


async def stopped(bot: Process) -> int:
    """SIGTERM; its exit code."""
    bot.send(signal.SIGTERM)
    return await bot.ends()


@asynccontextmanager
async def an_office(url: str) -> AsyncIterator[Store]:
    """A database after its first start, closed again before the bot opens it."""
    store = open_store(url)
    if store.path and not store.path.exists():
        await sqlite_file(store.path, Filled.FIRST_START)
    yield store
    await store.close()


async def follow(store: Store, chats: Sequence[int]) -> None:
    """All of these follow the whole district."""
    await many_followers(store, dict.fromkeys(chats, (BANGKA_TENGAH,)))


async def announce(store: Store, html: str = "Tim datang besok.\n\nNo. A-1", state: str = "sending", **values: Any) -> int:
    """An announcement to everybody, confirmed, its audience frozen."""
    row = {"kind": "announcement", "state": state, "text": html, "made_by": 7101, "made_at": NOON, "started": NOON, **values}
    async with store.changing() as connection:
        number = int((await connection.execute(insert(announcement).values(row).returning(announcement.c.id))).scalar_one())
        texts = await keep_wordings(connection, number, [Wording(Language.ID, html)])
        await add_copies(connection, number, texts, recipients(None, Topic.ANNOUNCEMENTS, NOON.date()))
    return number


async def confirm(store: Store, html: str = "Tim datang besok.", **values: Any) -> int:
    """An announcement to everybody, confirmed by one and approved by another: the bot starts it, and freezes its audience."""
    row = {"kind": "announcement", "state": "scheduled", "text": html, "made_by": 7101, "made_at": NOON, "due": NOON}
    row |= {"audience": Audience(AudienceKind.EVERYONE).to_json(), "confirmed_by": 7101, "approved_by": 7102, **values}
    async with store.changing() as connection:
        return int((await connection.execute(insert(announcement).values(row).returning(announcement.c.id))).scalar_one())


@dataclass(frozen=True, slots=True)
class Outbox:
    """What the office's own books say, read from outside."""

    path: Path

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=LONGEST)
        try:
            yield connection
        finally:
            connection.close()

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """After a kill the books cannot be read until the next process has rolled back what was not committed: wait for it."""
        for _ in range(PATIENCE):
            try:
                with self._open() as connection:
                    return connection.execute(query, values).fetchall()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                    raise
                time.sleep(0.1)
        raise AssertionError("the books stayed unreadable")

    def counts(self, number: int = 1) -> DeliveryCounts:
        return DeliveryCounts(**dict(self.rows("SELECT state, count(*) FROM delivery WHERE announcement = ? GROUP BY state", number)))

    def state(self, number: int = 1) -> str:
        return str(self.rows("SELECT state FROM announcement WHERE id = ?", number)[0][0])

    async def until_closed(self, number: int = 1, seconds: float = 90) -> DeliveryCounts:
        """Wait until an announcement has its final counts; they must be those of its copies."""
        async with asyncio.timeout(seconds):
            while True:
                query = "SELECT delivered, unreachable, skipped, uncertain FROM announcement WHERE id = ? AND closed IS NOT NULL"
                if found := self.rows(query, number):
                    break
                await asyncio.sleep(0.1)
        counts = self.counts(number)
        assert found[0] == (counts.delivered, counts.unreachable, counts.skipped, counts.uncertain)
        assert counts.open == 0
        return counts

    def is_whole(self) -> bool:
        return self.rows("PRAGMA integrity_check") == [("ok",)] and not self.rows("PRAGMA foreign_key_check")


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"
