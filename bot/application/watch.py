"""Looks every few seconds at how the bot is, tells the admins and the supervisor, and answers whoever asks on the port of health."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from telegram.error import InvalidToken, TelegramError

from bot.application.contact import Contact
from bot.health.episodes import Episodes
from bot.health.faults import faults, is_fetching
from bot.health.supervisor import ALIVE, READY, STOPPING, Supervisor
from bot.health.vitals import moment
from bot.health.watchdog import end_process
from bot.messaging.transport import Transport
from bot.sending.telling import SILENTLY, Telling
from bot.settings import Mode, Settings
from ektp_core.alarms import Fault
from ektp_core.office import Office
from ektp_core.store.connection import UNAVAILABLE
from ektp_core.store.outbox_state import copies_by_state, has_due_copies
from ektp_core.subscriptions.quiet_hours import is_quiet

if TYPE_CHECKING:
    from bot.web.server import Server

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
ASK_EVERY = 2
"""Looks: Telegram is asked where it posts; its answer tells whether it knows the token, and what time it is. Promised are 30 seconds."""

COUNT_EVERY = 4
"""Looks: the store is asked what waits."""

PATIENCE_SECONDS = 5.0
HANGS_SECONDS = 30.0
"""So long after its poller counts as hanging the process ends itself, where nobody does who listens to `WATCHDOG=1`."""


class Webhook(msgspec.Struct, frozen=True):
    """What Telegram says of the address it posts to."""

    url: str = ""
    last_error_date: float | None = None
    pending_update_count: int = 0


class Watch:
    """Over one bot at work. `faults` is the one place that says what is wrong."""

    def __init__(self, office: Office, transport: Transport, settings: Settings, end: Callable[[str], None] = end_process) -> None:
        self._office = office
        self._transport = transport
        self._seen = transport.vitals
        self._settings = settings
        self._webhook = settings.webhook_url if settings.mode is Mode.WEBHOOK else None
        self._end = end
        self._episodes = Episodes()
        self._supervisor = Supervisor(os.environ)
        self._server: Server | None = None
        self._looks = 0
        self._stack = AsyncExitStack()

    def faults(self) -> Sequence[Fault]:
        """What is at fault now."""
        return faults(self._seen, moment(), webhook=self._webhook)

    async def start(self) -> None:
        """Answer on the port of health, and tell the supervisor: Telegram may be away for long, which no new start would cure."""
        self._seen.begin()
        await self._listen()
        self._supervisor.tell(READY)
        self._begin(self._live)

    def serve(self, telling: Telling) -> None:
        """From now on people are served: look at everything, and tell the admins what is wrong."""
        self._seen.begin()
        self._seen.serving = True
        self._begin(self.look)
        self._begin(partial(self.tell, telling))
        if not self._settings.in_sandbox:  # whose days people choose
            self._begin(Contact(self._office, self._seen).look)

    def stopping(self) -> None:
        """What is begun is finished, no more."""
        self._seen.serving = False
        self._supervisor.tell(STOPPING)

    async def stop(self) -> None:
        """Look no more."""
        await self._stack.aclose()
        if self._server:
            await self._server.stop()

    async def look(self) -> None:
        """What no other part of the bot observes."""
        self._looks += 1
        if self._looks % ASK_EVERY == 0:
            await self.ask_telegram()
        if self._looks % COUNT_EVERY == 0:
            await self.look_at_store()

    async def _live(self) -> None:
        """The supervisor hears that the bot lives while its loop turns and, once it polls, its poller does."""
        if self._webhook or not self._seen.serving or is_fetching(self._seen, moment()):
            self._supervisor.tell(ALIVE)
        elif not is_fetching(self._seen, moment() - HANGS_SECONDS):
            self._end("the poller hangs")

    async def ask_telegram(self) -> None:
        """Where it posts, whether it knows the token; the transport looks at the clock in its answer."""
        seen = self._seen
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                said = msgspec.convert(await self._transport.call("getWebhookInfo", {}), Webhook)
        except InvalidToken:
            seen.token_refused = True
            return
        except (TelegramError, TimeoutError, msgspec.ValidationError):
            seen.reachable = False
            return
        seen.reachable, seen.token_refused = True, False
        seen.webhook.address, seen.webhook.failed, seen.webhook.waiting = said.url, said.last_error_date, said.pending_update_count
        if self._webhook and not {Fault.WEBHOOK_MOVED, Fault.WEBHOOK_FAILING} & set(self.faults()):
            seen.heard = moment()

    async def look_at_store(self) -> None:
        """Room on its disk, and in the process that leads what waits in the outbox."""
        store, now = self._office.store, self._office.now()
        if store.path:
            disk = await asyncio.to_thread(os.statvfs, store.path.parent)
            self._seen.free_bytes = disk.f_bavail * disk.f_frsize
        sending = self._seen.sending
        if not sending.leads:
            self._seen.note_due(due=False)
            sending.copies = {}
            return
        try:
            waits = [chat for chat, until in sending.passed_over.items() if until > moment()]
            due = await has_due_copies(store, now, by_night=is_quiet(now, self._office.zone), passing_over=waits)
            self._seen.note_due(due=due)
            sending.copies = await copies_by_state(store)
        except UNAVAILABLE as error:
            log.warning("the outbox was not looked at", extra={"error": type(error).__name__})

    async def tell(self, telling: Telling) -> None:
        """A fault at once, by day and night; that it is over makes no sound at night. While Telegram is away it waits for its return.

        The desk shows what holds.
        """
        held = self.faults()
        self._episodes.note(held, moment(), self._seen.now())
        self._office.faults = self._episodes.present()
        if not self._seen.reachable or Fault.TOKEN in held:
            return
        for told in self._episodes.to_tell(moment()):
            # Staff's screens are imported when first shown: a bot that only answers citizens carries none of them.
            from handlers.staff.alarms import fault_listeners, fault_reply

            said = fault_reply(told.fault, told.begun, told.ended, self._office)
            silently = told.ended is not None and is_quiet(self._office.now(), self._office.zone)
            if await telling.tell(told, said, fault_listeners(self._office), SILENTLY if silently else None):
                self._episodes.was_told(told, moment())

    async def _listen(self) -> None:
        """A port that is taken keeps nobody from being served."""
        address = self._settings.health_address
        if address is None:
            return
        from bot.health.pages import health_routes
        from bot.web.server import Server

        server = Server(health_routes(self._seen, self._office, self.faults))
        try:
            await server.start(*address)
            self._server = server
        except OSError as error:
            log.warning("health is not told: its port is taken (SIAPREKAM_HEALTH_LISTEN)", extra={"error": type(error).__name__})

    def _begin(self, step: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.create_task(_again_and_again(step))
        self._stack.push_async_callback(_end, task)


async def _again_and_again(step: Callable[[], Awaitable[None]]) -> None:
    """One that goes wrong keeps no later one from being done: what looks at faults must not be ended by one."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            await step()
        except Exception as error:
            log.exception("health was not looked at", extra={"error": type(error).__name__})


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
