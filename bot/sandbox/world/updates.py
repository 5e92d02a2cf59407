"""Updates on their way to the bot: by long poll, or by webhook. One is gone only when the bot has confirmed it."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.sandbox.rules.refusals import Refused

BATCH = 100
LONGEST_POLL_SECONDS = 50.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
DELIVERY_SECONDS = 60.0
KINDS = frozenset(
    {"message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result", "callback_query"}
    | {"my_chat_member", "chat_join_request", "poll", "poll_answer"}
)
"""Delivered unless the bot names others; `chat_member` and reactions must be asked for."""

WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True, slots=True)
class WebhookSet:
    """Where updates are posted, and the secret that proves they come from Telegram."""

    url: str
    secret: str | None = None


class Updates:
    """The bot's queue."""

    def __init__(self) -> None:
        self.webhook: WebhookSet | None = None
        self.last_error: str | None = None
        self._pending: dict[int, dict[str, Any]] = {}
        self._last_id = 1000
        self._allowed: frozenset[str] = KINDS
        self._changed = asyncio.Condition()
        self._poller: asyncio.Event | None = None
        self._delivery: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    async def add(self, *bodies: dict[str, Any]) -> int:
        """Queue updates; the id of the last. Kinds that the bot has not asked for are dropped, as Telegram does."""
        for body in bodies:
            self._last_id += 1
            if self._allowed.intersection(body):
                self._pending[self._last_id] = {"update_id": self._last_id, **body}
        await self._notify()
        return self._last_id

    async def poll(self, offset: int, limit: int, seconds: float, allowed: Iterable[str] | None) -> list[dict[str, Any]]:
        """`getUpdates`: confirm what is before `offset`, then wait for something to deliver. An older poller gets a 409."""
        if self.webhook:
            raise Refused(409, WEBHOOK_ACTIVE)
        if allowed is not None:
            self.allow(allowed)
        if self._poller:
            self._poller.set()
        terminated = self._poller = asyncio.Event()
        await self._confirm(offset)
        try:
            await self._wait(terminated, min(seconds, LONGEST_POLL_SECONDS))
        finally:
            if self._poller is terminated:
                self._poller = None
        if terminated.is_set():
            raise Refused(409, OTHER_POLLER)
        return list(self._pending.values())[: min(max(limit, 1), BATCH)]

    async def is_settled(self, update_id: int, seconds: float) -> bool:
        """Whether the bot has confirmed an update, waiting up to so many seconds for it."""
        async with self._changed:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._changed.wait_for(lambda: update_id not in self._pending)
        return update_id not in self._pending

    def allow(self, kinds: Iterable[str]) -> None:
        """Deliver these kinds from now on; an empty list means Telegram's default."""
        self._allowed = frozenset(kinds) or KINDS

    async def set_webhook(self, webhook: WebhookSet | None, *, drop_pending: bool = False) -> None:
        """Post updates to an address from now on, or let the bot fetch them again."""
        if self._delivery:
            self._delivery.cancel()
            self._delivery = None
        if drop_pending:
            self._pending.clear()
            await self._notify()
        self.webhook, self.last_error = webhook, None
        if webhook:
            self._delivery = asyncio.create_task(self._deliver(webhook))

    async def close(self) -> None:
        if self._delivery:
            self._delivery.cancel()
            with suppress(asyncio.CancelledError):
                await self._delivery

    async def _confirm(self, offset: int) -> None:
        """Forget what is before `offset`; a negative one keeps only that many from the end."""
        ids = list(self._pending)
        first = (ids[offset] if len(ids) >= -offset else 0) if offset < 0 else offset
        for update_id in ids:
            if update_id >= first:
                break
            del self._pending[update_id]
        await self._notify()

    async def _wait(self, terminated: asyncio.Event, seconds: float) -> None:
        async with self._changed:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._changed.wait_for(lambda: bool(self._pending) or terminated.is_set())

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _deliver(self, webhook: WebhookSet) -> None:
        """Post updates, one at a time in order; one that is not answered with 2xx is posted again, later each time."""
        pause = FIRST_PAUSE_SECONDS
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=DELIVERY_SECONDS)) as http:
            while True:
                async with self._changed:
                    await self._changed.wait_for(lambda: bool(self._pending))
                update = next(iter(self._pending.values()))
                if await self._post(http, webhook, update):
                    pause = FIRST_PAUSE_SECONDS
                    self._pending.pop(update["update_id"], None)
                    await self._notify()
                else:
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _post(self, http: aiohttp.ClientSession, webhook: WebhookSet, update: dict[str, Any]) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with http.post(webhook.url, json=update, headers=headers) as answer:
                self.last_error = None if answer.ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            self.last_error = "Read timeout expired" if isinstance(error, TimeoutError) else "Connection refused"
        return self.last_error is None
