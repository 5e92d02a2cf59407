"""From an update to its answer: what is answered, what is left alone, and the one boundary that every error reaches."""

import asyncio
import logging
import re
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import ChatMember

from bot.application import open_office
from bot.messaging.dispatch import Dispatcher
from bot.messaging.messages import Call
from bot.messaging.updates import read_update
from bot.settings import Settings
from bot.terminal.ask import plain
from handlers.routes import ROUTES
from tests.bot.words import EN, ID, apology, on_button, words
from tests.core.builders import a_schedule, a_visit
from tests.patience import LONGEST
from tests.rehearsal import ENGLISH_SPEAKER, GROUP, SITI, TODAY, ZONE, Rehearsal, Screen, rehearsal

APOLOGY, APOLOGY_IN_ENGLISH = apology(ID), apology(EN)


async def no_telegram(chat: int, person: int) -> ChatMember:
    raise LookupError(chat)


async def no_files(file_id: str, folder: Path) -> Path:
    raise FileNotFoundError(file_id)


def errors(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.levelno >= logging.ERROR]


def lose_preferences(folder: Path) -> None:
    """Break the office's database for whatever chooses a language."""
    with sqlite3.connect(folder / "office.db") as database:
        database.execute("DROP TABLE preference")


@pytest.mark.parametrize(
    ("person", "question", "apology"), [(SITI, "/bahasa en", APOLOGY), (ENGLISH_SPEAKER, "/language id", APOLOGY_IN_ENGLISH)]
)
async def test_an_error_is_apologised_for_in_the_persons_language_with_the_id_that_the_log_holds(
    bot: Rehearsal, tmp_path: Path, caplog: pytest.LogCaptureFixture, person: int, question: str, apology: str
) -> None:
    lose_preferences(tmp_path)
    screen = await bot.phone(person).writes(question)
    assert apology in screen.text
    (logged,) = errors(caplog)
    error_id = vars(logged)["error_id"]
    assert re.fullmatch(r"[0-9a-f]{8}", error_id)
    assert error_id in screen.text
    assert vars(logged)["route"] == "language"


async def test_an_error_is_not_the_end(bot: Rehearsal, tmp_path: Path) -> None:
    lose_preferences(tmp_path)
    siti = bot.phone()
    assert APOLOGY in (await siti.writes("/bahasa en")).text
    assert "12 Maret 2010" in (await siti.writes("12-03-2010")).text


async def test_a_question_that_takes_too_long_is_cut_and_apologised_for(bot: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(*_: Any) -> None:
        await asyncio.Event().wait()

    with monkeypatch.context() as hanging:
        hanging.setattr("bot.messaging.dispatch.HANDLING_SECONDS", 0.1)
        hanging.setattr("bot.messaging.dispatch.answer", hang)
        assert APOLOGY in (await bot.phone().writes("12-03-2010")).text
    assert "12 Maret 2010" in (await bot.phone().writes("12-03-2010")).text


async def test_a_database_that_another_program_locks_costs_an_apology_and_not_the_conversation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ektp_core.store.dialects.BUSY_MILLISECONDS", 200)
    async with rehearsal(tmp_path) as bot:
        other = sqlite3.connect(tmp_path / "office.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        screen = await bot.phone().writes("/bahasa en")
        other.execute("ROLLBACK")
        other.close()
        assert APOLOGY in screen.text
        assert "English" in (await bot.phone().writes("/bahasa en")).text


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


@pytest.fixture
async def dispatcher() -> AsyncIterator[Dispatcher]:
    """The office with the demo set, and no network."""

    def noon() -> datetime:
        return datetime.combine(TODAY, time(12), ZONE)

    async with open_office(Settings(timezone=ZONE), "sqlite+aiosqlite:///:memory:", noon, demo=True, exclusive=False) as office:
        yield Dispatcher(office, "siaprekam_bot", no_files, no_telegram)


async def asked(dispatcher: Dispatcher, update: dict[str, Any]) -> list[Call]:
    """The calls that answer an update as Telegram writes it."""
    return await dispatcher.respond(read_update(update))


def a_chat(chat: int = SITI) -> dict[str, Any]:
    return {"id": chat, "type": "private" if chat > 0 else "supergroup"}


def a_person(language: str = "id") -> dict[str, Any]:
    return {"id": SITI, "is_bot": False, "first_name": "Siti", "language_code": language}


def a_tap(data: str, chat: int = SITI) -> dict[str, Any]:
    message = {"message_id": 5, "date": 0, "chat": a_chat(chat), "text": "x"}
    return {"update_id": 1, "callback_query": {"id": "9", "from": a_person(), "message": message, "chat_instance": "1", "data": data}}


def a_text(text: str, chat: int = SITI, language: str = "id") -> dict[str, Any]:
    return {"update_id": 1, "message": {"message_id": 5, "date": 0, "chat": a_chat(chat), "from": a_person(language), "text": text}}


ROUTE_NAMES = st.sampled_from([route.name for route in ROUTES])
CHOICES = st.builds("{}={}".format, st.sampled_from("skdpt"), st.text("0123456789.-x ²٣", max_size=12))
ARGUMENTS = st.one_of(st.text(max_size=20), CHOICES, st.lists(CHOICES, max_size=3).map(" ".join))
BUTTON_DATA = st.one_of(
    st.binary(min_size=1, max_size=64).map(lambda data: data.decode("utf-8", "replace")),
    st.builds("1:{}:{}".format, ROUTE_NAMES, ARGUMENTS),
)


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


PATIENT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)


async def answered(dispatcher: Dispatcher, update: dict[str, Any], caplog: pytest.LogCaptureFixture) -> list[str]:
    """The texts of the answer, none of them an apology; every button within Telegram's 64 bytes."""
    caplog.clear()
    calls = await asked(dispatcher, update)
    assert errors(caplog) == [], errors(caplog)[0].exc_text
    texts = [call.parameters["text"] for call in calls if "text" in call.parameters]
    assert not any(APOLOGY in text or APOLOGY_IN_ENGLISH in text for text in texts)
    assert all(0 < len(text) <= 4096 for text in texts)
    for call in calls:
        for row in call.parameters.get("reply_markup", {}).get("inline_keyboard", []):
            assert all(1 <= len(button.get("callback_data", "x").encode()) <= 64 for button in row)
    return texts


@PATIENT
@given(data=BUTTON_DATA)
async def test_no_button_data_whatever_reaches_the_apology(dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture, data: str) -> None:
    assert await answered(dispatcher, a_tap(data), caplog)


@PATIENT
@given(
    command=st.one_of(st.just(""), st.sampled_from([f"/{name} " for route in ROUTES for name in (route.command, route.alias)])),
    words=st.one_of(st.text(min_size=1), ARGUMENTS, st.sampled_from(["s=1", "k=1", "p=x", "d=1", "t=1", "ya", "19", "2010", "16 tahun m"])),
    language=st.sampled_from(["id", "en"]),
)
async def test_no_text_whatever_reaches_the_apology(
    dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture, command: str, words: str, language: str
) -> None:
    assert await answered(dispatcher, a_text(command + words, language=language), caplog)


def buttons_of(calls: list[Call]) -> list[str]:
    """The data of every button under an answer."""
    keyboards = [call.parameters.get("reply_markup", {}).get("inline_keyboard", []) for call in calls]
    return [button["callback_data"] for rows in keyboards for row in rows for button in row if "callback_data" in button]


async def test_every_button_that_can_be_reached_by_tapping_works(dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture) -> None:
    to_tap = [*buttons_of(await asked(dispatcher, a_text("/bantuan"))), "1:schedule:", "1:privacy:", "1:awards:"]
    tapped: set[str] = set()
    while to_tap and len(tapped) < 500:
        data = to_tap.pop(0)
        if data not in tapped:
            tapped.add(data)
            assert await answered(dispatcher, a_tap(data), caplog), data
            to_tap += buttons_of(await asked(dispatcher, a_tap(data)))
    assert len(tapped) > 50


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


async def test_an_edited_message_is_answered(bot: Rehearsal) -> None:
    siti = bot.phone()
    await siti.writes("12-03-2001")
    (own, _) = await siti.messages()
    async with bot.http.post(
        "/sandbox/edit", json={"as": SITI, "chat": SITI, "message_id": own["message_id"], "text": "12-03-2010"}
    ) as answer:
        update_id = (await answer.json())["update_id"]
    async with bot.http.get("/sandbox/settled", params={"update_id": update_id, "timeout": LONGEST}) as answer:
        assert (await answer.json())["settled"]
    assert "12 Maret 2010" in (await siti.messages())[-1]["text"]


UNASKED = {
    "a post of a channel": {"channel_post": {"message_id": 5, "date": 0, "chat": {"id": -1, "type": "channel"}, "text": "/cek"}},
    "a message of a channel": {"message": {"message_id": 5, "date": 0, "chat": {"id": -1, "type": "channel"}, "text": "/cek"}},
    "a message of nobody": {"message": {"message_id": 5, "date": 0, "chat": a_chat(GROUP), "text": "/jadwal"}},
    "somebody joins": {
        "message": {"message_id": 5, "date": 0, "chat": a_chat(GROUP), "from": a_person(), "new_chat_members": [a_person()]}
    },
    "a block": {
        "my_chat_member": {"chat": a_chat(), "from": a_person(), "date": 0, "old_chat_member": {}, "new_chat_member": {"status": "kicked"}}
    },
    "a button of an inline message": {"callback_query": {"id": "9", "from": a_person(), "inline_message_id": "x", "data": "1:start:"}},
    "a game": {"callback_query": a_tap("x")["callback_query"] | {"data": None, "game_short_name": "x"}},
    "nothing known": {"purchased_paid_media": {}},
}


@pytest.mark.parametrize("update", UNASKED.values(), ids=UNASKED.keys())
async def test_what_asks_nothing_is_left_alone(dispatcher: Dispatcher, update: dict[str, Any]) -> None:
    present = {kind: {name: value for name, value in body.items() if value is not None} for kind, body in update.items()}
    assert await asked(dispatcher, {"update_id": 1, **present}) == []


async def test_a_button_under_a_message_that_is_too_old_to_be_shown_is_answered(dispatcher: Dispatcher) -> None:
    tap = a_tap("1:contact:")
    del tap["callback_query"]["message"]["text"]
    calls = await asked(dispatcher, tap)
    assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageText"]


@pytest.mark.parametrize(
    ("language", "seen"),
    [
        ("id", words("not_understood", ID, consent=False)),
        ("en", words("not_understood", EN, consent=False)),
        ("en-GB", words("not_understood", EN, consent=False)),
        ("nl", words("not_understood", ID, consent=False)),
    ],
)
async def test_people_are_answered_in_english_if_their_telegram_is_and_in_indonesian_otherwise(
    dispatcher: Dispatcher, language: str, seen: str
) -> None:
    (call,) = await asked(dispatcher, a_text("xyzzy", language=language))
    assert plain(call.parameters["text"]) == seen
