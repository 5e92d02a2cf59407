"""Getting an answer accepted: waits that Telegram asks for are kept, what nobody answered is sent again, what is final is reported."""

import asyncio
import logging
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.messaging.chat_turns import ChatTurns
from bot.messaging.flood import Flood
from bot.messaging.messages import Call
from bot.messaging.transport import Transport, seconds_to_wait

log = logging.getLogger(__name__)

NO_CHAT = 0
"""What calls are kept under that name no chat, such as the answer to a tap."""

TRIES = 4
PAUSE_SECONDS = 0.5
NOT_MODIFIED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited")
TOO_LATE = "query is too old"


class CallEnd(StrEnum):
    """What became of one call."""

    TAKEN = "taken"
    REFUSED = "refused"
    """Telegram will not take it however often it is asked; logged where it matters."""

    GONE = "gone"
    """The message to change is not there any more."""

    GIVEN_UP = "given_up"
    """Nobody answered; it may be tried again later."""

    POSTPONED = "postponed"
    """Its chat has to wait, or others stand before it there; to be tried again later."""


class Bulk(Protocol):
    """Whatever else is sent with the same token: it makes room for answers, and knows the same chats' turns."""

    chats: ChatTurns

    def note_answer(self) -> None: ...

    def halt(self, seconds: float | None) -> float: ...


class Replies:
    """Sends the calls of an answer in order. What Telegram makes wait, waits in its chat's line; other chats go on."""

    def __init__(self, transport: Transport, bulk: Bulk) -> None:
        self._transport = transport
        self._bulk = bulk
        self._chats = bulk.chats
        self._flood = Flood()
        self._lines: dict[int, asyncio.Event] = {}
        """By chat: set when the last of those who stand in line there has had its turn."""

    def is_waiting(self, chat: int) -> bool:
        """Whether an answer to this chat waits because Telegram asked for it."""
        return chat in self._lines

    async def send(self, calls: Sequence[Call]) -> asyncio.Task[None] | None:
        """Send what goes to the first chat, in order; what goes to others is sent meanwhile, and what comes back ends with that.

        A change of a message that is gone comes as a new one. A failure ends here, logged by its kind without anybody's words; a revoked
        token also ends the polling.
        """
        own, *others = _by_chat(calls)
        for_others = asyncio.create_task(self._send_side_by_side(others)) if others else None
        try:
            await self._send_in_order(own)
        except BaseException:
            if for_others is not None:
                for_others.cancel()
            raise
        return for_others

    async def try_sending(self, call: Call) -> CallEnd:
        """Send one call now or not at all; what became of it."""
        return CallEnd.POSTPONED if self.is_waiting(_chat(call)) else await self._try(call)

    async def _send_side_by_side(self, chats: Sequence[Sequence[Call]]) -> None:
        async with asyncio.TaskGroup() as group:
            for calls in chats:
                group.create_task(self._send_in_order(calls))

    async def _send_in_order(self, calls: Sequence[Call]) -> None:
        for call in calls:
            if await self._send(call) is CallEnd.GONE:
                await self._send(Call("sendMessage", {key: value for key, value in call.parameters.items() if key != "message_id"}))

    async def _send(self, call: Call) -> CallEnd:
        end = await self.try_sending(call)
        return end if end is not CallEnd.POSTPONED else await self._send_in_line(call)

    async def _send_in_line(self, call: Call) -> CallEnd:
        """After those who came before to the same chat, however often Telegram makes it wait."""
        chat = _chat(call)
        earlier, done = self._lines.get(chat), asyncio.Event()
        self._lines[chat] = done
        try:
            if earlier is not None:
                await earlier.wait()
            while (end := await self._try(call)) is CallEnd.POSTPONED:  # noqa: ASYNC110 -- another 429 may move the deadline
                await asyncio.sleep(self._wait(chat))
            return end
        finally:
            done.set()
            if self._lines[chat] is done:
                del self._lines[chat]

    async def _try(self, call: Call) -> CallEnd:
        """Send one call, again while nobody answers (it may come twice, none is lost); postponed when its chat has to wait."""
        chat, failures = _chat(call), 0
        while failures < TRIES:
            if self._wait(chat):
                return CallEnd.POSTPONED
            try:
                await self._once(call, chat)
                return CallEnd.TAKEN
            except RetryAfter as error:
                self._halt(chat, seconds_to_wait(error))
            except (BadRequest, Forbidden, ChatMigrated, InvalidToken) as error:
                return _refused(call, error)
            except TelegramError as error:
                failures += 1
                log.warning("reply not accepted", extra={"method": call.method, "failures": failures, "error": type(error).__name__})
                await asyncio.sleep(PAUSE_SECONDS * 2**failures)
        log.error("reply given up", extra={"method": call.method})
        return CallEnd.GIVEN_UP

    async def _once(self, call: Call, chat: int) -> None:
        if chat != NO_CHAT:
            self._chats.take(chat)
            self._flood.take()
        self._bulk.note_answer()
        if call.file:
            parameters = {name: value for name, value in call.parameters.items() if name != "chat_id"}
            await self._transport.bot.send_document(chat, call.file.content, filename=call.file.name, api_kwargs=parameters)
        else:
            await self._transport.call(call.method, call.parameters)

    def _wait(self, chat: int) -> float:
        return max(self._chats.wait(chat), self._flood.wait())

    def _halt(self, chat: int, seconds: float) -> None:
        """Telegram asked to wait: this chat does, and whatever else is sent when it was no chat's fault."""
        self._chats.halt(chat, seconds)
        for_all = self._flood.refused(chat, seconds)
        log.warning("Telegram asked to wait with an answer", extra={"seconds": round(seconds), "for_all": round(for_all)})
        if for_all:
            self._bulk.halt(for_all)


def _chat(call: Call) -> int:
    chat: int = call.parameters.get("chat_id", NO_CHAT)
    return chat


def _by_chat(calls: Sequence[Call]) -> list[Sequence[Call]]:
    """Each chat's calls in order; those that name none go before the others of whoever acted."""
    chats = [chat for call in calls if (chat := _chat(call)) != NO_CHAT]
    if not chats or chats.count(chats[0]) == len(chats):
        return [calls]
    return [[call for call in calls if (_chat(call) or chats[0]) == chat] for chat in dict.fromkeys(chats)]


def _refused(call: Call, error: TelegramError) -> CallEnd:
    """What Telegram will not take however often it is asked."""
    described = error.message.casefold()
    if call.method == "editMessageText" and any(reason in described for reason in GONE):
        return CallEnd.GONE
    if NOT_MODIFIED in described or TOO_LATE in described:
        return CallEnd.TAKEN
    level = logging.INFO if isinstance(error, Forbidden) else logging.ERROR
    log.log(level, "reply refused", extra={"method": call.method, "error": type(error).__name__, "reason": error.message})
    return CallEnd.REFUSED
