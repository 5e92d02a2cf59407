"""What becomes of a call: taken, refused, or sent as something else: as a new message, in General, in the supergroup of a group."""

import logging
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.messaging.messages import Call

log = logging.getLogger(__name__)

NO_CHAT = 0
"""What calls are kept under that name no chat, such as the answer to a tap."""

TYPING = 2**60
"""What answers to inline queries are kept under, no chat's id: if Telegram has them wait, taps are answered as before."""

NOT_MODIFIED = "message is not modified"
TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted")
"""Telegram's words for a topic of a forum that takes no message of the bot."""

TOO_LATE = "query is too old"
ALREADY_DELETED = "message to delete not found"


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

    MOVED = "moved"
    """The group is a supergroup by now."""

    GIVEN_UP = "given_up"
    """Nobody answered; it may be tried again later. Something follows where nothing else was answered either: Telegram is away."""

    POSTPONED = "postponed"
    """Its chat has to wait, or others stand before it there; to be tried again later."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How a try ended, and the call that is still to be sent then: the same one later, or what it becomes now."""

    end: CallEnd
    following: Call | None = None


def refused(call: Call, error: TelegramError) -> Tried:
    """What Telegram will not take however often it is asked."""
    described = error.message.casefold()
    if isinstance(error, ChatMigrated) and (moved := _in_supergroup(call, error.new_chat_id)):
        return Tried(CallEnd.MOVED, moved)
    if any(reason in described for reason in (NOT_MODIFIED, TOO_LATE, ALREADY_DELETED)):
        return Tried(CallEnd.TAKEN)
    if call.method == "editMessageText" and isinstance(error, BadRequest | Forbidden):
        # Telegram has many words for a message that cannot be changed. If it is the text that is wrong, the new message meets the same.
        log.info("answer comes as a new message", extra={"reason": error.message})
        return Tried(CallEnd.GONE, _as_new(call))
    topic_gone = any(reason in described for reason in TOPIC_GONE)
    level = logging.INFO if topic_gone or isinstance(error, Forbidden) else logging.ERROR
    log.log(level, "reply refused", extra={"method": call.method, "error": type(error).__name__, "reason": error.message})
    if topic_gone:
        return Tried(CallEnd.TOPIC_GONE, None if call.thread is None else _in_general(call))
    return Tried(CallEnd.REFUSED)


def chat_of(call: Call) -> int:
    """The chat that a call is sent to: whatever is known of waits and turns is kept under it."""
    chat: int = call.parameters.get("chat_id", TYPING if call.method == "answerInlineQuery" else NO_CHAT)
    return chat


def message_of(call: Call) -> tuple[object, object]:
    """The message that a call changes."""
    return chat_of(call), call.parameters.get("message_id")


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


def _in_supergroup(call: Call, chat: int) -> Call | None:
    """What a call to a group becomes in the supergroup that it is now; None for one that deletes, and for one that has moved already.

    A supergroup numbers its messages anew: none is changed, replied to or deleted by its old number.
    """
    if call.method == "deleteMessage" or call.has_moved:
        return None
    moved = _as_new(call) if call.method == "editMessageText" else call
    return replace(moved, parameters=_without(moved, "reply_parameters") | {"chat_id": chat}, has_moved=True)


def _without(call: Call, name: str) -> dict[str, Any]:
    return {key: value for key, value in call.parameters.items() if key != name}
