"""Telegram cannot be reached, for an hour and for longer than it keeps what people write: then staff are told what may be missing."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, cast

import pytest
from telegram.error import NetworkError

from bot.application.contact import Contact
from bot.health.vitals import Vitals, moment
from bot.messaging import polling
from bot.messaging.lanes import Lanes
from bot.messaging.polling import Poller
from bot.messaging.transport import Transport
from bot.terminal.ask import plain
from ektp_core.alarms import AlarmKind, Silence
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.store import alarms, open_store
from ektp_core.store.connection import Store
from ektp_core.store.leadership import hold
from handlers.staff.alarms import alarm_reply
from handlers.texts import render
from tests.databases import Filled, sqlite_file
from tests.rehearsal import TODAY, ZONE, Clock

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=ZONE)


class Telegram:
    """Answers, and cannot be reached for so many hours after that, of which each takes one attempt."""

    def __init__(self, clock: Clock, hours: float) -> None:
        self.vitals = Vitals()
        self._clock = clock
        self._until = clock() + timedelta(hours=hours)
        self._answered = 0
        self.is_heard_again = asyncio.Event()
        self.vitals = Vitals()
        self.look: Callable[[], Awaitable[None]]

    async def answer_to(self, _method: str, _parameters: Any, *, patience: float) -> bytes:
        await self.look()  # as the watch does all the time
        if self._answered and self._clock() < self._until:
            self._clock.moment = min(self._clock() + timedelta(hours=1), self._until)
            raise NetworkError("no route to host")
        self._answered += 1
        if self._answered > 2:
            self.is_heard_again.set()
            await asyncio.Event().wait()
        return b'{"ok":true,"result":[]}'


async def is_silent(store: Store, clock: Clock, hours: float, *, has_written: bool = True) -> None:
    """One run of the bot, which hears Telegram, does not for so long, and hears it again."""
    telegram = Telegram(clock, hours)
    if has_written:
        telegram.vitals.note_written(moment())
    office = await Office.open(store, OfficeSettings(ZONE), clock)
    poller = Poller(cast(Transport, telegram), Lanes(cast(Any, None)), lambda chat: False)
    telegram.look = Contact(office, telegram.vitals).look
    running, heard = asyncio.create_task(poller.run()), asyncio.create_task(telegram.is_heard_again.wait())
    await asyncio.wait((running, heard), return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        running.result()
    running.cancel()


@pytest.fixture
async def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(polling, "FIRST_PAUSE_SECONDS", 0.0)
    opened = open_store(await sqlite_file(tmp_path / "office.db", Filled.FIRST_START))
    yield opened
    await opened.close()


async def silences(store: Store) -> list[alarms.Alarm]:
    return [alarm for alarm in await alarms.untold(store) if alarm.kind is AlarmKind.SILENCE]


@pytest.mark.parametrize("hours", [0, 1, 6, 20, 24])
async def test_after_a_silence_that_telegram_bridges_nothing_is_said_to_be_missing(hours: float, store: Store) -> None:
    await is_silent(store, Clock(NOON), hours)
    assert await silences(store) == []


@pytest.mark.parametrize("hours", [24.1, 25, 72])
async def test_staff_are_told_once_what_may_be_missing_after_a_longer_one(hours: float, store: Store) -> None:
    clock = Clock(NOON)
    await is_silent(store, clock, hours)
    await is_silent(store, clock, 1)
    (told,) = await silences(store)
    assert Silence.of(told.details) == Silence(NOON, NOON + timedelta(hours=hours))


async def test_a_restart_in_the_middle_does_not_make_a_silence_shorter(store: Store) -> None:
    clock = Clock(NOON)
    await is_silent(store, clock, 0)
    clock.moment += timedelta(hours=20)  # the machine stands still, and starts again before Telegram can be reached
    clock.moment += timedelta(hours=5)
    await is_silent(store, clock, 0)
    assert len(await silences(store)) == 1


@pytest.mark.parametrize("year", [1970, 2038])
async def test_a_clock_that_is_wrong_makes_no_silence(year: int, store: Store) -> None:
    clock = Clock(NOON)
    seen = Vitals(wall=lambda: clock().timestamp())
    seen.note_written(moment())
    seen.note_date(format_datetime(NOON.astimezone(UTC), usegmt=True))
    contact = Contact(await Office.open(store, OfficeSettings(ZONE), clock), seen)
    seen.note_fetched()
    await contact.look()
    clock.moment = NOON.replace(year=year)
    seen.note_fetched()
    await contact.look()
    clock.moment = NOON
    seen.note_fetched()
    await contact.look()
    assert await silences(store) == []


async def test_the_hours_whose_messages_may_be_lost_are_named(store: Store) -> None:
    await is_silent(store, Clock(NOON), 25)
    (told,) = await silences(store)
    office = await Office.open(store, OfficeSettings(ZONE), Clock(NOON))
    said = plain(render(alarm_reply(told, office), Language.ID))
    assert "24 Nov 2026 12.00 sampai 25 Nov 2026 13.00" in said
    assert "sebelum 24 Nov 2026 13.00 mungkin hilang" in said


async def is_restored(store: Store, clock: Clock) -> None:
    """This database is a copy, put in place now."""
    async with store.changing() as connection:
        await hold(connection, clock())


@pytest.mark.parametrize("days", [1.1, 8, 40])
async def test_what_a_restored_copy_did_not_hear_is_no_silence_and_the_alarm_that_holds_it_says_what_is_not_known(
    days: float, store: Store
) -> None:
    clock = Clock(NOON)
    await is_silent(store, clock, 0)
    clock.moment += timedelta(days=days)
    await is_restored(store, clock)
    await is_restored(store, clock)  # marked by the command, and recognised at the start
    await is_silent(store, clock, 0)
    (held,) = await alarms.untold(store)
    office = await Office.open(store, OfficeSettings(ZONE), clock)
    assert held.kind is AlarmKind.HELD
    assert "bot terakhir menerima pesan 24 Nov 2026 12.00" in plain(render(alarm_reply(held, office), Language.ID))
    assert "last received messages 24 Nov 2026 12:00" in plain(render(alarm_reply(held, office), Language.EN))


async def test_a_silence_after_the_restored_copy_was_at_work_is_told_as_any_other(store: Store) -> None:
    clock = Clock(NOON)
    await is_silent(store, clock, 0)
    clock.moment += timedelta(days=8)
    await is_restored(store, clock)
    await is_silent(store, clock, 25)
    assert len(await silences(store)) == 1


async def test_a_copy_that_was_held_already_when_it_was_made_tells_no_silence_either(store: Store) -> None:
    clock = Clock(NOON)
    await is_silent(store, clock, 0)
    for _ in range(2):
        clock.moment += timedelta(days=8)
        await is_restored(store, clock)
        await is_silent(store, clock, 1)
    assert await silences(store) == []


async def test_nothing_is_called_a_silence_before_it_is_known_whether_this_is_a_restored_copy(store: Store) -> None:
    clock = Clock(NOON)
    await is_silent(store, clock, 0)
    clock.moment += timedelta(days=8)
    await is_silent(store, clock, 0, has_written=False)
    assert await silences(store) == []
    await is_silent(store, clock, 0)
    assert len(await silences(store)) == 1
