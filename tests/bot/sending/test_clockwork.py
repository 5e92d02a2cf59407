"""What the time brings is done once, whatever happens in between; the office's clock decides, and nothing else."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.health.vitals import Vitals
from bot.sending import clockwork
from bot.sending.clockwork import Clockwork
from ektp_core.announcements.announcement import AnnouncementKind
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.store import notices, reminders, schema, subscriptions
from ektp_core.store import visits as store
from ektp_core.store.leadership import LostLead, release_hold, take_lead
from ektp_core.store.reminders import remind
from ektp_core.subscriptions.reminders import Reminder, ReminderKind
from ektp_core.visits.changes import cancelled
from tests.at_once import at_once
from tests.bot.sending.office_clock import RATNA, TODAY, TOMORROW, Time, at
from tests.patience import LONGEST
from tests.store.followers import SITI, a_consent, copies


def about(keys: list[str]) -> list[str]:
    """The keys without what changes with every version."""
    return [":".join(key.split(":")[:3]) for key in keys]


async def test_a_visit_is_told_as_it_goes(when: Time) -> None:
    visit = await when.plans(TOMORROW, at(12))
    assert await when.is_now(at(12, 9)) == []
    assert about(await when.is_now(at(12, 10))) == ["visit:1:confirmed"]
    assert about(await when.is_now(at(16, 59))) == ["visit:1:confirmed"]
    assert (await when.is_now(at(17)))[1:] == [f"visit:{visit.id}:eve:{TOMORROW}"]
    when.clock.moment = at(17, 30)
    await when.changes(cancelled(visit, "kantor", at(17, 30)))
    assert len(await when.is_now(at(17, 39))) == 2
    assert about(await when.is_now(at(17, 40)))[2:] == ["visit:1:cancelled"]


async def test_looking_often_tells_once(when: Time) -> None:
    await when.plans(TOMORROW, at(12))
    for minute in range(30):
        await when.is_now(at(17, minute))
    await at_once(*(when.clockwork.tick() for _ in range(5)))
    assert about(await when.is_now(at(18))) == ["visit:1:confirmed", "visit:1:eve"]


async def test_a_clock_that_is_put_back_tells_nothing_twice(when: Time) -> None:
    await when.plans(TOMORROW, at(12))
    told = await when.is_now(at(17))
    for moment in (at(15), at(17), at(19), at(12), at(17, 5)):
        assert await when.is_now(moment) == told


async def test_an_eve_waits_while_a_cancellation_may_be_undone_and_then_ends(when: Time) -> None:
    visit = await when.plans(TOMORROW, at(12))
    await when.is_now(at(12, 10))
    await when.is_now(at(17))
    when.clock.moment = at(17, 1)
    off = await when.changes(cancelled(visit, None, at(17, 1)))
    assert await state_of(when, 2) == "sending"
    await when.is_now(at(17, 2))
    assert await state_of(when, 2) == "paused"
    async with when.office.store.changing_board() as connection:
        await store.take_back_change(connection, visit.id, off.version, at(17, 2))
    await when.office.public.renew_board()
    await when.is_now(at(17, 3))
    assert await state_of(when, 2) == "sending"
    when.clock.moment = at(17, 4)
    await when.changes(cancelled(when.visit(visit.id), None, at(17, 4)))
    await when.is_now(at(17, 14))
    assert await state_of(when, 2) == "cancelled"
    assert await copies(when.office.store, 2) == {SITI: DeliveryState.SKIPPED}


async def state_of(when: Time, number: int) -> str:
    async with when.office.store.reading() as connection:
        return str(await connection.scalar(select(schema.announcement.c.state).where(schema.announcement.c.id == number)))


async def test_what_comes_too_late_is_ended_whoever_made_it(when: Time) -> None:
    await when.plans(TOMORROW, at(12))
    await when.is_now(at(17))
    async with when.office.store.changing() as connection:
        await connection.execute(update(schema.announcement).values(kind=AnnouncementKind.ANNOUNCEMENT))
    await when.is_now(at(8, 0, TOMORROW))
    assert await state_of(when, 2) == "cancelled"
    async with when.office.store.reading() as connection:
        assert list((await connection.execute(select(schema.delivery.c.error).where(schema.delivery.c.announcement == 2))).scalars()) == [
            "too_late"
        ]


async def a_wish(when: Time, day: date = TOMORROW) -> None:
    assert await remind(when.office.store, Reminder(SITI, ReminderKind.CARD, day), TODAY, a_consent(SITI))


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (at(12), False),
        (at(7, 59, TOMORROW), False),
        (at(8, 0, TOMORROW), True),
        (at(21, 0, TOMORROW), False),
        (at(7, 0, TOMORROW + timedelta(1)), True),
        (at(19, 59, TOMORROW + timedelta(7)), True),
        (at(8, 0, TOMORROW + timedelta(8)), False),
    ],
)
async def test_a_day_is_reminded_of_from_eight_for_a_week_not_at_night(when: Time, moment: datetime, told: bool) -> None:
    await a_wish(when)
    assert bool(await when.is_now(moment)) is told


async def test_a_reminder_that_comes_too_late_is_counted_and_dropped(when: Time, caplog: pytest.LogCaptureFixture) -> None:
    await a_wish(when)
    assert await when.is_now(at(9, 0, TOMORROW + timedelta(8))) == []
    assert [record.__dict__["missed"] for record in caplog.records if "missed" in record.__dict__] == [1]
    async with when.office.store.reading() as connection:
        assert (await connection.execute(select(schema.reminder))).all() == []


async def test_a_held_copy_tells_nothing_and_then_only_what_comes_after(when: Time) -> None:
    await when.plans(TOMORROW, at(12))
    await when.plans(TOMORROW + timedelta(1), at(12))
    await a_wish(when, TODAY - timedelta(1))
    async with when.office.store.changing() as connection:
        await connection.execute(update(schema.lead).values(held_since=at(11)))
    for moment in (at(12, 10), at(17), at(19, 50)):
        assert await when.is_now(moment) == []
    async with when.office.store.changing() as connection:
        assert await release_hold(connection, at(19, 52))
    assert await when.is_now(at(19, 55)) == []
    assert await when.is_now(at(7, 30, TOMORROW)) == []
    assert await when.is_now(at(17, 0, TOMORROW)) == [f"visit:2:eve:{TOMORROW + timedelta(1)}"]


async def test_who_does_not_lead_any_more_tells_nothing(when: Time) -> None:
    await when.plans(TOMORROW, at(12))
    await take_lead(when.office.store, at(12))
    when.clock.moment = at(17)
    with pytest.raises(LostLead):
        await when.clockwork.tick()
    async with when.office.store.reading() as connection:
        assert (await connection.execute(select(schema.announcement))).all() == []


async def test_a_failure_in_the_middle_leaves_nothing_half_done(when: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    await when.plans(TOMORROW, at(12))

    async def broken(*_: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(notices, "tell", broken)
        assert await when.is_now(at(16)) == [], "queued and remembered, or neither"
    assert about(await when.is_now(at(16, 1))) == ["visit:1:confirmed"]


async def test_what_goes_wrong_is_logged_by_its_kind_and_stops_nothing_else(
    when: Time, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await when.plans(TOMORROW, at(12))
    await a_wish(when, TODAY)

    def broken(*_: Any) -> None:
        raise LookupError("a template lacks a value")

    monkeypatch.setattr(clockwork, "notice_wordings", broken)
    with caplog.at_level(logging.ERROR):
        assert [key.split(":")[0] for key in await when.is_now(at(17))] == ["reminder"]
    assert {record.__dict__["error"] for record in caplog.records} == {"LookupError"}


async def test_a_change_by_another_process_is_seen_before_anything_is_told(when: Time) -> None:
    visit = await when.plans(TOMORROW, at(12))
    async with when.office.store.changing_board() as connection:
        await store.change_visit(connection, visit, cancelled(visit, None, at(12, 1)), RATNA, at(12, 1))
    assert about(await when.is_now(at(17))) == ["visit:1:cancelled"]


async def test_a_change_in_the_very_moment_is_told_with_the_next_look(when: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    await when.plans(TOMORROW, at(12))
    reading, looks = when.office.store.reading, count(1)

    @asynccontextmanager
    async def reading_while_staff_change_it() -> AsyncIterator[AsyncConnection]:
        if next(looks) == 2:
            visit = when.visit(1)
            async with when.office.store.changing_board() as connection:
                await store.change_visit(connection, visit, cancelled(visit, None, at(12)), RATNA, at(12))
        async with reading() as connection:
            yield connection

    with monkeypatch.context() as patch:
        patch.setattr(when.office.store, "reading", reading_while_staff_change_it)
        assert await when.is_now(at(17)) == []
    assert about(await when.is_now(at(17, 1))) == ["visit:1:cancelled"]


async def test_signs_of_life_are_kept_every_hour_and_not_lost_on_the_way(when: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    later = TODAY + timedelta(30)
    await when.is_now(at(12))
    when.office.notes.saw(SITI)
    await when.is_now(at(12, 59))
    assert await last_seen(when) == TODAY

    async def broken(*_: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(subscriptions, "keep_seen", broken)
        await when.is_now(at(13, 0, later))
    await when.is_now(at(13, 1, later))
    assert await last_seen(when) == later


async def last_seen(when: Time) -> date | None:
    async with when.office.store.reading() as connection:
        return await connection.scalar(select(schema.subscriber.c.last_seen))


async def test_tidying_up_waits_for_the_morning(when: Time) -> None:
    in_two_years = TODAY + timedelta(days=725)
    assert await when.is_now(at(3, 0, in_two_years)) == []
    assert await when.is_now(at(7, 0, in_two_years)) == [f"expiry:{in_two_years}"]
    assert await when.is_now(at(7, 0, in_two_years + timedelta(20))) == [f"expiry:{in_two_years}"]
    assert await last_seen(when) is None, "24 months without a sign of life"


async def test_it_looks_at_once_and_again_until_it_is_cancelled(when: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "TICK_SECONDS", 0.01)
    await when.plans(TOMORROW, at(12))
    when.clock.moment = at(17)
    running = asyncio.create_task(when.clockwork.run())
    async with asyncio.timeout(LONGEST):
        while not when.office.outbox_changed.is_set():
            await asyncio.sleep(0.01)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert len(await when.is_now(at(17))) == 2


async def test_while_the_clock_is_in_doubt_nothing_is_told_and_afterwards_everything_is(when: Time) -> None:
    await when.plans(TOMORROW, at(12))
    seen = Vitals(skews=(600.0,))
    doubting = Clockwork(when.office, 1, seen)
    when.clock.moment = at(17)
    await doubting.tick()
    assert await keys(when) == []
    seen.skews = (0.0,)
    await doubting.tick()
    assert len(await keys(when)) == 2


async def keys(when: Time) -> list[str]:
    async with when.office.store.reading() as connection:
        return list((await connection.execute(select(schema.announcement.c.key))).scalars())


async def test_how_late_reminders_are_is_known_until_they_are_in_the_outbox(when: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    await a_wish(when)
    seen = Vitals()
    watched = Clockwork(when.office, 1, seen)
    queue = reminders.queue_reminder

    async def broken(*_: Any) -> None:
        raise OSError("disk full")

    async def lags_at(moment: datetime) -> list[float]:
        when.clock.moment = moment
        await watched.tick()
        return seen.sending.reminder_lags

    assert await lags_at(at(7, 59, TOMORROW)) == []
    monkeypatch.setattr(reminders, "queue_reminder", broken)
    assert await lags_at(at(8, 0, TOMORROW)) == [0]
    assert await lags_at(at(8, 5, TOMORROW)) == [300]
    monkeypatch.setattr(reminders, "queue_reminder", queue)
    assert await lags_at(at(8, 6, TOMORROW)) == [360], "they go now"
    assert await lags_at(at(8, 7, TOMORROW)) == []
