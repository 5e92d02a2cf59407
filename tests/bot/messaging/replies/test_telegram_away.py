"""Nothing gets through to Telegram for a while: what people asked before is answered afterwards; a hopeless call is given up."""

import asyncio
import math
from collections.abc import Mapping
from typing import Any, cast

import pytest
from telegram.error import NetworkError

from bot.health.vitals import Vitals, moment
from bot.messaging.call_ends import CallEnd
from bot.messaging.messages import Call
from bot.messaging.replies import TRIES, Replies
from bot.messaging.transport import Transport
from bot.sending.pace import Pace
from tests.bot.messaging.replies.sent import message
from tests.rehearsal import ENGLISH_SPEAKER, SITI

pytestmark = pytest.mark.virtual_time
ASKED_EVERY = 30.0
"""The poller's longest pause."""


class Away:
    """Answers nothing for so many seconds; what concerns one chat may fail for good."""

    def __init__(self, seconds: float, hopeless: int | None = None) -> None:
        self.vitals = Vitals()
        self.tries = 0
        self.taken: list[str] = []
        self._until = moment() + seconds
        self._hopeless = hopeless

    async def call(self, _method: str, parameters: Mapping[str, Any]) -> Any:
        self.tries += 1
        if moment() < self._until or parameters.get("chat_id", self._hopeless) == self._hopeless:
            raise NetworkError("Bad Gateway")
        self.vitals.answered = moment()
        self.taken.append(parameters["text"])
        return {"message_id": 1}

    async def asked_for(self) -> None:
        """The poller's tries, in their own time."""
        while True:
            if moment() >= self._until:
                self.vitals.answered = moment()
            await asyncio.sleep(ASKED_EVERY if moment() < self._until else 1)


async def sent(telegram: Away, *calls: Call) -> None:
    replies = Replies(cast(Transport, telegram), Pace(math.inf))
    asking = asyncio.create_task(telegram.asked_for())
    for call in calls:
        await replies.send([call])
    asking.cancel()


@pytest.mark.parametrize("seconds", [0, 1, 10, 20, 60, 3_600, 25 * 3_600])
async def test_what_was_asked_before_telegram_went_away_is_answered_in_order_when_it_is_back(seconds: float) -> None:
    telegram = Away(seconds)
    begun = moment()
    await sent(telegram, message("a"), message("b"))
    assert telegram.taken == ["a", "b"]
    assert moment() - begun <= seconds + ASKED_EVERY


async def test_what_alone_does_not_get_through_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    telegram = Away(0, hopeless=SITI)
    await sent(telegram, message("a", SITI), message("b", ENGLISH_SPEAKER))
    assert telegram.taken == ["b"]
    assert telegram.tries == TRIES + 1
    assert "reply given up" in caplog.text


async def test_what_is_of_no_use_later_waits_for_nobody() -> None:
    telegram = Away(3_600)
    await sent(telegram, Call("answerInlineQuery", {"inline_query_id": "1"}))
    assert telegram.tries == TRIES


async def test_what_is_sent_unasked_waits_for_nobody() -> None:
    telegram = Away(3_600)
    assert await Replies(cast(Transport, telegram), Pace(math.inf)).try_sending(message("a")) is CallEnd.GIVEN_UP
    assert telegram.tries == TRIES
