"""What an answer, or none, says of a message to one of many: delivered, surely not, or nobody knows.

The table is docs/reliability.md#what-an-answer-means.
"""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

import aiohttp
import msgspec

from bot.messaging.call_ends import NOT_MODIFIED, TOPIC_GONE
from bot.messaging.transport import wait_asked
from ektp_core.announcements.announcement import Reason
from ektp_core.store.deliveries import Copy
from ektp_core.subscriptions.subscribers import UnreachableReason


class RequestFate(StrEnum):
    """What became of one request."""

    DELIVERED = "delivered"
    NOT_SENT = "not_sent"
    """Telegram was not reached: try again."""

    WAIT = "wait"
    """429: nothing more of this lane until Telegram's deadline."""

    POSTPONED = "postponed"
    """Not asked: its chat has to wait, or the lane (then in no seconds of its own)."""

    MIGRATED = "migrated"
    TOPIC_GONE = "topic_gone"
    """The topic of a forum in which it was to be told takes no message: it is told in General."""

    DEAD = "dead"
    """The chat cannot be written to any more."""

    REFUSED = "refused"
    """Refused for this chat alone, for a reason that we do not know."""

    TEXT_REFUSED = "text_refused"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 -- what became of a request
    AMBIGUOUS = "ambiguous"
    """It may have arrived."""


@dataclass(frozen=True, slots=True)
class RequestOutcome:
    """A fate and what goes with it: the message's id, seconds to wait (None: not said), the group's new id, why the chat is gone."""

    fate: RequestFate
    error: str | None = None
    message_id: int | None = None
    seconds: float | None = None
    new_chat: int | None = None
    gone: UnreachableReason | None = None


GONE_PHRASES = (
    ("bot was blocked by the user", UnreachableReason.BLOCKED),
    ("user is deactivated", UnreachableReason.DEACTIVATED),
    ("chat not found", UnreachableReason.NOT_FOUND),
    ("user not found", UnreachableReason.NOT_FOUND),
    ("peer_id_invalid", UnreachableReason.NOT_FOUND),
    ("bot was kicked", UnreachableReason.KICKED),
    ("bot is not a member", UnreachableReason.KICKED),
    ("group chat was deleted", UnreachableReason.KICKED),
    ("group chat was deactivated", UnreachableReason.KICKED),
    ("can't initiate conversation", UnreachableReason.NEVER_STARTED),
    ("not enough rights", UnreachableReason.NO_RIGHT),
    ("have no rights to send", UnreachableReason.NO_RIGHT),
    ("chat_write_forbidden", UnreachableReason.NO_RIGHT),
    ("need administrator rights", UnreachableReason.NO_RIGHT),
)
"""Telegram's words, in its server's source, for a chat that will not take a message again."""

TEXT_PHRASES = (
    "can't parse entities",
    "message is too long",
    "message text is empty",
    "message must be non-empty",
    "caption is too long",
    "wrong file identifier",
    "wrong remote file",
    "file reference",
    "photo_invalid",
    "image_process_failed",
    "button_",
    "reply markup",
    "inline keyboard",
    "entities",
)
"""Telegram's words for a message that it will not take for anybody."""

ALREADY_SO_PHRASES = (NOT_MODIFIED, "message to delete not found")
"""A correction that is in place already, or a copy that is gone already."""

UNCHANGEABLE_PHRASES = ("message to edit not found", "message can't be edited", "message can't be deleted")
"""A copy that a correction cannot change any more."""


def answered(status: int, payload: bytes) -> RequestOutcome:
    """The outcome that an HTTP answer tells. What cannot be read may come from between us and Telegram, after the message arrived."""
    try:
        body = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError):
        body = None
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RequestOutcome(RequestFate.WAIT, "too many requests", seconds=wait_asked(payload))
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        return RequestOutcome(RequestFate.TOKEN_REFUSED, f"{status}")
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return RequestOutcome(RequestFate.TEXT_REFUSED, "too large")
    if status == HTTPStatus.OK and isinstance(body, dict) and body.get("ok"):
        result = body.get("result")
        return RequestOutcome(RequestFate.DELIVERED, message_id=result.get("message_id") if isinstance(result, dict) else None)
    if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN) and isinstance(body, dict):
        return _refused(body)
    return RequestOutcome(RequestFate.AMBIGUOUS, f"answer {status}")


def unanswered(error: Exception) -> RequestOutcome:
    """The outcome of a request that ended without an answer: before the connection stood nothing was sent, after it nobody knows."""
    if isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)):
        return RequestOutcome(RequestFate.NOT_SENT, type(error).__name__)
    return RequestOutcome(RequestFate.AMBIGUOUS, type(error).__name__)


def of_copy(copy: Copy, outcome: RequestOutcome) -> RequestOutcome:
    """What a topic that takes nothing means for a copy: without General either the chat is dead, and an earlier message stays as it is."""
    if outcome.fate is not RequestFate.TOPIC_GONE:
        return outcome
    if copy.message_id is not None:
        return RequestOutcome(RequestFate.REFUSED, Reason.UNCHANGEABLE)
    if copy.thread is None:
        return RequestOutcome(RequestFate.DEAD, UnreachableReason.TOPIC_CLOSED, gone=UnreachableReason.TOPIC_CLOSED)
    return outcome


def _refused(body: dict[str, object]) -> RequestOutcome:
    described = str(body.get("description", ""))
    words = described.casefold()
    parameters = body.get("parameters")
    if isinstance(parameters, dict) and "migrate_to_chat_id" in parameters:
        return RequestOutcome(RequestFate.MIGRATED, "migrated", new_chat=int(parameters["migrate_to_chat_id"]))
    if any(known in words for known in ALREADY_SO_PHRASES):
        return RequestOutcome(RequestFate.DELIVERED)
    if any(known in words for known in UNCHANGEABLE_PHRASES):
        return RequestOutcome(RequestFate.REFUSED, Reason.UNCHANGEABLE)
    if any(known in words for known in TOPIC_GONE):
        return RequestOutcome(RequestFate.TOPIC_GONE, described)
    for known, reason in GONE_PHRASES:
        if known in words:
            return RequestOutcome(RequestFate.DEAD, reason, gone=reason)
    if body.get("error_code") == HTTPStatus.FORBIDDEN:
        return RequestOutcome(RequestFate.DEAD, UnreachableReason.BLOCKED, gone=UnreachableReason.BLOCKED)
    if any(known in words for known in TEXT_PHRASES):
        return RequestOutcome(RequestFate.TEXT_REFUSED, described)
    return RequestOutcome(RequestFate.REFUSED, described)
