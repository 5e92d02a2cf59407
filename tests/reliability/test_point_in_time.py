"""The drill of docs/operating.md#to-the-minute on a server of its own: it is lost, and recovered to a moment before an accident."""

import asyncio
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL, delete, text

from ektp_core.store import Store, migrate, open_store
from ektp_core.store.first_start import load_first_start
from ektp_core.store.leadership import leave_lead, take_lead
from ektp_core.store.schema import subscription
from tests import postgresql
from tests.patience import LONGEST
from tests.processes import PROJECT
from tests.reliability.scene import LARGE, NOON, Telegram, a_bot, announce, follow, stopped, telegram
from tests.reliability.test_postgresql_drill import counts_of
from tests.reliability.test_restore import ADMIN, SETTINGS, arrived, said

NAME = "siaprekam"
NOBODY = "nobody"
"""PostgreSQL does not run as root."""

pytestmark = pytest.mark.skipif(not LARGE, reason="a server of its own takes half a minute: make reliability runs it")


def settings_of_page(number: int, folder: Path, moment: str = "") -> str:
    """The settings that the page says, for another folder and moment."""
    page = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8").partition("#### To the minute")[2]
    said = re.findall(r"```ini\n(.*?)```", page, re.DOTALL)[number]
    return str(said.replace("/mnt/share", str(folder)).replace("2026-11-24 12:00:00+07", moment))


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server of this test, in a folder that it may write to."""

    folder: Path
    data: Path

    def runs(self, name: str, *arguments: str) -> str:
        program = postgresql.program(name)
        if not program.exists():
            pytest.skip(f"the server came without {name}")
        user = NOBODY if os.geteuid() == 0 else None
        environment = {"PATH": os.environ["PATH"], "PGHOST": str(self.folder), "PGUSER": "postgres", "LC_ALL": "C"}
        with (self.folder / "log").open("a+b") as log:
            ended = subprocess.run(
                [program, *arguments], user=user, cwd=self.folder, env=environment, stdout=log, stderr=log, check=False, timeout=LONGEST
            )
        assert ended.returncode == 0, (name, (self.folder / "log").read_text())
        return (self.folder / "log").read_text()

    def starts(self) -> None:
        where = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        self.runs("pg_ctl", "start", "--wait", f"--pgdata={self.data}", f"--options={where}")

    def is_lost(self) -> None:
        self.runs("pg_ctl", "stop", "--mode=immediate", f"--pgdata={self.data}")
        shutil.rmtree(self.data)

    @property
    def url(self) -> str:
        address = URL.create("postgresql+asyncpg", "postgres", database=NAME, query={"host": str(self.folder)})
        return address.render_as_string(hide_password=False)


def owned(path: Path) -> Path:
    """What the server may write to; a folder where there is nothing."""
    if not path.exists():
        path.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(path, NOBODY)
    return path


@pytest.fixture
def server() -> Iterator[Server]:
    folder = owned(Path(tempfile.mkdtemp(prefix="point-in-time-")))
    share = owned(folder / "share")
    for name in ("wal", "base"):
        owned(share / name)
    found = Server(folder, folder / "data")
    found.runs("initdb", f"--pgdata={found.data}", "--username=postgres", "--auth=trust", "--no-sync")
    with (found.data / "postgresql.conf").open("a") as settings:
        settings.write(settings_of_page(0, share))
    found.starts()
    found.runs("createdb", NAME)
    yield found
    subprocess.run(
        [postgresql.program("pg_ctl"), "stop", "--mode=immediate", f"--pgdata={found.data}"],
        user=NOBODY if os.geteuid() == 0 else None,
        capture_output=True,
        check=False,
    )
    shutil.rmtree(folder)


@pytest.fixture
async def here() -> AsyncIterator[Telegram]:
    async with telegram(latency_ms=(5, 10)) as found:
        await found.does("/sandbox/send", **{"as": ADMIN, "chat": ADMIN, "text": "/start"})
        yield found


async def value(store: Store, question: str) -> str:
    async with store.reading() as connection:
        return str(await connection.scalar(text(question)))


async def an_office_announces(server: Server, chats: Sequence[int]) -> Store:
    store = open_store(server.url)
    await migrate(store)
    await load_first_start(store)
    await follow(store, chats)
    await announce(store)
    fence = await take_lead(store, NOON)
    assert fence
    await leave_lead(store, fence, NOON)
    return store


async def until_archived(store: Store) -> None:
    """All that was written lies in the share."""
    wanted = await value(store, "SELECT pg_walfile_name(pg_switch_wal())")
    async with asyncio.timeout(LONGEST):
        while await value(store, "SELECT coalesce(max(last_archived_wal), '') FROM pg_stat_archiver") < wanted:
            await asyncio.sleep(0.1)


async def test_a_lost_server_is_recovered_to_a_moment_and_the_bot_sends_nothing(server: Server, here: Telegram) -> None:
    chats = (await here.crowd(20))["chats"]
    store = await an_office_announces(server, chats[:10])
    share = server.folder / "share"
    server.runs("pg_basebackup", f"--pgdata={share}/base/2026-11-24", "--checkpoint=fast")
    await follow(store, chats[10:])
    before, moment = await counts_of(store), await value(store, "SELECT clock_timestamp()")
    async with store.changing() as connection:
        await connection.execute(delete(subscription))
    await until_archived(store)
    await store.close()
    server.is_lost()

    shutil.copytree(share / "base" / "2026-11-24", server.data)
    (server.data / "recovery.signal").touch()
    with (server.data / "postgresql.conf").open("a") as settings:
        settings.write(settings_of_page(1, share, moment))
    for path in (server.data, *server.data.rglob("*")):
        owned(path)
    server.starts()
    recovered = open_store(server.url)
    async with asyncio.timeout(LONGEST):
        while await value(recovered, "SELECT pg_is_in_recovery()") != "False":
            await asyncio.sleep(0.1)
    assert await counts_of(recovered) == before
    await recovered.close()

    async with a_bot(here, server.url, **SETTINGS) as bot:
        async with asyncio.timeout(LONGEST):
            while not any("Pengiriman ditahan" in each["text"] for each in await said(here)):
                await asyncio.sleep(0.1)
        await stopped(bot)
    assert await arrived(here, chats) == 0
