"""Fetching updates ourselves: an update is confirmed to Telegram only after what it caused is done.

python-telegram-bot's Updater confirms before handling: killed in the middle it lost 2,757 of 3,000 updates (DESIGN 9).
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.dispatch import ALLOWED_UPDATES
from bot.transport import Transport, seconds_to_wait

log = logging.getLogger(__name__)

BATCH = 100
"""Telegram's limit of updates a call."""

LONG_POLL_SECONDS = 50
"""Telegram's limit for waiting."""

PATIENCE_SECONDS = 1.0
"""A batch may hold the next one back this long; an answer that takes longer goes on beside it, still unconfirmed."""

WEBHOOK_ACTIVE = "webhook is active"
STOP_PATIENCE_SECONDS = 2.0
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0

Handle = Callable[[dict[str, Any]], Awaitable[None]]


class Poller:
    """Fetches updates and hands them to `handle`: chats side by side, one chat's updates in order."""

    def __init__(self, transport: Transport, handle: Handle) -> None:
        self._transport = transport
        self._handle = handle
        self._unfinished: dict[int, asyncio.Task[None]] = {}
        self._last_of_chat: dict[int, asyncio.Task[None]] = {}
        self._offset = 0

    async def run(self) -> None:
        """Until cancelled, or InvalidToken (401: the token was revoked) ends it. Other errors are waited out, longer each time."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                updates = await self._fetch()
                pause = FIRST_PAUSE_SECONDS
            except InvalidToken:
                raise
            except RetryAfter as error:
                await asyncio.sleep(seconds_to_wait(error))
                continue
            except TelegramError as error:
                _report(error, pause)
                if isinstance(error, Conflict) and WEBHOOK_ACTIVE in error.message.casefold():
                    await self._remove_webhook()
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                continue
            await self._work(updates)

    async def stop(self, seconds: float) -> None:
        """Finish what is begun, `seconds` at most, and confirm it; what is not finished stays with Telegram."""
        if self._unfinished:
            await asyncio.wait(self._unfinished.values(), timeout=seconds)
        self._forget_finished()
        for task in self._unfinished.values():
            task.cancel()
        with suppress(TelegramError):
            await self._transport.call(
                "getUpdates", {"offset": self._confirmed(), "limit": 1, "timeout": 0}, patience=STOP_PATIENCE_SECONDS
            )

    async def _remove_webhook(self) -> None:
        with suppress(TelegramError):
            await self._transport.call("deleteWebhook", {"drop_pending_updates": False})

    async def _fetch(self) -> list[dict[str, Any]]:
        """The updates that are not in work yet."""
        waiting = 0 if self._unfinished else LONG_POLL_SECONDS
        parameters = {"offset": self._confirmed(), "limit": BATCH, "timeout": waiting, "allowed_updates": ALLOWED_UPDATES}
        updates: list[dict[str, Any]] = await self._transport.call("getUpdates", parameters, patience=waiting + 15.0)
        if updates:
            self._offset = updates[-1]["update_id"] + 1
        return [update for update in updates if update["update_id"] not in self._unfinished]

    def _confirmed(self) -> int:
        """The first id that Telegram must keep: the oldest unfinished update, else the next one."""
        return min(self._unfinished, default=self._offset)

    async def _work(self, updates: list[dict[str, Any]]) -> None:
        chats: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for update in updates:
            chats[chat_of(update)].append(update)
        for chat, waiting in chats.items():
            task = asyncio.create_task(self._in_order(waiting, self._last_of_chat.get(chat)))
            self._last_of_chat[chat] = task
            for update in waiting:
                self._unfinished[update["update_id"]] = task
        if self._unfinished:
            await asyncio.wait(set(self._unfinished.values()), timeout=PATIENCE_SECONDS)
        self._forget_finished()

    def _forget_finished(self) -> None:
        self._unfinished = {update_id: task for update_id, task in self._unfinished.items() if not task.done()}
        self._last_of_chat = {chat: task for chat, task in self._last_of_chat.items() if not task.done()}

    async def _in_order(self, updates: list[dict[str, Any]], earlier: asyncio.Task[None] | None) -> None:
        if earlier is not None:
            await asyncio.wait([earlier])
        for update in updates:
            await self._handle(update)


def chat_of(update: dict[str, Any]) -> int:
    """The chat whose order an update belongs to; without a chat (inline queries) the person's."""
    for key in ("message", "edited_message", "my_chat_member"):
        if key in update:
            return int(update[key]["chat"]["id"])
    if query := update.get("callback_query"):
        return int(query["message"]["chat"]["id"] if "message" in query else query["from"]["id"])
    return int(update["inline_query"]["from"]["id"]) if "inline_query" in update else 0


def _report(error: TelegramError, pause: float) -> None:
    if isinstance(error, Conflict):
        log.error("another process fetches this bot's updates: stop it, or both lose some", extra={"pause": pause})
    elif isinstance(error, NetworkError):
        log.warning("Telegram cannot be reached, trying again", extra={"pause": pause, "error": type(error).__name__})
    else:
        log.error("Telegram answered in a way we do not know, trying again", extra={"pause": pause, "error": type(error).__name__})
