"""What staff see while their answer takes long: how far it is, in a message that changes in place and is gone once the answer is there."""

import asyncio
import logging
from dataclasses import replace

from bot.messaging.messages import Call, Messages
from bot.messaging.replies import Replies
from bot.sending.live import COUNT_SECONDS
from handlers.reply import reply
from handlers.request import Request, Step

log = logging.getLogger(__name__)

APPEARS_SECONDS = 2.0
"""What takes less is there before anybody wonders."""

VIEW = "staff/working"


class Working:
    """One message a chat: its updates are answered one after the other.

    Nothing of it touches the answer, which is sent as if it did not exist; what goes wrong with it is logged.
    """

    def __init__(self, messages: Messages, replies: Replies) -> None:
        self._messages = messages
        self._replies = replies
        self._under_way: dict[int, _UnderWay] = {}

    def tell(self, request: Request, step: Step) -> None:
        """How far the answer to a request is; from the first step on it is counted as taking long."""
        if under_way := self._under_way.get(request.chat):
            under_way.step = step
            return
        under_way = self._under_way[request.chat] = _UnderWay(step)
        under_way.task = asyncio.create_task(self._show(request, under_way))

    def end(self, chat: int) -> asyncio.Task[None] | None:
        """The answer is there: nothing is said any more. What is still to be done for that, if anything."""
        under_way = self._under_way.pop(chat, None) if self._under_way else None
        if under_way is None:
            return None
        under_way.over.set()
        return under_way.task

    async def _show(self, request: Request, under_way: "_UnderWay") -> None:
        try:
            if not await under_way.is_over_within(APPEARS_SECONDS):
                await self._shown(request, under_way)
        except Exception as error:
            log.exception("progress not shown", extra={"route": request.route, "error": type(error).__name__})

    async def _shown(self, request: Request, under_way: "_UnderWay") -> None:
        """From the new message on until it is deleted. One that Telegram has wait, or does not take, is not tried again."""
        said = under_way.step
        await self._replies.try_sending(self._new(request, under_way))
        if under_way.message_id is None:
            return
        while not await under_way.is_over_within(COUNT_SECONDS):
            if under_way.step != said:
                said = under_way.step
                found = reply(VIEW, step=said)
                changed = self._messages.changed(request.chat, under_way.message_id, found, request.language)
                await self._replies.try_changing(changed, under_way.is_wanted)
        await self._replies.send([Call("deleteMessage", {"chat_id": request.chat, "message_id": under_way.message_id})])

    def _new(self, request: Request, under_way: "_UnderWay") -> Call:
        """It rings nobody's phone: the answer does."""
        (call,) = self._messages.answering(replace(request, tap=None), reply(VIEW, step=under_way.step))
        return replace(call, parameters={**call.parameters, "disable_notification": True}, numbered=under_way.note)


class _UnderWay:
    """An answer that takes long: the step it is at, and the message that says so."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self.over = asyncio.Event()
        self.message_id: int | None = None
        self.task: asyncio.Task[None] | None = None

    def note(self, message_id: int) -> None:
        self.message_id = message_id

    async def is_wanted(self) -> bool:
        """Whether there is still something to wait for."""
        return not self.over.is_set()

    async def is_over_within(self, seconds: float) -> bool:
        """Wait for the end, so long at the most."""
        try:
            async with asyncio.timeout(seconds):
                return await self.over.wait()
        except TimeoutError:
            return False
