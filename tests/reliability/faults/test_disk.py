"""A disk that is full, read-only or fails in the middle of an announcement: nothing goes out without a durable claim, people are told
that something is wrong, and all goes on by itself once the disk is well (docs/reliability.md#a-failing-disk-loses-nothing)."""

import asyncio
import errno
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.patience import LONGEST
from tests.processes import Cold, Process
from tests.reliability.faults.spoiled_disk import library, needs_a_compiler
from tests.reliability.scene import IN_FLIGHT, LARGE, Outbox, Telegram, a_bot, an_office, announce, asks, follow, sqlite_url, telegram

PEOPLE = 5_000 if LARGE else 600
BETWEEN = PEOPLE // 300 if LARGE else PEOPLE // 6
"""So many get theirs before the disk fails again."""

STILL_WRITTEN = {
    errno.EIO: range(200) if LARGE else (3,),
    errno.ENOSPC: range(0, 200, 8) if LARGE else (3,),
    errno.EROFS: range(0, 200, 8) if LARGE else (3,),
}
"""By error: so many writes still succeed. A transaction takes a dozen, so that it fails at another step each time."""

FILLED, MEGABYTES = (20, 32) if LARGE else (1, 8)
"""How often the disk is filled up, and how large it is."""

NOT_KEPT = "the store does not keep what was sent"


@dataclass(frozen=True, slots=True)
class Spoiled:
    """How the disk of the database fails, how it is mended, and whether anything can still be written meanwhile."""

    breaks: Callable[[], None]
    mends: Callable[[], None]
    takes_nothing: bool = True


async def sent_to(here: Telegram, chats: list[int]) -> int:
    arrived = (await here.deliveries()).arrived
    return sum(arrived.get(chat, 0) for chat in chats)


async def complains(bot: Process, times: int) -> None:
    """Wait until the bot has tried in vain so often."""
    async with asyncio.timeout(LONGEST):
        while bot.complained().count(NOT_KEPT) < times:
            await asyncio.sleep(0.05)


async def goes_on_after(faults: Sequence[Spoiled], folder: Path) -> None:
    """One announcement, in whose middle the disk fails in each of these ways, one after the other."""
    books, url = Outbox(folder / "office.db"), sqlite_url(folder / "office.db")
    async with telegram(latency_ms=(10, 30)) as here:
        chats = (await here.crowd(PEOPLE))["chats"]
        citizens = (await here.crowd(len(faults)))["chats"]  # one for each fault: nobody may ask as often as all of them together
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        async with a_bot(here, url, start=Cold) as bot:
            for fault, citizen in zip(faults, citizens, strict=True):
                await here.until(await here.accepted() + BETWEEN)
                await lives_through(fault, here, bot, chats, citizen)
            counts = await books.until_closed()
        found = await here.deliveries()
    assert [chat for chat in chats if found.arrived.get(chat) != 1] == []
    assert (counts.delivered, counts.audience) == (PEOPLE, PEOPLE)
    assert books.is_whole()


async def lives_through(fault: Spoiled, here: Telegram, bot: Process, chats: list[int], citizen: int) -> None:
    complained = bot.complained().count(NOT_KEPT)
    fault.breaks()
    before = await sent_to(here, chats)
    await complains(bot, complained + 2)
    assert "12 Maret 2010" in await asks(here, "/cek 12-03-2010", citizen)
    is_sorry = re.search("gangguan.*[0-9a-f]{8}", await asks(here, "/bahasa id", citizen), re.DOTALL)
    assert is_sorry or not fault.takes_nothing
    assert await sent_to(here, chats) <= before + IN_FLIGHT
    fault.mends()
    assert "Indonesia" in await asks(here, "/bahasa id", citizen)


@needs_a_compiler
async def test_nothing_is_lost_or_doubled_while_a_disk_takes_no_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = tmp_path / "fault"
    for name, value in {"LD_PRELOAD": library(), "DISK_OF": "office.db", "DISK_FAULT": fault}.items():
        monkeypatch.setenv(name, str(value))
    ways = [f"{after} {error}" for error, writes in STILL_WRITTEN.items() for after in writes]
    await goes_on_after([Spoiled(partial(written, fault, way), fault.unlink) for way in ways], tmp_path)


def written(file: Path, text: str) -> None:
    half_made = file.with_suffix(".new")
    half_made.write_text(text)
    half_made.rename(file)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """A disk in memory of its own; skipped where nothing may be mounted."""
    mounting = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], capture_output=True, check=False)
    if mounting.returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


async def test_a_disk_that_fills_up_in_the_middle_costs_nothing(tmp_path: Path) -> None:
    ballast = tmp_path / "ballast"

    def fills() -> None:
        with ballast.open("wb", buffering=0) as file:  # what stayed in a buffer would be written at the closing, and fail again
            while True:
                try:
                    file.write(os.urandom(65_536))
                except OSError as full:
                    assert full.errno == errno.ENOSPC
                    return

    with small_disk(tmp_path, MEGABYTES):
        await goes_on_after([Spoiled(fills, ballast.unlink, takes_nothing=False)] * FILLED, tmp_path)
