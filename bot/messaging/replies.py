"""Getting an answer accepted: waits that Telegram asks for are kept, what nobody answered is sent again, what is final is reported."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Protocol

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.messaging.messages import Call
from bot.messaging.transport import Transport, seconds_to_wait

log = logging.getLogger(__name__)

NEW_MESSAGES = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
"""Methods that may name a topic; a change stays where the message is."""

TRIES = 4
PAUSE_SECONDS = 0.5
NOT_MODIFIED = "message is not modified"
TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted")
"""Telegram's words for a topic of a forum that takes no message of the bot."""

TOO_LATE = "query is too old"


class CallEnd(StrEnum):
    """What became of one call."""

    TAKEN = "taken"
    REFUSED = "refused"
    """Telegram will not take it however often it is asked; logged where it matters."""

    GONE = "gone"
    """The message cannot be changed: it is gone, too old, out of the bot's reach, or no text."""

    OVERTAKEN = "overtaken"
    """The message to change shows something else by now, and was left alone."""

    TOPIC_GONE = "topic_gone"
    """The topic takes no message of the bot."""

    GIVEN_UP = "given_up"
    """Nobody answered; it may be tried again later."""


class Overtaken(Exception):
    """A message shows something else than what was to be changed."""


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
        self._changing: dict[tuple[object, object], asyncio.Event] = {}

    async def send(self, calls: Sequence[Call]) -> None:
        """Send them all; a change of a message that is gone comes as a new one, what a topic does not take comes in General.

        A failure ends here, logged by its kind without anybody's words; a revoked token also ends the polling.
        """
        for call in calls:
            await self._send(call)

    async def _send(self, call: Call) -> None:
        end = await self.try_sending(call)
        if end is CallEnd.GONE:
            await self._send(_as_new(call))
        elif end is CallEnd.TOPIC_GONE and call.thread is not None:
            await self._send(_in_general(call))

    async def try_changing(self, call: Call, still_shows: Callable[[], Awaitable[bool]]) -> CallEnd:
        """Change a message unasked, while it `still_shows` what is to be changed: that is asked before each try.

        An answer that is written in the same message meanwhile comes after it, so that it is what stays.
        """
        ended = self._changing[_message_of(call)] = asyncio.Event()

        async def check() -> None:
            if not await still_shows():
                raise Overtaken

        try:
            return await self._try(call, check)
        except Overtaken:
            return CallEnd.OVERTAKEN
        finally:
            del self._changing[_message_of(call)]
            ended.set()

    async def try_sending(self, call: Call) -> CallEnd:
        """Send one call, again while nobody answers (it may come twice, none is lost); what became of it."""
        if under_way := self._changing.get(_message_of(call)):
            await under_way.wait()
        return await self._try(call)

    async def _try(self, call: Call, check: Callable[[], Awaitable[None]] | None = None) -> CallEnd:
        failures = 0
        while failures < TRIES:
            try:
                await self._once(call, check)
                return CallEnd.TAKEN
            except RetryAfter as error:
                seconds = seconds_to_wait(error)
                self._halted_until = _now() + seconds
                self._bulk.halt(seconds)
            except ChatMigrated as error:
                following = _in_supergroup(call, error.new_chat_id)
                if following is None or following.parameters["chat_id"] == call.parameters["chat_id"]:
                    return _refused(call, error)
                call = following
            except (BadRequest, Forbidden, InvalidToken) as error:
                return _refused(call, error)
            except TelegramError as error:
                failures += 1
                log.warning("reply not accepted", extra={"method": call.method, "failures": failures, "error": type(error).__name__})
                await asyncio.sleep(PAUSE_SECONDS * 2**failures)
        log.error("reply given up", extra={"method": call.method})
        return CallEnd.GIVEN_UP

    async def _once(self, call: Call, check: Callable[[], Awaitable[None]] | None) -> None:
        while (wait := self._halted_until - _now()) > 0:  # noqa: ASYNC110 -- another 429 may move the deadline
            await asyncio.sleep(wait)
        if check:
            await check()
        self._bulk.note_answer()
        parameters = call.parameters
        if call.thread is not None and call.method in NEW_MESSAGES:
            parameters = {**parameters, "message_thread_id": call.thread}
        if call.file:
            more = {name: value for name, value in parameters.items() if name != "chat_id"}
            await self._transport.bot.send_document(parameters["chat_id"], call.file.content, filename=call.file.name, api_kwargs=more)
        else:
            await self._transport.call(call.method, parameters)


def _as_new(call: Call) -> Call:
    """A change of a message as a new one."""
    return replace(call, method="sendMessage", parameters=_without(call, "message_id"))


def _in_general(call: Call) -> Call:
    """What its topic does not take, with the reason above it. As a reply it would be sent to the topic of the message it replies to."""
    moved = _as_new(call) if call.method == "editMessageText" else call
    parameters = _without(moved, "reply_parameters")
    words = "caption" if "caption" in parameters else "text"
    told = {words: f"{call.not_in_topic}\n\n{parameters[words]}"} if words in parameters else {}
    return replace(moved, parameters=parameters | told, thread=None)


def _without(call: Call, name: str) -> dict[str, Any]:
    return {key: value for key, value in call.parameters.items() if key != name}


def _in_supergroup(call: Call, chat: int) -> Call | None:
    """What a call to a group becomes in the supergroup that it is now; None for one that deletes.

    A supergroup numbers its messages anew: none is changed, replied to or deleted by its old number.
    """
    if call.method == "deleteMessage":
        return None
    moved = _as_new(call) if call.method == "editMessageText" else call
    return replace(moved, parameters=_without(moved, "reply_parameters") | {"chat_id": chat})


def _message_of(call: Call) -> tuple[object, object]:
    return call.parameters.get("chat_id"), call.parameters.get("message_id")


def _refused(call: Call, error: TelegramError) -> CallEnd:
    """What Telegram will not take however often it is asked."""
    described = error.message.casefold()
    if NOT_MODIFIED in described or TOO_LATE in described:
        return CallEnd.TAKEN
    if call.method == "editMessageText" and isinstance(error, BadRequest | Forbidden):
        # Telegram has many words for a message that cannot be changed. If it is the text that is wrong, the new message meets the same.
        log.info("answer comes as a new message", extra={"reason": error.message})
        return CallEnd.GONE
    topic_gone = any(reason in described for reason in TOPIC_GONE)
    level = logging.INFO if topic_gone or isinstance(error, Forbidden) else logging.ERROR
    log.log(level, "reply refused", extra={"method": call.method, "error": type(error).__name__, "reason": error.message})
    return CallEnd.TOPIC_GONE if topic_gone else CallEnd.REFUSED


def _now() -> float:
    return asyncio.get_running_loop().time()
