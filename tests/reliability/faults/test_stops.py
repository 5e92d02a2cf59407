"""What was only noted in memory is kept at a stop, and a store that takes nothing then holds no stop up."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from ektp_core.office import Office
from ektp_core.store import open_store, unanswered
from ektp_core.unanswered import Length, Shape, Why
from tests.rehearsal import TODAY, rehearsal
from tests.reliability.scene import sqlite_url

SHAPE = Shape(Why.OUT_OF_SCOPE, "kk", Length.FEW)


async def counted(folder: Path) -> list[int]:
    store = open_store(sqlite_url(folder / "office.db"))
    try:
        return [each.times for each in await unanswered.top(store, TODAY - timedelta(days=1)) if each.topic == SHAPE.topic]
    finally:
        await store.close()


async def test_what_fell_through_since_the_last_hour_is_kept_at_a_stop(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as bot:
        await bot.phone().writes("/start")  # the clock has had its first look, which keeps what was noted before
        for _ in range(3):
            bot.office.notes.fell_through(SHAPE)
    assert await counted(tmp_path) == [3]


@pytest.mark.parametrize("ends", ["at once", "never"])
async def test_a_store_that_takes_nothing_at_a_stop_costs_the_newest_counts_and_nothing_else(
    ends: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.application.serving.NOTES_SECONDS", 0.01)

    async def fails(_: Office) -> None:
        if ends == "never":
            await asyncio.Event().wait()
        raise OSError("disk full")

    async with rehearsal(tmp_path) as bot:
        await bot.phone().writes("/start")
        bot.office.notes.fell_through(SHAPE)
        monkeypatch.setattr(Office, "keep_notes", fails)
    assert await counted(tmp_path) == []
