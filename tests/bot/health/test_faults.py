"""Each fault is seen within 30 seconds after it holds, and its end within 60; on a day of normal work there is none."""

import asyncio
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import formatdate
from math import inf
from typing import Any

import msgspec
import pytest
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from bot.health import faults as rules
from bot.health.faults import faults, is_fetching
from bot.health.vitals import Vitals, moment
from bot.messaging.lanes import Lanes
from bot.messaging.polling import LONG_POLL_SECONDS, Poller
from bot.messaging.transport import Transport
from bot.messaging.updates import Update
from ektp_core.alarms import Fault

pytestmark = pytest.mark.virtual_time
HOOK = "https://office.example/bot"
SEEN_WITHIN, OVER_WITHIN = 30.0, 60.0
STEP = 1.0
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


class Telegram(Transport):
    """Answers getUpdates after a whole long poll with nothing, or as a test says."""

    def __init__(self) -> None:
        super().__init__("http://nowhere", "1:x", Vitals(wall=moment))
        self._error: TelegramError | None = None
        self._after = inf
        self._hangs = False
        self._changed = asyncio.Event()

    async def answer_to(self, method: str, parameters: Mapping[str, Any], *, patience: float) -> bytes:
        begun = moment()
        while (left := begun + (inf if self._hangs else min(self._after, parameters["timeout"])) - moment()) > 0:
            self._changed.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), left if left < inf else None)
        if self._error:
            raise self._error
        return msgspec.json.encode({"ok": True, "result": []})

    def is_well(self) -> None:
        self._now_does(None, inf, hangs=False)

    def fails(self, error: TelegramError, after: float = 0.0) -> None:
        """Every request, so many seconds after it was made at the latest."""
        self._now_does(error, after, hangs=False)

    def hangs(self) -> None:
        self._now_does(None, inf, hangs=True)

    def _now_does(self, error: TelegramError | None, after: float, *, hangs: bool) -> None:
        self._error, self._after, self._hangs = error, after, hangs
        self._changed.set()


@dataclass
class Bot:
    """A bot that is well, until a test does something to it."""

    telegram: Telegram
    webhook: str | None = None
    skew: float = 0.0
    is_answered: bool = True
    database: Callable[[Vitals], None] = lambda seen: seen.note_written(moment())

    @property
    def seen(self) -> Vitals:
        return self.telegram.vitals

    def held(self) -> tuple[Fault, ...]:
        return faults(self.seen, moment(), webhook=self.webhook)

    async def beat(self) -> None:
        """What the leader and the watch observe every few seconds."""
        while True:
            self.database(self.seen)
            self.seen.note_date(formatdate(moment() - self.skew))
            if self.is_answered:
                self.seen.answered = moment()
            await asyncio.sleep(5)

    async def until(self, fault: Fault, *, held: bool, within: float) -> float:
        """How long it took until it was seen, or gone."""
        begun = moment()
        while (fault in self.held()) is not held:
            assert moment() - begun <= within, f"{fault} {'not seen' if held else 'still said'} after {within} s"
            await asyncio.sleep(STEP)
        return moment() - begun


@contextmanager
def at_work(bot: Bot) -> Iterator[None]:
    async def handle(update: Update) -> None: ...

    bot.seen.begin()
    poller = Poller(bot.telegram, Lanes(handle), lambda chat: False)
    tasks = [asyncio.create_task(bot.beat())] + ([] if bot.webhook else [asyncio.create_task(poller.run())])
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


def polling() -> Bot:
    return Bot(Telegram())


def posted_to() -> Bot:
    bot = Bot(Telegram(), webhook=HOOK)
    bot.seen.webhook.registered, bot.seen.webhook.address = True, HOOK
    return bot


Do = Callable[[Bot], None]


def nothing_written(bot: Bot) -> None:
    bot.database = lambda seen: None


def write_fails(bot: Bot) -> None:
    bot.database = lambda seen: seen.note_not_written()


def written_again(bot: Bot) -> None:
    bot.database = lambda seen: seen.note_written(moment())


def answers(bot: Bot) -> None:
    bot.telegram.is_well()


def set_(name: str, value: object, part: str = "") -> Do:
    def do(bot: Bot) -> None:
        setattr(getattr(bot.seen, part) if part else bot.seen, name, value)

    return do


def stalls(bot: Bot) -> None:
    bot.seen.sending.leads = True
    bot.seen.note_due(due=True)


def delivers(bot: Bot) -> None:
    bot.seen.note_outcome("delivered", has_ended=True)


def post_fails(bot: Bot) -> None:
    bot.seen.webhook.failed, bot.seen.webhook.waiting = moment(), 1


CASES: dict[str, tuple[Fault, Callable[[], Bot], float, Do, Do]] = {
    # the fault, the bot, how long it takes until the condition holds, what happens, what mends it
    "the poller hangs": (
        Fault.NO_UPDATES,
        polling,
        rules.FETCH_SECONDS,
        lambda bot: bot.telegram.hangs(),
        answers,
    ),
    "no way to Telegram": (Fault.NO_UPDATES, polling, rules.FETCH_SECONDS, lambda bot: bot.telegram.fails(NetworkError("DNS")), answers),
    "no way to Telegram, which posts to us": (
        Fault.NO_UPDATES,
        posted_to,
        rules.FETCH_SECONDS,
        lambda bot: setattr(bot, "is_answered", False),
        lambda bot: setattr(bot, "is_answered", True),
    ),
    "Telegram answers 502": (Fault.NO_UPDATES, polling, rules.FETCH_SECONDS, lambda bot: bot.telegram.fails(TelegramError("502")), answers),
    "another poller": (
        Fault.OTHER_POLLER,
        polling,
        rules.OVERLAP_SECONDS,
        lambda bot: bot.telegram.fails(Conflict("other getUpdates"), after=10),
        answers,
    ),
    "a webhook in the way": (Fault.WEBHOOK_MOVED, polling, 0, set_("address", HOOK, "webhook"), set_("address", "", "webhook")),
    "the database is silent": (Fault.DATABASE, polling, 0, nothing_written, written_again),
    "the database refuses": (Fault.DATABASE, polling, 0, write_fails, written_again),
    "the disk is full": (Fault.DISK_FULL, polling, 0, set_("free_bytes", 1024), set_("free_bytes", 10**9)),
    "the token is revoked": (Fault.TOKEN, posted_to, 0, set_("token_refused", True), set_("token_refused", False)),
    "the clock jumps ahead": (Fault.CLOCK, polling, 0, lambda bot: setattr(bot, "skew", 600), lambda bot: setattr(bot, "skew", 0)),
    "the clock jumps back": (Fault.CLOCK, posted_to, 0, lambda bot: setattr(bot, "skew", -31), lambda bot: setattr(bot, "skew", -1)),
    "the outbox stands": (Fault.OUTBOX, polling, rules.OUTBOX_SECONDS, stalls, delivers),
    "the webhook's address is changed": (
        Fault.WEBHOOK_MOVED,
        posted_to,
        0,
        set_("address", "https://elsewhere.example", "webhook"),
        set_("address", HOOK, "webhook"),
    ),
    "the certificate has expired": (
        Fault.WEBHOOK_FAILING,
        posted_to,
        0,
        post_fails,
        lambda bot: bot.seen.note_posted(),
    ),
}


@pytest.mark.parametrize("case", CASES)
async def test_a_fault_is_seen_in_time_and_its_end_too(case: str) -> None:
    fault, make, until_it_holds, happens, is_mended = CASES[case]
    bot = make()
    with at_work(bot):
        await asyncio.sleep(10 * MINUTE)
        assert bot.held() == ()
        happens(bot)
        await bot.until(fault, held=True, within=until_it_holds + SEEN_WITHIN)
        await asyncio.sleep(5)
        assert bot.held() == (fault,), "only what is at fault is said"
        is_mended(bot)
        await bot.until(fault, held=False, within=OVER_WITHIN + 1)


@pytest.mark.parametrize("make", [polling, posted_to])
async def test_in_a_day_of_normal_work_nothing_is_called_a_fault(make: Callable[[], Bot]) -> None:
    bot, chance = make(), random.Random(19)
    hiccups = [NetworkError("reset"), TelegramError("502"), RetryAfter(30), Conflict("a process of ours that ends")]

    async def life() -> None:
        while True:
            await asyncio.sleep(chance.uniform(10 * MINUTE, HOUR))
            bot.telegram.fails(chance.choice(hiccups), after=1)
            bot.skew = chance.uniform(-2, 2)
            bot.seen.note_due(due=True)
            bot.seen.note_not_written()
            await asyncio.sleep(1.5)
            answers(bot)
            await asyncio.sleep(chance.uniform(0, 90))
            bot.seen.note_outcome("delivered", has_ended=True)
            bot.seen.note_due(due=False)
            bot.seen.note_posted()

    found: list[tuple[Fault, ...]] = []
    with at_work(bot):
        living = asyncio.create_task(life())
        bot.seen.sending.leads = True
        begun = moment()
        while moment() - begun < DAY:
            await asyncio.sleep(5)
            found += [bot.held()] if bot.held() else []
        living.cancel()
    assert found == []


async def test_a_wait_that_telegram_asks_for_is_no_stalled_outbox() -> None:
    bot = polling()
    with at_work(bot):
        stalls(bot)
        bot.seen.note_outcome("wait", has_ended=False, halts=600)
        await asyncio.sleep(600 + rules.OUTBOX_SECONDS - 5)
        assert bot.held() == ()
        await bot.until(Fault.OUTBOX, held=True, within=30)


@pytest.mark.parametrize("fate", ["not_sent", "ambiguous", "postponed"])
async def test_requests_that_end_no_copy_do_not_hide_that_the_outbox_stands(fate: str) -> None:
    bot = polling()

    async def tries() -> None:
        while True:
            bot.seen.note_outcome(fate, has_ended=False)
            await asyncio.sleep(1)

    with at_work(bot):
        stalls(bot)
        trying = asyncio.create_task(tries())
        await bot.until(Fault.OUTBOX, held=True, within=rules.OUTBOX_SECONDS + SEEN_WITHIN)
        trying.cancel()


async def test_a_post_that_failed_while_we_were_not_there_or_that_another_of_us_took_is_no_fault() -> None:
    bot = posted_to()
    with at_work(bot):
        bot.seen.webhook.failed, bot.seen.webhook.waiting = moment() - 1, 1
        await asyncio.sleep(1)
        assert bot.held() == (), "a restart"
        await asyncio.sleep(MINUTE)
        post_fails(bot)
        assert bot.held() == (Fault.WEBHOOK_FAILING,)
        bot.seen.webhook.waiting = 0
        assert bot.held() == (), "another process of ours"


async def test_whoever_does_not_lead_has_no_outbox_that_stalls() -> None:
    bot = polling()
    with at_work(bot):
        bot.seen.note_due(due=True)
        await asyncio.sleep(HOUR)
        assert bot.held() == ()


async def test_one_late_answer_is_no_wrong_clock() -> None:
    bot = polling()
    with at_work(bot):
        bot.skew = 45
        await asyncio.sleep(5)
        bot.skew = 0
        await asyncio.sleep(1)
        assert bot.held() == ()


async def test_a_date_that_cannot_be_read_says_nothing() -> None:
    seen = Vitals(wall=moment)
    for said in (None, "", "kemarin", "Mon, 99 Nov 2026 00:00:00 GMT"):
        seen.note_date(said)
        await asyncio.sleep(10)
    assert seen.skews == ()


async def test_a_poller_that_hangs_is_told_from_a_network_that_is_away() -> None:
    """A new start helps the one; the other would be started again and again."""
    away, hung = polling(), polling()
    with at_work(away), at_work(hung):
        away.telegram.fails(NetworkError("DNS"))
        hung.telegram.hangs()
        await asyncio.sleep(LONG_POLL_SECONDS + rules.FETCH_SECONDS + 1)
        assert is_fetching(away.seen, moment())
        assert not is_fetching(hung.seen, moment())
