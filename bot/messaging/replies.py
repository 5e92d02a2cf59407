"""Getting an answer accepted: waits that Telegram asks for are kept, what nobody answered is sent again, what is final is reported."""

import asyncio
import logging
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.messaging.messages import Call
from bot.messaging.transport import Transport, seconds_to_wait

log = logging.getLogger(__name__)

TRIES = 4
PAUSE_SECONDS = 0.5
NOT_MODIFIED = "message is not modified"
TOO_LATE = "query is too old"


class CallEnd(StrEnum):
    """What became of one call."""

    TAKEN = "taken"
    REFUSED = "refused"
    """Telegram will not take it however often it is asked; logged where it matters."""

    GONE = "gone"
    """The message cannot be changed: it is gone, too old, out of the bot's reach, or no text."""

    GIVEN_UP = "given_up"
    """Nobody answered; it may be tried again later."""


class Bulk(Protocol):
    """Whatever else is sent with the same token: it makes room for answers, and shares the waits that Telegram asks for."""

    def note_answer(self) -> None: ...

    def halt(self, seconds: float | None) -> float: ...


class Replies:
    """Sends the calls of an answer in order. A 429 halts every reply until its deadline, not only the one that met it."""

    def __init__(self, transport: Transport, bulk: Bulk) -> None:
        self._transport = transport
        self._bulk = bulk
        self._halted_until = 0.0

    async def send(self, calls: Sequence[Call]) -> None:
        """Send them all; a change of a message that is gone comes as a new one.

        A failure ends here, logged by its kind without anybody's words; a revoked token also ends the polling.
        """
        for call in calls:
            if await self.try_sending(call) is CallEnd.GONE:
                await self.try_sending(Call("sendMessage", {key: value for key, value in call.parameters.items() if key != "message_id"}))

    async def try_sending(self, call: Call) -> CallEnd:
        """Send one call, again while nobody answers (it may come twice, none is lost); what became of it."""
        failures = 0
        while failures < TRIES:
            try:
                await self._once(call)
                return CallEnd.TAKEN
            except RetryAfter as error:
                seconds = seconds_to_wait(error)
                self._halted_until = _now() + seconds
                self._bulk.halt(seconds)
            except (BadRequest, Forbidden, ChatMigrated, InvalidToken) as error:
                return _refused(call, error)
            except TelegramError as error:
                failures += 1
                log.warning("reply not accepted", extra={"method": call.method, "failures": failures, "error": type(error).__name__})
                await asyncio.sleep(PAUSE_SECONDS * 2**failures)
        log.error("reply given up", extra={"method": call.method})
        return CallEnd.GIVEN_UP

    async def _once(self, call: Call) -> None:
        while (wait := self._halted_until - _now()) > 0:  # noqa: ASYNC110 -- another 429 may move the deadline
            await asyncio.sleep(wait)
        self._bulk.note_answer()
        if call.file:
            parameters = {name: value for name, value in call.parameters.items() if name != "chat_id"}
            chat, file = call.parameters["chat_id"], call.file
            await self._transport.bot.send_document(chat, file.content, filename=file.name, api_kwargs=parameters)
        else:
            await self._transport.call(call.method, call.parameters)


def _refused(call: Call, error: TelegramError) -> CallEnd:
    """What Telegram will not take however often it is asked."""
    described = error.message.casefold()
    if NOT_MODIFIED in described or TOO_LATE in described:
        return CallEnd.TAKEN
    if call.method == "editMessageText" and isinstance(error, BadRequest | Forbidden):
        # Telegram has many words for a message that cannot be changed. If it is the text that is wrong, the new message meets the same.
        log.info("answer comes as a new message", extra={"reason": error.message})
        return CallEnd.GONE
    level = logging.INFO if isinstance(error, Forbidden) else logging.ERROR
    log.log(level, "reply refused", extra={"method": call.method, "error": type(error).__name__, "reason": error.message})
    return CallEnd.REFUSED


def _now() -> float:
    return asyncio.get_running_loop().time()
