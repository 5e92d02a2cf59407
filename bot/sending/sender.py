"""Sending one copy: its call is built from words that all copies share, and its outcome is told apart (`outcomes.py`)."""

from collections.abc import Mapping
from typing import Any

import aiohttp
import msgspec

from bot.messaging.messages import Call
from bot.messaging.outgoing import outgoing
from bot.messaging.transport import Transport
from bot.sending.outcomes import RequestOutcome, answered, of_copy, unanswered
from ektp_core.announcements.announcement import AnnouncementKind
from ektp_core.store.deliveries import Copy, Running, Words


def shared(running: Running, words: Words | None, *, paid: bool) -> Call:
    """The call of an announcement's text; `words` is None for a retraction, which has none."""
    if running.kind is AnnouncementKind.RETRACTION or words is None:
        return Call("deleteMessage", {})
    method, parameters = outgoing(words.html, running.file, msgspec.json.decode(words.buttons) if words.buttons else None)
    if running.kind is AnnouncementKind.CORRECTION:
        return _edit(parameters)
    return Call(method, parameters | ({"allow_paid_broadcast": True} if paid else {}))


def _edit(parameters: Mapping[str, Any]) -> Call:
    """The same words in place of earlier ones; under a picture the picture stays."""
    if "caption" not in parameters:
        return Call("editMessageText", parameters)
    return Call("editMessageCaption", {name: value for name, value in parameters.items() if name not in ("photo", "document")})


def _where_and_how(copy: Copy) -> dict[str, Any]:
    """The topic of a forum in which a copy is told, if any; a second copy makes no sound."""
    topic = {} if copy.thread is None else {"message_thread_id": copy.thread}
    return topic | ({"disable_notification": True} if copy.ambiguous else {})


def _quoting(copy: Copy) -> dict[str, Any]:
    """What a retelling corrects, in this reader's chat; a copy that is gone by now keeps it from nobody."""
    if copy.replies_to is None:
        return {}
    return {"reply_parameters": {"message_id": copy.replies_to, "allow_sending_without_reply": True}}


class Sender:
    """Sends copies over a connection pool of its own, so that no answer waits behind them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def send(self, copy: Copy, call: Call) -> RequestOutcome:
        """One request for one copy. A second one, after nobody knows what became of the first, makes no sound."""
        parameters: dict[str, Any] = {**call.parameters, "chat_id": copy.chat}
        if copy.message_id is not None:
            parameters["message_id"] = copy.message_id
        else:
            parameters |= _where_and_how(copy) | _quoting(copy)
        try:
            status, payload = await self._transport.exchange(call.method, parameters)
        except (aiohttp.ClientError, TimeoutError) as error:
            return unanswered(error)
        return of_copy(copy, answered(status, payload))
