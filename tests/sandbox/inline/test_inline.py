"""Inline mode of the sandbox: a query reaches the bot, Telegram's limits hold for its answer, a card is sent as one's own message."""

import asyncio
from typing import Any

import pytest

from tests.sandbox.line import GROUP, SITI, Line

CONTENT = {"message_text": "<b>Jumat</b>", "parse_mode": "HTML"}
LINKS = {"inline_keyboard": [[{"text": "Buka", "url": "https://t.me/siaprekam_bot?start=s_1"}]]}
GONE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def a_card(number: str = "s_1", **more: Any) -> dict[str, Any]:
    return {"type": "article", "id": number, "title": "Jadwal", "input_message_content": CONTENT, "reply_markup": LINKS, **more}


async def typed(line: Line, query: str = "koba", chat: int = GROUP) -> tuple[asyncio.Task[dict[str, Any]], dict[str, Any]]:
    """What somebody waits for who types in a chat, and the query as the bot hears it."""
    waiting = asyncio.create_task(line.acts("inline", by=SITI, chat=chat, query=query, offset=""))
    (*_, update) = await line.updates(timeout=5)
    return waiting, update["inline_query"]


async def shown(line: Line, *cards: dict[str, Any], chat: int = GROUP, **more: Any) -> dict[str, Any]:
    """What somebody sees once the bot has answered."""
    waiting, query = await typed(line, chat=chat)
    assert await line.gives("answerInlineQuery", inline_query_id=query["id"], results=list(cards), **more)
    return await waiting


async def test_a_query_is_told_as_telegram_tells_it(line: Line) -> None:
    waiting, query = await typed(line, "sman 1 koba")
    assert query | {"id": ""} == {"id": "", "from": query["from"], "query": "sman 1 koba", "offset": "", "chat_type": "supergroup"}
    await line.gives("answerInlineQuery", inline_query_id=query["id"], results=[])
    assert (await waiting)["results"] == []


async def test_cards_are_shown_with_what_stands_above_them_and_where_more_begin(line: Line) -> None:
    seen = await shown(line, a_card(description="Jumat"), button={"text": "Tanya", "start_parameter": "start"}, next_offset="10")
    assert seen["results"] == [{"id": "s_1", "title": "Jadwal", "description": "Jumat"}]
    assert (seen["button"], seen["next_offset"]) == ({"text": "Tanya", "start": "start"}, "10")


@pytest.mark.parametrize("chat", [GROUP, SITI])
async def test_a_card_is_sent_as_ones_own_message_and_the_bot_hears_of_it(line: Line, chat: int) -> None:
    seen = await shown(line, a_card(), chat=chat)
    sent = await line.acts("inline/choose", query_id=seen["query_id"], id="s_1")
    message = (await line.messages(chat=chat))[-1]
    assert (message["from_bot"], message["via_bot"], message["html"]) == (False, True, "<b>Jumat</b>")
    assert message["buttons"] == [[{"text": "Buka", "url": "https://t.me/siaprekam_bot?start=s_1"}]]
    told, chosen = (await line.updates())[-2:]
    assert told["message"]["via_bot"]["username"] == "siaprekam_bot"
    assert (told["message"]["message_id"], chosen["chosen_inline_result"]["result_id"]) == (sent["message_id"], "s_1")
    assert chosen["chosen_inline_result"]["inline_message_id"]


async def test_a_tap_under_a_card_names_no_message(line: Line) -> None:
    seen = await shown(line, a_card())
    sent = await line.acts("inline/choose", query_id=seen["query_id"], id="s_1")
    await line.acts("tap", by=SITI, chat=GROUP, message_id=sent["message_id"], data="1:schedule:")
    tap = (await line.updates())[-1]["callback_query"]
    assert "message" not in tap
    assert tap["inline_message_id"]


REFUSED = {
    "RESULTS_TOO_MUCH": {"results": [a_card(f"{number}") for number in range(51)]},
    "RESULT_ID_DUPLICATE": {"results": [a_card(), a_card()]},
    "RESULT_ID_INVALID": {"results": [a_card("é" * 33)]},
    "RESULT_ID_EMPTY": {"results": [a_card("")]},
    "RESULT_TYPE_INVALID": {"results": [a_card(type="telepathy")]},
    "ARTICLE_TITLE_EMPTY": {"results": [a_card(title=" ")]},
    "SEND_MESSAGE_TYPE_INVALID": {"results": [a_card(input_message_content={})]},
    "message text is empty": {"results": [a_card(input_message_content={"message_text": " "})]},
    "message is too long": {"results": [a_card(input_message_content={"message_text": "a" * 4097})]},
    "BUTTON_DATA_INVALID": {"results": [a_card(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]})]},
    "NEXT_OFFSET_INVALID": {"results": [], "next_offset": "x" * 65},
    "START_PARAM_INVALID": {"results": [], "button": {"text": "x", "start_parameter": "s=1"}},
    "START_PARAM_EMPTY": {"results": [], "button": {"text": "x"}},
    "SWITCH_PM_TEXT_EMPTY": {"results": [], "button": {"text": "", "start_parameter": "x"}},
}


async def test_what_telegram_refuses_is_refused_and_the_query_stays_open(line: Line) -> None:
    waiting, query = await typed(line)
    for reason, parameters in REFUSED.items():
        answer = await line.call("answerInlineQuery", inline_query_id=query["id"], **parameters)
        assert (answer["ok"], answer["description"]) == (False, f"Bad Request: {reason}")
    await line.gives("answerInlineQuery", inline_query_id=query["id"], results=[a_card(f"{number}") for number in range(50)])
    assert len((await waiting)["results"]) == 50
    again = await line.call("answerInlineQuery", inline_query_id=query["id"], results=[])
    assert again["description"] == GONE, "a query is answered once"
    assert (await line.call("answerInlineQuery", inline_query_id="x", results=[]))["description"] == GONE


async def test_a_card_that_is_not_there_is_not_sent(line: Line) -> None:
    seen = await shown(line, a_card())
    sentence = "Kartu itu sudah tidak ada. Ketik sekali lagi."
    assert await line.cannot("inline/choose", query_id=seen["query_id"], id="other") == sentence
    assert await line.cannot("inline/choose", query_id="x", id="s_1") == sentence
