"""From an update to its answer: what is answered, what is left alone, and the one boundary that every error reaches."""

import asyncio
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.messaging.dispatch import Dispatcher
from bot.terminal.ask import plain
from tests.bot.messaging.asking import APOLOGY, APOLOGY_IN_ENGLISH, a_chat, a_person, a_tap, a_text, asked, errors
from tests.bot.words import EN, ID, words
from tests.patience import LONGEST
from tests.rehearsal import ENGLISH_SPEAKER, GROUP, SITI, Rehearsal, rehearsal


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


async def test_what_cannot_be_kept_of_a_chat_that_shut_the_bot_out_is_logged_once_and_ends(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(*_: Any) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(type(dispatcher.office), "note_membership", fails)
    shut = {"update_id": 1, "my_chat_member": {"chat": a_chat(), "new_chat_member": {"status": "kicked"}}}
    assert await asked(dispatcher, shut) == []
    (logged,) = errors(caplog)
    assert (vars(logged)["error"], vars(logged)["route"]) == ("OperationalError", None)


@pytest.mark.parametrize(
    ("update", "is_told"),
    [
        (a_text("/cek 12-03-2010"), True),
        (a_tap("1:schedule:"), True),
        (a_text("/cek", GROUP), False),
        (a_tap("1:schedule:", GROUP), False),
    ],
    ids=["written", "tapped", "written in a group", "tapped in a group"],
)
async def test_what_cannot_even_be_read_is_apologised_for_in_private(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, update: dict[str, Any], is_told: bool
) -> None:
    def fails(*_: Any) -> None:
        raise LookupError

    monkeypatch.setattr("bot.messaging.requests.reader.RequestReader.read", fails)
    told = [call.parameters["text"] for call in await asked(dispatcher, update)]
    (logged,) = errors(caplog)
    assert [vars(logged)["error_id"] in text and APOLOGY in plain(text) for text in told] == ([True] if is_told else [])


@pytest.mark.parametrize(
    ("command", "view"),
    [
        ("/foo", "no_such_command"),
        ("/foo 12-03-2010", "no_such_command"),
        ("/jadwa SMAN 1 Koba", "no_such_command"),
        ("/foo@siaprekam_bot", "no_such_command"),
        ("/", "no_such_command"),
        ("/foo 1904035203100001", "nik_received"),
    ],
)
async def test_a_command_that_there_is_not_is_said_so_and_guessed_at_in_no_way(dispatcher: Dispatcher, command: str, view: str) -> None:
    (call,) = await asked(dispatcher, a_text(command))
    assert plain(call.parameters["text"]) == f"{words(view)}\n\n{words('_example')}"


@pytest.mark.parametrize("command", ["/start", "/start x", "/start inv_x", "/start schedule", "/START", "/mulai@siaprekam_bot", "/cek"])
async def test_a_command_that_there_is_is_answered_whatever_its_link_carries(dispatcher: Dispatcher, command: str) -> None:
    (call,) = await asked(dispatcher, a_text(command))
    assert plain(call.parameters["text"]) != words("no_such_command")


@pytest.mark.parametrize("command", ["/foo", "/foo 12-03-2010", "/foo@siaprekam_bot", "/foo@another_bot"])
async def test_a_group_hears_nothing_of_a_command_that_may_be_another_bots(dispatcher: Dispatcher, command: str) -> None:
    assert await asked(dispatcher, a_text(command, GROUP)) == []


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
    "nothing known": {"purchased_paid_media": {}},
}


@pytest.mark.parametrize("update", UNASKED.values(), ids=UNASKED.keys())
async def test_what_asks_nothing_is_left_alone(dispatcher: Dispatcher, update: dict[str, Any]) -> None:
    present = {kind: {name: value for name, value in body.items() if value is not None} for kind, body in update.items()}
    assert await asked(dispatcher, {"update_id": 1, **present}) == []


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
    assert plain(call.parameters["text"]).startswith(seen)
