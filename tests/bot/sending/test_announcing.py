"""An announcement under way, as staff and followers see it: progress, pause, cancel, leaving in the middle, shutting the bot out."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.sending.leader import SLOTS
from ektp_core.announcements.delivery import DeliveryCounts
from ektp_core.store.outbox import counts_of
from tests.patience import LONGEST
from tests.rehearsal import OFFICE_RATE, Phone, Rehearsal, rehearsal
from tests.reliability.scene import follow

RATNA, HENDRA = 7101, 7102
PEOPLE = 120


@pytest.fixture
def rate() -> float:
    """How quickly the bot may send; what is looked at in the middle needs the office's rate."""
    return OFFICE_RATE


at_once = pytest.mark.parametrize("rate", [1000.0])


@pytest.fixture
async def crowd(tmp_path: Path, rate: float) -> AsyncIterator[tuple[Rehearsal, list[int]]]:
    """The demo office with followers of the whole district, who have all started the bot."""
    async with rehearsal(tmp_path, demo=True, bulk_rate=rate) as bot:
        async with bot.http.post("/sandbox/crowd", json={"count": PEOPLE, "fates": {}, "seed": 1}) as answer:
            chats: list[int] = (await answer.json())["chats"]
        await follow(bot.office.store, chats)
        yield bot, chats


async def announced(bot: Rehearsal, words: str = "Tim datang besok pagi.") -> Phone:
    """Bu Ratna announces to everyone, and has just confirmed."""
    ratna = bot.phone(RATNA)
    await ratna.writes("/umumkan")
    await ratna.taps("+ Pengumuman")
    await ratna.taps("Semua pelanggan")
    await ratna.writes(words)
    await ratna.taps("Kirim sekarang")
    return ratna


async def delivered(bot: Rehearsal, chats: list[int]) -> int:
    async with bot.http.get("/sandbox/deliveries") as answer:
        found = (await answer.json())["deliveries"]
    return sum(found.get(str(chat), 0) for chat in chats)


async def until(bot: Rehearsal, chats: list[int], count: int) -> None:
    async with asyncio.timeout(LONGEST):
        while await delivered(bot, chats) < count:
            await asyncio.sleep(0.05)


def number_of(phone: Phone) -> int:
    """The announcement that the last message is about."""
    return int(phone.screen.messages[-1]["text"].split("A-")[1].split(" ")[0])


async def sees(phone: Phone, label: str) -> None:
    """Wait until the last message offers this button."""
    async with asyncio.timeout(LONGEST):
        while label not in (await phone.sees_last()).labels:
            await asyncio.sleep(0.1)


async def ended(bot: Rehearsal, ratna: Phone) -> tuple[dict[str, Any], DeliveryCounts]:
    """The progress message once it shows the end, and the final counts."""
    async with asyncio.timeout(LONGEST):
        while True:
            newest = (await ratna.sees_last()).messages[0]
            if "=" in newest["text"]:
                return newest, await counts_of(bot.office.store, number_of(ratna))
            await asyncio.sleep(0.2)


async def test_the_message_that_confirmed_shows_how_far_it_is_and_then_the_report(crowd: tuple[Rehearsal, list[int]]) -> None:
    bot, chats = crowd
    ratna = await announced(bot)
    number = ratna.screen.messages[-1]["message_id"]
    await until(bot, chats, 20)
    for label in ("Jeda", "Lanjutkan"):  # the message changes at once when the state does, and now and then with the numbers
        await sees(ratna, label)
        await ratna.taps(label)
    seen = set()
    async with asyncio.timeout(LONGEST):
        while True:
            shown = next(message for message in await ratna.messages() if message["message_id"] == number)
            seen.add(shown["text"])
            if "selesai" in shown["text"]:
                break
            await asyncio.sleep(0.05)
    assert any("▓" in text and "░" in text for text in seen), seen
    assert f"= {PEOPLE} orang" in shown["text"]
    assert await delivered(bot, chats) == PEOPLE


async def test_a_pause_takes_effect_at_once_and_resuming_misses_nobody(crowd: tuple[Rehearsal, list[int]]) -> None:
    bot, chats = crowd
    ratna = await announced(bot)
    await until(bot, chats, 20)
    await sees(ratna, "Jeda")
    await ratna.taps("Jeda")
    at_pause = await delivered(bot, chats)
    await sees(ratna, "Lanjutkan")
    assert await delivered(bot, chats) <= at_pause + SLOTS
    assert (await counts_of(bot.office.store, number_of(ratna))).sending == 0
    await ratna.taps("Lanjutkan")
    _, counts = await ended(bot, ratna)
    assert counts.delivered == await delivered(bot, chats) == PEOPLE


async def test_a_cancelled_announcement_skips_the_rest_and_adds_up(crowd: tuple[Rehearsal, list[int]]) -> None:
    bot, chats = crowd
    ratna = await announced(bot)
    await until(bot, chats, 20)
    await ratna.sees_last()
    await ratna.taps("Batalkan")
    await ratna.taps("Ya, batalkan")
    _, counts = await ended(bot, ratna)
    assert counts.delivered == await delivered(bot, chats)
    assert counts.delivered + counts.skipped == counts.audience == PEOPLE


async def test_whoever_leaves_in_the_middle_gets_nothing_more(crowd: tuple[Rehearsal, list[int]]) -> None:
    bot, chats = crowd
    leaver = chats[-1]
    ratna = await announced(bot)
    await until(bot, chats, 10)
    await bot.phone(leaver).writes("/berhenti")
    answers = len([message for message in await bot.phone(leaver).messages() if message["from_bot"]])
    _, counts = await ended(bot, ratna)
    assert (counts.delivered, counts.skipped) == (PEOPLE - 1, 1)
    assert len([message for message in await bot.phone(leaver).messages() if message["from_bot"]]) == answers


@at_once
async def test_whoever_shuts_the_bot_out_is_not_written_to_until_they_start_it_again(crowd: tuple[Rehearsal, list[int]]) -> None:
    bot, chats = crowd
    gone = chats[-1]
    async with bot.http.post("/sandbox/block", json={"as": gone, "blocked": True}) as answer:
        told = (await answer.json())["update_id"]
    async with bot.http.get("/sandbox/settled", params={"update_id": told, "timeout": LONGEST}) as answer:
        assert (await answer.json())["settled"]
    _, counts = await ended(bot, await announced(bot))
    assert counts.audience == PEOPLE - 1
    async with bot.http.get("/sandbox/deliveries") as answer:
        assert str(gone) not in (await answer.json())["requests"]
    await bot.phone(gone).writes("/start")
    _, counts = await ended(bot, await announced(bot, "Sekali lagi."))
    assert counts.audience == PEOPLE


@at_once
async def test_what_has_grown_too_large_for_one_person_is_agreed_to_by_a_second_before_anybody_gets_it(
    crowd: tuple[Rehearsal, list[int]],
) -> None:
    bot, chats = crowd
    ratna, hendra = bot.phone(RATNA), bot.phone(HENDRA)
    await hendra.writes("/umumkan")
    await ratna.writes("/umumkan")
    await ratna.taps("+ Pengumuman")
    await ratna.taps("Semua pelanggan")
    await ratna.writes("Tim datang lusa.")
    await ratna.taps("Ubah waktu")
    await ratna.writes("25-11-2026 16.00")
    await ratna.taps("Jadwalkan")
    bot.office.settings = replace(bot.office.settings, second_person_over=PEOPLE - 1)
    bot.clock.moment += timedelta(days=1, hours=4)
    await sees(hendra, "Buka")
    assert f"penerimanya kini {PEOPLE} orang" in (await hendra.sees_last()).text
    assert await delivered(bot, chats) == 0
    await hendra.taps("Buka")
    await hendra.taps("Setujui dan kirim")
    _, counts = await ended(bot, hendra)
    assert counts.delivered == PEOPLE


@at_once
async def test_what_is_scheduled_is_sent_when_its_time_comes(crowd: tuple[Rehearsal, list[int]]) -> None:
    bot, chats = crowd
    ratna = bot.phone(RATNA)
    await ratna.writes("/umumkan")
    await ratna.taps("+ Pengumuman")
    await ratna.taps("Semua pelanggan")
    await ratna.writes("Tim datang lusa.")
    await ratna.taps("Ubah waktu")
    await ratna.writes("25-11-2026 16.00")
    await ratna.taps("Jadwalkan")
    await asyncio.sleep(1.5)
    assert await delivered(bot, chats) == 0
    bot.clock.moment += timedelta(days=1, hours=4)
    _, counts = await ended(bot, ratna)
    assert counts.delivered == PEOPLE
