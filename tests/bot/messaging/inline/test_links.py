"""A link as people open it: it shows, it offers, and one that opens nothing is a polite start and nothing else."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.messaging.dispatch import Dispatcher
from handlers.texts.plain import for_whatsapp, plain
from tests.bot.messaging.asking import APOLOGY, a_tap, a_text, asked, errors
from tests.bot.words import EN, ID, on_button, words
from tests.rehearsal import GROUP, SITI

UNKNOWN = words("refusal/unknown_link", ID)


async def seen(dispatcher: Dispatcher, update: dict[str, Any]) -> tuple[str, list[dict[str, str]]]:
    """The words of the one message that answers, and its buttons."""
    calls = [call for call in await asked(dispatcher, update) if call.method != "answerCallbackQuery"]
    assert len(calls) == 1
    rows = calls[0].parameters.get("reply_markup", {}).get("inline_keyboard", [])
    return plain(calls[0].parameters["text"]), [item for row in rows for item in row]


async def followed(dispatcher: Dispatcher) -> set[str]:
    """The schools that Siti follows."""
    kept = await dispatcher.office.data_of_writer(SITI)
    return {each.target for each in kept.subscriber.follows} if kept.subscriber else set()


async def follows_namang(dispatcher: Dispatcher) -> None:
    """With the consent that it takes."""
    _, buttons = await seen(dispatcher, a_text("/start fs_10900779"))
    assert await followed(dispatcher) == set()
    await seen(dispatcher, a_tap(next(item["callback_data"] for item in buttons if item["text"] == on_button("agree"))))
    assert await followed(dispatcher) == {"10900779"}


async def test_a_link_that_opens_nothing_is_the_welcome_with_one_sentence(dispatcher: Dispatcher) -> None:
    welcome, buttons = await seen(dispatcher, a_text("/start"))
    for start in ("x", "s_99999999", "v_99999", "k_19-04-99", "fs_1", "warga", "12-03-2010", "<b>", "s_10900778;", "a" * 90):
        assert await seen(dispatcher, a_text(f"/start {start}")) == (f"{UNKNOWN}\n\n{welcome}", buttons), start


async def test_the_sentence_is_in_the_readers_language(dispatcher: Dispatcher) -> None:
    text, _ = await seen(dispatcher, a_text("/start s_1", language="en"))
    assert text.startswith(words("refusal/unknown_link", EN))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(start=st.text("sktvrcfdieni_-0123456789.", max_size=40) | st.text(max_size=20))
async def test_no_link_whatever_reaches_the_apology(dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture, start: str) -> None:
    caplog.clear()
    text, _ = await seen(dispatcher, a_text(f"/start {start}"))
    assert APOLOGY not in text
    assert errors(caplog) == []


async def test_a_button_of_before_is_no_unknown_link(dispatcher: Dispatcher) -> None:
    text, _ = await seen(dispatcher, a_tap("1:start:nosuch"))
    assert UNKNOWN not in text


async def test_a_link_shows_a_school_and_its_subdistrict(dispatcher: Dispatcher) -> None:
    assert (await seen(dispatcher, a_text("/start s_10900778")))[0].startswith("SMAN 1 Koba: ")
    assert (await seen(dispatcher, a_text("/start k_19-04-01")))[0].startswith("Kecamatan Koba")


async def test_a_link_follows_nothing_by_itself_whatever_was_agreed_before(dispatcher: Dispatcher) -> None:
    await follows_namang(dispatcher)
    _, buttons = await seen(dispatcher, a_text("/start fs_10900778"))
    assert await followed(dispatcher) == {"10900779"}
    assert buttons[0]["callback_data"] == "1:subscriptions:+s=10900778"
    await seen(dispatcher, a_tap(buttons[0]["callback_data"]))
    assert await followed(dispatcher) == {"10900778", "10900779"}


async def test_a_link_stops_nothing_by_itself(dispatcher: Dispatcher) -> None:
    await follows_namang(dispatcher)
    await seen(dispatcher, a_text("/start unsubscribe"))
    assert await followed(dispatcher) == {"10900779"}


async def test_in_a_group_a_link_to_what_is_personal_leads_to_the_private_chat(dispatcher: Dispatcher) -> None:
    text, buttons = await seen(dispatcher, a_text("/start@siaprekam_bot eligibility", GROUP))
    assert text.startswith(words("private_only"))
    assert [item["url"] for item in buttons] == ["https://t.me/siaprekam_bot?start=eligibility"]


@pytest.mark.parametrize("language", ["id", "en"])
async def test_a_schools_visits_are_shared_in_the_very_words_of_the_message(dispatcher: Dispatcher, language: str) -> None:
    calls = await asked(dispatcher, a_text("/jadwal sman 1 koba", language=language))
    html = calls[0].parameters["text"]
    rows = calls[0].parameters["reply_markup"]["inline_keyboard"]
    (address,) = [item["url"] for row in rows for item in row if "url" in item]
    assert address.startswith("https://wa.me/?text=")
    assert parse_qs(urlsplit(address).query)["text"] == [for_whatsapp(html)]
    assert "https://t.me/siaprekam_bot?start=s_10900778" in plain(html)
    assert "<code>https://t.me/" in html, "tapped, it is copied"


async def test_what_is_said_to_the_asker_alone_is_not_shared(dispatcher: Dispatcher) -> None:
    calls = await asked(dispatcher, a_text("kapan tim ke sman 1 koba? nik saya 1904035203100001"))
    rows = calls[0].parameters["reply_markup"]["inline_keyboard"]
    (shared,) = [parse_qs(urlsplit(item["url"]).query)["text"][0] for row in rows for item in row if "url" in item]
    assert words("_notice_nik") in plain(calls[0].parameters["text"])
    assert words("_notice_nik") not in shared
    assert shared.startswith("*SMAN 1 Koba: ")
    assert words("_example").split(",", maxsplit=1)[0] in shared


async def test_words_too_long_for_an_address_share_the_bot_alone(dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.messaging.messages.LONGEST_ADDRESS", 100)
    calls = await asked(dispatcher, a_text("/jadwal sman 1 koba"))
    rows = calls[0].parameters["reply_markup"]["inline_keyboard"]
    (address,) = [item["url"] for row in rows for item in row if "url" in item]
    assert parse_qs(urlsplit(address).query)["text"] == ["https://t.me/siaprekam_bot"]


def test_what_is_struck_out_is_struck_out_in_whatsapp_too() -> None:
    assert for_whatsapp("<b>A &amp; B</b>\nBatal: <s>Sel 12 Jan</s> <i>x</i>\u00a0%") == "*A & B*\nBatal: ~Sel 12 Jan~ x %"
