"""A bot's watch and poller over a stand-in for Telegram, without a thread or a socket: hours take no time, and no machine is too slow."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from math import inf
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest
from telegram.error import InvalidToken, TelegramError

from bot.application import contact
from bot.application import watch as watching
from bot.application.watch import Watch
from bot.health.episodes import Told
from bot.health.vitals import Vitals, moment
from bot.messaging.lanes import Lanes
from bot.messaging.polling import Poller
from bot.messaging.transport import Transport
from bot.messaging.updates import Update
from bot.sending.telling import Telling
from bot.settings import Mode, Settings
from ektp_core.alarms import Fault
from ektp_core.office import Office

HOOK = "https://office.example/bot"
PLENTY = 10**9


class Telegram(Transport):
    """Answers getUpdates after a whole long poll with nothing, says what webhook it has and what time it is; or does as a test says."""

    def __init__(self, webhook: str) -> None:
        super().__init__("http://nowhere", "1:x", Vitals())
        self.vitals.wall = lambda: moment() + self.skew
        self.skew = 0.0
        self.webhook: dict[str, object] = {"url": webhook}
        self._error: TelegramError | None = None
        self._polls_last = inf
        self._hangs = False
        self._changed = asyncio.Event()

    def is_well(self) -> None:
        self._now_does(None, inf)

    def fails(self, error: TelegramError) -> None:
        """Every request, at once."""
        self._now_does(error, 0)

    def interrupts(self, error: TelegramError) -> None:
        """Long polls, some seconds after they began; all else is answered."""
        self._now_does(error, 10)

    def hangs(self) -> None:
        """Long polls never end, whatever was agreed."""
        self._now_does(None, inf, hangs=True)

    def _now_does(self, error: TelegramError | None, polls_last: float, *, hangs: bool = False) -> None:
        self._error, self._polls_last, self._hangs = error, polls_last, hangs
        self._changed.set()

    async def answer_to(self, method: str, parameters: Mapping[str, Any], *, patience: float) -> bytes:
        begun = moment()
        while (left := begun + (inf if self._hangs else min(self._polls_last, parameters["timeout"])) - moment()) > 0:
            self._changed.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), left if left < inf else None)
        self._speaks()
        return msgspec.json.encode({"ok": True, "result": []})

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        assert method == "getWebhookInfo"
        self._speaks(is_poll=False)
        return self.webhook

    def _speaks(self, *, is_poll: bool = True) -> None:
        error = self._error if is_poll or not self._polls_last else None
        if error is None or isinstance(error, InvalidToken):
            self.vitals.answered = moment()
        if error:
            raise error
        self.vitals.note_date(formatdate(moment()))


@dataclass
class AtWork:
    """The bot, what a test may do to it, and what the admins and the supervisor have heard."""

    telegram: Telegram
    watch: Watch
    disk: SimpleNamespace
    outbox: SimpleNamespace
    ends: list[tuple[str, float]]
    database: Callable[[Vitals], None] = lambda seen: seen.note_written(moment())
    told: list[Told] = field(default_factory=list)

    @property
    def seen(self) -> Vitals:
        return self.telegram.vitals

    def held(self) -> tuple[Fault, ...]:
        return tuple(self.watch.faults())

    async def tell(self, what: Told, said: object, people: Collection[int], more: object) -> bool:
        self.told.append(what)
        return True

    async def beat(self) -> None:
        """What the leader writes every five seconds."""
        while True:
            self.database(self.seen)
            await asyncio.sleep(5)

    async def rest(self, seconds: float) -> None:
        """Let the bot work for so long."""
        await asyncio.sleep(seconds)

    async def until(self, fault: Fault, *, held: bool, within: float) -> float:
        """How long it took until it was seen, or gone."""
        begun = moment()
        while (fault in self.held()) is not held:
            assert moment() - begun <= within, f"{fault} {'not seen' if held else 'still said'} after {within} s"
            await asyncio.sleep(1)
        return moment() - begun


async def nothing(update: Update) -> None:
    """An update that takes no work."""


@asynccontextmanager
async def at_work(patch: pytest.MonkeyPatch, office: Office, mode: Mode) -> AsyncIterator[AtWork]:
    disk, outbox = SimpleNamespace(f_bavail=PLENTY, f_frsize=1), SimpleNamespace(due=False)

    async def at_once(function: Callable[..., object], *arguments: object) -> object:
        return function(*arguments)

    async def has_due_copies(*_: object, **__: object) -> bool:
        return bool(outbox.due)

    async def nothing_lost(*_: object) -> None: ...

    async def copies(*_: object) -> dict[str, int]:
        return {"pending": int(outbox.due)}

    patch.setattr(watching, "asyncio", SimpleNamespace(**{**vars(asyncio), "to_thread": at_once}))
    patch.setattr(watching, "os", SimpleNamespace(**{**vars(os), "statvfs": lambda _: disk}))
    patch.setattr(contact, "note_heard", nothing_lost)
    patch.setattr(watching, "has_due_copies", has_due_copies)
    patch.setattr(watching, "copies_by_state", copies)
    settings = Settings(token="1:x", mode=mode, health_listen="off", webhook_url=HOOK, webhook_secret="rahasia-rahasia-rahasia")
    telegram = Telegram(HOOK if mode is Mode.WEBHOOK else "")
    telegram.vitals.webhook.registered = mode is Mode.WEBHOOK
    telegram.vitals.sending.leads = True
    ends: list[tuple[str, float]] = []
    watch = Watch(office, telegram, settings, lambda why: ends.append((why, moment())))
    bot = AtWork(telegram, watch, disk, outbox, ends)
    poller = Poller(telegram, Lanes(nothing), lambda chat: False)
    work = [bot.beat()] if mode is Mode.WEBHOOK else [bot.beat(), poller.run()]
    await watch.start()
    watch.serve(cast(Telling, bot))
    tasks = [asyncio.create_task(each) for each in work]
    try:
        yield bot
    finally:
        for task in tasks:
            task.cancel()
        await watch.stop()
