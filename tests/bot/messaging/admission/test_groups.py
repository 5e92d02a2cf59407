"""A hostile group does not make the bot flood it; talk that is not meant for the bot takes nothing from those who ask."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.messaging.admission import GROUP as ALLOWANCE
from bot.messaging.admission import Dropped, DropReason, GroupTurns
from bot.messaging.dispatch import Dispatcher
from bot.messaging.messages import Call
from bot.messaging.updates import read_update
from tests.bot.messaging.asking import a_tap, a_text, asked, no_files, no_telegram
from tests.bot.words import EN, ID, words
from tests.rehearsal import GROUP, SITI

MOST_A_MINUTE = 20
"""Telegram's limit for a group."""

pytestmark = pytest.mark.virtual_time


@pytest.fixture
def dropped() -> Dropped:
    return Dropped()


@pytest.fixture
async def limited(dispatcher: Dispatcher, dropped: Dropped) -> AsyncIterator[Dispatcher]:
    """The dispatcher as it serves people."""
    yield Dispatcher(dispatcher.office, "siaprekam_bot", no_files, no_telegram, GroupTurns(dropped))


def messages(calls: list[Call]) -> int:
    """What of an answer Telegram counts for the group."""
    return sum(call.method != "answerCallbackQuery" for call in calls)


async def test_in_no_minute_a_group_gets_more_than_telegram_allows(limited: Dispatcher, dropped: Dropped) -> None:
    sent: list[int] = []
    for _ in range(300):
        sent.append(messages(await asked(limited, a_text("/jadwal", GROUP))))
        await asyncio.sleep(1)
    assert all(sum(sent[at : at + 60]) < MOST_A_MINUTE for at in range(len(sent)))
    assert sum(sent) >= 300 / ALLOWANCE.seconds, "and those who ask are answered as fast as that allows"
    assert dropped == {DropReason.GROUP: 300 - ALLOWANCE.burst - int(300 / ALLOWANCE.seconds)}


async def test_taps_count_like_questions(limited: Dispatcher, dropped: Dropped) -> None:
    calls = [await asked(limited, a_tap("1:schedule:", GROUP)) for _ in range(50)]
    assert sum(map(messages, calls)) == ALLOWANCE.burst
    assert [call.parameters["text"] for found in calls for call in found if "text" in call.parameters and not messages([call])] == [
        words("too_many_taps")
    ]


@pytest.mark.parametrize("language", [ID, EN])
async def test_the_group_is_told_once_a_minute(limited: Dispatcher, language: str) -> None:
    found = [await asked(limited, a_text("/jadwal", GROUP, language)) for _ in range(40)]
    told = [call.parameters["text"] for calls in found[ALLOWANCE.burst :] for call in calls]
    assert len(told) == 1
    assert "60" not in told[0]


async def test_talk_that_is_not_meant_for_the_bot_takes_nothing(limited: Dispatcher, dropped: Dropped) -> None:
    for _ in range(500):
        assert await asked(limited, a_text("halo semua", GROUP)) == []
    assert await asked(limited, a_text("/jadwal", GROUP))
    assert not dropped


async def test_other_groups_and_private_chats_are_answered_meanwhile(limited: Dispatcher) -> None:
    for _ in range(100):
        await asked(limited, a_text("/jadwal", GROUP))
    assert await asked(limited, a_text("/jadwal", GROUP - 1))
    assert await asked(limited, a_text("/jadwal", SITI))


@pytest.mark.parametrize(
    ("update", "view", "method"),
    [
        (a_text("12-03-2010"), "too_many", "sendMessage"),
        (a_tap("1:schedule:"), "too_many_taps", "answerCallbackQuery"),
        (a_tap("1:schedule:", GROUP), "too_many_taps", "answerCallbackQuery"),
        (a_text("12-03-2010", GROUP), None, None),
    ],
)
async def test_who_is_turned_away_hears_it_in_private_or_above_the_button(
    dispatcher: Dispatcher, update: dict[str, Any], view: str | None, method: str | None
) -> None:
    calls = dispatcher.too_many(read_update(update))
    assert [call.method for call in calls] == ([method] if method else [])
    for call in calls:
        assert words(view or "").split(";")[0] in call.parameters["text"]
        assert len(call.parameters["text"]) <= 200
