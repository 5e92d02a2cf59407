"""Updates at work: chats side by side, one chat's updates in order."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.messaging.updates import Update

Handle = Callable[[Update], Awaitable[Awaitable[None] | None]]
"""Answers an update. What it gives back is still to be told to others: the update is done after that, its chat goes on before."""


class Begins(Protocol):
    """Whatever updates are handed to as they come in."""

    def start(self, update: Update) -> asyncio.Future[None]:
        """Begin an update; what comes back is done when its effect is."""


class _Lane:
    """Of one chat: set when its last update is answered, and how many are not."""

    __slots__ = ("last", "waiting")

    def __init__(self) -> None:
        self.last: asyncio.Event | None = None
        self.waiting = 0


class Lanes:
    """One lane a chat; an update waits until the earlier ones of its lane are answered."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._lanes: dict[int, _Lane] = {}

    def start(self, update: Update) -> asyncio.Task[None]:
        """Begin an update; the task is done when its effect is."""
        chat, answered = update.chat, asyncio.Event()
        lane = self._lanes.get(chat)
        if lane is None:
            lane = self._lanes[chat] = _Lane()
        task = asyncio.create_task(self._after(lane.last, update, answered))
        lane.last = answered
        lane.waiting += 1
        task.add_done_callback(lambda _: self._leave(chat, answered))
        return task

    def is_free(self, chat: int) -> bool:
        """Whether all that was begun for this chat is answered; others may still have to be told."""
        return chat not in self._lanes

    def waiting(self, chat: int) -> int:
        """How many updates of this chat are begun and not answered."""
        lane = self._lanes.get(chat)
        return lane.waiting if lane else 0

    async def _after(self, earlier: asyncio.Event | None, update: Update, answered: asyncio.Event) -> None:
        if earlier is not None:
            await earlier.wait()
        for_others = await self._handle(update)
        self._leave(update.chat, answered)
        if for_others is not None:
            await for_others

    def _leave(self, chat: int, answered: asyncio.Event) -> None:
        """Twice for one that ends well: when it is answered, and when the others are told."""
        if answered.is_set():
            return
        answered.set()
        lane = self._lanes[chat]
        lane.waiting -= 1
        if not lane.waiting:
            del self._lanes[chat]
