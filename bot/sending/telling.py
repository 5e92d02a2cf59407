"""Telling several people the same thing unasked: those whose chat has to wait are told later, nobody twice."""

from collections.abc import Collection, Mapping
from typing import Any

from bot.messaging.call_ends import CallEnd
from bot.messaging.messages import Call, Messages
from bot.messaging.replies import Replies
from handlers.reply import Reply

SILENTLY: Mapping[str, Any] = {"disable_notification": True}


class Telling:
    """Remembers who has heard what others are still to hear of."""

    def __init__(self, messages: Messages, replies: Replies) -> None:
        self._messages = messages
        self._replies = replies
        self._heard: dict[object, set[int]] = {}

    async def tell(self, what: object, message: Reply, people: Collection[int], more: Mapping[str, Any] | None = None) -> bool:
        """Tell whoever has not heard it; True once somebody has, and nobody is left whose chat has to wait. Else it is to be told again."""
        heard = self._heard.setdefault(what, set())
        ends = {}
        for person in people:
            if person not in heard:
                call = self._messages.unasked(person, message)
                ends[person] = await self._replies.try_sending(Call(call.method, {**call.parameters, **(more or {})}))
        heard |= {person for person, end in ends.items() if end not in (CallEnd.POSTPONED, CallEnd.GIVEN_UP)}
        if not heard or CallEnd.POSTPONED in ends.values():
            return False
        del self._heard[what]
        return True
