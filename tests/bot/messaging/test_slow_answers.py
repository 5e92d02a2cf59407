"""An answer that takes long, or waits at Telegram's wish, stays unconfirmed beside the others, and delays none of them."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path

import pytest

from bot.messaging.polling import MOST_LET_GO, PATIENCE_SECONDS
from bot.messaging.unreadable import BATCH
from bot.messaging.updates import Update
from tests.bot.messaging.polled import is_settled, polling, push, text_of
from tests.patience import LONGEST
from tests.rehearsal import SITI

pytestmark = pytest.mark.virtual_time


async def test_others_who_are_told_later_keep_an_update_unconfirmed_and_its_chat_goes_on(tmp_path: Path) -> None:
    told, handled = asyncio.Event(), list[str | None]()

    async def tell_others() -> None:
        await told.wait()

    async def handle(update: Update) -> Awaitable[None] | None:
        handled.append(text_of(update))
        return tell_others() if text_of(update) == "telling" else None

    async with polling(tmp_path, handle) as (http, _, _):
        telling = await push(http, SITI, "telling", "next")
        await asyncio.sleep(5 * PATIENCE_SECONDS)
        assert handled == ["telling", "next"]
        assert not await is_settled(http, telling - 1, 0)
        told.set()
        assert await is_settled(http, telling, LONGEST)


async def test_a_slow_answer_is_unconfirmed_while_others_are_answered(tmp_path: Path) -> None:
    release, answered = asyncio.Event(), asyncio.Event()

    async def handle(update: Update) -> None:
        await (release.wait() if text_of(update) == "slow" else asyncio.sleep(0))
        if text_of(update) == "quick":
            answered.set()

    async with polling(tmp_path, handle) as (http, _, _):
        slow = await push(http, 7001, "slow")
        await asyncio.sleep(0.2)
        await push(http, 7002, "quick")
        await asyncio.wait_for(answered.wait(), LONGEST)
        assert not await is_settled(http, slow, 0)
        release.set()
        assert await is_settled(http, slow, LONGEST)


async def test_what_was_answered_beside_a_slow_answer_is_not_answered_again(tmp_path: Path) -> None:
    handled: list[str | None] = []
    release = asyncio.Event()

    async def handle(update: Update) -> None:
        handled.append(text_of(update))
        if text_of(update) == "slow":
            await release.wait()

    async with polling(tmp_path, handle) as (http, _, _):
        await push(http, 7001, "slow")
        quick = await push(http, 7002, "quick")
        await asyncio.sleep(5 * PATIENCE_SECONDS)
        release.set()
        assert await is_settled(http, quick, LONGEST)
    assert handled == ["slow", "quick"]


async def test_an_answer_that_waits_delays_what_others_ask_by_0_3_seconds_at_most(tmp_path: Path) -> None:
    release, begun = asyncio.Event(), asyncio.Event()

    async def handle(update: Update) -> None:
        begun.set()
        await (release.wait() if text_of(update) == "slow" else asyncio.sleep(0))

    async with polling(tmp_path, handle) as (http, _, _):
        await push(http, SITI, "slow")
        await asyncio.wait_for(begun.wait(), LONGEST)
        for person in (7002, 7003, 7004):
            begun.clear()
            asked = asyncio.get_running_loop().time()
            await push(http, person, "quick")
            await asyncio.wait_for(begun.wait(), LONGEST)
            assert asyncio.get_running_loop().time() - asked <= 0.3
        release.set()


@pytest.mark.parametrize(
    ("waiting", "most", "are_reached"),
    [
        pytest.param([SITI], MOST_LET_GO, True, id="Telegram has it wait"),
        pytest.param([], MOST_LET_GO, False, id="it is worked on"),
        pytest.param([SITI], 0, False, id="too many wait already"),
    ],
)
async def test_a_hundred_updates_behind_an_answer_end_only_a_wait_that_telegram_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waiting: list[int], most: int, are_reached: bool
) -> None:
    monkeypatch.setattr("bot.messaging.polling.MOST_LET_GO", most)
    release, newest, handled = asyncio.Event(), asyncio.Event(), list[str | None]()

    async def handle(update: Update) -> None:
        await (release.wait() if text_of(update) == "slow" else asyncio.sleep(0))
        handled.append(text_of(update))
        if text_of(update) == "newest":
            newest.set()

    async with polling(tmp_path, handle, waiting=waiting) as (http, _, _):
        slow = await push(http, SITI, "slow")
        await http.post("/sandbox/updates", json={"count": BATCH, "text": "quick"})
        await push(http, 7002, "newest")
        await asyncio.sleep(10 * PATIENCE_SECONDS)
        assert (newest.is_set(), await is_settled(http, slow, 0)) == (are_reached, are_reached)
        release.set()
        await asyncio.wait_for(newest.wait(), LONGEST)
        await asyncio.sleep(PATIENCE_SECONDS)
    assert sorted(map(str, handled)) == ["newest", *["quick"] * BATCH, "slow"]
