"""A tap and its answer: where it is shown, and what an old or forged button gets."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.messaging.dispatch import Dispatcher
from tests.bot.messaging.asking import APOLOGY, a_tap, asked, errors
from tests.bot.words import on_button, words
from tests.core.builders import a_schedule, a_visit
from tests.rehearsal import TODAY, Rehearsal, Screen

FORGED = [
    "1:nosuch:",
    "1:nosuch",
    "0:eligibility:x",
    "2:eligibility:2010-03-12",
    "eligibility",
    "1",
    "1::",
    ":::",
    "1:eligibility:x",
    "1:eligibility:2010-13-45",
    "1:eligibility:0000-00-00",
    "1:eligibility:9999-12-31",
    "1:eligibility: m",
    "1:schedule:s=999",
    "1:schedule:s=",
    "1:schedule:k=99",
    "1:schedule:k=19.04.99",
    "1:schedule:k=19",
    "1:schedule:k=19.04.01p=x",
    "1:schedule:p=-5",
    "1:schedule:p=0",
    "1:schedule:p=x",
    "1:schedule:p=²",
    "1:schedule:p=1.5",
    "1:schedule:p=999999999",
    "1:schedule:d=x",
    "1:schedule:d=2026-99-99",
    "1:coverage:t=zz",
    "1:coverage:t=",
    "1:coverage:k=",
    "1:coverage:k=zz",
    "1:coverage:k=19.04.01.2001",
    "1:coverage:99.99",
    "1:awards:99999999999999999999",
    "1:awards:1900",
    "1:requirements:nosuch",
    "1:language:xx",
    "1:start:nosuch",
    "1:start:start",
    "1:erase:tidak",
    "1:help:x",
]


async def pressed(bot: Rehearsal, data: str) -> Screen:
    siti = bot.phone()
    await siti.writes("/privasi")
    return await siti.presses(siti.screen.messages[0]["message_id"], data)


@pytest.mark.parametrize("data", FORGED)
async def test_an_old_or_forged_button_gets_a_sentence_and_never_the_apology(
    demo_bot: Rehearsal, caplog: pytest.LogCaptureFixture, data: str
) -> None:
    screen = await pressed(demo_bot, data)
    assert len(screen.text) > 20
    assert APOLOGY not in screen.text
    assert errors(caplog) == []
    assert (await demo_bot.calls("answerCallbackQuery"))[0]["ok"]


@pytest.mark.parametrize("data", ["1:nosuch:", "0:eligibility:x", "2:eligibility:2010-03-12", "1", ":::"])
async def test_a_button_of_another_version_says_that_it_is_old_and_what_to_do(bot: Rehearsal, data: str) -> None:
    screen = await pressed(bot, data)
    assert screen.text == words("old_button")
    assert "/mulai" in screen.text


@pytest.mark.parametrize("page", ["p=-5", "p=0", "p=99", "p=999999999"])
async def test_a_page_that_does_not_exist_shows_one_that_does(demo_bot: Rehearsal, page: str) -> None:
    screen = await pressed(demo_bot, f"1:schedule:{page}")
    assert re.search(r"· (SM|MA)", screen.text), screen.text


async def test_a_button_changes_the_message_that_it_is_under(bot: Rehearsal) -> None:
    screen = await pressed(bot, "1:contact:")
    assert [message["edited"] for message in screen.messages] == [True]


async def test_a_button_tapped_twice_is_answered_twice_and_changes_nothing(bot: Rehearsal, caplog: pytest.LogCaptureFixture) -> None:
    siti = bot.phone()
    message_id = (await siti.writes("/kontak")).messages[0]["message_id"]
    assert (await siti.presses(message_id, "1:schedule:")).messages
    assert (await siti.presses(message_id, "1:schedule:")).messages == []
    assert [call["ok"] for call in await bot.calls("answerCallbackQuery")] == [True, True]
    assert errors(caplog) == []


async def test_a_button_under_a_notice_is_answered_beside_it(dispatcher: Dispatcher) -> None:
    calls = await asked(dispatcher, a_tap("1k:schedule:"))
    assert [call.method for call in calls] == ["answerCallbackQuery", "sendMessage"]
    calls = await asked(dispatcher, a_tap("1:schedule:"))
    assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageText"]


@pytest.mark.parametrize("file", [{"document": {"file_id": "x"}}, {"photo": [{"file_id": "x"}]}])
async def test_a_button_under_a_file_is_answered_with_a_new_message(dispatcher: Dispatcher, file: dict[str, Any]) -> None:
    tap = a_tap("1:schedule:")
    tap["callback_query"]["message"] |= file
    assert [call.method for call in await asked(dispatcher, tap)] == ["answerCallbackQuery", "sendMessage"]


@pytest.mark.parametrize("first", ["1:schedule:", "1:schedule:k=19.04.01"])
async def test_every_visit_is_found_by_turning_the_pages(dispatcher: Dispatcher, first: str) -> None:
    visits = [a_visit(TODAY + timedelta(days=number), school=None, place=f"Balai Desa {number}.", number=number) for number in range(1, 13)]
    dispatcher.office.public.board = replace(dispatcher.office.board, schedule=a_schedule(*visits))
    seen, data = "", first
    for _ in range(3):
        calls = await asked(dispatcher, a_tap(data))
        seen += calls[-1].parameters["text"]
        rows = calls[-1].parameters.get("reply_markup", {}).get("inline_keyboard", [])
        data = next((button["callback_data"] for row in rows for button in row if on_button("later") in button["text"]), "")
    assert [number for number in range(1, 13) if f"Balai Desa {number}." not in seen] == []
    assert data == ""


async def test_a_button_under_a_message_that_is_too_old_to_be_shown_is_answered(dispatcher: Dispatcher) -> None:
    tap = a_tap("1:contact:")
    del tap["callback_query"]["message"]["text"]
    calls = await asked(dispatcher, tap)
    assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageText"]


async def test_an_apology_takes_the_place_of_no_screen(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(*_: Any) -> None:
        raise LookupError

    monkeypatch.setattr("bot.messaging.dispatch.answer", fails)
    calls = await asked(dispatcher, a_tap("1:schedule:"))
    assert [call.method for call in calls] == ["answerCallbackQuery", "sendMessage"]
    assert APOLOGY in calls[-1].parameters["text"]
    assert len(errors(caplog)) == 1
