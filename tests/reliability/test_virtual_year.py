"""A year of virtual time: nothing twice, nothing late or at night, nothing that is not so, nothing missed but what outages swallowed.

On time means the first look at the clock, 20 seconds apart, at which a running bot could tell.

`SIAPREKAM_RELIABILITY=1` runs the large one: 2,000 events, 50 subscribers, 60 outages in each of three zones
(docs/reliability.md#how-it-is-tested).
"""

import asyncio
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random
from zoneinfo import ZoneInfo

import pytest
import uvloop
from sqlalchemy import select, update

from bot.sending.clockwork import Clockwork
from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.office import Office, OfficeSettings
from ektp_core.store import schema
from ektp_core.store.deliveries import close_what_is_done
from ektp_core.store.leadership import take_lead
from ektp_core.subscriptions.quiet_hours import is_quiet
from ektp_core.visits.schedule import Visit
from tests.databases import Filled, in_memory
from tests.rehearsal import Clock
from tests.reliability.office_year import (
    SCHOOL_PERSON,
    WITH_PERSON,
    Follower,
    Staff,
    Wish,
    a_working_moment,
    fill,
    some_followers,
    some_wishes,
)
from tests.reliability.predicted import CERTAIN, DAY, GRACE, SWITCHES, TO_THE_SCHOOL, WEEK, Expected, Prediction, hears
from tests.reliability.scene import LARGE
from tests.reliability.timeline import END, START, TICK, Stretch, a_year, shown, stretch_at

VISITS, FOLLOWERS, WISHES, OUTAGES, JUMPS = (350, 50, 60, 60, 24) if LARGE else (14, 12, 8, 60, 8)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
SEED = int(os.environ.get("SIAPREKAM_SEED", "20261125"))

PHASE = timedelta(seconds=7)
"""How long after a point of the grid the bot looks."""

RANDOM_LOOKS = 500 if LARGE else 30
EARLY = 0.3 if LARGE else 0.05
"""How often the look just before one that matters is played as well."""

AWAY = 0.15
"""How often Telegram takes nothing for a while."""


@dataclass(frozen=True, slots=True)
class Told:
    """One chat was told something; `said` is a day, or what a change's key says."""

    moment: datetime
    shown: datetime
    kind: str
    number: int
    said: str
    chat: int
    visit: Visit | None = None


@dataclass(slots=True)
class Year:
    """The office, its year, and what came of it."""

    office: Office
    clock: Clock
    staff: Staff
    stretches: list[Stretch]
    random: Random
    queued: list[Told] = field(default_factory=list)
    sent: list[Told] = field(default_factory=list)
    newest: int = 0
    _unsent: bool = False
    _ahead: list[tuple[datetime, int]] = field(default_factory=list)

    async def live(self, visits: int, wishes: Iterable[Wish]) -> None:
        """Let it happen, moment after moment: acts of staff first, then a tick, then what Telegram takes."""
        acts = self._acts(visits)
        self._plan_looks(wishes)
        clockwork, stretch = None, None
        while acts or self._ahead:
            moment = min([each for each, _ in (acts[:1] or [(END, 0)])] + [each for each, _ in self._ahead[:1]])
            if moment >= END:
                return
            here = stretch_at(self.stretches, moment)
            if here is None:
                self._forget(acts, moment)
                continue
            self.clock.moment = moment + here.ahead
            if stretch is None or (here != stretch and here.start != stretch.end):
                fence = await take_lead(self.office.store, self.clock.moment)
                clockwork = Clockwork(self.office, fence or 0)
            stretch = here
            await self._act(acts, moment)
            while self._ahead and self._ahead[0][0] <= moment:
                heappop(self._ahead)
            self.clock.moment = moment + here.ahead + PHASE
            assert clockwork
            await clockwork.tick()
            if self.office.outbox_changed.is_set():
                await self._note_queued(moment)
            if self._unsent and not is_quiet(self.clock.moment, self.office.zone) and self.random.random() > AWAY:
                await self._deliver(moment)

    def _acts(self, visits: int) -> list[tuple[datetime, int]]:
        """When each visit is planned: the rest of its acts follows from that."""
        days = (END - START).days
        planned = [(a_working_moment(self.random, START.date() + timedelta(self.random.randrange(days - 30))), 0) for _ in range(visits)]
        return sorted(planned)

    def _forget(self, acts: list[tuple[datetime, int]], moment: datetime) -> None:
        """Nobody acts, and nothing is looked at, in an outage."""
        while acts and acts[0][0] <= moment:
            heappop(acts)
        while self._ahead and self._ahead[0][0] <= moment:
            heappop(self._ahead)

    async def _act(self, acts: list[tuple[datetime, int]], moment: datetime) -> None:
        while acts and acts[0][0] <= moment:
            _, wanted = heappop(acts)
            number = await self.staff.act(wanted, moment)
            visit = self.staff.history[number][-1].visit
            if visit:
                self._look_at(visit)
                self._act_again(acts, visit, moment)

    def _act_again(self, acts: list[tuple[datetime, int]], visit: Visit, moment: datetime) -> None:
        """Staff come back to a visit soon, or days later, and close it when it is over."""
        if len(self.staff.history[visit.id]) < 7:
            soon = self.random.choice((3, 9, 12, 60, 60 * 24, 60 * 50))
            heappush(acts, (moment + timedelta(minutes=soon * self.random.randrange(1, 4)), visit.id))
        if len(self.staff.history[visit.id]) == 1:
            heappush(acts, (a_working_moment(self.random, visit.last_day + DAY), visit.id))

    def _plan_looks(self, wishes: Iterable[Wish]) -> None:
        """The bot looks every 20 seconds: played are the looks at which something may begin or end, one before each, and some others."""
        for stretch in self.stretches:
            self._look(stretch.start)
            self._look_shown(self._morning(stretch.shows_from))
        for wish in wishes:
            self._look_shown(self._at(wish.day, time(8)))
            if wish.paused_until and wish.paused_until > wish.day - WEEK:
                self._look_shown(self._at(wish.paused_until, time(7)))
                self._look_shown(self._at(max(wish.day, wish.paused_until) + WEEK, time(20)))
        for _ in range(RANDOM_LOOKS):
            self._look(START + self.random.randrange((END - START) // TICK) * TICK)

    def _look_at(self, visit: Visit) -> None:
        settled = self.clock.moment + GRACE
        moments = [settled, self._morning(settled), visit.updated + GRACE, self._morning(visit.updated + GRACE)]
        for day in visit.days:
            hours = [slot.start for slot in visit.hours] + [slot.end for slot in visit.hours] or [time(8), time(16)]
            moments += [self._at(day - WEEK, time(9)), self._at(day - DAY, time(9)), self._at(day - DAY, time(17))]
            moments += [self._at(day - DAY, time(20)), self._at(day, time(7)), self._at(day, min(hours)), self._at(day, max(hours))]
        for moment in moments:
            self._look_shown(moment)

    def _look_shown(self, reading: datetime) -> None:
        for moment in shown(self.stretches, reading):
            self._look(moment.astimezone(UTC))
            if self.random.random() < EARLY:
                self._look(moment.astimezone(UTC) - TICK)

    def _look(self, moment: datetime) -> None:
        heappush(self._ahead, (moment, 0))

    def _morning(self, reading: datetime) -> datetime:
        local = reading.astimezone(self.office.zone)
        return self._at(local.date() + (DAY if local.hour >= 20 else timedelta()), time(7)) if is_quiet(local, self.office.zone) else local

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.office.zone)

    async def _note_queued(self, moment: datetime) -> None:
        """What the tick has put into the outbox, and for whom."""
        self.office.outbox_changed.clear()
        self._unsent = True
        table, copy = schema.announcement, schema.delivery
        query = select(table.c.id, table.c.key, copy.c.chat).join(copy, copy.c.announcement == table.c.id).where(table.c.id > self.newest)
        async with self.office.store.reading() as connection:
            for row in (await connection.execute(query.order_by(table.c.id))).all():
                self.newest = row.id
                self.queued.append(self._told(moment, row.key, row.chat))

    def _told(self, moment: datetime, key: str, chat: int) -> Told:
        what, first, second, *rest = key.split(":")
        if what == "reminder":
            return Told(moment, self.clock.moment, first, 0, second, chat)
        visit = next((visit for visit in self.office.board.schedule if visit.id == int(first)), None)
        return Told(moment, self.clock.moment, second, int(first), ":".join(rest), chat, visit)

    async def _deliver(self, moment: datetime) -> None:
        """As the engine does: nothing automatic at night, nothing after its time; now and then Telegram takes nothing."""
        table, copy = schema.announcement, schema.delivery
        async with self.office.store.changing() as connection:
            sending = table.c.state == AnnouncementState.SENDING, copy.c.state == DeliveryState.PENDING
            query = select(table.c.key, table.c.expires, copy.c.id, copy.c.chat).join(copy, copy.c.announcement == table.c.id)
            rows = (await connection.execute(query.where(*sending))).all()
            rows = [row for row in rows if row.expires is None or self.clock.moment < row.expires]
            for row in rows:
                await connection.execute(update(copy).where(copy.c.id == row.id).values(state=DeliveryState.DELIVERED))
            self.sent += [self._told(moment, row.key, row.chat) for row in rows]
            await close_what_is_done(connection, self.clock.moment)
            waiting = select(table.c.id).where(table.c.state == AnnouncementState.SENDING).limit(1)
            self._unsent = await connection.scalar(waiting) is not None


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_notices_and_reminders(zone: str) -> None:
    print(f"SIAPREKAM_SEED={SEED}")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop:
        loop.run(a_whole_year(ZoneInfo(zone), Random(f"{SEED} {zone}")))


async def a_whole_year(zone: ZoneInfo, random: Random) -> None:
    stretches = a_year(random, OUTAGES, JUMPS)
    followers, wishes = some_followers(random, FOLLOWERS), some_wishes(random, WISHES)
    store, clock = await in_memory(Filled.TABLES), Clock(START)
    try:
        await fill(store, followers, wishes)
        office = await Office.open(store, OfficeSettings(zone), clock)
        year = Year(office, clock, Staff(office, random), stretches, random)
        await year.live(VISITS, wishes)
    finally:
        await store.close()
    prediction = Prediction(stretches, zone)
    expected = [each for number, history in year.staff.history.items() for each in prediction.of_visit(number, history)]
    assert_nothing_is_told_that_must_not_be(year)
    assert_what_is_told_is_what_was_predicted(year, expected, followers)
    assert_reminders_are_what_was_predicted(year, prediction, wishes)
    assert prediction.missed or not LARGE, "outages swallow something"


def assert_nothing_is_told_that_must_not_be(year: Year) -> None:
    zone = year.office.zone
    twice = [each for each, count in Counter((told.chat, told.kind, told.number, told.said) for told in year.sent).items() if count > 1]
    assert twice == []
    assert [told for told in year.sent if is_quiet(told.shown, zone)] == []
    of_days = [told for told in year.sent if told.kind in ("eve", "school_eve", "school_week")]
    assert of_days
    for told in of_days:
        visit, day = told.visit, date.fromisoformat(told.said)
        assert visit is not None and visit.state in CERTAIN and day in visit.days, told
        assert told.shown < datetime.combine(day, min([slot.start for slot in visit.hours] or [time(8)]), zone), told
    for told in year.sent:
        if told.kind in ("confirmed", "moved") and told.visit is not None:
            assert told.visit.state != "cancelled", told
            assert told.shown.astimezone(zone).date() <= max(told.visit.days), told


def assert_what_is_told_is_what_was_predicted(year: Year, expected: list[Expected], followers: list[Follower]) -> None:
    wanted = Counter(
        (each.moment, each.kind, each.number, str(each.day or ""), chat) for each in expected for chat in _people(each, followers, year)
    )
    changes = SWITCHES.keys() - {"eve"}
    told = Counter(
        (each.moment, each.kind, each.number, "" if each.kind in changes else each.said, each.chat) for each in year.queued if each.number
    )
    late = told - wanted
    lost = wanted - told
    assert (sorted(lost)[:5], sorted(late)[:5]) == ([], []), f"lost {lost.total()}, unasked or late {late.total()} of {wanted.total()}"


def _people(each: Expected, followers: list[Follower], year: Year) -> Iterator[int]:
    stretch = stretch_at(year.stretches, each.moment)
    assert stretch
    day = (each.moment + stretch.ahead).astimezone(year.office.zone).date()
    hearing = {follower.chat for follower in followers if hears(follower, each.visit, each.kind, day)}
    if each.visit.place.npsn == WITH_PERSON and each.kind in TO_THE_SCHOOL:
        hearing.add(SCHOOL_PERSON)
    yield from hearing


def assert_reminders_are_what_was_predicted(year: Year, prediction: Prediction, wishes: list[Wish]) -> None:
    due = {(wish.chat, str(wish.kind), str(wish.day)): prediction.of_wish(wish) for wish in wishes if wish.day < END.date() - WEEK}
    wanted = {key: moment for key, moment in due.items() if moment is not None}
    told = {(each.chat, each.kind, each.said): each.moment for each in year.queued if not each.number}
    assert {key: moment for key, moment in told.items() if key in due} == wanted
    assert 59_002 in {chat for chat, _, _ in wanted}, "no pause loses one"
    assert sum(not each.number for each in year.queued) == len(told)
    days = {date.fromisoformat(said) for _, _, said in told}
    assert date(2028, 2, 28) in days or date(2028, 3, 1) in days
