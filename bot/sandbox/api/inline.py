"""`answerInlineQuery`, with Telegram's limits (https://core.telegram.org/method/messages.setInlineBotResults)."""

import re
from typing import Any

from bot.sandbox.api.parameters import LONGEST_TEXT, Parameters
from bot.sandbox.rules.refusals import bad_request
from bot.sandbox.world.inline import InlineAnswer, SandboxCard
from bot.sandbox.world.world import World

MOST_RESULTS = 50
ID_BYTES = OFFSET_BYTES = 64
START = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def answer_inline_query(world: World, call: Parameters) -> Any:
    asked = world.inline.find(call.text("inline_query_id"))
    if asked is None or asked.answer.done():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    results = call.objects("results")
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(call.text("next_offset").encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    cards = tuple(_card(result) for result in results)
    if len({card.id for card in cards}) < len(cards):
        raise bad_request("RESULT_ID_DUPLICATE")
    asked.answer.set_result(InlineAnswer(cards, _button(call), call.text("next_offset")))
    return True


def _card(result: dict[str, Any]) -> SandboxCard:
    """A result that Telegram would take; of its types the sandbox knows articles. Raises Refused."""
    given = Parameters(result)
    if given.text("type") != "article":
        raise bad_request("RESULT_TYPE_INVALID")
    if not 1 <= len(given.text("id").encode()) <= ID_BYTES:
        raise bad_request("RESULT_ID_INVALID" if given.text("id") else "RESULT_ID_EMPTY")
    if not given.text("title").strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = given.object("input_message_content")
    if "message_text" not in content:
        raise bad_request("SEND_MESSAGE_TYPE_INVALID")
    message = Parameters(content | {"text": content["message_text"]})
    text, entities = message.formatted("text", LONGEST_TEXT, required=True)
    return SandboxCard(given.text("id"), given.text("title"), given.text("description"), text, entities, given.keyboard())


def _button(call: Parameters) -> dict[str, Any] | None:
    button = call.object("button")
    if not button:
        return None
    if not str(button.get("text", "")).strip():
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    start = str(button.get("start_parameter", ""))
    if not START.fullmatch(start):
        raise bad_request("START_PARAM_INVALID" if start else "START_PARAM_EMPTY")
    return {"text": button["text"], "start": start}
