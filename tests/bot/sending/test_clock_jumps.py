"""A clock that jumps, or is wrong at the start: nothing is told that is not due, nothing erased that is not over, nothing twice.

What is done by the clock waits from the jump on, before Telegram has been asked again what time it is, until both agree.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest

from bot.health.vitals import DATE_SECONDS, Vitals
from bot.sending.clockwork import Clockwork
from ektp_core.office import Office, OfficeSettings
from ektp_core.store.leadership import take_lead
from ektp_core.store.reminders import remind
from tests.bot.sending.office_clock import TODAY, TOMORROW, Time, at
from tests.store.followers import SITI, a_reminder
from tests.store.records import everything

pytestmark = pytest.mark.virtual_time

JUMPS = {
    "ten minutes ahead": timedelta(minutes=10),
    "two hours back": timedelta(hours=-2),
    "to 1970": datetime(1970, 1, 1, tzinfo=UTC) - at(16, 55),
    "to 2038": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC) - at(16, 55),
}


class Machine:
    """An office whose machine shows another time than it is by `wrong`; Telegram knows the true one."""

    def __init__(self, when: Time, fence: int, true: datetime, wrong: timedelta = timedelta()) -> None:
        self.when = when
        self.true = true
        self.wrong = wrong
        self.seen = Vitals(wall=self._shows)
        self.when.clockwork = Clockwork(when.office, fence, self.seen)

    @property
    def shown(self) -> datetime:
        return self.true + self.wrong

    def _shows(self) -> float:
        return self.shown.timestamp()

    async def looks(self, after: timedelta = timedelta()) -> list[str]:
        """So much later the bot looks at its clock; the keys of all that was ever queued."""
        await asyncio.sleep(after.total_seconds())
        self.true += after
        return await self.when.is_now(self.shown)

    async def hears_telegram(self) -> None:
        await self.looks(timedelta(seconds=DATE_SECONDS + 1))
        self.seen.note_date(format_datetime(self.true.astimezone(UTC), usegmt=True))


async def what_waits(when: Time) -> int:
    """The fence of whoever leads by then. A visit tomorrow, whose eve is told at 17:00, and somebody's reminder in spring."""
    await when.plans(TOMORROW, at(12))
    await when.is_now(at(12, 15))
    assert await remind(when.office.store, a_reminder(SITI), TODAY)
    return await take_lead(when.office.store, at(12, 15)) or 0


@pytest.mark.parametrize("jump", JUMPS)
async def test_a_jump_tells_and_erases_nothing_before_telegram_has_answered_and_all_comes_once_when_it_is_over(
    jump: str, when: Time
) -> None:
    machine = Machine(when, await what_waits(when), at(16, 55))
    await machine.hears_telegram()
    before = await machine.looks()
    rows = await everything(when.office.store)
    machine.wrong = JUMPS[jump]
    assert await machine.looks() == before
    assert await everything(when.office.store) == rows, "at once"
    await machine.hears_telegram()
    assert await machine.looks(timedelta(minutes=3)) == before
    assert await everything(when.office.store) == rows, "after Telegram has answered"
    machine.wrong = timedelta()
    await machine.hears_telegram()
    told = await machine.looks(timedelta(minutes=5))
    assert told[len(before) :] == [f"visit:1:eve:{TOMORROW}"]
    assert await machine.looks(timedelta(minutes=5)) == told


@pytest.mark.parametrize("jump", JUMPS)
async def test_a_start_with_a_wrong_clock_does_nothing_by_it(jump: str, when: Time) -> None:
    machine = Machine(when, await what_waits(when), at(16, 55), JUMPS[jump])
    rows = await everything(when.office.store)
    machine.seen.note_date(format_datetime(machine.true.astimezone(UTC), usegmt=True))
    await machine.looks()
    assert await everything(when.office.store) == rows


async def test_another_zone_of_the_office_tells_nothing_twice(when: Time) -> None:
    await what_waits(when)
    when.clockwork = Clockwork(when.office, await take_lead(when.office.store, at(12, 15)) or 0)
    told = await when.is_now(at(17))
    for zone in ("Asia/Jayapura", "Asia/Makassar", "Asia/Jakarta"):
        office = await Office.open(when.office.store, OfficeSettings(ZoneInfo(zone)), when.clock)
        fence = await take_lead(office.store, when.clock())
        other = Time(office, when.clock, Clockwork(office, fence or 0))
        for minutes in range(0, 180, 20):
            assert await other.is_now(at(17, 5) + timedelta(minutes=minutes)) == told, zone


async def test_a_machine_that_slept_goes_on_once_telegram_has_named_the_time(when: Time) -> None:
    """Its steady clock stood still meanwhile, which looks like a jump; the time is right."""
    machine = Machine(when, await what_waits(when), at(16, 55))
    await machine.hears_telegram()
    before = await machine.looks()
    machine.true += timedelta(hours=1)
    assert await machine.looks() == before
    await machine.hears_telegram()
    assert (await machine.looks())[len(before) :] == [f"visit:1:eve:{TOMORROW}"]
