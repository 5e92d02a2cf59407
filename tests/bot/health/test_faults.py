"""The twelve faults of test 26: red within 30 seconds after the condition holds, green within 60 after the repair, told once each way."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.health import faults as rules
from bot.health.clock import is_clock_trusted
from bot.health.vitals import Vitals, moment
from bot.health.watchdog import LOOK_SECONDS, STILL_LOOKS, TURN_SECONDS, Stillness
from bot.settings import Mode
from ektp_core.alarms import Fault
from ektp_core.office import Office
from tests.bot.health.at_work import HOOK, PLENTY, AtWork, at_work

pytestmark = pytest.mark.virtual_time
SEEN_WITHIN, OVER_WITHIN = 30.0, 60.0
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
Do = Callable[[AtWork], object]


@dataclass(frozen=True)
class Case:
    """A fault, how long it lasts until its condition holds, what happens, what mends it, and how long it is left so."""

    fault: Fault
    holds_after: float
    happens: Do
    is_mended: Do
    mode: Mode = Mode.POLLING
    lasts: float = 5 * MINUTE
    is_told_at_once: bool = True
    follows: tuple[Fault, ...] = ()
    """What is at fault as well after a while, and truly so."""


def telegram_is_well(bot: AtWork) -> None:
    bot.telegram.is_well()


def nothing_is_written(bot: AtWork) -> None:
    bot.database = lambda seen: None


def writes_fail(bot: AtWork) -> None:
    bot.database = lambda seen: seen.note_not_written()


def written_again(bot: AtWork) -> None:
    bot.database = lambda seen: seen.note_written(moment())


def copies_stand(bot: AtWork) -> None:
    bot.outbox.due = True


def copies_go(bot: AtWork) -> None:
    bot.outbox.due = False
    bot.seen.note_outcome("delivered", has_ended=True)


def disk_has(free: int) -> Do:
    return lambda bot: setattr(bot.disk, "f_bavail", free)


def telegram_posts_to(url: str, **more: float) -> Do:
    return lambda bot: setattr(bot.telegram, "webhook", {"url": url, **more})


def posts_fail(bot: AtWork) -> None:
    bot.telegram.webhook = {"url": HOOK, "last_error_date": bot.seen.wall(), "pending_update_count": 1}


def clock_is_ahead(seconds: float) -> Do:
    return lambda bot: setattr(bot.telegram, "skew", seconds)


TWELVE = {
    # longer, and the process ends
    "poller hung": Case(Fault.NO_UPDATES, rules.FETCH_SECONDS, lambda bot: bot.telegram.hangs(), telegram_is_well, lasts=10),
    "DB locked": Case(Fault.DATABASE, 0, nothing_is_written, written_again),
    "disk full": Case(Fault.DISK_FULL, 0, disk_has(1024), disk_has(PLENTY)),
    # a bot that polls ends then; nobody can be told before the token is known again
    "token revoked": Case(
        Fault.TOKEN, 0, lambda bot: bot.telegram.fails(InvalidToken()), telegram_is_well, Mode.WEBHOOK, is_told_at_once=False
    ),
    "DNS dead": Case(Fault.NO_UPDATES, rules.FETCH_SECONDS, lambda bot: bot.telegram.fails(NetworkError("DNS")), telegram_is_well),
    "clock +10 min": Case(Fault.CLOCK, 0, clock_is_ahead(600), clock_is_ahead(0)),
    "queue stalled": Case(Fault.OUTBOX, rules.OUTBOX_SECONDS, copies_stand, copies_go),
    "webhook URL changed": Case(
        Fault.WEBHOOK_MOVED, 0, telegram_posts_to("https://elsewhere.example"), telegram_posts_to(HOOK), Mode.WEBHOOK
    ),
    "cert expired": Case(Fault.WEBHOOK_FAILING, 0, posts_fail, lambda bot: bot.seen.note_posted(), Mode.WEBHOOK, lasts=MINUTE),
    "second poller": Case(
        Fault.OTHER_POLLER,
        rules.OVERLAP_SECONDS,
        lambda bot: bot.telegram.interrupts(Conflict("other getUpdates")),
        telegram_is_well,
        follows=(Fault.NO_UPDATES,),
    ),
    "Telegram 5xx for 1 h": Case(
        Fault.NO_UPDATES, rules.FETCH_SECONDS, lambda bot: bot.telegram.fails(TelegramError("502")), telegram_is_well, lasts=HOUR
    ),
}
MORE = {
    "DB refuses": Case(Fault.DATABASE, 0, writes_fail, written_again),
    "DNS dead, posted to": Case(
        Fault.NO_UPDATES,
        rules.FETCH_SECONDS,
        lambda bot: bot.telegram.fails(NetworkError("DNS")),
        telegram_is_well,
        Mode.WEBHOOK,
        is_told_at_once=False,
    ),
    "clock -10 min": Case(Fault.CLOCK, 0, clock_is_ahead(-600), clock_is_ahead(0), Mode.WEBHOOK),
    "a webhook in the way": Case(Fault.WEBHOOK_MOVED, 0, telegram_posts_to(HOOK), telegram_posts_to("")),
}


@pytest.mark.parametrize("name", [*TWELVE, *MORE])
async def test_red_in_time_green_in_time_and_told_once_each_way(name: str, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = (TWELVE | MORE)[name]
    async with at_work(monkeypatch, office, case.mode) as bot:
        await bot.rest(10 * MINUTE)
        assert (bot.held(), bot.told) == ((), [])
        case.happens(bot)
        await bot.until(case.fault, held=True, within=case.holds_after + SEEN_WITHIN)
        await bot.rest(case.lasts)
        assert {*bot.held()} - {*case.follows} == {case.fault}, "only what is at fault is said"
        assert case.fault in [each.fault for each in office.faults], "on the desk"
        case.is_mended(bot)
        await bot.until(case.fault, held=False, within=OVER_WITHIN)
        await bot.rest(5 * MINUTE)
        assert list(office.faults) == []
        told = [(each.fault, each.ended is None) for each in bot.told if each.fault not in case.follows]
        assert told == [(case.fault, True)] * case.is_told_at_once + [(case.fault, False)]
        assert bot.ends == []


def test_the_twelfth_an_event_loop_that_is_blocked_answers_nobody_and_is_ended_within_a_minute() -> None:
    """`/readyz` answers nothing while it is so, which is red; 90 seconds are too long for whoever supervises it to wait."""
    assert len(TWELVE) == 11
    for blocked_after in (0.0, 1.0, 2.5, 4.9):
        stillness, at, looked = Stillness(), 0.0, 0
        while not (ended := stillness.look()) and looked < 100:
            at += LOOK_SECONDS
            looked += 1
            stillness.turns += int(min(at, blocked_after) // TURN_SECONDS) - int(min(at - LOOK_SECONDS, blocked_after) // TURN_SECONDS)
        assert ended
        assert at - blocked_after <= 60
    assert LOOK_SECONDS * STILL_LOOKS < 90


async def test_a_poller_that_hangs_ends_the_process_within_a_minute_after_it_is_a_fault(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(monkeypatch, office, Mode.POLLING) as bot:
        bot.telegram.hangs()
        red = moment() + await bot.until(Fault.NO_UPDATES, held=True, within=rules.FETCH_SECONDS + SEEN_WITHIN)
        while not bot.ends:
            assert moment() - red <= 60
            await bot.rest(1)
        (why, ended), *_ = bot.ends
        assert why == "the poller hangs"
        assert ended - red <= 60


async def test_a_network_that_is_away_for_hours_ends_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(monkeypatch, office, Mode.POLLING) as bot:
        bot.telegram.fails(NetworkError("DNS"))
        await bot.rest(3 * HOUR)
        assert bot.ends == []


@pytest.mark.parametrize("mode", [Mode.POLLING, Mode.WEBHOOK])
async def test_in_a_virtual_day_of_normal_work_nothing_is_red_and_nobody_is_told_anything(
    mode: Mode, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quiet night of empty polls, a day with announcements of an hour, waits that Telegram asks for, hiccups, and a disk that is slow."""
    chance = random.Random(26)
    hiccups = [NetworkError("reset"), TelegramError("502"), RetryAfter(30), Conflict("a process of ours that ends")]
    async with at_work(monkeypatch, office, mode) as bot:
        begun, red = moment(), list[tuple[Fault, ...]]()
        while (now := moment() - begun) < DAY:
            is_day = 7 * HOUR < now < 20 * HOUR
            announces = is_day and now % (3 * HOUR) < HOUR
            bot.outbox.due = announces
            if announces:
                is_to_wait = chance.random() < 0.01
                bot.seen.note_outcome("wait" if is_to_wait else "delivered", has_ended=not is_to_wait, halts=60.0 if is_to_wait else None)
            backup = now % (15 * MINUTE) < 10
            bot.database = written_late(chance.uniform(5, 15) if backup else 0.01)
            bot.telegram.skew = chance.uniform(-2, 2)
            if is_day and chance.random() < 0.002:
                bot.telegram.fails(chance.choice(hiccups))
                await bot.rest(1)
                bot.telegram.is_well()
            await bot.rest(15)
            red += [bot.held()] if bot.held() else []
            assert is_clock_trusted(bot.seen)
        assert (red, bot.told, bot.ends) == ([], [], [])


def written_late(seconds: float) -> Callable[..., None]:
    """A beat that took so long, as beside a backup on a disk that is slow but works."""
    return lambda seen: seen.note_written(moment() - seconds)


async def test_a_wait_that_telegram_asks_for_is_no_stalled_outbox(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(monkeypatch, office, Mode.POLLING) as bot:
        copies_stand(bot)
        bot.seen.note_outcome("wait", has_ended=False, halts=600)
        await bot.rest(600 + rules.OUTBOX_SECONDS - 5)
        assert bot.held() == ()
        await bot.until(Fault.OUTBOX, held=True, within=30)


@pytest.mark.parametrize("fate", ["not_sent", "ambiguous", "postponed"])
async def test_requests_that_end_no_copy_do_not_hide_that_the_outbox_stands(
    fate: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(monkeypatch, office, Mode.POLLING) as bot:
        copies_stand(bot)
        for _ in range(int(rules.OUTBOX_SECONDS + SEEN_WITHIN)):
            bot.seen.note_outcome(fate, has_ended=False)
            await bot.rest(1)
        assert bot.held() == (Fault.OUTBOX,)


async def test_a_post_that_failed_while_we_were_not_there_or_that_another_of_us_took_is_no_fault(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(monkeypatch, office, Mode.WEBHOOK) as bot:
        bot.telegram.webhook = {"url": HOOK, "last_error_date": bot.seen.wall() - 1, "pending_update_count": 1}
        await bot.rest(MINUTE)
        assert bot.held() == (), "a restart"
        posts_fail(bot)
        await bot.until(Fault.WEBHOOK_FAILING, held=True, within=SEEN_WITHIN)
        bot.telegram.webhook = {**bot.telegram.webhook, "pending_update_count": 0}
        await bot.until(Fault.WEBHOOK_FAILING, held=False, within=SEEN_WITHIN)


async def test_whoever_does_not_lead_has_no_outbox_that_stalls(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(monkeypatch, office, Mode.POLLING) as bot:
        bot.seen.sending.leads = False
        copies_stand(bot)
        await bot.rest(HOUR)
        assert bot.held() == ()


async def test_one_late_answer_is_no_wrong_clock_and_nothing_is_done_until_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(monkeypatch, office, Mode.WEBHOOK) as bot:
        await bot.rest(MINUTE)
        bot.telegram.skew = 45
        while is_clock_trusted(bot.seen):
            await bot.rest(1)
        bot.telegram.skew = 0
        await bot.rest(MINUTE)
        assert is_clock_trusted(bot.seen)
        assert bot.told == []


async def test_a_date_that_cannot_be_read_says_nothing() -> None:
    seen = Vitals(wall=moment)
    for said in (None, "", "kemarin", "Mon, 99 Nov 2026 00:00:00 GMT"):
        seen.note_date(said)
        await asyncio.sleep(10)
    assert seen.skews == ()
