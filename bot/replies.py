"""Getting an answer accepted: waits that Telegram asks for are kept, what was not sent is sent again, what is final is reported."""

import asyncio
import logging
import time

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.dispatch import Call
from bot.pace import Pace
from bot.transport import Transport, seconds_to_wait

log = logging.getLogger(__name__)

TRIES = 4
PAUSE_SECONDS = 0.5
NOT_MODIFIED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited")
TOO_LATE = "query is too old"


class Replies:
    """Sends the calls of an answer in order. A 429 halts every reply until its deadline, not only the one that met it."""

    def __init__(self, transport: Transport, pace: Pace) -> None:
        self._transport = transport
        self._pace = pace
        self._halted_until = 0.0

    async def send(self, calls: list[Call]) -> None:
        """Send them all. A failure ends here, logged by its kind without anybody's words; a revoked token also ends the polling."""
        for call in calls:
            await self._send(call)

    async def _send(self, call: Call) -> None:
        failures = 0
        while failures < TRIES:
            try:
                return await self._once(call)
            except RetryAfter as error:
                seconds = seconds_to_wait(error)
                self._halted_until = time.monotonic() + seconds
                self._pace.halt(seconds)
            except (BadRequest, Forbidden, ChatMigrated, InvalidToken) as error:
                return await self._refused(call, error)
            except TelegramError as error:
                failures += 1
                log.warning("reply not accepted", extra={"method": call.method, "failures": failures, "error": type(error).__name__})
                await asyncio.sleep(PAUSE_SECONDS * 2**failures)
        log.error("reply given up", extra={"method": call.method})

    async def _once(self, call: Call) -> None:
        while (wait := self._halted_until - time.monotonic()) > 0:  # noqa: ASYNC110 -- another 429 may move the deadline
            await asyncio.sleep(wait)
        self._pace.note_answer()
        document = (call.file.name, call.file.content) if call.file else None
        await self._transport.call(call.method, call.parameters, document=document)

    async def _refused(self, call: Call, error: TelegramError) -> None:
        """What Telegram will not take however often it is asked."""
        described = error.message.casefold()
        if call.method == "editMessageText" and any(reason in described for reason in GONE):
            return await self._send(Call("sendMessage", {key: value for key, value in call.parameters.items() if key != "message_id"}))
        if NOT_MODIFIED in described or TOO_LATE in described:
            return None
        level = logging.INFO if isinstance(error, Forbidden) else logging.ERROR
        log.log(level, "reply refused", extra={"method": call.method, "error": type(error).__name__, "reason": error.message})
        return None
