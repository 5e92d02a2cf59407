"""Telegram posts updates to us: each post is answered, and thereby confirmed, only after its effect."""

import asyncio
import hmac
import logging
from http import HTTPStatus
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot
from telegram.constants import WebhookLimit
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.health.vitals import Vitals
from bot.messaging.lanes import Begins
from bot.messaging.transport import seconds_to_wait
from bot.messaging.unreadable import Repeated, report_skipped
from bot.messaging.updates import ALLOWED_UPDATES, NotAnUpdate, read_posted
from bot.settings import Settings

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of the header, not its value
CONNECTIONS = WebhookLimit.MAX_CONNECTIONS_LIMIT
"""Posts at a time."""

MOST_IN_WORK = 1_000
"""So many updates are in work at most, 3 kB each; Telegram gives up on a post that takes a minute, and posts others. More come again."""

PAUSE_SECONDS = 5.0


class Webhook:
    """Takes updates from Telegram alone, proved by the secret, and says whether it is well; `bot.web.server` serves its routes."""

    def __init__(self, bot: Bot, begins: Begins, settings: Settings, vitals: Vitals) -> None:
        self._bot = bot
        self._begins = begins
        self._settings = settings
        self._vitals = vitals
        self._repeated = Repeated()
        self._in_work: dict[int, asyncio.Future[None]] = {}

    def routes(self) -> list[web.RouteDef]:
        """Where Telegram posts, and where it is asked whether the bot is well."""
        path = urlsplit(self._settings.webhook_url or "").path or "/"
        return [web.post(path, self._take), web.get("/healthz", self._is_alive), web.get("/readyz", self._is_ready)]

    async def run(self) -> None:
        """Tell Telegram where it may post, and take its posts until cancelled. Raises InvalidToken."""
        await self._register()
        await asyncio.Event().wait()

    async def stop(self, seconds: float) -> None:
        """Finish what is begun, `seconds` at most; Telegram keeps the rest and posts it again."""
        if self._in_work:
            await asyncio.wait(self._in_work.values(), timeout=seconds)
        for task in self._in_work.values():
            task.cancel()

    async def _register(self) -> None:
        while not self._vitals.webhook.registered:
            try:
                await self._bot.set_webhook(
                    self._settings.webhook_url or "",
                    secret_token=self._settings.webhook_secret,
                    allowed_updates=ALLOWED_UPDATES,
                    max_connections=CONNECTIONS,
                )
                self._vitals.webhook.registered = True
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = seconds_to_wait(error) if isinstance(error, RetryAfter) else PAUSE_SECONDS
                log.error("webhook not accepted, trying again", extra={"reason": error.message, "pause": pause})
                await asyncio.sleep(pause)

    async def _take(self, request: web.Request) -> web.Response:
        """One update. Posted again while it is still in work, it is not begun twice; one that cannot be read is not asked for again."""
        given, expected = request.headers.get(SECRET_HEADER, ""), self._settings.webhook_secret or ""
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), expected.encode()):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            payload = await request.read()
            update = read_posted(payload)
        except web.RequestPayloadError:  # not encoded as its header says, or not the whole
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        except NotAnUpdate as error:
            error.update_id = self._repeated.hopeless(payload) if error.update_id is None else error.update_id
            if error.update_id is None:
                return web.Response(status=HTTPStatus.BAD_REQUEST)
            report_skipped(error)
            return web.Response()
        self._vitals.note_posted()
        task = self._in_work.get(update.update_id)
        if task is None and len(self._in_work) >= MOST_IN_WORK:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        if task is None:
            self._vitals.updates += 1
            task = self._in_work[update.update_id] = self._begins.start(update)
            task.add_done_callback(lambda _: self._in_work.pop(update.update_id, None))
        await asyncio.wait([task])
        return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE if task.cancelled() else HTTPStatus.OK)

    async def _is_alive(self, request: web.Request) -> web.Response:
        return web.Response(text="alive")

    async def _is_ready(self, request: web.Request) -> web.Response:
        """Whether posts may be sent here. What is at fault is told on the port of `bot.health.pages`, and is no reason to send none.

        A proxy that took us out because one post failed would keep every later one away, and so the fault would never end.
        """
        if self._vitals.webhook.registered:
            return web.Response(text="ready")
        return web.Response(text="not ready", status=HTTPStatus.SERVICE_UNAVAILABLE)
