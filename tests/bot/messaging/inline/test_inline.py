"""Updates of inline mode: cards as Telegram takes them, its limits kept, and whatever is forged gets a polite answer and nothing else."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.messaging.dispatch import Dispatcher
from bot.messaging.messages import Call
from bot.messaging.updates import NotAnUpdate, read_posted, read_update
from bot.terminal.ask import plain
from handlers.inline.queries import IN_PRIVATE, NOT_FOUND
from handlers.texts import label
from tests.bot.messaging.asking import a_person, a_text, asked, errors
from tests.bot.messaging.updates.bot_api import PLACES, Maker
from tests.bot.words import EN, ID, words
from tests.core.hostile_texts import FORMULAS, HOSTILE
from tests.rehearsal import GROUP, SHARED, SITI, wrong_calls

PATIENT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
FORGED = ("1:schedule:", "1:eligibility:2010-03-12", "2:visits:open:1", "2:team:revoke:7101", "x", "1:erase:ya", "")


def a_query(query: str, language: str = "id", **more: Any) -> dict[str, Any]:
    body = {"id": "77", "from": a_person(language), "query": query, "offset": "", "chat_type": "group"}
    return {"update_id": 1, "inline_query": {**body, **more}}


def a_choice(result: str) -> dict[str, Any]:
    body = {"result_id": result, "from": a_person(), "query": "koba", "inline_message_id": "x"}
    return {"update_id": 1, "chosen_inline_result": body}


def a_forged_tap(data: str, **more: Any) -> dict[str, Any]:
    body = {"id": "9", "from": a_person(), "inline_message_id": "x", "chat_instance": "1", "data": data}
    return {"update_id": 1, "callback_query": {**body, **more}}


async def answered(dispatcher: Dispatcher, update: dict[str, Any]) -> dict[str, Any]:
    """The one answer, which Telegram takes."""
    (call,) = await asked(dispatcher, update)
    assert call.method == "answerInlineQuery"
    assert faults_of(call) == []
    return dict(call.parameters)


def faults_of(call: Call) -> list[str]:
    """In words, what Telegram would refuse, or what could change somebody else's message."""
    results = call.parameters["results"]
    ids = [result["id"] for result in results]
    rows = [row for result in results for row in result["reply_markup"]["inline_keyboard"]]
    found = [f"an id of {len(each)} letters" for each in ids if not 1 <= len(each.encode()) <= 64]
    found += ["two of an id"] if len(set(ids)) < len(ids) else []
    found += ["too many"] if len(ids) > 50 else []
    found += [f"no link: {item}" for row in rows for item in row if item.keys() != {"text", "url"}]
    found += ["an offset too long"] if len(call.parameters["next_offset"].encode()) > 64 else []
    found += ["a text too long" for result in results if not 0 < len(plain(result["input_message_content"]["message_text"])) <= 4096]
    return found


@pytest.mark.parametrize(("language", "spoken"), [("id", ID), ("en", EN), ("en-GB", EN), ("nl", ID)])
async def test_cards_are_in_the_language_of_whoever_types_and_kept_for_them_alone(
    dispatcher: Dispatcher, language: str, spoken: Any
) -> None:
    answer = await answered(dispatcher, a_query("xyzzy", language))
    assert answer["is_personal"] is True
    assert 0 < answer["cache_time"] <= 60, "a visit that has moved is seen soon"
    assert answer["button"] == {"text": label(NOT_FOUND, spoken), "start_parameter": "start"}


async def test_a_language_that_was_chosen_is_spoken_here_too(dispatcher: Dispatcher) -> None:
    await asked(dispatcher, a_text("/bahasa en"))
    assert (await answered(dispatcher, a_query("xyzzy")))["button"]["text"] == label(NOT_FOUND, EN)


async def test_a_card_is_the_message_of_the_command_with_a_title_and_its_first_lines(dispatcher: Dispatcher) -> None:
    (card,) = (await answered(dispatcher, a_query("sman 1 koba")))["results"]
    (command,) = await asked(dispatcher, a_text("/jadwal sman 1 koba"))
    assert card["input_message_content"]["message_text"] == command.parameters["text"]
    assert card["input_message_content"]["parse_mode"] == "HTML"
    assert card["description"].split("\n")[0] == plain(command.parameters["text"]).split("\n")[0]
    assert card["reply_markup"]["inline_keyboard"][0][0]["url"] == "https://t.me/siaprekam_bot?start=s_10900778"


async def test_a_birth_offers_the_private_chat_and_is_in_no_card(dispatcher: Dispatcher) -> None:
    answer = await answered(dispatcher, a_query("17-05-2010"))
    assert answer["button"] == {"text": label(IN_PRIVATE, ID), "start_parameter": "eligibility"}
    assert "2010" not in json.dumps(answer["results"])


async def test_staff_see_what_everybody_sees(dispatcher: Dispatcher) -> None:
    of_staff = a_query("umumkan sman 1 koba")
    of_staff["inline_query"]["from"]["id"] = 7201
    assert await answered(dispatcher, of_staff) == await answered(dispatcher, a_query("umumkan sman 1 koba"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared checker is not beside the project")
async def test_the_bot_apis_checker_finds_nothing_wrong(dispatcher: Dispatcher, tmp_path: Path) -> None:
    log = tmp_path / "calls.jsonl"
    calls = [call for query in ("", "sman", "xyzzy", "12-03-2010") for call in await asked(dispatcher, a_query(query))]
    log.write_text("\n".join(json.dumps({"method": call.method, "params": dict(call.parameters)}) for call in calls), encoding="utf-8")
    assert list(wrong_calls(log)) == []


async def test_no_text_made_to_be_hard_is_anything_else(dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture) -> None:
    for query in (*HOSTILE, *FORMULAS, "\x00", "\u202e", "{{7*7}}", "<b>", "1:schedule:", "/start x", "@siaprekam_bot"):
        await answered(dispatcher, a_query(query))
        assert errors(caplog) == [], query


@PATIENT
@given(query=st.text(max_size=256), offset=st.text(max_size=70), language=st.sampled_from(["id", "en", "", "\ufffd"]))
async def test_no_query_whatever_fails(
    dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture, query: str, offset: str, language: str
) -> None:
    caplog.clear()
    await answered(dispatcher, a_query(query, language, offset=offset))
    assert errors(caplog) == []


async def test_whatever_the_description_lets_telegram_send_gets_one_answer(
    dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture
) -> None:
    for place, seed in product(PLACES, range(10)):
        maker = Maker(place, seed)
        (call,) = await dispatcher.respond(read_posted(json.dumps(maker.update("inline_query")).encode()))
        assert faults_of(call) == []
        assert await dispatcher.respond(read_posted(json.dumps(maker.update("chosen_inline_result")).encode())) == []
    assert errors(caplog) == []


async def test_a_card_that_was_sent_is_noted_without_a_word(dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    for result in ("s_10900778", "s_999", "", "x" * 70, "<b>", "NIK 1904035203100001", "\ud83d"):
        caplog.clear()
        assert await dispatcher.respond(read_posted(json.dumps(a_choice(result)).encode())) == []
        (noted,) = [record for record in caplog.records if record.message == "card sent"]
        assert vars(noted)["route"] == ("schedule" if result == "s_10900778" else None)
        assert not result or result not in str(vars(noted))


@pytest.mark.parametrize("person", [SITI, 7201])
async def test_a_tap_under_a_card_ends_with_a_sentence_and_does_nothing(dispatcher: Dispatcher, person: int) -> None:
    for data in FORGED:
        tap = a_forged_tap(data)
        tap["callback_query"]["from"]["id"] = person
        (call,) = await asked(dispatcher, tap)
        assert (call.method, dict(call.parameters)) == ("answerCallbackQuery", {"callback_query_id": "9", "text": words("old_button")})
        assert len(call.parameters["text"]) <= 200, "Telegram shows no more above the chat"


async def test_a_game_that_somebody_forged_ends_with_the_same_sentence(dispatcher: Dispatcher) -> None:
    tap = a_forged_tap("x", game_short_name="x")
    del tap["callback_query"]["data"]
    (call,) = await asked(dispatcher, tap)
    assert call.parameters["text"] == words("old_button")


async def test_the_bot_answers_none_of_its_own_cards(dispatcher: Dispatcher) -> None:
    ours = {"id": 1, "is_bot": True, "username": "SiapRekam_bot"}
    for chat, text in product((SITI, GROUP), ("SMAN 1 Koba", "/jadwal", "@siaprekam_bot SMAN 1 Koba", "12-03-2010")):
        card = a_text(text, chat)["message"] | {"via_bot": ours, "edit_date": 2}
        assert [await asked(dispatcher, {"update_id": 1, kind: card}) for kind in ("message", "edited_message")] == [[], []]


async def test_another_bots_card_is_read_as_before(dispatcher: Dispatcher) -> None:
    card = a_text("SMAN 1 Koba")["message"] | {"via_bot": {"id": 1, "is_bot": True, "username": "other_bot"}}
    assert await asked(dispatcher, {"update_id": 1, "message": card})


@pytest.mark.parametrize("bad", [{"query": None}, {"query": 7}, {"from": None}, {"id": 5}, {"offset": 3}, {"from": {"id": 2**60}}])
def test_a_query_that_is_not_as_telegram_documents_it_is_told_by_its_number(bad: dict[str, Any]) -> None:
    query = a_query("x")
    query["inline_query"] |= bad
    with pytest.raises(NotAnUpdate) as refused:
        read_update(query)
    assert refused.value.update_id == 1


async def test_a_query_that_fails_offers_the_private_chat(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(*_: Any) -> None:
        raise LookupError("rahasia")

    monkeypatch.setattr("bot.messaging.inline.cards", fails)
    answer = await answered(dispatcher, a_query("koba"))
    assert (answer["results"], answer["button"]["start_parameter"]) == ([], "start")
    (logged,) = errors(caplog)
    assert "rahasia" not in logged.getMessage()
