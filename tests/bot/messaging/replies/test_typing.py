"""Answers to what somebody types behind the bot's name: one that Telegram has wait is of no use later, and holds up nothing else."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bot.messaging.call_ends import CallEnd
from bot.messaging.messages import Call
from bot.messaging.replies import Replies
from bot.messaging.transport import encode
from bot.sending.pace import Pace
from tests.bot.nearby import Nearby, message

pytestmark = pytest.mark.virtual_time
SECONDS = 20
TYPING = Call("answerInlineQuery", {"inline_query_id": "1", "results": []})
TAP = Call("answerCallbackQuery", {"callback_query_id": "1"})


class Refusing(Nearby):
    """Has every answer to typing wait."""

    def __init__(self) -> None:
        super().__init__()
        self.typed = 0

    async def exchange(self, method: str, parameters: Mapping[str, Any]) -> tuple[int, bytes]:
        if method != TYPING.method:
            return await super().exchange(method, parameters)
        self.typed += 1
        wait = {"error_code": 429, "description": f"Too Many Requests: retry after {SECONDS}", "parameters": {"retry_after": SECONDS}}
        return 429, encode({"ok": False, **wait})


async def test_an_answer_to_typing_that_has_to_wait_is_given_up_and_taps_and_messages_go_on() -> None:
    telegram = Refusing()
    replies = Replies(telegram, Pace(28))
    (siti,) = telegram.people(1)
    async with asyncio.timeout(SECONDS / 2):
        await replies.send([TYPING])
        assert await replies.try_sending(TYPING) is CallEnd.GIVEN_UP
        assert telegram.typed == 1, "while Telegram asks to wait it is not asked again"
        await replies.send([TAP, message(siti)])
    assert telegram.got(siti) == ["Ya."]
