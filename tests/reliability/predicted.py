"""What must have been told in a year, worked out from what happened alone: each notice at the first tick at which it could be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ektp_core.visits.schedule import Visit, VisitState
from tests.reliability.office_year import Acted, Follower, Wish
from tests.reliability.timeline import END, Stretch

GRACE = timedelta(minutes=10)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
CERTAIN = (VisitState.CONFIRMED, VisitState.MOVED)
SWITCHES = {"confirmed": "changes", "moved": "changes", "cancelled": "changes", "catch_up": "catch_up", "eve": "eve"}
"""With what a follower switches off each kind; the other kinds are for the people of the school alone."""

TO_THE_SCHOOL = ("school_week", "school_eve", "confirmed", "moved", "cancelled")
"""What the people of the school hear whatever they follow."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Something that was to be told from a true moment on; `day` is None for changes."""

    moment: datetime
    kind: str
    number: int
    visit: Visit
    day: date | None


@dataclass(frozen=True, slots=True)
class Window:
    """When, by the office's clock, something is of use."""

    kind: str
    day: date
    opens: datetime
    closes: datetime


class Prediction:
    """For one office's zone and one year's stretches."""

    def __init__(self, stretches: Sequence[Stretch], zone: ZoneInfo) -> None:
        self._stretches = stretches
        self._zone = zone
        self.missed: list[Window] = []

    def of_visit(self, number: int, history: Sequence[Acted]) -> Iterator[Expected]:
        """What followers and the school were to be told of one visit, act by act."""
        known: Visit | None = None
        told: set[tuple[str, date]] = set()
        for place, acted in enumerate(history):
            until = history[place + 1].moment if place + 1 < len(history) else END
            change = self._change(number, known, acted, until)
            if change:
                yield change
                known = None if acted.visit is None else acted.visit
            for window in self._windows(acted.visit):
                moment = self.first(acted.moment, until, max(window.opens, _settled(acted, known)), window.closes)
                if acted.visit and moment and (window.kind, window.day) not in told:
                    told.add((window.kind, window.day))
                    yield Expected(moment, window.kind, number, acted.visit, window.day)
                elif moment is None and until == END and (window.kind, window.day) not in told and acted.shown < window.opens:
                    self.missed.append(window)

    def of_wish(self, wish: Wish) -> datetime | None:
        """When somebody was to be reminded, if not before when their pause ended; None when that was missed."""
        last = max(wish.day, wish.paused_until or wish.day)
        opens = max(self._at(wish.day, time(8)), self._at(last, time()))
        return self.first(self._stretches[0].start, END, opens, self._at(last + WEEK + DAY, time()))

    def first(self, start: datetime, until: datetime, opens: datetime, closes: datetime) -> datetime | None:
        """The first true moment of a span at which a running bot's clock shows a time from `opens` until `closes`, not at night."""
        for stretch in self._stretches:
            low = max(start, stretch.start) + stretch.ahead
            high = min(until, stretch.end) + stretch.ahead
            reading = self._by_day(max(low, opens))
            if reading < min(high, closes):
                return (reading - stretch.ahead).astimezone(UTC)
        return None

    def _by_day(self, reading: datetime) -> datetime:
        local = reading.astimezone(self._zone)
        if local.hour < 7:
            return self._at(local.date(), time(7))
        return self._at(local.date() + DAY, time(7)) if local.hour >= 20 else local

    def _change(self, number: int, known: Visit | None, acted: Acted, until: datetime) -> Expected | None:
        visit = acted.visit or known
        kind = _kind(known, acted.visit)
        if visit is None or kind is None:
            return None
        closes = max(self._end(each) for each in (known, visit) if each and (each is visit or visit.state not in CERTAIN))
        if kind == "catch_up":
            closes = _settled(acted, known) - GRACE + WEEK
        moment = self.first(acted.moment, until, _settled(acted, known), closes)
        return Expected(moment, kind, number, visit, None) if moment else None

    def _windows(self, visit: Visit | None) -> Iterator[Window]:
        if visit is None or visit.state not in CERTAIN:
            return
        for day in (day for day in visit.days if day - DAY not in visit.days):
            hour = min([slot.start for slot in visit.hours] or [time(8)])
            yield Window("eve", day, self._at(day - DAY, time(17)), self._at(day, hour))
            if visit.place.npsn:
                yield Window("school_eve", day, self._at(day - DAY, time(9)), self._at(day - DAY, time(20)))
        if visit.place.npsn:
            day = visit.days[0]
            yield Window("school_week", day, self._at(day - WEEK, time(9)), self._at(day - DAY, time(9)))

    def _end(self, visit: Visit) -> datetime:
        return self._at(visit.days[-1], max([slot.end for slot in visit.hours] or [time(16)]))

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self._zone)


def _settled(acted: Acted, known: Visit | None) -> datetime:
    """When a change is old enough; what an undo brought back may be dated later, where the clock was put back."""
    visit = acted.visit or known
    return (max(acted.shown, visit.updated) if visit else acted.shown) + GRACE


def _kind(known: Visit | None, visit: Visit | None) -> str | None:
    """The office's rule in one table: what followers know, what is so, what they are told."""
    before = _standing(known)
    after = _standing(visit)
    if before == "certain" and after == "certain":
        return None if known and visit and (known.days, known.hours) == (visit.days, visit.hours) else "moved"
    if before == after == "cancelled" or before == after == "done":
        differs = known and visit and known.catch_up != visit.catch_up
        return (after if after == "cancelled" else _catch_up(visit)) if differs else None
    return {
        ("certain", "nothing"): "cancelled",
        ("certain", "planned"): "moved",
        ("nothing", "certain"): "moved" if visit and visit.state is VisitState.MOVED else "confirmed",
        ("planned", "certain"): "moved" if visit and visit.state is VisitState.MOVED else "confirmed",
        ("cancelled", "certain"): "confirmed",
        ("done", "certain"): "confirmed",
    }.get((before, after)) or {"cancelled": "cancelled", "done": _catch_up(visit)}.get(after)


def _catch_up(visit: Visit | None) -> str | None:
    return "catch_up" if visit and visit.catch_up else None


def _standing(visit: Visit | None) -> str:
    if visit is None:
        return "nothing"
    return "certain" if visit.state in CERTAIN else visit.state.value


def hears(follower: Follower, visit: Visit, kind: str, day: date) -> bool:
    """Whether a follower is to be told something of a visit on a day: they follow its school, its subdistrict or the district."""
    paused = follower.paused_until is not None and day < follower.paused_until
    around = {("school", visit.place.npsn), ("subdistrict", visit.place.subdistrict), ("district", "19.04")}
    followed = (follower.follows.scope.value, follower.follows.target)
    return kind in SWITCHES and followed in around and follower.muted != SWITCHES[kind] and not paused
