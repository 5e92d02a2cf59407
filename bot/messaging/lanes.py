"""Updates at work: chats side by side, one chat's updates in order."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.messaging.updates import Update

Handle = Callable[[Update], Awaitable[Awaitable[None] | None]]
"""Answers an update. What it gives back is still to be told to others: the update is done after that, its chat goes on before."""


class Lanes:
    """One lane a chat; an update waits until the earlier ones of its lane are answered."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._last: dict[int, asyncio.Event] = {}
        """By chat: set when its last update is answered."""

    def start(self, update: Update) -> asyncio.Task[None]:
        """Begin an update; the task is done when its effect is."""
        chat, answered = update.chat, asyncio.Event()
        task = asyncio.create_task(self._after(self._last.get(chat), update, answered))
        self._last[chat] = answered
        task.add_done_callback(lambda _: self._leave(chat, answered))
        return task

    def is_free(self, chat: int) -> bool:
        """Whether all that was begun for this chat is answered; others may still have to be told."""
        return chat not in self._last

    async def _after(self, earlier: asyncio.Event | None, update: Update, answered: asyncio.Event) -> None:
        if earlier is not None:
            await earlier.wait()
        for_others = await self._handle(update)
        self._leave(update.chat, answered)
        if for_others is not None:
            await for_others

    def _leave(self, chat: int, answered: asyncio.Event) -> None:
        answered.set()
        if self._last.get(chat) is answered:
            del self._last[chat]
