"""An office through a year: staff plan, confirm, move, cancel, undo, close and remove visits, by the functions that their tools use."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.eligibility import Rules, judge
from ektp_core.office import Office
from ektp_core.reading.calendar import office_day
from ektp_core.roles import Act, Role
from ektp_core.store import Store, schema
from ektp_core.store import visits as store
from ektp_core.store.audit import acting
from ektp_core.subscriptions.reminders import ReminderKind, days_ahead
from ektp_core.subscriptions.subscribers import Scope, Subscription, Topic
from ektp_core.visits.changes import NoSuchMove, cancelled, changed, closed, confirmed
from ektp_core.visits.line import VisitLine
from ektp_core.visits.schedule import Hours, Place, PlaceKind, Recap, Visit, VisitState
from tests.reliability.timeline import START, TICK
from tests.store.followers import many_followers
from tests.store.records import add

OFFICER, SCHOOL_PERSON = 7101, 7301
SUBDISTRICTS = ("19.04.01", "19.04.02")
SCHOOLS = {"10000001": "19.04.01", "10000002": "19.04.01", "10000003": "19.04.02"}
WITH_PERSON = "10000001"
MORNING, BY_CLASS = (Hours(time(8), time(12)),), (Hours(time(7, 30), time(10), "XI"), Hours(time(10), time(13), "XII"))


@dataclass(frozen=True, slots=True)
class Follower:
    """A chat, what it follows, what it does not want to hear, and until when it pauses from the start."""

    chat: int
    follows: Subscription
    muted: Topic | None
    paused_until: date | None


@dataclass(frozen=True, slots=True)
class Wish:
    """A day that a chat asked to be reminded of."""

    chat: int
    kind: ReminderKind
    day: date
    paused_until: date | None


@dataclass(frozen=True, slots=True)
class Acted:
    """From a true moment on a visit is this (None: removed); the clock showed `shown` when staff did it."""

    moment: datetime
    shown: datetime
    visit: Visit | None


@dataclass(slots=True)
class Staff:
    """Acts at random on one visit after another, and keeps what was done."""

    office: Office
    random: Random
    history: dict[int, list[Acted]] = field(default_factory=lambda: defaultdict(list))

    async def act(self, number: int, moment: datetime) -> int:
        """Do something with a visit that may be done now; with number 0, plan one. Its number."""
        before = next((visit for visit in self.office.board.schedule if visit.id == number), None)
        now = self.office.now()
        with suppress(NoSuchMove, Changed):
            async with acting(self.office.store, OFFICER, Act.CHANGE_VISITS, now) as doing:
                if before:
                    await self._change(doing.connection, before, now)
                else:
                    number = await store.plan_visit(doing.connection, self._plan(now))
                doing.subject = Subject(Thing.VISIT, number)
            await self.office.public.renew_board()
            after = next((visit for visit in self.office.board.schedule if visit.id == number), None)
            self.history[number].append(Acted(moment, now, after))
        return number

    def _plan(self, now: datetime) -> Visit:
        """Most visits go to schools, some to a subdistrict's office; for one to three days, perhaps with a gap."""
        place = Place(PlaceKind.SUBDISTRICT_OFFICE, "Kantor Camat", SUBDISTRICTS[0])
        if self.random.random() < 0.8:
            npsn, subdistrict = self.random.choice(list(SCHOOLS.items()))
            place = Place(PlaceKind.SCHOOL, f"SMA {npsn}", subdistrict, npsn)
        return Visit(0, place, self._days(now), self._hours(), 1, VisitState.PLANNED, now, "the office")

    def _days(self, now: datetime) -> tuple[date, ...]:
        first = office_day(now, self.office.zone) + timedelta(self.random.choice((1, 1, 2, 3, 5, 7, 8, 9, 12, 20, 25)))
        return self.random.choice(((first,), (first,), (first, first + timedelta(1)), (first, first + timedelta(2))))

    def _hours(self) -> tuple[Hours, ...]:
        return self.random.choice(((), MORNING, BY_CLASS))

    async def _change(self, connection: AsyncConnection, before: Visit, now: datetime) -> None:
        change = self.random.choice(self._changes(before, office_day(now, self.office.zone)))
        if change == "undo":
            await store.take_back_change(connection, before.id, before.version, now)
        elif change == "remove":
            await store.remove_plan(connection, before, OFFICER, now)
        else:
            await store.change_visit(connection, before, self._changed(change, before, now), OFFICER, now)

    def _changes(self, visit: Visit, today: date) -> list[str]:
        """What staff may do; the newest visit is not removed, because SQLite would give its number to the next one."""
        if visit.last_day <= today and visit.state not in (VisitState.DONE, VisitState.CANCELLED):
            return ["close"]
        if visit.state is VisitState.PLANNED:
            removable = visit.id < max(each.id for each in self.office.board.schedule)
            return ["confirm", "confirm", "confirm", "confirm", "cancel", *(["remove"] if removable else [])]
        return ["move", "move", "hours", "kits", "cancel", "undo", "undo"]

    def _changed(self, change: str, before: Visit, now: datetime) -> Visit:
        match change:
            case "confirm":
                return confirmed(before, now)
            case "move":
                return changed(before, VisitLine(days=self._days(now)), now)
            case "hours":
                return changed(before, VisitLine(hours=self._hours()), now)
            case "kits":
                return changed(before, VisitLine(kits=before.kits + 1), now)
            case "close":
                return closed(before, Recap(30, 2, 0), self.random.choice((None, "kantor")), now, today=now.date())
            case _:
                return cancelled(before, self.random.choice((None, "kantor")), now)


async def fill(target: Store, followers: Sequence[Follower], wishes: Sequence[Wish]) -> None:
    """The office's places and people, and who wants to be told."""
    areas = [{"code": "19.04", "name": "Bangka Tengah", "level": "district"}]
    areas += [{"code": code, "name": code, "level": "subdistrict", "parent": "19.04"} for code in SUBDISTRICTS]
    await add(target, schema.area, *areas)
    register = {"level": "SMA", "address": "a street", "source": "a register"}
    await add(target, schema.school, *({"npsn": npsn, "name": npsn, "subdistrict": code, **register} for npsn, code in SCHOOLS.items()))
    await add(target, schema.state, {"id": 1, "board_version": 1, "home": "19.04"})
    team = {"since": START, "name": "Bu Ratna", "school": None}
    await add(target, schema.member, {"person": OFFICER, "role": Role.OFFICER, **team})
    await add(target, schema.member, {**team, "person": SCHOOL_PERSON, "role": Role.SCHOOL, "school": WITH_PERSON})
    paused = {each.chat: each.paused_until for each in (*followers, *wishes)}
    follows = dict.fromkeys(paused, ()) | {each.chat: (each.follows,) for each in followers}
    await many_followers(target, follows, since=START, paused=paused)
    await add(target, schema.muted, *({"chat": each.chat, "topic": each.muted} for each in followers if each.muted))
    await add(target, schema.reminder, *({"chat": each.chat, "kind": each.kind, "day": each.day} for each in wishes))


def some_followers(random: Random, count: int) -> list[Follower]:
    """Of schools, subdistricts and the district; the person of a school follows as well."""
    things = [Subscription(Scope.SCHOOL, npsn) for npsn in SCHOOLS]
    things += [Subscription(Scope.SUBDISTRICT, code) for code in SUBDISTRICTS] + [Subscription(Scope.DISTRICT, "19.04")]
    chats = [SCHOOL_PERSON, *range(1, count)]
    return [Follower(chat, random.choice(things), random.choice((None, None, *Topic)), _pause(random)) for chat in chats]


def some_wishes(random: Random, count: int) -> list[Wish]:
    """Days of children born on any day, on 29 February and on last days of months; two lie in a pause, of days or of months."""
    births = [date(2012, 2, 29), date(2011, 2, 28), date(2011, 12, 31), date(2011, 8, 31), date(2010, 9, 30), date(2012, 3, 1)]
    births += [date(2010, 7, 2) + timedelta(random.randrange(1400)) for _ in range(count)]
    day = START.date() + timedelta(90)
    wishes = [Wish(59_001, ReminderKind.CARD, day, day + timedelta(3)), Wish(59_002, ReminderKind.CARD, day, day + timedelta(120))]
    for chat, birth in enumerate(births, 50_001):
        ahead, until = days_ahead(chat, judge(birth, START.date(), Rules())), _pause(random)
        wishes += [Wish(chat, each.kind, each.day, until) for each in ahead]
    return wishes


def _pause(random: Random) -> date | None:
    return START.date() + timedelta(random.randrange(300)) if random.random() < 0.3 else None


def a_working_moment(random: Random, day: date) -> datetime:
    """Staff act at any hour, also late."""
    return datetime.combine(day, time(random.choice((0, 1, 2, 4, 6, 8, 9, 11, 13, 15, 22))), START.tzinfo) + random.randrange(180) * TICK
