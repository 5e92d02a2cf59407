"""Updates at work: chats side by side, one chat's updates in order."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.messaging.updates import Update

Handle = Callable[[Update], Awaitable[None]]


class Lanes:
    """One lane a chat; an update waits for the earlier ones of its lane."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._last: dict[int, asyncio.Task[None]] = {}

    def start(self, update: Update) -> asyncio.Task[None]:
        """Begin an update; the task is done when its effect is."""
        chat = update.chat
        task = asyncio.create_task(self._after(self._last.get(chat), update))
        self._last[chat] = task
        task.add_done_callback(lambda done: self._leave(chat, done))
        return task

    async def _after(self, earlier: asyncio.Task[None] | None, update: Update) -> None:
        if earlier is not None:
            await asyncio.wait([earlier])
        await self._handle(update)

    def _leave(self, chat: int, task: asyncio.Task[None]) -> None:
        if self._last.get(chat) is task:
            del self._last[chat]
