"""Telegram cannot be reached, for an hour and for longer than it keeps what people write: then staff are told what may be missing."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from telegram.error import NetworkError

from bot.application.contact import Contact
from bot.health.vitals import Vitals
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

    async def answer_to(self, _method: str, _parameters: Any, *, patience: float) -> bytes:
        if self._answered and self._clock() < self._until:
            self._clock.moment = min(self._clock() + timedelta(hours=1), self._until)
            raise NetworkError("no route to host")
        self._answered += 1
        if self._answered > 2:  # what it answered before has been noted by now
            self.is_heard_again.set()
            await asyncio.Event().wait()
        return b'{"ok":true,"result":[]}'


async def is_silent(store: Store, clock: Clock, hours: float) -> None:
    """One run of the bot, which hears Telegram, does not for so long, and hears it again."""
    telegram = Telegram(clock, hours)
    office = await Office.open(store, OfficeSettings(ZONE), clock)
    poller = Poller(cast(Transport, telegram), Lanes(cast(Any, None)), lambda chat: False, Contact(office, lambda: True).heard)
    running = asyncio.create_task(poller.run())
    await telegram.is_heard_again.wait()
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
    clock, is_right = Clock(NOON), True
    office = await Office.open(store, OfficeSettings(ZONE), clock)
    contact = Contact(office, lambda: is_right)
    await contact.heard()
    clock.moment, is_right = NOON.replace(year=year), False
    await contact.heard()
    clock.moment, is_right = NOON + timedelta(hours=1), True
    await contact.heard()
    assert await silences(store) == []


async def test_the_hours_whose_messages_may_be_lost_are_named(store: Store) -> None:
    await is_silent(store, Clock(NOON), 25)
    (told,) = await silences(store)
    office = await Office.open(store, OfficeSettings(ZONE), Clock(NOON))
    said = plain(render(alarm_reply(told, office), Language.ID))
    assert "24 Nov 2026 12.00 sampai 25 Nov 2026 13.00" in said
    assert "sebelum 24 Nov 2026 13.00 mungkin hilang" in said
