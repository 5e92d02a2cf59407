"""One moment, three offices: in Jayapura it is two hours later than in Koba, and all that is told goes by the office's own clock."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.sending.clockwork import Clockwork
from ektp_core.eligibility import Verdict
from ektp_core.office import Office, OfficeSettings
from ektp_core.store import open_store, schema
from ektp_core.store import visits as visits_store
from ektp_core.store.leadership import take_lead
from ektp_core.store.reminders import remind
from ektp_core.subscriptions.reminders import Reminder, ReminderKind
from ektp_core.subscriptions.subscribers import Scope, Subscription
from ektp_core.visits.changes import confirmed, planned
from ektp_core.visits.line import VisitLine
from ektp_core.visits.schedule import Place, PlaceKind
from handlers.answer import answer
from handlers.reply import Reply
from tests.databases import Filled, sqlite_file
from tests.rehearsal import Clock, a_request
from tests.store.followers import SITI, a_consent, a_follower

KOBA, DENPASAR, JAYAPURA = "Kabupaten Bangka Tengah", "Kota Denpasar", "Kota Jayapura"
HOMES = (KOBA, DENPASAR, JAYAPURA)
NOON = datetime(2026, 11, 30, 4, tzinfo=UTC)
"""11:00 in Koba, 13:00 in Jayapura."""

LATE = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
"""22:30 in Koba, 23:30 in Denpasar, and half an hour into December in Jayapura."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """An office whose clock a test moves, and its clockwork; Siti follows its first school."""

    office: Office
    clock: Clock
    clockwork: Clockwork

    async def told(self, moment: datetime) -> list[str]:
        """What was ever put into the outbox once the clock shows a moment: the kinds of notices, and reminders."""
        self.clock.moment = moment
        await self.clockwork.tick()
        async with self.office.store.reading() as connection:
            keys = [key for (key,) in await connection.execute(select(schema.announcement.c.key).order_by(schema.announcement.c.id))]
        return [key.split(":")[2] if key.startswith("visit:") else key.split(":")[0] for key in keys]

    async def plans(self, day: date, moment: datetime) -> None:
        """A visit to the followed school that is certain from a moment on."""
        school = self.office.board.schools.by_name[0]
        place = Place(PlaceKind.SCHOOL, school.name, school.subdistrict, school.npsn)
        plan = planned(VisitLine(place=place, days=(day,)), moment, "the office")
        async with self.office.store.changing_board() as connection:
            number = await visits_store.plan_visit(connection, plan)
        await self.office.public.renew_board()
        before = next(visit for visit in self.office.board.schedule if visit.id == number)
        async with self.office.store.changing_board() as connection:
            await visits_store.change_visit(connection, before, confirmed(before, moment), SITI, moment)
        await self.office.public.renew_board()

    async def asked(self, text: str) -> Reply:
        """The answer to a sentence on the office's day."""
        return await answer(a_request(text, today=self.office.today()), self.office)


@asynccontextmanager
async def at_work(home: str, folder: Path) -> AsyncIterator[AtWork]:
    store = open_store(await sqlite_file(folder / f"{home}.db", Filled.FIRST_START, home), exclusive=True)
    clock = Clock(NOON)
    office = await Office.open(store, OfficeSettings(), clock)
    await a_follower(store, SITI, Subscription(Scope.SCHOOL, office.board.schools.by_name[0].npsn))
    try:
        yield AtWork(office, clock, Clockwork(office, await take_lead(store, clock()) or 0))
    finally:
        await store.close()


@pytest.fixture
async def offices(tmp_path: Path) -> AsyncIterator[dict[str, AtWork]]:
    async with AsyncExitStack() as stack:
        yield {home: await stack.enter_async_context(at_work(home, tmp_path)) for home in HOMES}


async def who_told(kind: str, moment: datetime, offices: dict[str, AtWork]) -> list[str]:
    """The offices that have told something of a kind once the clocks show a moment."""
    return [home for home, office in offices.items() if kind in await office.told(moment)]


@pytest.mark.parametrize(
    ("hour", "told"), [(7, []), (8, [JAYAPURA]), (9, [DENPASAR, JAYAPURA]), (10, [KOBA, DENPASAR, JAYAPURA])]
)  # fmt: skip
async def test_the_eve_of_a_visit_is_told_at_the_offices_own_five_o_clock(offices: dict[str, AtWork], hour: int, told: list[str]) -> None:
    for office in offices.values():
        await office.plans(date(2026, 12, 1), NOON)
    assert await who_told("eve", NOON.replace(hour=hour) - timedelta(minutes=1), offices) == told[1:]
    assert await who_told("eve", NOON.replace(hour=hour), offices) == told


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), []),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), [JAYAPURA]),
        (datetime(2026, 12, 1, 0, tzinfo=UTC), [DENPASAR, JAYAPURA]),
        (datetime(2026, 12, 1, 1, tzinfo=UTC), [KOBA, DENPASAR, JAYAPURA]),
    ],
)
async def test_a_birthday_is_reminded_of_at_eight_of_the_offices_day(offices: dict[str, AtWork], moment: datetime, told: list[str]) -> None:
    for office in offices.values():
        wanted = Reminder(SITI, ReminderKind.MAY_RECORD, date(2026, 12, 1))
        await remind(office.office.store, wanted, office.office.today(), a_consent())
    assert await who_told("reminder", moment, offices) == told


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 11, 30, 21, 59, tzinfo=UTC), []),
        (datetime(2026, 11, 30, 22, tzinfo=UTC), [JAYAPURA]),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), [DENPASAR, JAYAPURA]),
        (datetime(2026, 12, 1, 0, tzinfo=UTC), [KOBA, DENPASAR, JAYAPURA]),
    ],
)
async def test_what_changes_at_night_is_told_in_the_offices_own_morning(
    offices: dict[str, AtWork], moment: datetime, told: list[str]
) -> None:
    for office in offices.values():
        await office.plans(date(2026, 12, 10), LATE)
    assert await who_told("confirmed", LATE + timedelta(hours=1), offices) == []
    assert await who_told("confirmed", moment, offices) == told


async def test_one_moment_is_a_birthday_there_and_not_yet_here(offices: dict[str, AtWork]) -> None:
    verdicts = {}
    for home, office in offices.items():
        office.clock.moment = LATE
        found = await office.asked("anak saya lahir 1 desember 2010, sudah bisa rekam?")
        verdicts[home] = found.values["judgement"].verdict
    assert verdicts == {KOBA: Verdict.TOO_YOUNG, DENPASAR: Verdict.TOO_YOUNG, JAYAPURA: Verdict.MAY_PRE_RECORD}


async def test_tomorrow_and_a_visits_day_are_the_offices_own(offices: dict[str, AtWork]) -> None:
    asked = {}
    for home, office in offices.items():
        await office.plans(date(2026, 12, 1), NOON)
        office.clock.moment = LATE
        tomorrow = await office.asked("besok ada perekaman di mana?")
        today = await office.asked("hari ini ada perekaman di mana?")
        asked[home] = [(each.values["day"], len(each.values["visits"])) for each in (today, tomorrow)]
    here = [(date(2026, 11, 30), 0), (date(2026, 12, 1), 1)]
    assert asked == {KOBA: here, DENPASAR: here, JAYAPURA: [(date(2026, 12, 1), 1), (date(2026, 12, 2), 0)]}
